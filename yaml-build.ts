import { pulumiCli } from "./tools/toolchain/pulumi-cli";
import { pulumiYaml } from "./tools/toolchain/pulumi-yaml";
(async () => { const t = Date.now(); await pulumiYaml(await pulumiCli()); console.log("built", Date.now() - t); })();
