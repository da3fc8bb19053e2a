/**
 * The entry of the bundle of the local cloud's commands and programs. Each loads only what it uses.
 *
 * @typedef {import("../../tools/registry/command").Arguments} Arguments
 */

/** @type {Readonly<Record<string, () => import("../../tools/registry/command").CommandModule>>} */
const COMMANDS = {
    "local:feed": () => require("../commands/feed"),
    "local:reset": () => require("../commands/reset"),
    "local:status": () => require("../commands/status"),
    preview: () => require("../commands/preview"),
    query: () => require("../commands/query"),
    "sql:diff": () => require("../commands/sql-diff"),
    start: () => require("../commands/start"),
    stop: () => require("../commands/stop"),
};

/** @type {Readonly<Record<string, () => { run(args: readonly string[]): unknown }>>} */
const PROGRAMS = {
    agent: () => require("../data-planes/agent/main"),
    "data-planes": () => require("../data-planes/supervisor/main"),
    provider: () => require("../provider/main"),
};

/**
 * @template T
 * @param {Readonly<Record<string, () => T>>} all
 * @param {string} name
 * @returns {T}
 */
function load(all, name) {
    const found = all[name];
    if (!found) {
        throw new Error(`local/bundles/cloud.js has no '${name}'; it has ${Object.keys(all).join(", ")}`);
    }
    return found();
}

/**
 * Runs a command of the registry.
 *
 * @param {Arguments} args
 */
function runCloudCommand(args) {
    const { runCommand } = require("../../tools/runtime/run-command");
    void runCommand([args.command, ...args.raw].join(" "), () => load(COMMANDS, args.command).run(args));
}

/**
 * Runs a program that the local cloud starts as a process.
 *
 * @param {readonly string[]} args its name and its arguments.
 */
function run([name = "", ...args]) {
    load(PROGRAMS, name).run(args);
}

module.exports = { COMMANDS, run, runCloudCommand };
