import assert from "node:assert/strict";
import fc from "fast-check";
import { TranslatedApplication } from "../../tools/kda-import/translation";
import { translateApplications } from "../../tools/sql/query-tool";
import { FROM, TICKER, pump } from "./kda-cases/case";

const PROGRAMS = 50;
const SEED = 14;

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const text = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((list) => list.join(""));

const number: fc.Arbitrary<string> = fc.letrec<{ number: string }>((tie) => ({
    number: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        pick("price", "volume", "S.volume", "3", "1.5", "NULL"),
        text(pick("("), tie("number"), pick(" + ", " - ", " * ", " / "), tie("number"), pick(")")),
        text(pick("ABS(", "FLOOR(", "CEIL(", "-("), tie("number"), pick(")")),
        text(
            pick("CAST("),
            tie("number"),
            pick(" AS INTEGER)", " AS DOUBLE)", " AS DECIMAL(12,3))", " AS BIGINT)"),
        ),
        text(pick("CASE WHEN volume > 2 THEN "), tie("number"), pick(" ELSE "), tie("number"), pick(" END")),
        text(pick("NULLIF("), tie("number"), pick(", 0)")),
    ),
})).number;
const word: fc.Arbitrary<string> = fc.letrec<{ word: string }>((tie) => ({
    word: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        pick("ticker", "s.sector", "'const'", "CAST(volume AS VARCHAR(9))"),
        text(pick("UPPER(", "LOWER(", "TRIM(", "INITCAP("), tie("word"), pick(")")),
        text(tie("word"), pick(" || "), tie("word")),
        text(pick("SUBSTRING("), tie("word"), pick(" FROM 1 FOR 2)")),
        text(pick("COALESCE("), tie("word"), pick(", '-')")),
    ),
})).word;
const time = pick(
    "traded",
    "S.ROWTIME",
    "traded + INTERVAL '5' MINUTE",
    "FLOOR(traded TO HOUR)",
    "STEP(traded BY INTERVAL '10' SECOND)",
);
const condition: fc.Arbitrary<string> = fc.oneof(
    text(number, pick(" > ", " = ", " <> ", " <= "), number),
    text(word, pick(" LIKE 'A%'", " = 'A'", " IN ('A', 'B')", " IS NOT NULL")),
    text(time, pick(" > TIMESTAMP '2024-01-01 00:00:00'")),
);
const where = fc.oneof(
    pick(""),
    text(pick(" WHERE "), condition),
    text(pick(" WHERE NOT ("), condition, pick(" OR "), condition, pick(")")),
);
const window = pick(
    "STEP(S.ROWTIME BY INTERVAL '60' SECOND)",
    "FLOOR(S.ROWTIME TO MINUTE)",
    "FLOOR((S.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 30 TO SECOND)",
    "STEP(S.APPROXIMATE_ARRIVAL_TIME BY INTERVAL '2' MINUTE)",
    "MONOTONIC(FLOOR(S.ROWTIME TO HOUR))",
);
const aggregate = fc.oneof(
    pick("COUNT(*)", "COUNT(DISTINCT ticker)", "FIRST_VALUE(price)"),
    text(pick("SUM(", "AVG(", "MIN(", "MAX(", "STDDEV_POP("), number, pick(")")),
);
const frame = pick(
    "OVER (PARTITION BY ticker ROWS 3 PRECEDING)",
    "OVER (PARTITION BY sector RANGE INTERVAL '1' MINUTE PRECEDING)",
    "OVER W",
);

const perRecord = fc
    .tuple(number, word, time, aggregate, frame, aggregate, frame, where)
    .map(([n, w, t, a, over, b, other, filter]) =>
        pump(
            "a INTEGER, b VARCHAR(8), c TIMESTAMP, d DOUBLE, e DECIMAL(10,2)",
            `SELECT STREAM ${n}, ${w}, ${t}, ${a} ${over}, ${b} ${other} ${FROM}${filter} WINDOW W AS (PARTITION BY ticker ROWS 2 PRECEDING)`,
        ),
    );
const grouped = fc
    .tuple(
        word,
        aggregate,
        aggregate,
        window,
        fc.oneof(pick(""), pick(", volume", ", traded")),
        where,
        pick("", " HAVING COUNT(*) > 1"),
    )
    .map(([w, a, b, win, also, filter, having]) =>
        pump(
            "a VARCHAR(12), b BIGINT, c DOUBLE, d TIMESTAMP",
            `SELECT STREAM ${w}, ${a}, ${b}, ${win} ${FROM}${filter} GROUP BY ${w}, ${win}${also}${having}`,
            "GROUPED",
        ),
    );
const chained = grouped.map(
    (first) =>
        first +
        pump(
            "n BIGINT, a VARCHAR(4)",
            `SELECT STREAM MAX(b), a FROM "GROUPED" G GROUP BY a, FLOOR(G.ROWTIME TO HOUR)`,
            "LAST",
        ),
);
const programs = fc.oneof(perRecord, grouped, chained);

describe("the translation of random applications", function () {
    this.timeout(600_000);
    let codes: string[];
    let answers: readonly TranslatedApplication[];

    before(async () => {
        codes = fc.sample(programs, { numRuns: PROGRAMS, seed: SEED });
        const columns = TICKER.map((column) => {
            const [name = "", sqlType = ""] = column.split(" ");
            return { name, sqlType };
        });
        const input = { streamNames: ["SOURCE_SQL_STREAM_001"], format: "JSON" as const, columns };
        const described = codes.map((code) => ({ name: "random", code, inputs: [input], outputs: [] }));
        const bare = codes.map((code) => ({ name: "random", code, inputs: [], outputs: [] }));
        answers = await translateApplications([...described, ...bare]);
    });

    it("makes only queries that Flink plans, and fails at none", () => {
        const faults = answers.flatMap(({ refusals }, i) =>
            refusals
                .filter(({ message }) => /cannot plan|not understood/.test(message))
                .map(({ message }) => `${message}\n${codes[i % PROGRAMS]}`),
        );
        assert.deepEqual(faults, []);
    });

    it("carries over every application of known constructs", () => {
        const refused = answers.flatMap(({ refusals }, i) =>
            refusals.map(({ construct, message }) => `${construct}: ${message}\n${codes[i % PROGRAMS]}`),
        );
        assert.deepEqual(refused, []);
    });
});
