import { InputColumn, SqlApplication } from "./application";
import { Clauses, clauses, statements, typeOf } from "./statements";
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
        readonly resultKey?: readonly string[];
    };
    /** The window of the original, for analytics.windowSeconds; undefined where it has no tumbling window. */
    readonly windowSeconds?: number;
}

/** What could not be carried over; one line each. */
export class UntranslatedError extends Error {
    constructor(readonly constructs: readonly string[]) {
        super(constructs.join("\n"));
    }
}

const SOURCE = "SOURCE_SQL_STREAM_001";

/** Functions and clauses of the discontinued service that Flink SQL has no like of, and what they are. */
const UNTRANSLATED: readonly (readonly [string, string])[] = [
    ["WINDOWED", "a stagger window (WINDOWED BY STAGGER)"],
    ["STAGGER", "a stagger window (WINDOWED BY STAGGER)"],
    ["JOIN", "a join"],
    ["UNION", "a union"],
    ["CURSOR", "a function over a cursor"],
    ["RANDOM_CUT_FOREST", "anomaly detection (RANDOM_CUT_FOREST)"],
    ["RANDOM_CUT_FOREST_WITH_EXPLANATION", "anomaly detection (RANDOM_CUT_FOREST_WITH_EXPLANATION)"],
    ["HOTSPOTS", "the function HOTSPOTS"],
    ["TOP_K_ITEMS_TUMBLING", "the function TOP_K_ITEMS_TUMBLING"],
    ["COUNT_DISTINCT_ITEMS_TUMBLING", "the function COUNT_DISTINCT_ITEMS_TUMBLING"],
    ["GROUP_RANK", "the function GROUP_RANK"],
    ["EXP_AVG", "the function EXP_AVG"],
    ["TSDIFF", "the function TSDIFF"],
    ["MONOTONIC", "the function MONOTONIC"],
    ["CHAR_TO_TIMESTAMP", "the function CHAR_TO_TIMESTAMP"],
    ["W3C_LOG_PARSE", "the function W3C_LOG_PARSE"],
    ["REGEX_LOG_PARSE", "the function REGEX_LOG_PARSE"],
    ["FAST_REGEX_LOG_PARSER", "the function FAST_REGEX_LOG_PARSER"],
    ["VARIABLE_COLUMN_LOG_PARSE", "the function VARIABLE_COLUMN_LOG_PARSE"],
    ["FIXED_COLUMN_LOG_PARSE", "the function FIXED_COLUMN_LOG_PARSE"],
    ["APPROXIMATE_ARRIVAL_TIME", "the column APPROXIMATE_ARRIVAL_TIME, which is ROWTIME here"],
];

/** The columns of the input, and what of them has no place here. */
function inputColumns(columns: readonly InputColumn[], problems: string[]) {
    return columns.map(({ name, sqlType, mapping }) => {
        const type = typeOf(sqlType);
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

/** `TIMESTAMP_TO_CHAR('format', time)` is `DATE_FORMAT(time, 'format')`. */
function dateFormat(list: readonly Token[]): Token[] {
    const at = list.findIndex((token) => is(token, "TIMESTAMP_TO_CHAR"));
    if (at < 0) {
        return [...list];
    }
    const close = closing(list, at + 1);
    const [format = [], time = []] = splitAt(list.slice(at + 2, close), ",");
    return [
        ...list.slice(0, at),
        ...[WORD("DATE_FORMAT"), { kind: "sign", text: "(" } as Token],
        ...time,
        { kind: "sign", text: "," } as Token,
        ...format,
        ...list.slice(close),
    ];
}

/** A result column of the original stream. */
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

/** A number that was computed has the type that the original stream gave it. */
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
    const text = typed(flinkText(standardOver(dateFormat(translatedItem), problems)), column);
    return text === flinkName(name) ? text : `${text} AS ${flinkName(name)}`;
}

/** What of the service's own SQL has no like here. */
function untranslated(list: readonly Token[]): string[] {
    const found = UNTRANSLATED.filter(([word]) => list.some((token) => is(token, word))).map(
        ([, what]) => what,
    );
    return [...new Set(found)];
}

/**
 * Translates an application to a query of sql/ and its schema.
 *
 * @param application as it was described.
 * @returns what is to be written.
 * @throws UntranslatedError naming each construct that could not be carried over; then nothing should be written.
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
    const select = clauses(pump.select, problems);
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
    const keys = group.filter((_, i) => windows[i] === undefined).map((item) => flinkText(unqualified(item)));
    const sql = queryText({ ...select, selected, keys, seconds }, application.name);
    if (seconds === undefined) {
        return { sql, schema: { columns, results } };
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
