const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, readdirSync, statSync } = require("node:fs");
const path = require("node:path");
const { keepCode } = require("./code-cache");
const { BUNDLES, ROOT, SETTINGS, SOURCES } = require("./sources");
const { mapStackTraces } = require("./stack-traces");

/**
 * The bundles of the local cloud's programs. They are built from the sources as they are: each state of the sources has a
 * folder of its own below .local/bundles/, so that what runs is never older than its source.
 */
const FOLDER = path.join(ROOT, ".local", "bundles");
const BUILDER = path.join(ROOT, "local", "bundles", "build.js");
const RUN = path.join(ROOT, "local", "bundles", "run.js");
const PRELOAD = path.join(ROOT, "local", "bundles", "preload.js");
/** Names the bundles' folder to the processes of one command. */
const BUNDLES_FOLDER = "CC_PIPELINE_BUNDLES_FOLDER";
/** What bundles are built from; other files, such as SQL and user data, are read when a program runs. */
const SOURCE = /\.(ts|js|json)$/;

/**
 * Files that the bundles are built from, in a fixed order, relative to the root.
 *
 * @returns {string[]}
 */
function sourceFiles() {
    return SOURCES.flatMap((source) => {
        if (!statSync(path.join(ROOT, source)).isDirectory()) {
            return [source];
        }
        const files = readdirSync(path.join(ROOT, source), { recursive: true, encoding: "utf8" });
        return files.filter((file) => SOURCE.test(file)).map((file) => path.join(source, file));
    }).sort();
}

/**
 * What identifies the sources as they are now, and the place where they lie, which bundles name.
 *
 * @returns {string}
 */
function sourcesHash() {
    const hash = createHash("sha256").update(ROOT);
    for (const file of [...SETTINGS, ...sourceFiles()]) {
        const content = readFileSync(path.join(ROOT, file));
        hash.update(`\0${file}\0${content.length}\0`).update(content);
    }
    return hash.digest("hex").slice(0, 16);
}

/**
 * Whether a folder holds bundles: one that was removed may have come back with compiled code alone.
 *
 * @param {string} folder
 * @returns {boolean}
 */
function isBuilt(folder) {
    return existsSync(path.join(folder, "cloud.js"));
}

/**
 * Makes sure that the bundles are built from the sources as they are.
 *
 * @returns {string} their folder.
 * @throws {Error} where the local cloud's own programs cannot be bundled.
 */
function bundlesFolder() {
    // What an engine starts runs from the sources as they were when it was started.
    const given = process.env[BUNDLES_FOLDER];
    if (given !== undefined && isBuilt(given)) {
        return given;
    }
    const folder = path.join(FOLDER, sourcesHash());
    if (!isBuilt(folder)) {
        const { status, stderr, error } = spawnSync(process.execPath, [BUILDER, folder], {
            cwd: ROOT,
            encoding: "utf8",
        });
        if (status !== 0) {
            throw new Error(
                `the local cloud's programs cannot be bundled: ${error?.message ?? stderr.trim()}`,
            );
        }
    }
    return folder;
}

/**
 * The command that runs a program of the local cloud: it takes the sources as they are then.
 *
 * @param {string} name a bundle's, or one of local/bundles/cloud.js.
 * @returns {string[]} the executable and its first arguments.
 */
function cloudProgram(name) {
    return [process.execPath, RUN, name];
}

/**
 * Loads a bundle into this process, with its compiled code and its sources' line numbers.
 *
 * @param {string} name what is run: its compiled code is kept under this name.
 * @param {(folder: string) => string} bundleIn finds the bundle in the folder of bundles.
 * @returns {any} what the bundle exports: typed by who asks for it
 */
function loadBundle(name, bundleIn) {
    let folder = "";
    try {
        folder = bundlesFolder();
    } catch (error) {
        console.error(`error: ${/** @type {Error} */ (error).message}`);
        process.exit(1);
    }
    const bundle = bundleIn(folder);
    keepCode(path.join(folder, `${name.replace(":", "-")}.code`), folder);
    mapStackTraces({ [bundle]: bundle });
    return require(bundle);
}

/** @param {string} folder */
function cloudBundle(folder) {
    return path.join(folder, "cloud.js");
}

/**
 * Runs a program of the local cloud in this process.
 *
 * @param {string} name a bundle's, or a program's of local/bundles/cloud.js.
 * @param {readonly string[]} args its arguments.
 */
function runCloudProgram(name, args) {
    const isBundle = name !== "cloud" && Object.hasOwn(BUNDLES, name);
    const own = (/** @type {string} */ folder) => path.join(folder, `${name}.js`);
    loadBundle(name, isBundle ? own : cloudBundle).run(isBundle ? args : [name, ...args]);
}

/**
 * Runs a command of the local cloud in this process.
 *
 * @param {import("../../tools/registry/command").Arguments} args its arguments, with its name.
 */
function runCloudCommand(args) {
    loadBundle(args.command, cloudBundle).runCloudCommand(args);
}

/**
 * How Node.js runs a bundled source as if it were the source itself.
 *
 * @param {string} source a file.
 * @returns {{ args: string[], env: Record<string, string> } | undefined} Node's own arguments, and what its environment has
 *     to have; undefined where the source has no bundle.
 */
function bundleOf(source) {
    const [name] = Object.entries(BUNDLES).find(([, entry]) => path.join(ROOT, entry) === source) ?? [];
    const folder = name && bundlesFolder();
    const bundle = folder && path.join(folder, `${name}.js`);
    return bundle && existsSync(bundle)
        ? {
              args: ["--require", PRELOAD],
              env: {
                  CC_PIPELINE_CODE_CACHE: path.join(folder, `${name}.code`),
                  CC_PIPELINE_BUNDLES: JSON.stringify({ [source]: bundle }),
              },
          }
        : undefined;
}

module.exports = { BUNDLES_FOLDER, bundleOf, bundlesFolder, cloudProgram, runCloudCommand, runCloudProgram };
