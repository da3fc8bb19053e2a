/** Starts the component package: its sources are TypeScript, and a plugin may be started from any folder. */
require("tsx/cjs/api").register();
require("./index");
