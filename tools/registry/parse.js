const { parseArgs } = require("node:util");
const { typed, usage } = require("./usage");

/**
 * @typedef {import("./command").Command} Command
 * @typedef {import("./command").Option} Option
 * @typedef {{ kind: "option", name: string, rawName: string, value?: string | undefined, inlineValue?: boolean | undefined }} OptionToken
 * @typedef {(word: string, known: string[]) => string} Nearest
 */

/** The exit code of a command line that does not fit the command's usage. */
const USAGE_EXIT = 2;

/** A mistake of the command line; its message is one line. */
class ArgumentError extends Error {
    /**
     * @param {string} message
     * @param {number} exitCode 2 where the command line does not fit the usage, 1 where it has a wrong value.
     */
    constructor(message, exitCode = 1) {
        super(message);
        this.exitCode = exitCode;
    }
}

/**
 * @param {string} name
 * @param {string} message
 */
function usageError(name, message) {
    return new ArgumentError(`${message}; see ${typed(name, "--help")}`, USAGE_EXIT);
}

/**
 * Whether the arguments ask for help.
 *
 * @param {readonly string[]} args
 * @returns {boolean}
 */
function asksForHelp(args) {
    const end = args.indexOf("--");
    return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

/**
 * @param {string} key
 * @param {Option} option
 * @param {string} text
 * @returns {string | number}
 * @throws {ArgumentError}
 */
function parseValue(key, option, text) {
    if (option.type === "integer") {
        const { min, max } = option;
        const number = Number(text);
        if (!/^-?\d+$/.test(text) || number < min || number > max) {
            throw new ArgumentError(`--${key}: '${text}' is not a whole number from ${min} to ${max}`);
        }
        return number;
    }
    if (option.type === "choice" && !option.of.includes(text)) {
        throw new ArgumentError(`--${key}: '${text}' is not one of ${option.of.join(", ")}`);
    }
    return text;
}

/**
 * @param {string} name the command's.
 * @param {OptionToken} token
 * @param {Record<string, Option>} options
 * @param {Nearest} nearest
 * @returns {string | number | boolean}
 */
function tokenValue(name, { name: key, rawName, value, inlineValue }, options, nearest) {
    const option = options[key];
    if (option === undefined) {
        const known = [...Object.keys(options), "help"].map((one) => `--${one}`);
        throw usageError(name, `unknown option '${rawName}'; the nearest is ${nearest(rawName, known)}`);
    }
    if (option.type === "flag") {
        if (value !== undefined) {
            throw usageError(name, `${rawName} takes no value`);
        }
        return true;
    }
    if (value === undefined || (!inlineValue && /^-./.test(value))) {
        throw usageError(
            name,
            `${rawName} needs a value; one that begins with '-' is given as --${key}=VALUE`,
        );
    }
    return parseValue(key, option, value);
}

/**
 * @param {Record<string, Option>} options
 * @param {Record<string, unknown>} given
 */
function checkCombinations(options, given) {
    for (const [key, { excludes, requires }] of Object.entries(options)) {
        if (!(key in given)) {
            continue;
        }
        if (excludes !== undefined && excludes in given) {
            throw new ArgumentError(`--${key} and --${excludes}: give one of them`);
        }
        if (requires !== undefined && !(requires in given)) {
            throw new ArgumentError(`--${key}: it is of use only with --${requires}; give both`);
        }
    }
}

/**
 * @param {string} name
 * @param {Command} command
 * @param {readonly string[]} positionals
 */
function checkPositionals(name, command, positionals) {
    const { positionals: known = [] } = command;
    const missing = known.find(({ optional }, i) => !optional && i >= positionals.length);
    if (missing) {
        throw usageError(name, `${usage(name, command)}: ${missing.name} is missing, ${missing.summary}`);
    }
    const most = known.some(({ many }) => many) ? Infinity : known.length;
    if (positionals.length > most) {
        const takes = most === 0 ? "no arguments" : `${most} ${most === 1 ? "argument" : "arguments"}`;
        throw usageError(name, `'${positionals[most]}': ${typed(name)} takes ${takes}`);
    }
}

/**
 * @param {Record<string, Option>} options
 * @param {Record<string, unknown>} given
 */
function withDefaults(options, given) {
    const entries = Object.entries(options).map(([key, option]) => {
        const otherwise =
            option.type === "flag" ? false : "many" in option && option.many ? [] : option.default;
        return [key, given[key] ?? otherwise];
    });
    return Object.fromEntries(entries);
}

/**
 * Reads a command's arguments.
 *
 * @param {string} name the command's.
 * @param {Command} command
 * @param {readonly string[]} args as they were typed.
 * @param {Nearest} nearest finds the known word that is nearest to another one.
 * @returns {import("./command").Arguments}
 * @throws {ArgumentError} one line that says what is wrong and what would be right.
 */
function parseArguments(name, command, args, nearest) {
    /** @type {Record<string, Option>} */
    const options = command.options ?? {};
    const forNode = Object.entries(options).map(([key, { type, short }]) => [
        key,
        { type: type === "flag" ? "boolean" : "string", ...(short !== undefined && { short }) },
    ]);
    const { tokens, positionals } = parseArgs({
        args: [...args],
        options: Object.fromEntries(forNode),
        allowPositionals: true,
        strict: false, // its own errors know neither the nearest option nor how npm passes arguments on
        tokens: true,
    });
    /** @type {Record<string, unknown>} */
    const given = {};
    for (const token of tokens) {
        if (token.kind === "option") {
            const value = tokenValue(name, token, options, nearest);
            const option = options[token.name];
            const before = /** @type {unknown[]} */ (given[token.name] ?? []);
            given[token.name] = option && "many" in option && option.many ? [...before, value] : value;
        }
    }
    checkCombinations(options, given);
    checkPositionals(name, command, positionals);
    const values = withDefaults(options, given);
    return { command: name, values, positionals, raw: args };
}

module.exports = { ArgumentError, asksForHelp, parseArguments };
