import { QueryRequest } from "../../tools/sql/query-tool";

/** A change of an application's queries, to be deployed over a stream that goes on. */
export interface ChangedQueries {
    readonly title: string;
    readonly before: readonly QueryRequest[];
    readonly after: readonly QueryRequest[];
    /** Whether state that finds no operator may be left out, as `analytics.allowNonRestoredState`. @default true */
    readonly allowed?: boolean;
    /** Second of the last record before the change. @default 105 */
    readonly stop?: number;
    /** @default TRIM_HORIZON */
    readonly initialPosition?: "LATEST";
    /** Whether each record is to be in some result. @default true */
    readonly countsAll?: boolean;
}

interface Column {
    readonly name: string;
    readonly type: string;
    readonly optional?: boolean;
    readonly pattern?: string;
}

interface SchemaParts {
    readonly columns?: readonly Column[];
    readonly rowtime?: { column: string; maxOutOfOrderSeconds: number };
    readonly results: string;
    readonly key: string;
}

const COLUMNS: readonly Column[] = [
    { name: "id", type: "INTEGER" },
    { name: "host", type: "STRING" },
    { name: "status", type: "INTEGER" },
    { name: "bytes", type: "INTEGER" },
    { name: "at", type: "TIMESTAMP" },
    { name: "made", type: "TIMESTAMP" },
];
const WINDOW = "windowStart TIMESTAMP, windowEnd TIMESTAMP";

/** A column of the schema in another form. */
function other(name: string, changed: Partial<Column>): readonly Column[] {
    return COLUMNS.map((column) => (column.name === name ? { ...column, ...changed } : column));
}

/** @param parts results as `NAME TYPE, …` and key as `NAME, …`. */
function schema({ columns = COLUMNS, rowtime, results, key }: SchemaParts): string {
    return JSON.stringify({
        columns,
        ...(rowtime && { rowtime }),
        results: results.split(", ").map((column) => {
            const [name, type] = column.split(" ");
            return { name, type };
        }),
        resultKey: key.split(", "),
    });
}

interface Windowed extends Partial<SchemaParts> {
    readonly name?: string;
    readonly select?: string;
    readonly where?: string;
    readonly group?: string;
    readonly window?: string;
    readonly properties?: Readonly<Record<string, string>>;
}

/** A query with windows. @param over the window's form and lengths, in seconds, as in `TUMBLE 60` or `HOP 15 60`. */
function windowed(over: string, changed: Windowed = {}): QueryRequest {
    const { name = "q", select = "COUNT(*) AS n", where = "status < 500", group = "status" } = changed;
    const [form, ...lengths] = over.split(" ");
    const intervals = lengths.map((seconds) => `INTERVAL '${seconds}' SECOND(5)`).join(", ");
    const source =
        form === "SESSION"
            ? `SESSION(TABLE SOURCE_SQL_STREAM_001 PARTITION BY ${group}, DESCRIPTOR(ROWTIME), ${intervals})`
            : `${form}(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), ${intervals})`;
    const results = changed.results ?? "n BIGINT";
    const keys = group.split(", ").map((key) => `${key} ${key === "host" ? "STRING" : "INTEGER"}`);
    return {
        name,
        sql: [
            `SELECT window_start AS windowStart, window_end AS windowEnd, ${group}, ${select}`,
            `FROM TABLE(${source})`,
            `WHERE ${where}`,
            `GROUP BY window_start, window_end, ${group}`,
        ].join("\n"),
        schema: schema({
            ...changed,
            results: `${WINDOW}, ${keys.join(", ")}, ${results}`,
            key: changed.key ?? `windowStart, windowEnd, ${group}`,
        }),
        properties: changed.properties ?? {},
    };
}

/** A query with a row per record. */
function perRecord(select: string, results: string, changed: Windowed = {}): QueryRequest {
    const { name = "q", where = "status < 500" } = changed;
    return {
        name,
        sql: `SELECT id, ${select}\nFROM SOURCE_SQL_STREAM_001\nWHERE ${where}`,
        schema: schema({ ...changed, results: `id INTEGER, ${results}`, key: "id" }),
        properties: {},
    };
}

const over = (frame: string) =>
    perRecord(
        `SUM(bytes) OVER (PARTITION BY status ORDER BY ROWTIME ${frame} PRECEDING AND CURRENT ROW) AS total`,
        "total INTEGER",
    );
