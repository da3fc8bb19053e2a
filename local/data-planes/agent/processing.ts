import { LOG_FORMATS, LogFormat } from "../../../components/foundation/log-formats";
import { JsonFormat, jsonWriter } from "../../../tools/logs/json-writer";
import { compilePattern, logParser } from "../../../tools/logs/log-parser";
import { MemberReader, list, members, shown } from "./values";

/** Makes what is sent of a record, which ends with its newline; undefined where it is skipped. */
export type Converter = (record: string) => string | undefined;

const JSON_FORMATS: readonly JsonFormat[] = ["COMPACT", "PRETTYPRINT"];
const NEW_LINE = "\n";

function withoutNewLine(record: string): string {
    return record.endsWith(NEW_LINE) ? record.slice(0, -1) : record;
}

/** Makes something of an option, and throws what is wrong with it behind its place. */
function inPlace<T>(place: string, make: () => T): T {
    try {
        return make();
    } catch (error) {
        throw new Error(`${place}${(error as Error).message}`, { cause: error });
    }
}

function logToJson(option: MemberReader): Converter {
    const logFormat = option.word("logFormat", Object.keys(LOG_FORMATS) as LogFormat[]);
    if (logFormat === undefined) {
        throw new Error(
            `${option.at("logFormat")} is missing; give one of ${Object.keys(LOG_FORMATS).join(", ")}`,
        );
    }
    const matchPattern = option.text("matchPattern");
    const customFieldNames = option.texts("customFieldNames");
    const jsonFormat = option.word("jsonFormat", JSON_FORMATS);
    const parse = inPlace(`${option.where}.`, () =>
        logParser({
            logFormat,
            ...(matchPattern !== undefined && { matchPattern }),
            ...(customFieldNames && { customFieldNames }),
            ...(jsonFormat && { jsonFormat }),
        }),
    );
    return (record) => {
        const json = parse(withoutNewLine(record));
        return json === undefined ? undefined : json + NEW_LINE;
    };
}

function csvToJson(option: MemberReader): Converter {
    const names = option.texts("customFieldNames");
    if (!names) {
        throw new Error(`${option.at("customFieldNames")} is missing`);
    }
    const delimiter = inPlace(`${option.at("delimiter")}: `, () =>
        compilePattern(option.text("delimiter") ?? ","),
    );
    if (delimiter.mayMatchNothing) {
        throw new Error(
            `${option.at("delimiter")}: ${shown(option.value("delimiter"))} is a regular expression that matches nothing, which would split at every character; write a | as \\\\|`,
        );
    }
    const write = jsonWriter(names, option.word("jsonFormat", JSON_FORMATS) ?? "COMPACT");
    return (record) => write(delimiter.split(withoutNewLine(record))) + NEW_LINE;
}

/** String.trim() of Java: everything up to the space, U+0020. */
function trimmed(line: string): string {
    let from = 0;
    let to = line.length;
    while (from < to && line.charCodeAt(from) <= 0x20) {
        from += 1;
    }
    while (to > from && line.charCodeAt(to - 1) <= 0x20) {
        to -= 1;
    }
    return line.slice(from, to);
}

function singleLine(record: string): string {
    return record.split(NEW_LINE).map(trimmed).join("") + NEW_LINE;
}

/** The options that are obeyed, and their keys (awslabs/amazon-kinesis-agent, ProcessingUtilsFactory). */
const OPTIONS: Readonly<
    Record<
        string,
        { readonly keys: readonly string[]; readonly converter: (option: MemberReader) => Converter }
    >
> = {
    LOGTOJSON: {
        keys: ["logFormat", "matchPattern", "customFieldNames", "jsonFormat"],
        converter: logToJson,
    },
    CSVTOJSON: { keys: ["customFieldNames", "delimiter", "jsonFormat"], converter: csvToJson },
    SINGLELINE: { keys: [], converter: () => singleLine },
    ADDBRACKETS: { keys: [], converter: () => (record) => `{${record}}` },
};

function converter(value: unknown, where: string): Converter {
    const option = new MemberReader(members(value, where), where);
    const name = option.required("optionName");
    const known = OPTIONS[name];
    if (!known) {
        throw new Error(
            `${option.at("optionName")}: the local agent does not serve '${name}'; it serves ${Object.keys(OPTIONS).join(", ")}`,
        );
    }
    option.knows(["optionName", ...known.keys], `is not a key of ${name} and would be ignored`);
    return known.converter(option);
}

/**
 * Reads a flow's dataProcessingOptions: each works on what the one before it gives.
 *
 * @param value of the key.
 * @param where its place, such as `agent.json flows[0].dataProcessingOptions`.
 * @returns undefined where there is none: records are sent as they are.
 * @throws Error one line, where an option is wrong or not served.
 */
export function readProcessing(value: unknown, where: string): Converter | undefined {
    const converters =
        value === undefined ? [] : list(value, where).map((option, i) => converter(option, `${where}[${i}]`));
    const [first, ...others] = converters;
    if (!first || others.length === 0) {
        return first;
    }
    return (record) =>
        others.reduce<string | undefined>(
            (text, next) => (text === undefined ? undefined : next(text)),
            first(record),
        );
}
