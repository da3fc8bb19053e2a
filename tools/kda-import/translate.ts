import { DISCONTINUED } from "../sql/discontinued";
import { InputColumn, SqlApplication } from "./application";
import { Clauses, clauses, inputTypeOf, statements } from "./statements";
import { Token, closing, flinkName, flinkText, is, splitAt } from "./tokens";
import { standardOver, windowSeconds } from "./windows";

/** What the import writes. */
export interface ImportedQuery {
    /** Text of sql/NAME.sql. */
    readonly sql: string;
    /** Content of sql/NAME.schema.json. */
    readonly schema: {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
        readonly results: readonly { readonly name: string; readonly type: string }[];
        readonly resultKey: readonly string[];
    };
    /** The window of the imported statement, for analytics.windowSeconds; undefined where it has no tumbling window. */
    readonly windowSeconds?: number;
}

/** What could not be translated, one line each. */
export class UntranslatedError extends Error {
    constructor(readonly constructs: readonly string[]) {
        super(constructs.join("\n"));
    }
}

const SOURCE = "SOURCE_SQL_STREAM_001";

/** Functions that take their two arguments in the other order. */
const SWAPPED: readonly (readonly [string, string])[] = [
    ["TIMESTAMP_TO_CHAR", "DATE_FORMAT"],
    ["CHAR_TO_TIMESTAMP", "TO_TIMESTAMP"],
];

/** What distinguishes rows where there is no window: the record that it comes from. */
const RECORD_KEY = [
    { name: "shardId", column: "SHARD_ID" },
    { name: "sequenceNumber", column: "SEQUENCE_NUMBER" },
];

/** The columns of the input, and what of them has no place here. */
function inputColumns(columns: readonly InputColumn[], problems: string[]) {
    return columns.map(({ name, sqlType, mapping }) => {
        const type = inputTypeOf(sqlType);
        if (type === undefined) {
            problems.push(`input column ${name}: the type ${sqlType}`);
        }
        if (mapping !== undefined && mapping !== `$.${name}`) {
            problems.push(
                `input column ${name}: the mapping ${mapping}; a column is the member of its own name here`,
            );
        }
        return { name, type: type ?? "STRING" };
    });
}

const WORD = (text: string): Token => ({ kind: "word", text });

/** `"STREAM".column` is `column`: there is one stream. */
function unqualified(list: readonly Token[]): Token[] {
    return list.filter(
        (token, i) =>
            !(
                (token.text === SOURCE && is(list[i + 1], ".")) ||
                (is(token, ".") && list[i - 1]?.text === SOURCE)
            ),
    );
}

/** `TIMESTAMP_TO_CHAR('format', time)` is `DATE_FORMAT(time, 'format')`, and so for its reverse. */
function swapped(list: readonly Token[]): Token[] {
    const at = list.findIndex((token) => SWAPPED.some(([legacy]) => is(token, legacy)));
    if (at < 0) {
        return [...list];
    }
    const close = closing(list, at + 1);
    const [, name = ""] = SWAPPED.find(([legacy]) => is(list[at], legacy)) ?? [];
    const [first = [], second = []] = splitAt(list.slice(at + 2, close), ",");
    return [
        ...list.slice(0, at),
        ...[WORD(name), { kind: "sign", text: "(" } as Token],
        ...swapped(second),
        { kind: "sign", text: "," } as Token,
        ...swapped(first),
        ...swapped(list.slice(close)),
    ];
}

/** `MONOTONIC(x)` is `x`: it was a promise to the planner. */
function promised(list: readonly Token[]): Token[] {
    const at = list.findIndex((token) => is(token, "MONOTONIC"));
    if (at < 0) {
        return [...list];
    }
    const close = closing(list, at + 1);
    return [...list.slice(0, at), ...promised([...list.slice(at + 2, close), ...list.slice(close + 1)])];
}

/** A result column of the imported stream. */
interface StreamColumn {
    readonly name: string;
    readonly type: string;
}

/** An item of SELECT: its expression, and the name that it has. */
function itemParts(item: Token[], column: StreamColumn | undefined): { name: string; expression: Token[] } {
    const alias = item.map((token) => is(token, "AS")).lastIndexOf(true);
    const aliased = alias > 0 && alias === item.length - 2;
    return {
        name: column?.name ?? item[item.length - 1]?.text ?? "",
        expression: unqualified(aliased ? item.slice(0, alias) : item),
    };
}

