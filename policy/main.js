// Pulumi runs a policy pack through its own old ts-node, whatever PulumiPolicy.yaml says (pulumi/pulumi,
// cmd/run-policy-pack/index.ts), and that would check the types of the whole pack at each preview. Registered here,
// after it, tsx reads the pack's TypeScript instead. The types are checked by `npm test`.
require("./faster-start");
require("tsx/cjs/api").register();
require("./index");
