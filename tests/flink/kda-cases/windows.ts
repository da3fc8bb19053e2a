import { FROM, MINUTE, TICKER, TranslationCase, pump, trades } from "./case";

const THREE = trades([0, "A", "x", 1.5, 1], [30, "A", "x", 2.5, 2], [70, "B", "y", 5, 3]);

export const WINDOWS: readonly TranslationCase[] = [
    {
        title: "counts in a tumbling window by STEP",
        code: pump(
            "ticker VARCHAR(4), n INTEGER",
            `SELECT STREAM ticker, COUNT(*) ${FROM} GROUP BY ticker, ${MINUTE}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", TICKER: "A", N: 2 },
            { windowStart: "00:01:00", TICKER: "B", N: 1 },
        ],
        resultKey: ["windowStart", "windowEnd", "TICKER"],
    },
    {
        title: "reads the window of FLOOR over the time since 1970, and CEIL of a value",
        code: pump(
            '"p" DOUBLE',
            `SELECT STREAM CEIL(MAX(price)) ${FROM} GROUP BY FLOOR((S.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 50 TO SECOND)`,
        ),
        columns: TICKER,
        // 1704067200 seconds are the midnight; 50 divides it by 0 rest: 00:00:00, 00:00:50
        records: THREE,
        rows: [
            { windowStart: "00:00:00", p: 3 },
            { windowStart: "00:00:50", p: 5 },
        ],
    },
    {
        title: "gives the start of the window for STEP and ROWTIME among the results, and within an expression",
        code: pump(
            "a TIMESTAMP, b TIMESTAMP, c VARCHAR(8)",
            `SELECT STREAM ROWTIME, ${MINUTE}, TIMESTAMP_TO_CHAR('HH:mm', FLOOR(S.ROWTIME TO MINUTE)) ${FROM} GROUP BY ${MINUTE}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", A: "00:00:00", B: "00:00:00", C: "00:00" },
            { windowStart: "00:01:00", A: "00:01:00", B: "00:01:00", C: "00:01" },
        ],
        notes: ["ROWTIME of the results of a window is the window's start."],
    },
    {
        title: "takes equal steps of ROWTIME and APPROXIMATE_ARRIVAL_TIME for one window",
        code: pump(
            "ticker VARCHAR(4), t TIMESTAMP, n INTEGER",
            `SELECT STREAM ticker, STEP(S.APPROXIMATE_ARRIVAL_TIME BY INTERVAL '1' MINUTE), COUNT(*) ${FROM}
             GROUP BY ticker, ${MINUTE}, STEP(S.APPROXIMATE_ARRIVAL_TIME BY INTERVAL '1' MINUTE)`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", TICKER: "A", T: "00:00:00", N: 2 },
            { windowStart: "00:01:00", TICKER: "B", T: "00:01:00", N: 1 },
        ],
    },
    {
        title: "groups by a step of the event's own time within the window",
        code: pump(
            "t TIMESTAMP, n INTEGER",
            `SELECT STREAM STEP(S.traded BY INTERVAL '20' SECOND), COUNT(*) ${FROM} GROUP BY ${MINUTE}, STEP(S.traded BY INTERVAL '20' SECOND)`,
        ),
        columns: TICKER,
        records: trades(
            [10, "A", "x", 1, 1, 5],
            [20, "A", "x", 1, 1, 19],
            [30, "A", "x", 1, 1, 20],
            [80, "A", "x", 1, 1, 21],
        ),
        rows: [
            { windowStart: "00:00:00", T: "00:00:00", N: 2 },
            { windowStart: "00:00:00", T: "00:00:20", N: 1 },
            { windowStart: "00:01:00", T: "00:00:20", N: 1 },
        ],
        resultKey: ["windowStart", "windowEnd", "T"],
    },
    {
        title: "lets the finer of two windows decide, whatever their order",
        code: pump(
            "h TIMESTAMP, n INTEGER",
            `SELECT STREAM FLOOR(S.ROWTIME TO HOUR), COUNT(*) ${FROM} GROUP BY FLOOR(S.ROWTIME TO HOUR), ${MINUTE}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", H: "00:00:00", N: 2 },
            { windowStart: "00:01:00", H: "00:00:00", N: 1 },
        ],
    },
    {
        title: "adds grouped columns that show in no result as they are",
        code: pump(
            '"pair" VARCHAR(40), "average" DOUBLE',
            `SELECT STREAM ticker || '-' || sector, AVG(price) ${FROM} GROUP BY ticker, sector, ${MINUTE}`,
        ),
        columns: TICKER,
        records: trades([0, "A", "B-C", 1, 1], [1, "A", "B-C", 2, 1], [2, "A-B", "C", 0, 1]),
        rows: [
            { windowStart: "00:00:00", pair: "A-B-C", average: 1.5, TICKER: "A", SECTOR: "B-C" },
            { windowStart: "00:00:00", pair: "A-B-C", average: 0, TICKER: "A-B", SECTOR: "C" },
        ],
        resultKey: ["windowStart", "windowEnd", "TICKER", "SECTOR"],
        notes: ["The column TICKER is added", "The column SECTOR is added"],
    },
    {
        title: "adds the group of which a CASE shows less",
        code: pump(
            '"size" VARCHAR(8), n INTEGER',
            `SELECT STREAM CASE volume WHEN 1 THEN 'one' WHEN 2 THEN 'two' ELSE 'many' END, COUNT(*) ${FROM} GROUP BY volume, ${MINUTE}`,
        ),
        columns: TICKER,
        records: trades([0, "A", "x", 1, 3], [1, "A", "x", 2, 4], [2, "A", "x", 0, 1]),
        rows: [
            { windowStart: "00:00:00", size: "many", N: 1, VOLUME: 3 },
            { windowStart: "00:00:00", size: "many", N: 1, VOLUME: 4 },
            { windowStart: "00:00:00", size: "one", N: 1, VOLUME: 1 },
        ],
        resultKey: ["windowStart", "windowEnd", "VOLUME"],
    },
    {
        title: "groups by the same expression that is selected",
        code: pump(
            "big BOOLEAN, n INTEGER",
            `SELECT STREAM volume > 2, COUNT(*) ${FROM} GROUP BY volume > 2, ${MINUTE}`,
        ),
        columns: TICKER,
        records: trades([0, "A", "x", 1, 3], [1, "A", "x", 2, 4], [2, "A", "x", 0, 1]),
        rows: [
            { windowStart: "00:00:00", BIG: true, N: 2 },
            { windowStart: "00:00:00", BIG: false, N: 1 },
        ],
        resultKey: ["windowStart", "windowEnd", "BIG"],
    },
    {
        title: "filters groups with HAVING, by an alias as well",
        code: pump(
            "ticker VARCHAR(4), total DOUBLE",
            `SELECT STREAM ticker, SUM(price) AS total ${FROM} GROUP BY ticker, ${MINUTE} HAVING total > 3 AND COUNT(*) > 1`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [{ windowStart: "00:00:00", TICKER: "A", TOTAL: 4 }],
    },
    {
        title: "takes SELECT DISTINCT with a window for groups",
        code: pump(
            "ticker VARCHAR(4), t TIMESTAMP",
            `SELECT STREAM DISTINCT ticker, FLOOR(S.ROWTIME TO MINUTE) ${FROM}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", TICKER: "A", T: "00:00:00" },
            { windowStart: "00:01:00", TICKER: "B", T: "00:01:00" },
        ],
    },
    {
        title: "counts different values, and calculates deviations of whole numbers",
        code: pump(
            "d BIGINT, s DOUBLE, v DOUBLE",
            `SELECT STREAM COUNT(DISTINCT ticker), STDDEV_POP(volume), VAR_SAMP(volume) ${FROM} GROUP BY ${MINUTE}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { windowStart: "00:00:00", D: 1, S: 0.5, V: 0.5 },
            { windowStart: "00:01:00", D: 1, S: 0, V: null },
        ],
    },
    {
        title: "has the exact counts of TOP_K_ITEMS_TUMBLING",
        code: pump(
            "item VARCHAR(1024), item_count BIGINT",
            `SELECT STREAM * FROM TABLE(TOP_K_ITEMS_TUMBLING(CURSOR(SELECT STREAM * ${FROM}), 'TICKER', 1, 60))`,
        ),
        columns: TICKER,
        records: [...THREE, ...trades([75, "C", "y", 1, 1], [80, "C", "y", 1, 1])],
        rows: [
            { windowStart: "00:00:00", ITEM: "A", ITEM_COUNT: 2 },
            { windowStart: "00:01:00", ITEM: "C", ITEM_COUNT: 2 },
        ],
    },
    {
        title: "has the exact number of COUNT_DISTINCT_ITEMS_TUMBLING",
        code: pump(
            "n BIGINT",
            `SELECT STREAM NUMBER_OF_DISTINCT_ITEMS FROM TABLE(COUNT_DISTINCT_ITEMS_TUMBLING(CURSOR(SELECT STREAM sector ${FROM}), 'SECTOR', 120))`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [{ windowStart: "00:00:00", N: 2 }],
    },
    {
        title: "counts that divide by the number of values that are there",
        code: pump(
            '"ratio" DOUBLE, "rest" BIGINT',
            `SELECT STREAM CAST(COUNT(*) AS DECIMAL(10,2)) / CAST(COUNT(DISTINCT sector) AS DECIMAL(10,2)), COUNT(*) / (COUNT(*) - COUNT(sector)) ${FROM} GROUP BY ${MINUTE}`,
        ),
        columns: TICKER,
        records: [
            ...trades([0, "A", "x", 1, 1], [1, "A", "y", 1, 1], [2, "A", "y", 1, 1]),
            [60, { TICKER: "A" }],
        ],
        rows: [
            { windowStart: "00:00:00", ratio: 1.5, rest: null },
            { windowStart: "00:01:00", ratio: null, rest: 1 },
        ],
        notes: ["A division by zero gives null"],
    },
];
