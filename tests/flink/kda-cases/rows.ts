import { FROM, TICKER, TranslationCase, pump, trades } from "./case";

const ONE = trades([61, "AB", "tech", 2.5, 7, 5]);
const THREE = trades([0, "A", "x", 1.5, 1], [30, "A", "x", 2.5, 2], [70, "A", "y", 5, 3]);
const inTwoColumns = (select: string) => pump('"a" VARCHAR(20), "b" VARCHAR(20)', `SELECT STREAM ${select}`);

/** Results per record: expressions, types and frames. */
export const ROWS: readonly TranslationCase[] = [
    {
        title: "filters, with every kind of predicate",
        code: pump(
            "v INTEGER",
            `SELECT STREAM volume ${FROM} WHERE ticker LIKE 'A!_%' ESCAPE '!' OR ticker SIMILAR TO '(X|Y)+' OR volume BETWEEN 5 AND 6
             OR volume IN (8, 9) AND NOT sector IS NULL OR sector IS NULL AND price <> 1`,
        ),
        columns: TICKER,
        records: [
            ...trades(
                [0, "A_B", "x", 1, 1],
                [1, "AB", "x", 1, 2],
                [2, "XY", "x", 1, 3],
                [3, "Q", "x", 1, 5],
                [4, "Q", "x", 1, 9],
            ),
            [5, { TICKER: "Q", PRICE: 2, VOLUME: 10 }],
        ],
        rows: [1, 3, 5, 9, 10].map((V) => ({ V })),
        resultKey: ["shardId", "sequenceNumber"],
    },
    {
        title: "selects all columns with their types converted for the stream",
        code: pump(
            "t VARCHAR(1), s VARCHAR(16), p INTEGER, v DOUBLE, at TIMESTAMP",
            `SELECT STREAM * FROM source_sql_stream_001`,
        ),
        columns: TICKER,
        records: ONE,
        rows: [{ T: "A", S: "tech", P: 3, V: 7, AT: "00:00:05" }],
        notes: ["Fractions are rounded"],
    },
    {
        title: "names source and columns in any case and by an alias without AS",
        code: pump(
            '"x" INTEGER',
            "SELECT STREAM logs.Volume FROM Source_Sql_Stream_001 logs WHERE LOGS.VOLUME > 0",
        ),
        columns: TICKER,
        records: ONE,
        rows: [{ x: 7 }],
    },
    {
        title: "inserts by the list of columns, in its order and case, and null into the others",
        code: pump(
            'kind VARCHAR(8), "n" INTEGER, other DOUBLE',
            `SELECT STREAM volume, sector ${FROM}`,
        ).replace('INTO "DESTINATION_SQL_STREAM"\n', 'INTO "DESTINATION_SQL_STREAM" ("n", Kind)\n'),
        columns: TICKER,
        records: ONE,
        rows: [{ KIND: "tech", n: 7, OTHER: null }],
    },
    {
        title: "divides whole numbers as whole numbers, and gives null for a division by zero",
        code: pump(
            "a INTEGER, b DOUBLE, c DOUBLE, d INTEGER",
            `SELECT STREAM volume / 2, volume / 2, 7.0 / (volume - 7), MOD(volume, 4) ${FROM}`,
        ),
        columns: TICKER,
        records: ONE,
        rows: [{ A: 3, B: 3, C: null, D: 3 }],
        notes: ["A division by zero gives null"],
    },
    {
        title: "keeps DECIMAL and its scale",
        code: pump(
            "a DECIMAL(6,1), b DECIMAL(10,2), c INTEGER",
            'SELECT STREAM amount, amount * 2, amount FROM "SOURCE_SQL_STREAM_001"',
        ),
        columns: ["AMOUNT DECIMAL(8,2)"],
        records: [[0, { AMOUNT: 12.25 }]],
        rows: [{ A: 12.3, B: 24.5, C: 12 }],
    },
    {
        title: "writes texts with the service's functions",
        code: pump(
            "a VARCHAR(20), b VARCHAR(20), c VARCHAR(20), d INTEGER, e VARCHAR(20), f INTEGER, g VARCHAR(20), h VARCHAR(20)",
            `SELECT STREAM INITCAP(sector || ' co'), SUBSTRING(sector FROM 2 FOR 2), TRIM(BOTH 't' FROM sector), POSITION('ch' IN sector),
             OVERLAY(sector PLACING 'ZZ' FROM 1 FOR 1), CHAR_LENGTH(sector), REGEX_REPLACE(sector, '[aeiou]', '*', 1, 0),
             COALESCE(NULLIF(sector, 'tech'), LOWER(ticker)) ${FROM}`,
        ),
        columns: TICKER,
        records: ONE,
        rows: [{ A: "Tech Co", B: "ec", C: "ech", D: 3, E: "ZZech", F: 4, G: "t*ch", H: "ab" }],
    },
    {
        title: "calculates times in milliseconds, as the service",
        code: pump(
            "a BIGINT, b TIMESTAMP, c BIGINT, d INTEGER, e TIMESTAMP, f INTEGER, g VARCHAR(32), h TIMESTAMP, i DATE",
            `SELECT STREAM UNIX_TIMESTAMP(S.ROWTIME), TO_TIMESTAMP(UNIX_TIMESTAMP(traded) + 500), TSDIFF(traded, S.ROWTIME),
             CAST((S.ROWTIME - traded) SECOND AS INTEGER), traded + INTERVAL '90' MINUTE, EXTRACT(SECOND FROM traded),
             TIMESTAMP_TO_CHAR('dd/MM/yyyy HH:mm:ss.SSS', traded), CHAR_TO_TIMESTAMP('yyyy-MM-dd hh:mm', '2024-01-01 17:05'), CAST(traded AS DATE) ${FROM}`,
        ),
        columns: TICKER,
        records: ONE,
        rows: [
            {
                A: Date.UTC(2024, 0, 1, 0, 1, 1),
                B: "00:00:05.5",
                C: 56_000,
                D: 56,
                E: "01:30:05",
                F: 5,
                G: "01/01/2024 00:00:05.000",
                H: "17:05:00",
                I: "2024-01-01",
            },
        ],
        notes: ["are read as HH"],
    },
    {
        title: "gives a step of ROWTIME per record where nothing is grouped",
        code: pump(
            "t TIMESTAMP, u TIMESTAMP",
            `SELECT STREAM FLOOR(S.ROWTIME TO MINUTE), STEP(S.ROWTIME BY INTERVAL '7' SECOND) ${FROM}`,
        ),
        columns: TICKER,
        // 1704067261 = 7 * 243438180 + 1
        records: ONE,
        rows: [{ T: "00:01:00", U: "00:01:00" }],
    },
    {
        title: "calculates over a sliding window by time, named in WINDOW",
        code: pump(
            "a DOUBLE, n INTEGER",
            `SELECT STREAM AVG(price) OVER W1, COUNT(*) OVER w1 ${FROM} WINDOW W1 AS (PARTITION BY ticker RANGE INTERVAL '1' MINUTE PRECEDING)`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { A: 1.5, N: 1 },
            { A: 2, N: 2 },
            { A: 3.75, N: 2 },
        ],
    },
    {
        title: "calculates over windows of different frames in one SELECT",
        code: pump(
            "a DOUBLE, b DOUBLE, c INTEGER",
            `SELECT STREAM MAX(price) OVER one, 10.0 - SUM(price) OVER two, volume - LAG(volume, 1, 0) OVER (PARTITION BY ticker ROWS 1 PRECEDING) ${FROM}
             WHERE price > 0 WINDOW one AS (PARTITION BY ticker ROWS 1 PRECEDING), two AS (PARTITION BY sector RANGE INTERVAL '1' HOUR PRECEDING)`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [
            { A: 1.5, B: 8.5, C: 1 },
            { A: 2.5, B: 6, C: 1 },
            { A: 5, B: 5, C: 1 },
        ],
    },
    {
        title: "limits LAG to a frame by time",
        code: pump(
            "v INTEGER",
            `SELECT STREAM LAG(volume, 1) OVER (PARTITION BY ticker RANGE INTERVAL '35' SECOND PRECEDING) ${FROM}`,
        ),
        columns: TICKER,
        records: THREE,
        rows: [{ V: null }, { V: 1 }, { V: null }],
    },
    {
        title: "reads the columns of a parsed line",
        code: inTwoColumns(
            `t.r.COLUMN1, t.r.COLUMN2 FROM (SELECT STREAM FAST_REGEX_LOG_PARSE("log", '<(.*)>(.*)') ${FROM}) AS t (r)`,
        ),
        columns: ["log VARCHAR(64)"],
        records: [
            [0, { log: "<12>a > b" }],
            [1, { log: "no match" }],
        ],
        rows: [
            { a: "12", b: "a > b" },
            { a: null, b: null },
        ],
    },
    {
        title: "reads delimited and fixed columns of a line",
        code: inTwoColumns(`p.v."second", p.f.code FROM (SELECT STREAM VARIABLE_COLUMN_LOG_PARSE("log", 'first, second TYPE VARCHAR(8)', ',') AS v,
            FIXED_COLUMN_LOG_PARSE("log", 'code 0 2, rest 2 3') AS f ${FROM}) AS p`),
        columns: ["log VARCHAR(64)"],
        records: [[0, { log: "abc,def" }]],
        rows: [{ a: "def", b: "ab" }],
    },
    {
        title: "takes words that today's SQL reserves for names",
        code: pump(
            "user VARCHAR(8), value INTEGER, time VARCHAR(8)",
            "SELECT STREAM s.user, value, time FROM source_sql_stream_001 s WHERE value > 0",
        ),
        columns: ["USER VARCHAR(8)", "VALUE INTEGER", "TIME VARCHAR(8)"],
        records: [[0, { USER: "u", VALUE: 1, TIME: "t" }]],
        rows: [{ USER: "u", VALUE: 1, TIME: "t" }],
    },
    {
        title: "renames a column that differs from another in its case only",
        code: pump('price DOUBLE, "price" INTEGER', `SELECT STREAM price, volume ${FROM}`),
        columns: TICKER,
        records: ONE,
        rows: [{ PRICE: 2.5, price2: 7 }],
        notes: ["The column price is price2 here"],
    },
    {
        title: "divisions by zero give null and do not end the job",
        code: pump(
            '"i" INTEGER, "m" INTEGER, "d" DECIMAL(10,2), "x" DOUBLE, "two" INTEGER',
            `SELECT STREAM 6 / a, MOD(6, a), 6 / CAST(a AS DECIMAL(10,2)), 6.0 / b, a / 2 ${FROM}`,
        ),
        columns: ["A INTEGER", "B DOUBLE"],
        records: [
            [0, { A: 0, B: 0 }],
            [1, { A: 4, B: 4 }],
        ],
        rows: [
            { i: null, m: null, d: null, x: null, two: 0 },
            { i: 1, m: 2, d: 1.5, x: 1.5, two: 2 },
        ],
        notes: ["A division by zero gives null"],
    },
    {
        title: "functions without a value give null and no NaN",
        code: pump(
            '"root" DOUBLE, "ln" DOUBLE, "half" DOUBLE, "cube" DOUBLE, "part" VARCHAR(4)',
            `SELECT STREAM SQRT(b), LN(b), POWER(b, 0.5), POWER(b, 3), SUBSTRING('abcd' FROM 1 FOR CAST(b AS INTEGER)) ${FROM}`,
        ),
        columns: ["B DOUBLE"],
        records: [
            [0, { B: -2 }],
            [1, { B: 1 }],
        ],
        rows: [
            { root: null, ln: null, half: null, cube: -8, part: null },
            { root: 1, ln: 0, half: 1, cube: 1, part: "a" },
        ],
        notes: ["SQRT gives null", "LN gives null", "POWER gives null"],
    },
    {
        title: "numbers that are too large for an INTEGER become null and are not cut",
        code: pump(
            '"l" INTEGER, "product" INTEGER, "x" INTEGER',
            `SELECT STREAM l, a * 1000000, CAST(x AS INTEGER) ${FROM}`,
        ),
        columns: ["L BIGINT", "A INTEGER", "X DOUBLE"],
        records: [
            [0, { L: 3_000_000_000, A: 3000, X: 1e10 }],
            [1, { L: -7, A: -2, X: -1.4 }],
        ],
        rows: [
            { l: null, product: null, x: null },
            { l: -7, product: -2_000_000, x: -1 },
        ],
        notes: ["too large for INTEGER"],
    },
    {
        title: "texts that are no numbers and no times become null",
        code: pump(
            '"n" INTEGER, "d" DECIMAL(5,1), "at" TIMESTAMP',
            `SELECT STREAM CAST(t AS INTEGER), t, CAST(t AS TIMESTAMP) ${FROM}`,
        ),
        columns: ["T VARCHAR(32)"],
        records: [
            [0, { T: "many" }],
            [1, { T: "12" }],
            [2, { T: "2024-01-01 00:00:09" }],
        ],
        rows: [
            { n: null, d: null, at: null },
            { n: 12, d: 12, at: null },
            { n: null, d: null, at: "00:00:09" },
        ],
        notes: ["A text that is no INTEGER becomes null"],
    },
];
