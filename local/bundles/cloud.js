/**
 * The entry of the one bundle of the local cloud's programs: node cloud.js NAME [ARGUMENT…]. Each loads only what it uses.
 *
 * @type {Readonly<Record<string, () => unknown>>}
 */
const PROGRAMS = {
    agent: () => require("../data-planes/agent/main"),
    "data-planes": () => require("../data-planes/supervisor/main"),
    feed: () => require("../commands/feed"),
    preview: () => require("../commands/preview"),
    provider: () => require("../provider/main"),
    query: () => require("../commands/query"),
    reset: () => require("../commands/reset"),
    start: () => require("../commands/start"),
    status: () => require("../commands/status"),
    stop: () => require("../commands/stop"),
};

/** Commands get their name as an argument from npm, too. */
const COMMANDS = ["feed", "preview", "query", "reset", "start", "status", "stop"];

const name = process.argv[2] ?? "";
if (!COMMANDS.includes(name)) {
    process.argv.splice(2, 1);
}
PROGRAMS[name]?.();
