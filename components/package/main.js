/**
 * Starts the component package. Its sources are TypeScript, and a plugin may be started from any folder; Pulumi's own
 * ts-node would check the types of everything that they import, at every start.
 */
require("tsx/cjs/api").register();
require("./index");