const firstOfHost = (where: string): QueryRequest => ({
    name: "q",
    sql: `SELECT id, host FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY host ORDER BY ROWTIME) AS r FROM SOURCE_SQL_STREAM_001) WHERE r = 1 AND ${where}`,
    schema: schema({ results: "id INTEGER, host STRING", key: "id" }),
    properties: {},
});
const topHosts = (most: number): QueryRequest => ({
    name: "q",
    sql: `SELECT windowStart, windowEnd, host, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY windowStart, windowEnd ORDER BY n DESC, host) AS r
FROM (SELECT window_start AS windowStart, window_end AS windowEnd, host, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND)) GROUP BY window_start, window_end, host))
WHERE r <= ${most}`,
    schema: schema({ results: `${WINDOW}, host STRING, n BIGINT`, key: "windowStart, windowEnd, host" }),
    properties: {},
});

const MINUTE = windowed("TUMBLE 60");
const COPY = perRecord("host", "host STRING");
const own = (column: string, maxOutOfOrderSeconds: number) => ({ rowtime: { column, maxOutOfOrderSeconds } });
const text = (query: QueryRequest, sql: string): QueryRequest => ({ ...query, sql });
const placeholder = (windowSeconds: string): QueryRequest => ({
    ...text(MINUTE, MINUTE.sql.replace("'60'", "'${windowSeconds}'")),
    properties: { windowSeconds },
});
const named = (query: QueryRequest, name: string): QueryRequest => ({ ...query, name });
/** Reads records in another way than the rest, so that it has an input of its own. */
const APART = { columns: other("host", { optional: true }) };

const TEXTS: readonly ChangedQueries[] = [
    { title: "the same text", before: [MINUTE], after: [MINUTE] },
    {
        title: "another comment that fills a line",
        before: [text(MINUTE, `-- one\n${MINUTE.sql}`)],
        after: [text(MINUTE, `-- two\n${MINUTE.sql}`)],
    },
    {
        title: "one more line of comment",
        before: [MINUTE],
        after: [text(MINUTE, `-- counts by minute\n${MINUTE.sql}`)],
    },
    { title: "a blank more", before: [MINUTE], after: [text(MINUTE, MINUTE.sql.replace(" AS n", "  AS n"))] },
    {
        title: "another alias",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { select: "COUNT(*) AS requests", results: "requests BIGINT" })],
    },
    {
        title: "another literal in WHERE",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { where: "status < 400" })],
    },
    {
        title: "a result column more",
        before: [MINUTE],
        after: [
            windowed("TUMBLE 60", {
                select: "COUNT(*) AS n, SUM(bytes) AS total",
                results: "n BIGINT, total INTEGER",
            }),
        ],
    },
    {
        title: "a result column less",
        before: [
            windowed("TUMBLE 60", {
                select: "COUNT(*) AS n, SUM(bytes) AS total",
                results: "n BIGINT, total INTEGER",
            }),
        ],
        after: [MINUTE],
    },
    {
        title: "another type of a result column",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { select: "CAST(COUNT(*) AS INTEGER) AS n", results: "n INTEGER" })],
    },
    {
        title: "another key of the results",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { key: "status" })],
    },
    {
        title: "one more column in GROUP BY",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { group: "status, host" })],
    },
    {
        title: "one less column in GROUP BY",
        before: [windowed("TUMBLE 60", { group: "status, host" })],
        after: [MINUTE],
    },
];

