const path = require("node:path");

const ROOT = path.join(__dirname, "..", "..");

/** The bundles, by their names, and the source that each is built from. */
const BUNDLES = {
    // Each preview starts these two, which need no client of AWS and are small without them.
    "language-host": "local/engine/language-host/main.ts",
    "offline-provider": "local/provider/offline-main.ts",
    cloud: "local/bundles/cloud.js",
    program: "index.ts",
    policy: "policy/main.js",
};

/** Those whose packages stay outside: they are found from where the source is. */
const WITHOUT_PACKAGES = ["program", "policy"];

/** Files that decide the content of bundles besides this repository's own sources: packages, and how TypeScript is read. */
const SETTINGS = ["package.json", "package-lock.json", "tsconfig.json", "node_modules/.package-lock.json"];

/** Where this repository's own sources are; the JSON files of the Flink job are shared with it. */
const SOURCES = ["index.ts", "components", "policy", "tools", "local", "flink/src/main/resources"];

module.exports = { BUNDLES, ROOT, SETTINGS, SOURCES, WITHOUT_PACKAGES };
