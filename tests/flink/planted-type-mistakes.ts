import { PlantedMistake, SCHEMA, COUNTED, FROM, GROUPED, UNBOUNDED, WINDOW, schema } from "./planted-mistake";

/** Mistakes in what a query keeps, in its types, and in its schema. */
export const PLANTED_IN_TYPES: readonly PlantedMistake[] = [
    // State that grows without bound
    {
        sql: `SELECT response, COUNT(*) AS x ${FROM}\n«GROUP BY response`,
        message: `GROUP BY without a whole window ${UNBOUNDED}`,
        hint: /window_start/,
    },
    { sql: `«SELECT DISTINCT host AS x ${FROM}`, message: `DISTINCT over a stream ${UNBOUNDED}` },
    {
        sql: `SELECT host AS x ${FROM}\n«UNION\nSELECT datetime ${FROM}`,
        message: `UNION looks for doubles, which ${UNBOUNDED}`,
        hint: /UNION ALL/,
    },
    {
        sql: `SELECT host AS x FROM (SELECT host, «ROW_NUMBER() OVER (PARTITION BY response ORDER BY host) AS n ${FROM}) WHERE n <= 3`,
        message: `a top-N without a window ${UNBOUNDED}`,
        hint: /top-paths/,
    },
    {
        sql: `SELECT host AS x ${FROM} «ORDER BY host`,
        message: "ORDER BY of a stream that never ends",
        hint: /sort in Athena/,
    },
    {
        sql: `SELECT a.host AS x FROM SOURCE_SQL_STREAM_001 AS a\n«JOIN SOURCE_SQL_STREAM_001 AS b ON a.host = b.host`,
        level: "warning",
        message: "a join of streams keeps every record of both forever",
        hint: /within a window/,
    },
    {
        sql: `SELECT host AS x ${FROM} «LIMIT 5`,
        level: "warning",
        message: "LIMIT gives the first rows ever, and nothing more",
    },
    {
        sql: `SELECT CAST(COUNT(*) «OVER (PARTITION BY host ORDER BY ROWTIME) AS STRING) AS x ${FROM}`,
        level: "warning",
        message:
            "an OVER window without a beginning aggregates from the first record on, and keeps an entry per key forever",
    },
    {
        sql: `SELECT CAST(COUNT(*) AS STRING) AS x\nFROM TABLE(«TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '2' DAY))\n${GROUPED}`,
        level: "warning",
        message: "results come up to 172800 s after a record, more than 3600 s",
        hint: /--max-delay/,
    },
    // Types
    {
        sql: `SELECT «SUM(host) AS x\nFROM ${WINDOW}\n${GROUPED}`,
        message:
            "Cannot apply 'SUM' to arguments of type 'SUM(<VARCHAR(2147483647)>)'. Supported form(s): 'SUM(<NUMERIC>)'",
        hint: /CAST/,
    },
    {
        sql: `SELECT host AS x ${FROM} WHERE «response`,
        message: "WHERE clause must be a condition",
        hint: /compare/,
    },
    {
        sql: `SELECT CAST(COUNT(*) OVER (PARTITION BY host «ORDER BY datetime ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS STRING) AS x ${FROM}`,
        message: "OVER windows' ordering in stream mode must be defined on a time attribute.",
        hint: /ORDER BY ROWTIME/,
    },
    {
        sql: `SELECT CAST(COUNT(*) OVER (PARTITION BY host ORDER BY ROWTIME ROWS BETWEEN 3 PRECEDING «AND 1 PRECEDING) AS STRING) AS x ${FROM}`,
        message: "an OVER window that does not end with the current row",
        hint: /CURRENT ROW/,
    },
    // The schema
    {
        schema: schema('"name": "x"', '"name": «"y"').replace('["x"]', '["y"]'),
        message: "result column 1: the query produces x STRING, the schema says y STRING",
        hint: /"name": "x", "type": "STRING"/,
    },
    {
        sql: `SELECT response AS x ${FROM}`,
        schema: COUNTED.replace('"x"', '«"x"'),
        message: "result column 1: the query produces x INTEGER, the schema says x BIGINT",
        hint: /CAST/,
    },
    {
        schema: schema('"resultKey": ["x"]', '«"resultKey": ["z"]'),
        message: "resultKey: 'z' is not a result column",
        hint: /identify a row/,
    },
    { schema: `«${schema(',\n  "resultKey": ["x"]', "")}`, message: "resultKey is missing" },
    {
        schema: schema('"response", "type": "INTEGER"', '«"response", "type": "INT"'),
        message:
            'columns: {"name":"response","type":"INT"} needs a name and one of the types STRING, VARCHAR(n), INTEGER, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP',
    },
    {
        schema: schema('"bytes", "type": "BIGINT"', '«"PARTITION_KEY", "type": "STRING"'),
        message: "columns: PARTITION_KEY is reserved: every input has this column already",
    },
    {
        schema: SCHEMA.replace('"host"', '«"host"').replace(
            '"bytes", "type": "BIGINT"',
            '"host", "type": "STRING"',
        ),
        message: "columns: host is defined twice",
    },
    {
        schema: schema(
            '"results"',
            '«"rowtime": { "column": "datetime", "maxOutOfOrderSeconds": 5 },\n  "results"',
        ),
        message: 'rowtime: column has "datetime"; give a column of type TIMESTAMP',
    },
    {
        schema: schema('"BIGINT" }\n  ],', '"BIGINT" },\n  «],'),
        message: "not JSON: ']' is not expected here",
    },
];
