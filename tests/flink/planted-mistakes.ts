/** A query with one mistake. */
export interface PlantedMistake {
    /** The query; « stands before the place that is to be told. */
    readonly sql?: string;
    /** The schema, marked so where the mistake is in it. @default that of access logs, with the result x */
    readonly schema?: string;
    readonly level?: "warning";
    readonly message: string;
    readonly hint?: RegExp;
}

const WINDOW = "TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND))";
const FROM = "FROM SOURCE_SQL_STREAM_001";
const GROUPED = "GROUP BY window_start, window_end";
const UNBOUNDED = "keeps all of it forever, and its results would change; a delivered result cannot";

/** The schema that the queries below have; their result is one text, x. */
export const SCHEMA = `{
  "columns": [
    { "name": "host", "type": "STRING" },
    { "name": "datetime", "type": "STRING" },
    { "name": "response", "type": "INTEGER" },
    { "name": "bytes", "type": "BIGINT" }
  ],
  "results": [
    { "name": "x", "type": "STRING" }
  ],
  "resultKey": ["x"]
}
`;

export const schema = (from: string, to: string) => SCHEMA.replace(from, to);
const COUNTED = schema('"x", "type": "STRING"', '"x", "type": "BIGINT"');

export const PLANTED: readonly PlantedMistake[] = [
    // Words and signs
    {
        sql: `-- reads bytes\nSELECT\n    SUM(«bytes) AS x\nFROM ${WINDOW}\n${GROUPED}`,
        message: 'Encountered "bytes"',
        hint: /^bytes is a reserved word; in backticks it is a name: `bytes`$/,
    },
    { sql: `SELECT host AS «value ${FROM}`, message: 'Encountered "value"', hint: /in backticks/ },
    {
        sql: `SELECT «"host" AS x ${FROM}`,
        message: 'Encountered "\\""',
        hint: /^Flink quotes names with backticks/,
    },
    {
        sql: `SELECT host AS x ${FROM}\nWHERE host «= "a"`,
        message: 'Encountered "= \\""',
        hint: /single quotes/,
    },
    {
        sql: `SELECT host AS x ${FROM} WHERE host «= 'a`,
        message: 'Encountered "= \\\'"',
        hint: /ends with '/,
    },
    {
        sql: `SELECT host AS x,\n«${FROM}`,
        message: "Incorrect syntax near the keyword 'FROM'",
        hint: /an extra comma/,
    },
    {
        sql: `SELECT COUNT(* «AS x ${FROM}`,
        message: 'Encountered "AS" where ) was expected',
        hint: /parenthesis/,
    },
    {
        sql: "SELECT host AS x «FORM SOURCE_SQL_STREAM_001",
        message: 'Encountered "FORM"',
        hint: /^FROM is missing/,
    },
    {
        sql: `SELECT host AS x ${FROM}«; SELECT host AS x ${FROM}`,
        message: "only single statement supported",
        hint: /one SELECT/,
    },
    { sql: "«-- Nothing but a comment\n", message: "the file holds no query" },
    {
        sql: `SELECT host AS x ${FROM}\nWHERE response = «\${status}`,
        message: "${status} is not a placeholder",
        hint: /\$\{windowSeconds\}, \$\{slideSeconds\}/,
    },
    // Names
    {
        sql: `SELECT host AS x ${FROM}\nWHERE «respnse = 200`,
        message: "Column 'respnse' not found in any table",
        hint: /did you mean response\?/,
    },
    {
        sql: `SELECT «Host AS x ${FROM}`,
        message: "Column 'Host' not found in any table; did you mean 'host'?",
        hint: /case-sensitive/,
    },
    {
        sql: `SELECT «referer AS x ${FROM}`,
        message: "Column 'referer' not found in any table",
        hint: /there are host, datetime/,
    },
    {
        sql: "SELECT host AS x FROM «SOURCE_SQL_STREAM",
        message: "Object 'SOURCE_SQL_STREAM' not found",
        hint: /SOURCE_SQL_STREAM_001/,
    },
    {
        sql: `SELECT «CONCATT(host, 'a') AS x ${FROM}`,
        message: "No match found for function signature CONCATT(<CHARACTER>, <CHARACTER>)",
    },
    {
        sql: `SELECT a.host AS x, «host FROM SOURCE_SQL_STREAM_001 AS a, SOURCE_SQL_STREAM_001 AS b`,
        message: "Column 'host' is ambiguous",
        hint: /t\.column/,
    },
    // Kinesis Data Analytics
    {
        sql: `SELECT «STREAM host AS x ${FROM}`,
        message: "Cannot convert table 'SOURCE_SQL_STREAM_001' to stream",
        hint: /in Flink it is SELECT$/,
    },
    {
        sql: `SELECT COUNT(*) AS x ${FROM}\nGROUP BY response, «STEP(ROWTIME BY INTERVAL '60' SECOND)`,
        message: 'Encountered "BY"',
        hint: /TUMBLE/,
    },
    {
        sql: `SELECT COUNT(*) AS x ${FROM}\n«GROUP BY response, FLOOR(ROWTIME TO MINUTE)`,
        message: `GROUP BY without a whole window ${UNBOUNDED}`,
        hint: /window table function/,
    },
    {
        sql: `SELECT «TSDIFF(ROWTIME, ROWTIME) AS x ${FROM}`,
        message: "No match found for function signature TSDIFF(<TIMESTAMP>, <TIMESTAMP>)",
        hint: /TIMESTAMPDIFF/,
    },
    {
        sql: `«CREATE OR REPLACE PUMP p AS INSERT INTO d SELECT host AS x ${FROM}`,
        message: "a query begins with SELECT, and this with CREATE",
        hint: /SELECT alone/,
    },
    // Windows
    {
        sql: `SELECT COUNT(*) AS x\nFROM ${WINDOW}\n«GROUP BY response`,
        message: `GROUP BY without a whole window ${UNBOUNDED}`,
        hint: /both of them/,
    },
    {
        sql: `SELECT window_start, COUNT(*) AS x\nFROM ${WINDOW}\n  «GROUP BY window_start`,
        message: `GROUP BY without a whole window ${UNBOUNDED}`,
        hint: /both of them/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(SESSION(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND))\n«GROUP BY window_start, window_end, host`,
        message: `GROUP BY without a whole window ${UNBOUNDED}`,
        hint: /PARTITION BY host/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, «DESCRIPTOR(datetime), INTERVAL '60' SECOND))\n${GROUPED}`,
        message: "a window over a column that is not a time",
        hint: /DESCRIPTOR\(ROWTIME\)/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '3600' «SECOND))\n${GROUPED}`,
        message: "Interval field value 3,600 exceeds precision of SECOND(2) field",
        hint: /SECOND\(5\)/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), «INTERVAL 60 SECOND))\n${GROUPED}`,
        message: "Only constant window descriptors are supported.",
        hint: /single quotes/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(«HOP(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND))\n${GROUPED}`,
        message: "Invalid number of arguments to function 'HOP'. Was expecting 4 arguments",
        hint: /step, length/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(«HOP(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '7' SECOND, INTERVAL '\${windowSeconds}' SECOND))\n${GROUPED}`,
        message:
            "HOP table function based aggregate requires size must be an integral multiple of slide, but got size 60000 ms and slide 7000 ms",
        hint: /step comes first/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TUMBLE(«TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND)\n${GROUPED}`,
        message: "Incorrect syntax near the keyword 'TABLE'",
        hint: /is written in TABLE/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM TABLE(TUMBLE(«SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND))\n${GROUPED}`,
        message: "Column 'SOURCE_SQL_STREAM_001' not found in any table",
        hint: /the word TABLE/,
    },
    {
        sql: `SELECT COUNT(*) AS x, «host\nFROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '\${windowSeconds}' SECOND))\n${GROUPED}`,
        message: "Expression 'host' is not being grouped",
        hint: /add host to GROUP BY/,
    },
    {
        sql: `SELECT COUNT(*) AS x\nFROM ${WINDOW}\nWHERE «COUNT(*) > 3\n${GROUPED}`,
        message: "Aggregate expression is illegal in WHERE clause",
        hint: /HAVING/,
    },
    {
        sql: `SELECT «SUM(COUNT(*)) AS x\nFROM ${WINDOW}\n${GROUPED}`,
        message: "Aggregate expressions cannot be nested",
        hint: /window_time/,
    },
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
            'columns: {"name":"response","type":"INT"} needs a name and one of the types STRING, VARCHAR(n), INTEGER, BIGINT, DECIMAL(p,s), DOUBLE, BOOLEAN, TIMESTAMP',
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
