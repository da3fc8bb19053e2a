import { Diagnostic } from "./diagnostic";
import { MISTAKES } from "./hints";
import { Place, find, placeOf, unfilled, withoutComments } from "./place";
import { growingState } from "./plan";
import { QueryFile } from "./query-file";
import { PlanAnswer, QueryRequest } from "./query-tool";
import { diagnoseSchema } from "./diagnose-schema";

/** Columns that each input has besides its own. */
const STREAM_COLUMNS = [
    "ROWTIME",
    "APPROXIMATE_ARRIVAL_TIME",
    "PARTITION_KEY",
    "SHARD_ID",
    "SEQUENCE_NUMBER",
    "window_start",
    "window_end",
    "window_time",
];
/** How Flink's parser and validator say where something is. */
const PLACE = /(?:From|At)? ?line (\d+), column (\d+)/;
const PLACEHOLDER = /\$\{(\w+)\}/g;

function columnNames(schema: string): string[] {
    try {
        const { columns } = JSON.parse(schema) as { columns?: { name?: string }[] };
        return (columns ?? []).flatMap(({ name }) => name ?? []);
    } catch {
        return [];
    }
}

/** The message that says most: the one with a place, else the innermost. */
function message(errors: readonly string[]): string {
    const texts = errors.map((error) => error.replace(/^\w+: /, ""));
    const placed = texts.filter((text) => PLACE.test(text));
    const text = placed[placed.length - 1] ?? texts[texts.length - 1] ?? "";
    const [reported = "", expected = ""] = text.split(/\nWas expecting(?: one of)?:\n/);
    const only = /^\s*"([^"]+)" \.\.\.\s*$/.exec(expected)?.[1];
    return `${reported.trim()}${only === undefined ? "" : ` where ${only} was expected`}`;
}

function said(text: string): string {
    return (
        text
            .replace(/^SQL (?:parse|validation) failed\. /, "")
            .replace(/^(?:From|At) line \d+, column \d+(?: to line \d+, column \d+)?: /, "")
            .replace(/ at line \d+, column \d+\.?/, "")
            .split("\n")[0] ?? text
    );
}

function diagnosePlanError(
    query: QueryFile,
    { properties }: QueryRequest,
    errors: readonly string[],
): Diagnostic {
    const text = message(errors);
    const sql = withoutComments(query.sql);
    const names = [...columnNames(query.schema), ...STREAM_COLUMNS];
    const mistake = MISTAKES.find(
        (one) => one.message.test(text) && (one.at === undefined || one.at.test(sql)),
    );
    const groups = (mistake?.message.exec(text) ?? []).slice(1);
    return {
        file: query.sqlPath,
        ...(mistake?.at ? find(sql, mistake.at) : reportedPlace(query.sql, properties, text)),
        level: "error",
        message: mistake?.says?.(groups) ?? said(text),
        hint: mistake?.hint(groups, names),
    } as Diagnostic;
}

/** The place that Flink reports; the beginning of the query where it reports none. */
function reportedPlace(sql: string, properties: Readonly<Record<string, string>>, text: string): Place {
    const [, line, column] = PLACE.exec(text) ?? [];
    return line === undefined
        ? (find(withoutComments(sql), /\S/) ?? { line: 1, column: 1 })
        : unfilled(sql, properties, { line: Number(line), column: Number(column) });
}

/** What can be seen without Flink: placeholders, and statements that are not a query. */
function diagnoseText(query: QueryFile, { properties }: QueryRequest): Diagnostic[] {
    const sql = withoutComments(query.sql);
    const error = (offset: number, text: string, hint: string): Diagnostic => ({
        file: query.sqlPath,
        ...placeOf(sql, offset),
        level: "error",
        message: text,
        hint,
    });
    const unknown = [...sql.matchAll(PLACEHOLDER)].filter(({ 1: name = "" }) => !(name in properties));
    const placeholders = unknown.map(({ 0: placeholder, index }) =>
        error(
            index,
            `${placeholder} is not a placeholder`,
            `there are ${Object.keys(properties)
                .map((name) => `\${${name}}`)
                .join(", ")}`,
        ),
    );
    const first = sql.search(/\S/);
    const isQuery = /^\s*(SELECT|WITH|\()/i.test(sql);
    return [
        ...placeholders,
        ...(isQuery
            ? []
            : [
                  error(
                      Math.max(0, first),
                      first < 0
                          ? "the file holds no query"
                          : `a query begins with SELECT, and this with ${/\w+/.exec(sql)?.[0]}`,
                      "the file holds the SELECT alone: the job reads and delivers by itself, without streams, tables and pumps",
                  ),
              ]),
    ];
}

function findWarnings(query: QueryFile, answer: PlanAnswer, mostDelaySeconds: number): Diagnostic[] {
    const sql = withoutComments(query.sql);
    const warning = (at: RegExp, text: string, hint: string): Diagnostic => ({
        file: query.sqlPath,
        ...(find(sql, at) ?? find(sql, /\S/) ?? { line: 1, column: 1 }),
        level: "warning",
        message: text,
        hint,
    });
    const growing = growingState(answer.plan ?? "").map(({ at, says, hint }) => warning(at, says, hint));
    const outOfOrder = Number(/"maxOutOfOrderSeconds"\s*:\s*([\d.]+)/.exec(query.schema)?.[1] ?? 0);
    const delay = (answer.windowMillis ?? 0) / 1000 + outOfOrder;
    return delay > mostDelaySeconds
        ? [
              ...growing,
              warning(
                  /\b(TUMBLE|HOP|CUMULATE|SESSION)\b/i,
                  `results come up to ${delay} s after a record, more than ${mostDelaySeconds} s`,
                  "shorten the window, report parts of it with CUMULATE, or raise the limit by --max-delay",
              ),
          ]
        : growing;
}

/**
 * Everything that is wrong with a query, or to be known of it.
 *
 * @param query its files.
 * @param asked what Flink was asked.
 * @param answer what Flink's planner said.
 * @param mostDelaySeconds how long after a record its result may come.
 * @returns in the order of the files' lines.
 */
export function diagnoseQuery(
    query: QueryFile,
    asked: QueryRequest,
    answer: PlanAnswer,
    mostDelaySeconds: number,
): Diagnostic[] {
    const ofSchema = diagnoseSchema(query, answer);
    const ofText = diagnoseText(query, asked);
    const early = [...ofSchema, ...ofText].some(({ level }) => level === "error");
    const ofPlan = answer.error
        ? early
            ? [] // Flink stumbles over the same
            : [diagnosePlanError(query, asked, answer.error)]
        : findWarnings(query, answer, mostDelaySeconds);
    return [...ofSchema, ...ofText, ...ofPlan].sort(
        (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
    );
}
