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

export const COLUMNS: readonly Column[] = [
    { name: "id", type: "INTEGER" },
    { name: "host", type: "STRING" },
    { name: "status", type: "INTEGER" },
    { name: "bytes", type: "INTEGER" },
    { name: "at", type: "TIMESTAMP" },
    { name: "made", type: "TIMESTAMP" },
];
const WINDOW = "windowStart TIMESTAMP, windowEnd TIMESTAMP";

/** A column of the schema in another form. */
export function other(name: string, changed: Partial<Column>): readonly Column[] {
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
export function windowed(over: string, changed: Windowed = {}): QueryRequest {
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
export function perRecord(select: string, results: string, changed: Windowed = {}): QueryRequest {
    const { name = "q", where = "status < 500" } = changed;
    return {
        name,
        sql: `SELECT id, ${select}\nFROM SOURCE_SQL_STREAM_001\nWHERE ${where}`,
        schema: schema({ ...changed, results: `id INTEGER, ${results}`, key: "id" }),
        properties: {},
    };
}

export const over = (frame: string, changed: Windowed = {}) =>
    perRecord(
        `SUM(\`bytes\`) OVER (PARTITION BY status ORDER BY ROWTIME ${frame} PRECEDING AND CURRENT ROW) AS total`,
        "total INTEGER",
        changed,
    );
export const topHosts = (most: number): QueryRequest => ({
    name: "q",
    sql: `SELECT windowStart, windowEnd, host, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY windowStart, windowEnd ORDER BY n DESC, host) AS r
FROM (SELECT window_start AS windowStart, window_end AS windowEnd, host, COUNT(*) AS n
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND)) GROUP BY window_start, window_end, host))
WHERE r <= ${most}`,
    schema: schema({ results: `${WINDOW}, host STRING, n BIGINT`, key: "windowStart, windowEnd, host" }),
    properties: {},
});

export const MINUTE = windowed("TUMBLE 60");
export const COPY = perRecord("host", "host STRING");
export const own = (column: string, maxOutOfOrderSeconds: number) => ({
    rowtime: { column, maxOutOfOrderSeconds },
});
export const text = (query: QueryRequest, sql: string): QueryRequest => ({ ...query, sql });
export const placeholder = (windowSeconds: string): QueryRequest => ({
    ...text(MINUTE, MINUTE.sql.replace("'60'", "'${windowSeconds}'")),
    properties: { windowSeconds },
});
export const named = (query: QueryRequest, name: string): QueryRequest => ({ ...query, name });
/** Reads records in another way than the rest, so that it has an input of its own. */
export const APART = { columns: other("host", { optional: true }) };
