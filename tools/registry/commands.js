const { LOCAL_COMMANDS } = require("./local-commands");
const { DEVELOPMENT_COMMANDS } = require("./development-commands");
const { SQL_COMMANDS } = require("./sql-commands");
const { DEPLOYMENT_COMMANDS } = require("./deployment-commands");

/**
 * Every command by its name, which is that of its npm script. Plain JavaScript and data alone, because on a fresh clone
 * nothing is installed: a command's module is loaded when the command runs.
 *
 * @typedef {import("./command").Command} Command
 */
const COMMANDS = {
    ...LOCAL_COMMANDS,
    ...DEPLOYMENT_COMMANDS,
    ...SQL_COMMANDS,
    ...DEVELOPMENT_COMMANDS,
};

/**
 * @param {string} name
 * @returns {Command | undefined}
 */
function commandOf(name) {
    return Object.hasOwn(COMMANDS, name) ? COMMANDS[/** @type {keyof typeof COMMANDS} */ (name)] : undefined;
}

module.exports = { COMMANDS, commandOf };