const WINDOWS: readonly ChangedQueries[] = [
    { title: "a longer window", before: [MINUTE], after: [windowed("TUMBLE 120")] },
    { title: "a shorter window", before: [MINUTE], after: [windowed("TUMBLE 10")] },
    { title: "a longer placeholder", before: [placeholder("30")], after: [placeholder("90")] },
    {
        title: "a longer window that is no multiple",
        before: [windowed("TUMBLE 40")],
        after: [MINUTE],
        stop: 190,
    },
    { title: "TUMBLE to HOP", before: [MINUTE], after: [windowed("HOP 15 60")] },
    { title: "TUMBLE to a shorter HOP", before: [MINUTE], after: [windowed("HOP 10 20")] },
    { title: "TUMBLE to CUMULATE", before: [MINUTE], after: [windowed("CUMULATE 15 60")] },
    { title: "TUMBLE to SESSION", before: [MINUTE], after: [windowed("SESSION 20")] },
    { title: "HOP to TUMBLE", before: [windowed("HOP 15 60")], after: [MINUTE] },
    { title: "HOP to another slide", before: [windowed("HOP 15 60")], after: [windowed("HOP 20 60")] },
    { title: "CUMULATE to TUMBLE", before: [windowed("CUMULATE 15 60")], after: [MINUTE] },
    {
        title: "CUMULATE to a shorter TUMBLE",
        before: [windowed("CUMULATE 30 60")],
        after: [windowed("TUMBLE 10")],
    },
    {
        title: "CUMULATE with another literal",
        before: [windowed("CUMULATE 15 60")],
        after: [windowed("CUMULATE 15 60", { where: "status < 400" })],
    },
    { title: "SESSION to TUMBLE", before: [windowed("SESSION 20")], after: [MINUTE] },
    { title: "SESSION to a longer gap", before: [windowed("SESSION 20")], after: [windowed("SESSION 40")] },
    {
        title: "SESSION with another literal",
        before: [windowed("SESSION 20")],
        after: [windowed("SESSION 20", { where: "status < 400" })],
    },
    {
        title: "SESSION with the same text",
        before: [windowed("SESSION 20")],
        after: [windowed("SESSION 20")],
    },
    { title: "fewer ranks of a window", before: [topHosts(2)], after: [topHosts(1)] },
];

const RECORDS: readonly ChangedQueries[] = [
    { title: "OVER with more rows", before: [over("ROWS BETWEEN 2")], after: [over("ROWS BETWEEN 4")] },
    {
        title: "OVER with a longer time",
        before: [over("RANGE BETWEEN INTERVAL '30' SECOND")],
        after: [over("RANGE BETWEEN INTERVAL '60' SECOND")],
    },
    {
        title: "OVER from the first record on to rows",
        before: [over("ROWS BETWEEN UNBOUNDED")],
        after: [over("ROWS BETWEEN 4")],
    },
    {
        title: "OVER with the same text",
        before: [over("ROWS BETWEEN UNBOUNDED")],
        after: [over("ROWS BETWEEN UNBOUNDED")],
    },
    { title: "TUMBLE to OVER", before: [MINUTE], after: [over("ROWS BETWEEN 4")] },
    { title: "OVER to TUMBLE", before: [over("ROWS BETWEEN 4")], after: [MINUTE] },
    { title: "OVER to a row per record", before: [over("ROWS BETWEEN 4")], after: [COPY] },
    {
        title: "a row per record, another literal",
        before: [COPY],
        after: [perRecord("host", "host STRING", { where: "status < 400" })],
    },
    { title: "a row per record, the same text", before: [COPY], after: [COPY] },
    { title: "a row per record to TUMBLE", before: [COPY], after: [MINUTE] },
    { title: "TUMBLE to a row per record", before: [MINUTE], after: [COPY] },
    {
        title: "the first record of each host, another literal",
        before: [firstOfHost("status < 500")],
        after: [firstOfHost("status < 400")],
        countsAll: false,
    },
];

const SCHEMAS: readonly ChangedQueries[] = [
    { title: "a column that becomes optional", before: [MINUTE], after: [windowed("TUMBLE 60", APART)] },
    {
        title: "a new optional column",
        before: [MINUTE],
        after: [
            windowed("TUMBLE 60", {
                columns: [...COLUMNS, { name: "extra", type: "STRING", optional: true }],
            }),
        ],
    },
    {
        title: "a new column that no record has",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: [...COLUMNS, { name: "extra", type: "STRING" }] })],
        countsAll: false,
    },
    {
        title: "a column less, which no record had",
        before: [windowed("TUMBLE 60", { columns: [...COLUMNS, { name: "extra", type: "STRING" }] })],
        after: [MINUTE],
        countsAll: false,
    },
    {
        title: "a shorter VARCHAR",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: other("host", { type: "VARCHAR(1)" }) })],
    },
    {
        title: "a pattern that the records do not have",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: other("at", { pattern: "dd/MM/yyyy" }) })],
        countsAll: false,
    },
    {
        title: "the time of a column in place of arrival",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", own("at", 0))],
    },
    {
        title: "the time of arrival in place of a column",
        before: [windowed("TUMBLE 60", own("at", 0))],
        after: [MINUTE],
    },
    {
        title: "an earlier column for the time",
        before: [windowed("TUMBLE 60", own("at", 0))],
        after: [windowed("TUMBLE 60", own("made", 0))],
    },
    {
        title: "more time out of order",
        before: [windowed("TUMBLE 60", own("at", 0))],
        after: [windowed("TUMBLE 60", own("at", 20))],
    },
    {
        title: "less time out of order",
        before: [windowed("TUMBLE 60", own("at", 20))],
        after: [windowed("TUMBLE 60", own("at", 0))],
    },
];