/** A number that was computed has the type that the imported stream gives it. */
function typed(text: string, column: StreamColumn | undefined): string {
    const number = column !== undefined && ["INTEGER", "BIGINT", "DOUBLE"].includes(column.type);
    const computed = text.includes("(") && !/\bOVER \(/.test(text);
    return number && computed ? `CAST(${text} AS ${column.type})` : text;
}

/** A result column: its expression under its name. */
function resultItem(
    item: Token[],
    column: StreamColumn | undefined,
    grouped: boolean,
    problems: string[],
): string {
    const { name, expression } = itemParts(item, column);
    const isWindow =
        windowSeconds(expression) !== undefined || (grouped && flinkText(expression) === "ROWTIME");
    const translatedItem = isWindow ? [WORD("window_start")] : expression;
    const text = typed(flinkText(standardOver(swapped(translatedItem), problems)), column);
    return text === flinkName(name) ? text : `${text} AS ${flinkName(name)}`;
}

/** The constructs that are not translated, each with the place of its replacement. */
function untranslated(list: readonly Token[]): string[] {
    const found = DISCONTINUED.filter(
        ({ word, refused }) => refused !== undefined && list.some((token) => is(token, word)),
    ).map(({ refused = "", example, seeAlso }) => {
        const also = seeAlso === undefined ? "" : `, or sql/legacy/${seeAlso}`;
        return example === undefined
            ? refused
            : `${refused}; its replacement in Flink is in sql/legacy/${example}${also}`;
    });
    return [...new Set(found)];
}

/**
 * Translates an application to a query of sql/ and its schema.
 *
 * @param application as it was described.
 * @returns what is to be written.
 * @throws UntranslatedError naming each construct that could not be translated; then nothing should be written.
 */
export function translated(application: SqlApplication): ImportedQuery {
    const problems: string[] = [...application.leftOut];
    const columns = inputColumns(application.columns, problems);
    const { streams, pumps } = statements(application.code, problems);
    const [pump] = pumps;
    if (!pump || pumps.length > 1) {
        throw new UntranslatedError([...problems, `${pumps.length} pumps: one query has one`]);
    }
    problems.push(...untranslated(pump.select));
    const select = clauses(promised(pump.select), problems);
    const { items, group } = select;
    const windows = group.map((item) => windowSeconds(unqualified(item)));
    const seconds = windows.find((length) => length !== undefined);
    checkSelect(select, seconds, problems);
    const declared = streams.get(pump.into) ?? [];
    const inOrder = pump.columns.flatMap((name) => declared.filter((column) => column.name === name));
    const results = pump.columns.length > 0 ? inOrder : declared;
    const selected = items.map((item, i) => resultItem(item, results[i], group.length > 0, problems));
    if (problems.length > 0) {
        throw new UntranslatedError(problems);
    }
    if (seconds === undefined) {
        selected.push(...RECORD_KEY.map(({ name, column }) => `${column} AS ${name}`));
    }
    const keys = group.filter((_, i) => windows[i] === undefined).map((item) => flinkText(unqualified(item)));
    const sql = queryText({ ...select, selected, keys, seconds }, application.name);
    if (seconds === undefined) {
        const key = RECORD_KEY.map(({ name }) => name);
        const ofRecord = key.map((name) => ({ name, type: "STRING" }));
        return { sql, schema: { columns, results: [...results, ...ofRecord], resultKey: key } };
    }
    const windowed = [
        { name: "windowStart", type: "TIMESTAMP" },
        { name: "windowEnd", type: "TIMESTAMP" },
    ];
    const keyNames = selected.flatMap((text, i) =>
        keys.some((key) => text === key || text.startsWith(`${key} AS `)) ? [results[i]?.name ?? ""] : [],
    );
    const resultKey = ["windowStart", "windowEnd", ...keyNames];
    return {
        sql,
        schema: { columns, results: [...windowed, ...results], resultKey },
        windowSeconds: seconds,
    };
}

/** What of a SELECT has no place in a query of sql/. */
function checkSelect({ from, group }: Clauses, seconds: number | undefined, problems: string[]): void {
    const source = from.filter((token) => token.kind !== "sign").map(({ text }) => text);
    if (source[0] !== SOURCE || source.length > 1) {
        problems.push(`FROM ${flinkText(from)}: a query reads ${SOURCE} and nothing else`);
    }
    if (group.length > 0 && seconds === undefined) {
        const text = group.map((item) => flinkText(item)).join(", ");
        problems.push(`GROUP BY ${text}: no window in it that could be read`);
    }
}

function queryText(
    parts: {
        selected: string[];
        where: Token[];
        having: Token[];
        keys: string[];
        seconds: number | undefined;
    },
    name: string,
): string {
    const { selected, where, having, keys, seconds } = parts;
    const windowed = seconds !== undefined;
    const items = windowed
        ? ["window_start AS windowStart", "window_end AS windowEnd", ...selected]
        : selected;
    const table = windowed
        ? `TABLE(TUMBLE(TABLE ${SOURCE}, DESCRIPTOR(ROWTIME), INTERVAL '\${windowSeconds}' SECOND(5)))`
        : SOURCE;
    return [
        `-- Imported from the Kinesis Data Analytics SQL application ${name}.`,
        "SELECT",
        items.map((item) => `    ${item}`).join(",\n"),
        `FROM ${table}`,
        ...(where.length > 0 ? [`WHERE ${flinkText(unqualified(where))}`] : []),
        ...(windowed ? [`GROUP BY ${["window_start", "window_end", ...keys].join(", ")}`] : []),
        ...(having.length > 0 ? [`HAVING ${flinkText(unqualified(having))}`] : []),
        "",
    ].join("\n");
}
