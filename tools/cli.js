/**
 * The first thing that every npm script runs: node tools/cli.js COMMAND [ARGUMENT…]
 *
 * Plain JavaScript, because on a fresh clone there is nothing else yet. It installs the packages where they are missing
 * or older than the lock file, and then runs the command, a file of local/commands/ or tests/.
 */
const { spawnSync } = require("node:child_process");
const { existsSync, statSync } = require("node:fs");
const path = require("node:path");
const { missingPrerequisites, printed } = require("./toolchain/prerequisites");

const ROOT = path.join(__dirname, "..");

/**
 * Each command's file, and whether it runs the local cloud and so needs its prerequisites. Commands without a file are
 * programs of the local cloud, and are run from their bundle (local/bundles/).
 */
const COMMANDS = /** @type {Record<string, { file?: string, cloud: boolean }>} */ ({
    start: { cloud: true },
    preview: { cloud: true },
    stop: { cloud: false },
    status: { cloud: false },
    feed: { cloud: false },
    query: { cloud: false },
    "import:kda": { file: "tools/kda-import/main.ts", cloud: false },
    "config:table": { file: "tools/docs/config-table.ts", cloud: false },
    "docs:components": { file: "tools/docs/component-pages.ts", cloud: false },
    "legacy:page": { file: "tools/docs/legacy-mapping.ts", cloud: false },
    policy: { file: "policy/cli/main.ts", cloud: false },
    "policy:list": { file: "policy/cli/main.ts", cloud: false },
    "policy:facts": { file: "policy/cli/main.ts", cloud: false },
    "policy:table": { file: "tools/docs/policy-table.ts", cloud: false },
    "provider:table": { file: "tools/docs/provider-table.ts", cloud: false },
    reset: { cloud: false },
    "sql:check": { file: "tools/sql/sql-check.ts", cloud: true },
    "sql:try": { file: "tools/sql/sql-try.ts", cloud: true },
    "build:flink": { file: "tools/toolchain/build-flink.ts", cloud: true },
    bench: { file: "tests/bench/main.ts", cloud: false },
    "check:aws": { file: "tests/check-aws/main.ts", cloud: true },
    test: { file: "tests/run.ts", cloud: false },
    "test:windows": { file: "tests/run.ts", cloud: true },
    "test:integration": { file: "tests/run.ts", cloud: true },
});

/** @param {string} message */
function fail(message) {
    console.error(message);
    process.exit(1);
}

/** Whether the packages are those of the lock file: npm writes its own record after it has installed them all. */
function packagesFit() {
    const record = path.join(ROOT, "node_modules", ".package-lock.json");
    return (
        existsSync(record) &&
        statSync(record).mtimeMs >= statSync(path.join(ROOT, "package-lock.json")).mtimeMs
    );
}

/** Says so on the error output: what a command prints may be read by a program. */
function installPackages() {
    console.error("Installing npm packages …");
    const begun = Date.now();
    const result = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
        cwd: ROOT,
        stdio: ["inherit", process.stderr, "inherit"],
    });
    if (result.signal || result.status === 130) {
        process.exit(130);
    }
    if (result.status !== 0) {
        fail(`npm ci failed (exit code ${result.status}); what it says stands above`);
    }
    console.error(`  ✔ npm packages  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

const [name = "", ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
    fail(`unknown command '${name}'; there are ${Object.keys(COMMANDS).join(", ")}`);
}
if (command?.cloud) {
    const built = path.join(ROOT, ".local", "tools", "pulumi", "pulumi");
    const missing = missingPrerequisites(!existsSync(built) && !printed("pulumi", ["version"]));
    for (const { name: what, missing: how, get } of missing) {
        console.error(`missing: ${what} ${how}; get ${get}`);
    }
    if (missing.length > 0) {
        process.exit(1);
    }
}
if (!packagesFit()) {
    installPackages();
}
// The AWS SDK's notice about Node 22 is for developers; package.json says what this project runs on.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
if (command?.file === undefined) {
    require("../local/bundles/bundles").runCloudProgram(name, args);
} else {
    process.argv = [process.argv[0] ?? "node", path.join(ROOT, command.file), name, ...args];
    require("tsx/cjs/api").register();
    require(path.join(ROOT, command.file));
}
