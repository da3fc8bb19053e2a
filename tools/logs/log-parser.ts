import { Groups, JavaPattern } from "../../components/foundation/java-regex/java-pattern";
import { JavaRegexError } from "../../components/foundation/java-regex/nodes";
import { LOG_FORMATS, LogFormat } from "../../components/foundation/log-formats";
import { JsonFormat, jsonWriter } from "./json-writer";

/** Keys of the agent's option LOGTOJSON (awslabs/amazon-kinesis-agent, LogToJSONDataConverter). */
export interface LogParserOptions {
    readonly logFormat: LogFormat;
    /** What a line must match as a whole, for java.util.regex, in place of the format's own. */
    readonly matchPattern?: string;
    /** Names of the pattern's groups; required with a pattern. @default the format's own */
    readonly customFieldNames?: readonly string[];
    /** @default COMPACT */
    readonly jsonFormat?: JsonFormat;
}

/** Makes a record of a line without its newline; undefined where the line does not match and is skipped. */
export type LineParser = (line: string) => string | undefined;

/**
 * Compiles a pattern of the agent's configuration.
 *
 * @throws Error one line that says why the agent, or the translation, refuses it.
 */
export function compilePattern(pattern: string): JavaPattern {
    try {
        return new JavaPattern(pattern);
    } catch (error) {
        if (error instanceof JavaRegexError) {
            throw new Error(`'${pattern}': ${error.message}`, { cause: error });
        }
        throw error;
    }
}

function namesOf({ logFormat, matchPattern, customFieldNames }: LogParserOptions): readonly string[] {
    const own = LOG_FORMATS[logFormat].fieldNames;
    if (matchPattern === undefined) {
        if (customFieldNames && customFieldNames.length !== own.length) {
            throw new Error(
                `customFieldNames: ${logFormat} has ${own.length} fields, not ${customFieldNames.length}; give as many names, or a matchPattern`,
            );
        }
        return customFieldNames ?? own;
    }
    if (!customFieldNames) {
        throw new Error("customFieldNames is missing: matchPattern needs a name for each of its groups");
    }
    return customFieldNames;
}

/**
 * Makes the parser of a flow's LOGTOJSON.
 *
 * @param options as in agent.json.
 * @throws Error one line, beginning with the key that is wrong. Unlike the agent, which then skips every line, it refuses a pattern
 * whose groups are more or fewer than the names.
 */
export function logParser(options: LogParserOptions): LineParser {
    const format = LOG_FORMATS[options.logFormat];
    const names = namesOf(options);
    let pattern: JavaPattern;
    try {
        pattern = compilePattern(options.matchPattern ?? format.matchPattern);
    } catch (error) {
        throw new Error(`matchPattern: ${(error as Error).message}`, { cause: error });
    }
    if (pattern.groupCount !== names.length) {
        throw new Error(
            `matchPattern: groups and customFieldNames are not as many, ${pattern.groupCount} and ${names.length}; the agent would skip every line`,
        );
    }
    const write = jsonWriter(names, options.jsonFormat ?? "COMPACT");
    const value = format.dashIsNull ? withoutDashes : (groups: Groups) => groups;
    return (line) => {
        const groups = pattern.matches(line);
        return groups && write(value(groups));
    };
}

function withoutDashes(groups: Groups): Groups {
    return groups.map((group) => (group === "-" ? undefined : group));
}
