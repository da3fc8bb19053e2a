import assert from "node:assert/strict";
import { findings } from "../../tools/sql/findings";
import { QueryFile, queryFile, queryNames, request } from "../../tools/sql/query-file";
import { PlanAnswer, planned } from "../../tools/sql/query-tool";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../tools/runtime/paths";

const LENGTHS = { windowSeconds: 60, slideSeconds: 15 };
const S = "SOURCE_SQL_STREAM_001";
const RECORD = "SHARD_ID AS s, SEQUENCE_NUMBER AS q";
const WINDOW = "window_start AS ws, window_end AS we";
const GROUP = "GROUP BY window_start, window_end";
const over = (kind: string, sizes: string) =>
    `TABLE(${kind}(TABLE ${S}, DESCRIPTOR(ROWTIME), ${sizes} INTERVAL '60' SECOND))`;
const T = over("TUMBLE", "");
const HOP = over("HOP", "INTERVAL '15' SECOND,");
const CUMULATE = over("CUMULATE", "INTERVAL '15' SECOND,");
const SESSION = `TABLE(SESSION(TABLE ${S} PARTITION BY host, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND))`;
const COUNTS = `SELECT ${WINDOW}, \`line\`, host, COUNT(*) AS n FROM ${T} ${GROUP}, \`line\`, host`;
const side = (sum: string) =>
    `(SELECT window_start, window_end, host, ${sum} FROM ${T} GROUP BY window_start, window_end, host)`;
const joined = (kind: string) =>
    `FROM ${side("COUNT(*) AS n")} a ${kind} ${side("SUM(late) AS m")} b ON a.host = b.host AND a.window_start = b.window_start AND a.window_end = b.window_end`;
const ranked = (partition: string, condition: string) =>
    `SELECT ws, place, host FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY ${partition} ORDER BY n DESC) AS place FROM (${COUNTS})) WHERE place ${condition}`;

const COLUMNS = [
    ...["from", "to", "line", "host"].map((name) => ({ name, type: "STRING" })),
    { name: "short", type: "VARCHAR(4)" },
    { name: "day", type: "INTEGER" },
    { name: "late", type: "BIGINT" },
    { name: "price", type: "DOUBLE" },
];

/** Queries whose keys determine the row: what is special, the query, the key. */
const RIGHT: readonly [string, string, string][] = [
    ["the grouped columns and the window's start", COUNTS, "ws line host"],
    ["the window's end in place of its start", COUNTS, "we line host"],
    ["a grouped expression", `SELECT ${WINDOW}, UPPER(host) AS h FROM ${T} ${GROUP}, UPPER(host)`, "ws h"],
    [
        "casts that keep every value",
        `SELECT ${WINDOW}, CAST(\`day\` AS BIGINT) AS d, CAST(late AS VARCHAR(21)) AS l, CAST(short AS VARCHAR(4)) AS t FROM ${T} ${GROUP}, \`day\`, late, short`,
        "ws d l t",
    ],
    [
        "shifted values",
        `SELECT window_start + INTERVAL '1' SECOND AS ws, late + 1 AS l, 'h:' || host AS h FROM ${T} ${GROUP}, late, host`,
        "ws l h",
    ],
    [
        "a grouped column with one that follows from it",
        `SELECT ${WINDOW}, host FROM ${T} ${GROUP}, host, UPPER(host)`,
        "ws host",
    ],
    [
        "a column that WHERE makes a constant",
        `SELECT ${WINDOW}, COUNT(*) AS n FROM ${T} WHERE host = 'a' ${GROUP}, host`,
        "ws",
    ],
    ["a sliding window's end", `SELECT ${WINDOW}, host FROM ${HOP} ${GROUP}, host`, "we host"],
    ["a cumulating window's end", `SELECT ${WINDOW}, host FROM ${CUMULATE} ${GROUP}, host`, "we host"],
    ["a session's start and partition", `SELECT ${WINDOW}, host FROM ${SESSION} ${GROUP}, host`, "ws host"],
    [
        "a window in GROUP BY",
        `SELECT TUMBLE_START(ROWTIME, INTERVAL '1' MINUTE) AS ws, host, COUNT(*) AS n FROM ${S} GROUP BY TUMBLE(ROWTIME, INTERVAL '1' MINUTE), host`,
        "ws host",
    ],
    ["DISTINCT", `SELECT DISTINCT ${WINDOW}, host FROM ${T}`, "ws host"],
    ["the record", `SELECT ${RECORD}, host FROM ${S}`, "s q"],
    [
        "the record of an OVER aggregate",
        `SELECT ${RECORD}, SUM(late) OVER (PARTITION BY host ORDER BY ROWTIME) AS x FROM ${S}`,
        "s q",
    ],
    ["the record and its window", `SELECT ${RECORD}, ${WINDOW} FROM ${HOP}`, "s q ws"],
    [
        "the record joined with given values",
        `SELECT a.SHARD_ID AS s, a.SEQUENCE_NUMBER AS q, v.n FROM ${S} a JOIN (VALUES ('x', 1), ('y', 2)) AS v(k, n) ON a.host = v.k`,
        "s q",
    ],
    [
        "a rank and its partition",
        ranked("ws, we, `line`", "<= 3").replace("ws,", "ws, `line`,"),
        "ws line place",
    ],
    ["the partition of the first", ranked("ws, we", "= 1"), "ws"],
    ["the partition of a rank of at most 1", ranked("ws, we", "<= 1"), "ws"],
    [
        "the window and group of joined windows",
        `SELECT a.window_start AS ws, b.host, n, m ${joined("JOIN")}`,
        "ws host",
    ],
    [
        "the left side of joined windows",
        `SELECT a.window_start AS ws, a.host, n, m ${joined("LEFT JOIN")}`,
        "ws host",
    ],
    [
        "a constant of each part of a UNION ALL",
        `SELECT ${WINDOW}, 'a' AS k, COUNT(*) AS n FROM ${T} ${GROUP} UNION ALL SELECT ${WINDOW}, 'b', SUM(late) FROM ${T} ${GROUP}`,
        "ws k",
    ],
    [
        "the grouping set",
        `SELECT ${WINDOW}, host, \`line\`, GROUPING_ID(window_start, window_end, host, \`line\`) AS g FROM ${T} GROUP BY GROUPING SETS ((window_start, window_end, host), (window_start, window_end, \`line\`))`,
        "ws host line g",
    ],
];

