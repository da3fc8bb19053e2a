import { FROM, MINUTE, TICKER, TranslationCase, pump, trades } from "./case";

const THREE = trades([0, "A", "x", 1.5, 1], [30, "A", "x", 2.5, 2], [70, "B", "y", 5, 3]);
const PER_MINUTE = pump(
    "ticker VARCHAR(4), n INTEGER",
    `SELECT STREAM ticker, COUNT(*) ${FROM} GROUP BY ticker, ${MINUTE}`,
    "PER_MINUTE",
);

/** Several pumps, subqueries, and SQL without a description. */
export const PUMPS: readonly TranslationCase[] = [
    {
        title: "makes a query of each independent pump",
        code: `-- two; pumps
            ${PER_MINUTE} /* and; */ ${pump("p REAL", `SELECT STREAM price ${FROM} WHERE price > 2`, "HIGH")} ALTER PUMP "INTO_HIGH" START;`,
        columns: TICKER,
        records: THREE,
        rows: {
            PER_MINUTE: [
                { windowStart: "00:00:00", TICKER: "A", N: 2 },
                { windowStart: "00:01:00", TICKER: "B", N: 1 },
            ],
            HIGH: [{ P: 2.5 }, { P: 5 }],
        },
    },
    {
        title: "makes one query of a chain of windows",
        code:
            PER_MINUTE +
            pump(
                "most INTEGER",
                `SELECT STREAM MAX(n) FROM "PER_MINUTE" GROUP BY STEP("PER_MINUTE".ROWTIME BY INTERVAL '5' MINUTE)`,
            ),
        columns: TICKER,
        records: [...THREE, ...trades([301, "A", "x", 1, 1])],
        rows: [
            { windowStart: "00:00:00", MOST: 2 },
            { windowStart: "00:05:00", MOST: 1 },
        ],
        resultKey: ["windowStart", "windowEnd"],
        notes: ["A window over the results of windows"],
    },
    {
        title: "keeps the window's key through a filter of its results",
        code: PER_MINUTE + pump("n INTEGER", 'SELECT STREAM n FROM "PER_MINUTE" p WHERE p.n >= 1'),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", N: 2, TICKER: "A" },
            { windowStart: "00:01:00", N: 1, TICKER: "B" },
        ],
        resultKey: ["windowStart", "windowEnd", "TICKER"],
    },
    {
        title: "counts in a window over a filtered stream",
        code:
            pump("t VARCHAR(4)", `SELECT STREAM ticker ${FROM} WHERE price < 3`, "LOW") +
            pump(
                "t VARCHAR(4), n INTEGER",
                'SELECT STREAM t, COUNT(*) FROM "LOW" GROUP BY t, FLOOR("LOW".ROWTIME TO MINUTE)',
            ),
        columns: TICKER,
        records: THREE,
        rows: [{ windowStart: "00:00:00", T: "A", N: 2 }],
    },
    {
        title: "calculates a sliding window over the results of windows",
        code:
            PER_MINUTE +
            pump(
                "total INTEGER",
                `SELECT STREAM SUM(n) OVER (RANGE INTERVAL '10' MINUTE PRECEDING) FROM "PER_MINUTE"`,
            ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", TOTAL: 2, TICKER: "A" },
            { windowStart: "00:01:00", TOTAL: 3, TICKER: "B" },
        ],
    },
    {
        title: "tells the rows of two pumps into one stream apart",
        code:
            pump("v INTEGER", `SELECT STREAM volume ${FROM} WHERE volume < 3`) +
            `CREATE PUMP second AS INSERT INTO "DESTINATION_SQL_STREAM" SELECT STREAM 10 * volume ${FROM} WHERE volume > 1;`,
        columns: TICKER,
        records: THREE,
        rows: [
            { V: 1, pump: "INTO_DESTINATION_SQL_STREAM" },
            { V: 2, pump: "INTO_DESTINATION_SQL_STREAM" },
            { V: 20, pump: "SECOND" },
            { V: 30, pump: "SECOND" },
        ],
        resultKey: ["shardId", "sequenceNumber", "pump"],
    },
    {
        title: "counts over UNION ALL",
        code: pump(
            "k VARCHAR(16), n INTEGER",
            `SELECT STREAM k, COUNT(*) FROM (SELECT STREAM ticker AS k ${FROM} UNION ALL SELECT STREAM sector ${FROM}) AS S GROUP BY k, ${MINUTE}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", K: "A", N: 2 },
            { windowStart: "00:00:00", K: "x", N: 2 },
            { windowStart: "00:01:00", K: "B", N: 1 },
            { windowStart: "00:01:00", K: "y", N: 1 },
        ],
    },
    {
        title: "filters the groups of a subquery that renames them",
        code: pump(
            "t VARCHAR(4), n INTEGER",
            `SELECT STREAM q.t, q.n FROM (SELECT STREAM ticker t, COUNT(*) n ${FROM} GROUP BY ticker, ${MINUTE}) q WHERE n > 1`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [{ windowStart: "00:00:00", T: "A", N: 2 }],
    },
    {
        title: "finds the window in a subquery's column",
        code: pump(
            "t TIMESTAMP, n INTEGER",
            `SELECT STREAM t, COUNT(*) FROM (SELECT STREAM FLOOR(S.ROWTIME TO MINUTE) AS t ${FROM}) GROUP BY t`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", T: "00:00:00", N: 2 },
            { windowStart: "00:01:00", T: "00:01:00", N: 1 },
        ],
    },
    {
        title: "infers columns from how the SQL uses them",
        code: pump(
            'ticker VARCHAR(4), "average" DOUBLE, v BIGINT, last TIMESTAMP',
            `SELECT STREAM ticker, AVG("price"), SUM(volume), MAX("at") FROM "ORDERS_001" S WHERE "ok" GROUP BY ticker, ${MINUTE}`,
        ),
        records: [
            [0, { ticker: "A", price: 1.5, Volume: 2, at: "2024-01-01T00:00:01Z", ok: true }],
            [1, { ticker: "A", price: 2, Volume: 3, at: "2024-01-01T00:00:02Z", ok: true }],
            [2, { ticker: "A", price: 2, Volume: 3, at: "2024-01-01T00:00:02Z", ok: false }],
        ],
        rows: [{ windowStart: "00:00:00", TICKER: "A", average: 1.75, V: 5, LAST: "00:00:02" }],
        notes: [
            "inferred from the SQL: TICKER VARCHAR(4), price DOUBLE, VOLUME BIGINT, at TIMESTAMP, ok BOOLEAN",
        ],
    },
    {
        title: "infers the columns of SELECT * from its stream",
        code: pump('"a" VARCHAR(8), b INTEGER', 'SELECT STREAM * FROM "ANY_001" WHERE c > 1.5'),
        records: [
            [0, { a: "x", b: 1, c: 2 }],
            [1, { a: "y", b: 2, c: 1 }],
        ],
        rows: [{ a: "x", B: 1 }],
    },
    {
        title: "reads members by their paths and gives null for a missing one",
        code: pump(
            "c VARCHAR(8), n INTEGER",
            `SELECT STREAM country, COUNT(*) ${FROM} GROUP BY country, ${MINUTE}`,
        ),
        input: { columns: [{ name: "COUNTRY", sqlType: "VARCHAR(8)", mapping: "$.geo.country" }] },
        records: [
            [0, { geo: { country: "FR" } }],
            [1, {}],
        ],
        rows: [
            { windowStart: "00:00:00", C: "FR", N: 1 },
            { windowStart: "00:00:00", C: null, N: 1 },
        ],
    },
    {
        title: "reads the rows of an array of a record",
        code: pump("x INTEGER", `SELECT STREAM x ${FROM} WHERE x > 1`),
        input: {
            rowPath: "$.list[0:]",
            columns: [{ name: "X", sqlType: "INTEGER", mapping: "$.list[0:].x" }],
        },
        records: [[0, { list: [{ x: 1 }, { x: 2 }, { x: 3 }] }]],
        rows: [
            { X: 2, rowIndex: 1 },
            { X: 3, rowIndex: 2 },
        ],
        resultKey: ["shardId", "sequenceNumber", "rowIndex"],
    },
    {
        title: "reads CSV records by position",
        code: pump("n INTEGER", `SELECT STREAM n ${FROM} WHERE k = 'b'`),
        input: {
            format: "CSV",
            columnDelimiter: ",",
            rowDelimiter: "\n",
            columns: [
                { name: "K", sqlType: "VARCHAR(4)" },
                { name: "N", sqlType: "INTEGER" },
            ],
        },
        records: [[0, "a,1\nb,2\n"]],
        rows: [{ N: 2, rowIndex: 1 }],
    },
    {
        title: "infers the type of the result's column that a value goes into, wherever else it is used",
        code: pump(
            "sector VARCHAR(12), n INTEGER",
            `SELECT STREAM sector, COUNT(*) ${FROM} WHERE sector SIMILAR TO '%E%' OR sector = 'x' GROUP BY sector, ${MINUTE}`,
        ),
        records: [
            [0, { sector: "TECH" }],
            [1, { sector: "bank" }],
        ],
        rows: [{ windowStart: "00:00:00", SECTOR: "TECH", N: 1 }],
        resultKey: ["windowStart", "windowEnd", "SECTOR"],
        notes: ["inferred from the SQL: SECTOR VARCHAR(12)."],
    },
];