const SEVERAL: readonly ChangedQueries[] = [
    {
        title: "a second query of the same schema",
        before: [MINUTE],
        after: [MINUTE, named(windowed("TUMBLE 30"), "r")],
    },
    {
        title: "one query less of the same schema",
        before: [MINUTE, named(windowed("TUMBLE 30"), "r")],
        after: [MINUTE],
    },
    {
        title: "another name of a second query",
        before: [MINUTE, named(MINUTE, "r")],
        after: [MINUTE, named(MINUTE, "s")],
    },
    {
        title: "another order of the queries",
        before: [MINUTE, named(windowed("TUMBLE 30"), "r")],
        after: [named(windowed("TUMBLE 30"), "r"), MINUTE],
    },
    {
        title: "one of two queries changed",
        before: [MINUTE, named(windowed("TUMBLE 30"), "r")],
        after: [MINUTE, named(windowed("TUMBLE 90"), "r")],
    },
    {
        title: "a window beside a row per record changed",
        before: [COPY, named(MINUTE, "r")],
        after: [COPY, named(windowed("TUMBLE 120"), "r")],
    },
    {
        title: "one of two queries of two schemas changed",
        before: [MINUTE, windowed("TUMBLE 30", { ...APART, name: "r" })],
        after: [MINUTE, windowed("TUMBLE 90", { ...APART, name: "r" })],
    },
    {
        title: "a query of another schema, behind",
        before: [MINUTE],
        after: [MINUTE, windowed("TUMBLE 30", { ...APART, name: "r" })],
    },
    {
        title: "a query of another schema, before",
        before: [MINUTE],
        after: [windowed("TUMBLE 30", { ...APART, name: "a" }), MINUTE],
    },
    {
        title: "a query of another schema, before, and LATEST",
        before: [MINUTE],
        after: [windowed("TUMBLE 30", { ...APART, name: "a" }), MINUTE],
        initialPosition: "LATEST",
    },
    {
        title: "the first of two schemas less",
        before: [windowed("TUMBLE 30", { ...APART, name: "a" }), MINUTE],
        after: [MINUTE],
    },
    {
        title: "the first of two schemas less, which waited longer",
        before: [windowed("TUMBLE 30", { ...own("at", 50), name: "a" }), windowed("TUMBLE 20", own("at", 0))],
        after: [windowed("TUMBLE 20", own("at", 0))],
    },
    {
        title: "the first of two schemas less, which waited less",
        before: [windowed("TUMBLE 30", { ...own("at", 0), name: "a" }), windowed("TUMBLE 20", own("at", 50))],
        after: [windowed("TUMBLE 20", own("at", 50))],
    },
];

const REFUSED: readonly ChangedQueries[] = [
    {
        title: "state must find its operator: the same text",
        before: [MINUTE],
        after: [MINUTE],
        allowed: false,
    },
    {
        title: "state must find its operator: another window",
        before: [MINUTE],
        after: [windowed("TUMBLE 120")],
        allowed: false,
    },
    {
        title: "state must find its operator: a row per record, another literal",
        before: [COPY],
        after: [perRecord("host", "host STRING", { where: "status < 400" })],
        allowed: false,
    },
    {
        title: "state must find its operator: one query less",
        before: [COPY, named(COPY, "r")],
        after: [COPY],
        allowed: false,
    },
    {
        title: "a query that does not plan",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { where: "state < 400" })],
    },
    {
        title: "results that are not those of the schema",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { results: "n INTEGER" })],
    },
];

/** Changes of every kind that the restart rules tell apart. */
export const CHANGES: readonly ChangedQueries[] = [
    ...TEXTS,
    ...WINDOWS,
    ...RECORDS,
    ...SCHEMAS,
    ...SEVERAL,
    ...REFUSED,
];
