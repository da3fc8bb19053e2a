const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");

/**
 * What @pulumi/pulumi loads to serialize functions and to compile TypeScript takes most of the start of a program or a
 * policy pack. A bundle is JavaScript, and few programs serialize functions, so here it is loaded when it is used.
 */

/**
 * Puts something in the place of a module; where there is no such module, nothing is changed.
 *
 * @param {NodeJS.Require} from what requires it.
 * @param {string} name the module's name there.
 * @param {(load: () => Record<PropertyKey, unknown>) => object} exported gives what is exported; `load` loads the module itself.
 */
function replace(from, name, exported) {
    let file = "";
    try {
        file = from.resolve(name);
    } catch {
        return;
    }
    const stand = new Module(file);
    /** @type {Record<PropertyKey, unknown> | undefined} */
    let loaded;
    stand.exports = exported(() => {
        if (loaded === undefined) {
            Reflect.deleteProperty(require.cache, file);
            loaded = from(file);
        }
        return loaded ?? {};
    });
    stand.loaded = true;
    require.cache[file] = stand;
}

/**
 * A module that is loaded when something of it is asked for.
 *
 * @param {() => Record<PropertyKey, unknown>} load
 * @param {Record<string, unknown>} known what is known of it without loading it.
 */
function late(load, known = {}) {
    return new Proxy(known, {
        // TypeScript's import helper asks for __esModule before anything is used.
        get: (_, key) => (key === "__esModule" ? true : (known[String(key)] ?? load()[key])),
        has: (_, key) => key in load(),
    });
}

/**
 * Changes what this process will load of @pulumi/pulumi.
 *
 * @param {string} root the folder below which it is installed.
 */
function lightenPulumi(root) {
    const folder = path.join(root, "node_modules", "@pulumi", "pulumi");
    const pulumi = Module.createRequire(path.join(folder, "index.js"));
    const nothing = () => ({});
    // Our own stack traces take its place; it would read the source map of each file for each promise.
    replace(pulumi, "source-map-support/register", nothing);
    replace(pulumi, "@npmcli/arborist", late);
    for (const name of ["ts-node", "./vendor/ts-node@7.0.1"]) {
        replace(pulumi, name, () => ({ register: () => undefined }));
    }
    replace(pulumi, "typescript", (load) => {
        const { version } = JSON.parse(readFileSync(pulumi.resolve("typescript/package.json"), "utf8"));
        return late(load, { version });
    });
    replace(pulumi, "./runtime/closure/v8Hooks", (load) => {
        // V8 reports to a late session all scripts that were loaded before.
        const call =
            (/** @type {string} */ name) =>
            (/** @type {unknown[]} */ ...args) =>
                /** @type {(...args: unknown[]) => unknown} */ (load()[name])(...args);
        return {
            isInitializedAsync: () => Promise.resolve(),
            getSessionAsync: call("getSessionAsync"),
            getScriptUrl: call("getScriptUrl"),
        };
    });
    // @pulumi/pulumi sets it while it is loaded; V8 takes compiled code only under the flags that it was made with.
    v8.setFlagsFromString("--allow-natives-syntax");
}

module.exports = { lightenPulumi };