const ADD_BOTH = "; add it to the results and to resultKey";

/** Queries whose keys do not: what is special, the query, the key, what the message says after the colon. */
const WRONG: readonly [string, string, string, string][] = [
    [
        "a grouped column shown within an expression with another",
        `SELECT ${WINDOW}, \`from\` || '-' || \`to\` AS ft, \`line\`, AVG(late) AS l FROM ${T} ${GROUP}, \`from\`, \`to\`, \`line\``,
        "ws we line",
        "grouped column `from` and grouped column `to` are in no column of the key; add them to the results and to resultKey",
    ],
    [
        "CASE over a grouped column",
        `SELECT ${WINDOW}, CASE WHEN \`day\` = 1 THEN 'Mon' ELSE 'other' END AS d FROM ${T} ${GROUP}, \`day\``,
        "ws we d",
        `grouped column \`day\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "UPPER",
        `SELECT ${WINDOW}, UPPER(host) AS h FROM ${T} ${GROUP}, host`,
        "ws h",
        `grouped column \`host\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "FLOOR",
        `SELECT ${WINDOW}, CAST(FLOOR(price) AS INTEGER) AS p FROM ${T} ${GROUP}, price`,
        "ws p",
        `grouped column \`price\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a sum of floating-point numbers",
        `SELECT ${WINDOW}, price + 1 AS p FROM ${T} ${GROUP}, price`,
        "ws p",
        `grouped column \`price\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a shortening cast",
        `SELECT ${WINDOW}, CAST(host AS VARCHAR(4)) AS h FROM ${T} ${GROUP}, host`,
        "ws h",
        `grouped column \`host\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a narrowing cast",
        `SELECT ${WINDOW}, CAST(late AS INTEGER) AS l FROM ${T} ${GROUP}, late`,
        "ws l",
        `grouped column \`late\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a grouped column that is not shown",
        `SELECT ${WINDOW}, COUNT(*) AS n FROM ${T} ${GROUP}, host`,
        "ws we",
        `grouped column \`host\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a grouped expression that is not shown",
        `SELECT ${WINDOW}, COUNT(*) AS n FROM ${T} ${GROUP}, UPPER(host)`,
        "ws",
        `grouped expression UPPER(\`host\`) is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a grouped column that is shown",
        COUNTS,
        "ws line",
        "grouped column `host` is in no column of the key; add `host` to resultKey",
    ],
    [
        "a cumulating window's start",
        `SELECT ${WINDOW}, host FROM ${CUMULATE} ${GROUP}, host`,
        "ws host",
        "window (window_end) is in no column of the key; add `we` to resultKey",
    ],
    [
        "a session without its partition",
        `SELECT ${WINDOW}, host FROM ${SESSION} ${GROUP}, host`,
        "ws we",
        "grouped column `host` is in no column of the key; add `host` to resultKey",
    ],
    [
        "a window's start without its day",
        `SELECT DATE_FORMAT(window_start, 'HH:mm') AS ws, host FROM ${T} ${GROUP}, host`,
        "ws host",
        `window (window_start) is in no column of the key${ADD_BOTH}`,
    ],
    [
        "a record's shard alone",
        `SELECT ${RECORD}, host FROM ${S}`,
        "s host",
        "column `SEQUENCE_NUMBER` is in no column of the key; add `q` to resultKey",
    ],
    [
        "a rank without its partition",
        ranked("ws, we, `line`", "<= 3"),
        "ws place",
        `grouped column \`line\` is in no column of the key${ADD_BOTH}`,
    ],
    [
        "the side of a LEFT JOIN that may be null",
        `SELECT b.window_start AS ws, b.host, n, m ${joined("LEFT JOIN")}`,
        "ws host",
        "window (window_start) and grouped column `host` are in no column of the key; add them to the results and to resultKey",
    ],
    [
        "UNION ALL",
        `SELECT ${WINDOW}, COUNT(*) AS n FROM ${T} ${GROUP} UNION ALL SELECT ${WINDOW}, SUM(late) FROM ${T} ${GROUP}`,
        "ws",
        `part of the UNION ALL (a constant of its own) is in no column of the key${ADD_BOTH}`,
    ],
    [
        "elements of an array",
        `SELECT ${RECORD}, x FROM ${S} CROSS JOIN UNNEST(ARRAY[host, \`line\`]) AS t(x)`,
        "s q",
        `element of the array (UNNEST) is in no column of the key${ADD_BOTH}`,
    ],
];

function fileOf(sql: string, key: string, results: readonly string[]): QueryFile {
    const schema = {
        columns: COLUMNS,
        results: results.map((result) => ({ name: result.split(" ")[0], type: result.split(" ")[1] })),
        resultKey: key.split(" "),
    };
    return {
        name: "q",
        sqlPath: "q.sql",
        schemaPath: "q.schema.json",
        sql,
        schema: JSON.stringify(schema, null, 2),
    };
}

describe("the rule of sql:check that resultKey determines the row", function () {
    this.timeout(180_000);
    const cases = [...RIGHT, ...WRONG].map(([title, sql, key]) => ({ title, sql, key }));
    let answers: PlanAnswer[];

    before(async () => {
        answers = await planned(cases.map(({ sql, key }) => request(fileOf(sql, key, []), LENGTHS)));
    });

    const found = (index: number) => {
        const { sql, key } = cases[index] ?? { sql: "", key: "" };
        const answer = answers[index];
        assert.ok(answer);
        assert.equal(answer.error, undefined, answer.error?.join("\n"));
        const query = fileOf(sql, key, answer.results ?? []);
        return findings(query, request(query, LENGTHS), answer, 3600).filter(
            ({ level }) => level === "error",
        );
    };

    RIGHT.forEach(([title], i) => it(`accepts ${title}`, () => assert.deepEqual(found(i), [])));

    WRONG.forEach(([title, , , message], i) => {
        it(`refuses ${title}`, () => {
            const errors = found(RIGHT.length + i);
            assert.deepEqual(
                errors.map((error) => error.message),
                [`resultKey does not determine the row: ${message}`],
            );
            assert.equal(errors[0]?.file, "q.schema.json");
            assert.equal(errors[0]?.column, 3);
        });
    });

    it("accepts all queries of this repository, with those of sql/legacy", async () => {
        const legacy = path.join(ROOT, "sql", "legacy");
        const files = readdirSync(legacy).map((name) => path.join(legacy, name, "flink.sql"));
        const queries = [...queryNames(), ...files].map(queryFile);
        const plans = await planned(queries.map((query) => request(query, LENGTHS)));
        plans.forEach((plan, i) => assert.deepEqual(plan.keyLacks, [], queries[i]?.sqlPath));
    });
});
