/**
 * The entry of every npm script: node tools/cli.js COMMAND [ARGUMENT…]
 *
 * Plain JavaScript, because on a fresh clone nothing is installed. It answers --help, reads the arguments, checks what the
 * command needs, installs the npm packages where they are missing or older than the lock file, and runs the command.
 */
const { spawnSync } = require("node:child_process");
const { existsSync, statSync } = require("node:fs");
const path = require("node:path");
const { COMMANDS, commandOf } = require("./registry/commands");
const { ArgumentError, asksForHelp, parseArguments } = require("./registry/parse");
const { help, overview } = require("./registry/usage");
const { missingPrerequisites } = require("./toolchain/prerequisites");

/** @typedef {import("./registry/command").Command} Command */

const ROOT = path.join(__dirname, "..");

/** Whether the packages are those of the lock file: npm writes its own record after it has installed them all. */
function packagesFit() {
    const record = path.join(ROOT, "node_modules", ".package-lock.json");
    return (
        existsSync(record) &&
        statSync(record).mtimeMs >= statSync(path.join(ROOT, "package-lock.json")).mtimeMs
    );
}

/**
 * Makes sure that the npm packages are installed. It reports on the error output: a program may read what a command prints.
 */
function ensurePackages() {
    if (packagesFit()) {
        return;
    }
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
        console.error(`error: npm ci failed with exit code ${result.status}; see the error above`);
        process.exit(1);
    }
    console.error(`  ✔ npm packages  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

/**
 * @param {string} word
 * @param {string[]} known
 * @returns {string} the known word that is nearest.
 */
function nearest(word, known) {
    ensurePackages();
    return require("fastest-levenshtein").closest(word, known);
}

/**
 * @param {string} name
 * @returns {Command}
 * @throws {ArgumentError} where there is no such command.
 */
function knownCommand(name) {
    const command = commandOf(name);
    if (!command) {
        const near = nearest(name, [...Object.keys(COMMANDS), "help"]);
        throw new ArgumentError(`unknown command '${name}'; the nearest is ${near}; see npm run help`, 2);
    }
    return command;
}

/**
 * Answers a request for help.
 *
 * @param {string} name
 * @param {string[]} args
 * @returns {string | undefined} undefined where none is asked for.
 */
function helpText(name, args) {
    if (name === "help") {
        const [about] = args.filter((arg) => !arg.startsWith("-"));
        return about === undefined ? overview() : help(about, knownCommand(about));
    }
    return asksForHelp(args) ? help(name, knownCommand(name)) : undefined;
}

/** @param {Command} command */
function checkPrerequisites({ needs = [] }) {
    const missing = missingPrerequisites(needs);
    for (const { name: what, missing: how, get } of missing) {
        console.error(`missing: ${what} ${how}; get ${get}`);
    }
    if (missing.length > 0) {
        process.exit(1);
    }
}

/**
 * Runs a command from its bundle or from its source.
 *
 * @param {Command} command
 * @param {import("./registry/command").Arguments} args
 */
function run({ module: source, bundled }, args) {
    // The AWS SDK's notice about Node 22 is for developers; package.json says what this project runs on.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    if (bundled) {
        require("../local/bundles/bundles").runCloudCommand(args);
        return;
    }
    require("tsx/cjs/api").register();
    const { runCommand } = require("./runtime/run-command");
    void runCommand([args.command, ...args.raw].join(" "), () => require(path.join(ROOT, source)).run(args));
}

/** @param {string[]} argv */
function main([name = "help", ...args]) {
    try {
        const text = helpText(name, args);
        if (text !== undefined) {
            console.log(text);
            return;
        }
        const command = knownCommand(name);
        const parsed = parseArguments(name, command, args, nearest);
        checkPrerequisites(command);
        ensurePackages();
        run(command, parsed);
    } catch (error) {
        if (!(error instanceof ArgumentError)) {
            throw error;
        }
        console.error(`error: ${error.message}`);
        process.exitCode = error.exitCode;
    }
}

main(process.argv.slice(2));
