import { PlantedMistake, FROM, GROUPED, UNBOUNDED, WINDOW } from "./planted-mistake";

/** Mistakes in a query's words, names and windows. */
export const PLANTED_IN_TEXT: readonly PlantedMistake[] = [
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
];
