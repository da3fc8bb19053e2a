import { closest, distance } from "fastest-levenshtein";
import { flinkForm } from "./discontinued";

/** What a frequent mistake looks like in Flink's message, where it is in the query, and what was meant. */
export interface FrequentMistake {
    /** In the message; its groups go to the texts. */
    readonly message: RegExp;
    /** In the query, where the message has no place. */
    readonly at?: RegExp;
    /** What the message says, in fewer words. @default Flink's own */
    readonly says?: (groups: readonly string[]) => string;
    /** What was meant. */
    readonly hint: (groups: readonly string[], names: readonly string[]) => string | undefined;
}

function nearest(name: string, names: readonly string[]): string | undefined {
    const other = names.length > 0 ? closest(name, names) : undefined;
    return other !== undefined && distance(name, other) <= Math.max(2, name.length / 3) ? other : undefined;
}

const UNBOUNDED = "keeps all of it forever, and its results would change; a delivered result cannot";
const GROUP_HINT =
    "group by window_start and window_end of a window table function (TUMBLE, HOP, CUMULATE, SESSION), both of them";

/** In order: the first that matches is reported. */
export const MISTAKES: readonly FrequentMistake[] = [
    {
        message: /^Encountered "\\""|Encountered "(?:\S+ )?\\""/,
        hint: () =>
            "Flink quotes names with backticks, as in `response`, and text with single quotes, as in 'GET'",
    },
    {
        message: /Encountered "(?:\S+ )?\\'"/,
        hint: () => "a text that begins with ' ends with ' on the same line",
    },
    {
        message: /Encountered "(?:SOURCE_SQL_STREAM_001|FORM)"/,
        hint: () => "FROM is missing before it, or misspelt",
    },
    {
        message: /where \) was expected/,
        hint: () => "a closing parenthesis is missing before it",
    },
    {
        message: /Encountered "BY"/,
        at: /\bSTEP\s*\(/i,
        hint: () => `STEP is of Kinesis Data Analytics; in Flink it is ${flinkForm("STEP")}`,
    },
    {
        message: /Encountered "(PUMP|STREAM)"/,
        hint: () =>
            "the file holds the SELECT alone: the job reads and delivers by itself, without streams and pumps",
    },
    {
        message: /Encountered "(?:, )?(\w+)"/,
        hint: ([word = ""], names) =>
            names.includes(word) ||
            /^(value|values|date|time|timestamp|method|user|day|hour|year|count|order|group|start|end|rank|position|result|row|rows|language|partition)$/i.test(
                word,
            )
                ? `${word} is a reserved word; in backticks it is a name: \`${word}\``
                : nearestKeyword(word),
    },
    {
        message: /near the keyword 'TABLE'/,
        hint: () => "a window table function is written in TABLE(…), as in FROM TABLE(TUMBLE(TABLE …))",
    },
    {
        message: /near the keyword '(\w+)'/,
        hint: ([word = ""]) => `look at what precedes ${word}: an extra comma, or something missing`,
    },
    {
        message: /Cannot convert table '\S+' to stream/,
        at: /\bSTREAM\b/i,
        hint: () => "SELECT STREAM is of Kinesis Data Analytics; in Flink it is SELECT",
    },
    {
        message: /Column 'SOURCE_SQL_STREAM_001' not found/,
        hint: () => "inside a window table function, the word TABLE precedes the stream's name",
    },
    {
        message: /Column '([^']+)' not found in any table/,
        hint: ([name = ""], names) => {
            const meant = nearest(name, names);
            return meant === undefined
                ? `the schema has no such column; there are ${names.join(", ")}`
                : `did you mean ${meant}? Names are case-sensitive`;
        },
    },
    {
        message: /Object '([^']+)' not found/,
        hint: () => "a query reads SOURCE_SQL_STREAM_001",
    },
    {
        message: /No match found for function signature (\w+)\(/,
        hint: ([name = ""]) => {
            const legacy = flinkForm(name);
            return legacy === undefined
                ? 'Flink has no such function of these types; see "System (Built-in) Functions" in Flink\'s documentation'
                : `${name} is of Kinesis Data Analytics; in Flink it is ${legacy}`;
        },
    },
    {
        message: /update changes which is produced by node GroupAggregate/,
        at: /\bSELECT\s+DISTINCT\b/i,
        says: () => `DISTINCT over a stream ${UNBOUNDED}`,
        hint: () => "select the distinct ones of a window: GROUP BY window_start, window_end and the columns",
    },
    {
        message: /update changes which is produced by node GroupAggregate/,
        at: /\bUNION\b(?!\s+ALL\b)/i,
        says: () => `UNION looks for doubles, which ${UNBOUNDED}`,
        hint: () => "UNION ALL",
    },
    {
        message:
            /update changes which is produced by node GroupAggregate\(groupBy=\[((?:window_start, window_end)?)[^\]]*\].*/s,
        at: /\bGROUP\s+BY\b/i,
        says: () => `GROUP BY without a whole window ${UNBOUNDED}`,
        hint: ([window = ""]) =>
            window !== ""
                ? "a session window per column also needs the column in the window: TABLE … PARTITION BY host"
                : GROUP_HINT,
    },
    {
        message: /update and delete changes which is produced by node Rank/,
        at: /\bROW_NUMBER\b|\bRANK\b/i,
        says: () => `a top-N without a window ${UNBOUNDED}`,
        hint: () =>
            "partition by window_start and window_end of a window table function, as in sql/top-paths.sql",
    },
    {
        message: /update (?:and delete )?changes which is produced by node (\w+)\(/,
        says: ([node = ""]) => `${node} ${UNBOUNDED}`,
        at: /\b(?:LEFT|RIGHT|FULL)\s+(?:OUTER\s+)?JOIN\b|\bJOIN\b|\bDISTINCT\b|\bUNION\b|\bGROUP\b/i,
        hint: () => GROUP_HINT,
    },
    {
        message: /Sort on a non-time-attribute field/,
        at: /\bORDER\s+BY\b/i,
        says: () => "ORDER BY of a stream that never ends",
        hint: () => "leave it out, and sort in Athena; a top-N per window is in sql/top-paths.sql",
    },
    {
        message: /ordering in stream mode must be defined on a time attribute/,
        at: /\bORDER\s+BY\b/i,
        hint: () => "OVER (… ORDER BY ROWTIME …)",
    },
    {
        message: /OVER RANGE FOLLOWING windows are not supported/,
        at: /\bFOLLOWING\b|\bAND\s+\d+\s+PRECEDING\b/i,
        says: () => "an OVER window that does not end with the current row",
        hint: () =>
            "end it with CURRENT ROW, and take the current row off again, as in sql/anomalous-status.sql",
    },
    {
        message: /requires the timecol to be TIMESTAMP or TIMESTAMP_LTZ/,
        at: /\bDESCRIPTOR\b/i,
        says: () => "a window over a column that is not a time",
        hint: () =>
            "DESCRIPTOR(ROWTIME); where windows are to be over a column's time, name it in the schema's rowtime",
    },
    {
        message: /must be a time attribute/,
        at: /\bDESCRIPTOR\b/i,
        hint: () => "DESCRIPTOR(ROWTIME)",
    },
    {
        message: /exceeds precision of (\w+)\(2\) field/,
        hint: ([unit = ""]) => `say how many digits there may be: INTERVAL '…' ${unit}(5)`,
    },
    {
        message: /Only constant window descriptors are supported/,
        at: /\bINTERVAL\s+[^']/i,
        hint: () => "an interval's number goes in single quotes: INTERVAL '60' SECOND",
    },
    {
        message: /size must be an integral multiple of (?:slide|step)/,
        at: /\bHOP\b|\bCUMULATE\b/i,
        hint: () =>
            "the step comes first and the length second, and the step divides the length: ${slideSeconds} and ${windowSeconds} do",
    },
    {
        message: /Invalid number of arguments to function '(HOP|CUMULATE|TUMBLE|SESSION)'/,
        hint: ([name = ""]) =>
            name === "HOP" || name === "CUMULATE"
                ? `${name}(TABLE stream, DESCRIPTOR(ROWTIME), step, length)`
                : `${name}(TABLE stream, DESCRIPTOR(ROWTIME), length)`,
    },
    {
        message: /Expression '([^']+)' is not being grouped/,
        hint: ([name = ""]) => `add ${name} to GROUP BY, or take an aggregate of it`,
    },
    {
        message: /Cannot apply '([^']+)' to arguments of type/,
        hint: () => "CAST(column AS BIGINT) or another type; or give the column its type in the schema",
    },
    { message: /WHERE clause must be a condition/, hint: () => "compare the column with something" },
    { message: /is illegal in WHERE clause/, hint: () => "a condition on an aggregate belongs in HAVING" },
    { message: /Column '([^']+)' is ambiguous/, hint: () => "say of which table it is: t.column" },
    {
        message: /Aggregate expressions cannot be nested/,
        hint: () => "make the inner aggregate in a subquery with window_time, and a window over that",
    },
    {
        message: /only single statement supported/,
        at: /;(?=\s*\S)/,
        hint: () => "a file holds one SELECT; another query is another file",
    },
];

function nearestKeyword(word: string): string | undefined {
    const keywords = [
        "SELECT",
        "FROM",
        "WHERE",
        "GROUP",
        "HAVING",
        "INTERVAL",
        "DESCRIPTOR",
        "TUMBLE",
        "BETWEEN",
    ];
    const meant = nearest(word.toUpperCase(), keywords);
    return meant !== undefined && meant !== word.toUpperCase() ? `did you mean ${meant}?` : undefined;
}
