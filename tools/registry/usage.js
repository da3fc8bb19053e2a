const { COMMANDS, commandOf } = require("./commands");

/** @typedef {import("./command").Command} Command */
/** @typedef {import("./command").Option} Option */
/** @typedef {import("./command").Positional} Positional */

/** Scripts that npm runs without `run`. */
const SHORT = ["start", "stop", "test"];
/** Exit codes that every command has. */
const EXIT_CODES = { 0: "done", 1: "failed; the last line says why", 2: "the command line is wrong" };
/** Columns of a terminal that help takes for names. */
const WIDEST_NAME = 34;

/**
 * How a command is typed.
 *
 * @param {string} name
 * @param {string} [args]
 * @returns {string} such as `npm run preview -- dev`
 */
function typed(name, args = "") {
    const npm = SHORT.includes(name) ? "npm" : "npm run";
    return `${npm} ${name}${args === "" ? "" : ` -- ${args}`}`;
}

/**
 * @param {Positional} positional
 * @returns {string} such as `[QUERY…]`
 */
function positionalText({ name, optional, many }) {
    const text = many ? `${name}…` : name;
    return optional ? `[${text}]` : text;
}

/**
 * @param {string} name
 * @param {Option} option
 * @returns {string} such as `--log FILE`
 */
function optionText(name, option) {
    switch (option.type) {
        case "flag":
            return `--${name}`;
        case "choice":
            return `--${name} ${option.of.join("|")}`;
        default:
            return `--${name} ${option.value}`;
    }
}

/**
 * A command's usage in one line.
 *
 * @param {string} name
 * @param {Command} command
 * @returns {string} such as `npm run query -- NAME [--stack STACK]`
 */
function usage(name, { positionals = [], options = {} }) {
    const parts = [
        ...positionals.map(positionalText),
        ...Object.entries(options).map(([option, one]) => `[${optionText(option, one)}]`),
    ];
    return typed(name, parts.join(" "));
}

/**
 * @param {Option} option
 * @returns {string} what it takes and what happens without it; empty where there is nothing to say
 */
function optionDetails(option) {
    const range = option.type === "integer" ? [`${option.min} to ${option.max}`] : [];
    const given = option.type === "flag" ? undefined : option.default;
    const otherwise = option.defaultText ?? given;
    const details = [
        ...range,
        ...(otherwise === undefined ? [] : [`default: ${otherwise}`]),
        ...(option.requires === undefined ? [] : [`with --${option.requires}`]),
        ...(option.excludes === undefined ? [] : [`not with --${option.excludes}`]),
    ];
    return details.join("; ");
}

/**
 * A command's options with what they mean.
 *
 * @param {Command} command
 * @returns {[string, string][]}
 */
function optionRows({ options = {} }) {
    return Object.entries(options).map(([name, option]) => {
        const details = optionDetails(option);
        const short = option.short === undefined ? "" : `-${option.short}, `;
        return [
            `${short}${optionText(name, option)}`,
            details === "" ? option.summary : `${option.summary} (${details})`,
        ];
    });
}

/**
 * A command's exit codes with what they mean.
 *
 * @param {Command} command
 * @returns {[string, string][]}
 */
function exitCodeRows({ exitCodes = {} }) {
    return Object.entries({ ...EXIT_CODES, ...exitCodes });
}

/**
 * @param {readonly (readonly [string, string])[]} rows
 * @returns {string} the second column aligned; a name that is too long has its line to itself
 */
function columns(rows) {
    const width = Math.min(WIDEST_NAME, Math.max(...rows.map(([name]) => name.length)));
    return rows
        .map(
            ([name, text]) =>
                `  ${name.padEnd(width)}${name.length > width ? `\n  ${" ".repeat(width)}` : ""}  ${text}`,
        )
        .join("\n");
}

/**
 * The answer to `npm run NAME -- --help`.
 *
 * @param {string} name
 * @param {Command} command
 * @returns {string}
 */
function help(name, command) {
    const { summary, description, positionals = [], examples } = command;
    const args = positionals.map((one) => /** @type {[string, string]} */ ([one.name, one.summary]));
    const sections = [
        `${typed(name)}: ${summary}`,
        `Usage:\n  ${usage(name, command)}`,
        ...(description === undefined ? [] : [description]),
        ...(args.length > 0 ? [`Arguments:\n${columns(args)}`] : []),
        `Options:\n${columns([...optionRows(command), ["-h, --help", "show this text"]])}`,
        `Exit codes:\n${columns(exitCodeRows(command))}`,
        `${examples.length > 1 ? "Examples" : "Example"}:\n${examples.map((one) => `  ${typed(name, one)}`).join("\n")}`,
    ];
    return sections.join("\n\n");
}

/**
 * The commands by their groups, in the registry's order.
 *
 * @returns {Map<string, [string, Command][]>}
 */
function groups() {
    /** @type {Map<string, [string, Command][]>} */
    const found = new Map();
    for (const name of Object.keys(COMMANDS)) {
        const command = /** @type {Command} */ (commandOf(name));
        found.set(command.group, [...(found.get(command.group) ?? []), [name, command]]);
    }
    return found;
}

/**
 * The answer to `npm run help`.
 *
 * @returns {string}
 */
function overview() {
    const all = [...groups()].map(
        ([group, commands]) =>
            /** @type {const} */ ([
                group,
                commands.map(
                    ([name, { summary }]) => /** @type {[string, string]} */ ([typed(name), summary]),
                ),
            ]),
    );
    const width = Math.max(...all.flatMap(([, rows]) => rows.map(([name]) => name.length)));
    const sections = all.map(
        ([group, rows]) =>
            `${group}:\n${rows.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`).join("\n")}`,
    );
    return [...sections, "npm run NAME -- --help explains a command: options, exit codes, examples."].join(
        "\n\n",
    );
}

module.exports = { exitCodeRows, groups, help, optionRows, overview, typed, usage };
