const { Buffer } = require("node:buffer");
const { createHash } = require("node:crypto");
const { readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { setTimeout } = require("node:timers");
const vm = require("node:vm");

/** Most plugins are killed and have no end of their own: what they have compiled is kept once they have started. */
const STARTED_MILLIS = 500;

/**
 * How Node.js compiles and runs a module; from version 22 on with its format.
 *
 * @typedef {(this: Module, text: string, file: string, format?: string) => unknown} Compile
 */

/**
 * A module's compiled code.
 *
 * @typedef {{ hash: string, data: Buffer }} Code
 */

/**
 * Reads a code cache: a line of JSON with each module's file, hash and length, then their data.
 *
 * @param {string} file
 * @returns {Map<string, Code>} by module file; empty where there is none that can be read.
 */
function readCode(file) {
    /** @type {Map<string, Code>} */
    const found = new Map();
    try {
        const bytes = readFileSync(file);
        const end = bytes.indexOf("\n");
        let at = end + 1;
        for (const [name, hash, length] of JSON.parse(bytes.toString("utf8", 0, end))) {
            found.set(name, { hash, data: bytes.subarray(at, at + length) });
            at += length;
        }
        return at === bytes.length ? found : new Map();
    } catch {
        return new Map(); // none yet, or none of use: everything is compiled
    }
}

/**
 * Writes a code cache whole: other processes read it at the same time.
 *
 * @param {string} file
 * @param {Map<string, Code>} code
 */
function writeCode(file, code) {
    const modules = [...code].map(([name, { hash, data }]) => [name, hash, data.length]);
    const next = `${file}.${process.pid}.next`;
    try {
        const data = [...code.values()].map((one) => one.data);
        writeFileSync(next, Buffer.concat([Buffer.from(`${JSON.stringify(modules)}\n`), ...data]));
        renameSync(next, file);
    } catch {
        rmSync(next, { force: true }); // without it, only the next start takes longer
    }
}

/**
 * @param {Module} module
 * @returns {NodeJS.Require} as Node.js makes it for each module.
 */
function requireOf(module) {
    const internals = /** @type {{ _resolveFilename: Function, _extensions: object, _cache: object }} */ (
        /** @type {unknown} */ (Module)
    );
    const require = /** @type {NodeJS.Require} */ ((id) => module.require(id));
    const resolve = (/** @type {string} */ id, /** @type {object} */ options) =>
        internals._resolveFilename(id, module, false, options);
    return Object.assign(require, {
        resolve: Object.assign(resolve, {
            paths: (/** @type {string} */ id) => Module.createRequire(module.filename).resolve.paths(id),
        }),
        main: process.mainModule,
        extensions: internals._extensions,
        cache: internals._cache,
    });
}

/**
 * Keeps the compiled code of every CommonJS module that this process loads.
 *
 * @param {string} file where it is kept.
 * @param {string} [unchanging] a folder whose files never change.
 */
function keepCode(file, unchanging) {
    const known = readCode(file);
    /** @type {Map<string, { hash: string, script: vm.Script }>} */
    const loaded = new Map();
    let compiled = 0;
    const save = () => {
        if (compiled > 0) {
            compiled = 0;
            const fresh = [...loaded].map(
                ([name, { hash, script }]) =>
                    /** @type {[string, Code]} */ ([name, { hash, data: script.createCachedData() }]),
            );
            writeCode(file, new Map(fresh));
        }
    };
    const prototype = /** @type {{ _compile: Compile }} */ (/** @type {unknown} */ (Module.prototype));
    const usual = prototype._compile;
    prototype._compile = function (text, name, format) {
        if ((format !== undefined && format !== "commonjs") || text.startsWith("#!")) {
            return usual.call(this, text, name, format);
        }
        const never = unchanging !== undefined && name.startsWith(unchanging);
        const hash = never ? "" : createHash("sha1").update(text).digest("base64");
        const cached = known.get(name);
        const cachedData = cached?.hash === hash ? cached.data : undefined;
        const script = new vm.Script(Module.wrap(text), {
            filename: name,
            cachedData,
            importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
        });
        if (cachedData === undefined || script.cachedDataRejected) {
            compiled++;
        }
        loaded.set(name, { hash, script });
        const run = script.runInThisContext({ displayErrors: true });
        return run.call(this.exports, this.exports, requireOf(this), this, name, path.dirname(name));
    };
    setTimeout(save, STARTED_MILLIS).unref();
    process.on("exit", save);
}

module.exports = { keepCode };
