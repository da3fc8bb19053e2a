import { FROM, MINUTE, pump } from "./case";

/** An application that is refused: what is named, with line and column from 1. */
export interface RefusedCase {
    readonly title: string;
    readonly code: string;
    /** Whether the input is not described. */
    readonly bare?: boolean;
    readonly refusals: readonly {
        line: number;
        column: number;
        construct: string;
        seeAlso?: string;
        says?: RegExp;
    }[];
}

/** The third line of a pump is its SELECT. */
const select = (text: string) => pump("n INTEGER", text);

export const REFUSED: readonly RefusedCase[] = [
    {
        title: "every function without an equal, in every pump",
        code:
            select(
                `SELECT STREAM EXP_AVG(price, INTERVAL '1' SECOND) OVER (ROWS 3 PRECEDING) ${FROM} WHERE SOUNDEX(ticker) = 'x'`,
            ) +
            pump(
                "s DOUBLE",
                `SELECT STREAM ANOMALY_SCORE FROM TABLE(RANDOM_CUT_FOREST(CURSOR(SELECT STREAM price ${FROM})))`,
                "SCORES",
            ),
        refusals: [
            { line: 3, column: 115, construct: "SOUNDEX" },
            { line: 3, column: 15, construct: "EXP_AVG", seeAlso: "exp-avg" },
            { line: 6, column: 40, construct: "RANDOM_CUT_FOREST", seeAlso: "random-cut-forest" },
        ],
    },
    {
        title: "a stagger window",
        code: select(
            `SELECT STREAM COUNT(*) ${FROM} WINDOWED BY STAGGER (PARTITION BY ticker RANGE INTERVAL '1' MINUTE)`,
        ),
        refusals: [{ line: 3, column: 70, construct: "STAGGER", seeAlso: "stagger-window" }],
    },
    {
        title: "a join, and a list of two streams",
        code:
            select(`SELECT STREAM volume ${FROM} JOIN "NAMES" AS n ON n.t = S.ticker`) +
            pump("n INTEGER", `SELECT STREAM volume ${FROM}, "NAMES"`, "E"),
        refusals: [
            { line: 3, column: 56, construct: "JOIN", seeAlso: "reference-data" },
            { line: 6, column: 55, construct: "JOIN", seeAlso: "reference-data" },
        ],
    },
    {
        title: "a join of the input with a created stream, and of two created streams",
        code:
            pump("n INTEGER", `SELECT STREAM volume ${FROM}`, "E") +
            select(`SELECT STREAM a.n FROM "E" AS a, "E" AS b WHERE a.n = b.n`) +
            pump("n INTEGER", `SELECT STREAM volume ${FROM} JOIN "E" AS e ON e.n = S.volume`, "F"),
        refusals: [
            { line: 9, column: 56, construct: "JOIN", seeAlso: "stream-join" },
            { line: 6, column: 32, construct: "JOIN", seeAlso: "stream-join" },
        ],
    },
    {
        title: "the constructs of all pumps at once, also those of a stream that a refused pump reads",
        code:
            pump(
                "s DOUBLE",
                `SELECT STREAM ANOMALY_SCORE FROM TABLE(RANDOM_CUT_FOREST(CURSOR(SELECT STREAM price ${FROM})))`,
                "SCORES",
            ) +
            select(
                "SELECT STREAM COUNT(*) FROM \"SCORES\"\nWINDOWED BY STAGGER (PARTITION BY s RANGE INTERVAL '1' MINUTE)",
            ),
        refusals: [
            { line: 7, column: 13, construct: "STAGGER", seeAlso: "stagger-window" },
            { line: 3, column: 40, construct: "RANDOM_CUT_FOREST", seeAlso: "random-cut-forest" },
        ],
    },
    {
        title: "intervals without a value, and in a unit that there is not",
        code:
            select(`SELECT STREAM COUNT(*) ${FROM} GROUP BY STEP(S.ROWTIME BY INTERVAL 'x' SECOND)`) +
            pump(
                "n INTEGER",
                `SELECT STREAM COUNT(*) OVER (RANGE INTERVAL '5' FORTNIGHT PRECEDING) ${FROM}`,
                "E",
            ),
        refusals: [
            { line: 3, column: 85, construct: "INTERVAL", says: /'x' is no length of time in SECOND/ },
            { line: 6, column: 49, construct: "INTERVAL", says: /FORTNIGHT is no unit of time/ },
        ],
    },
    {
        title: "a GROUP BY without a window, and one by ROWTIME",
        code:
            select(`SELECT STREAM COUNT(*) ${FROM} GROUP BY ticker`) +
            pump("n INTEGER", `SELECT STREAM COUNT(*) ${FROM} GROUP BY S.ROWTIME`, "E"),
        refusals: [
            {
                line: 3,
                column: 58,
                construct: "GROUP BY without a window",
                seeAlso: "group-by-without-window",
                says: /STEP/,
            },
            { line: 6, column: 67, construct: "GROUP BY ROWTIME", seeAlso: "step" },
        ],
    },
    {
        title: "windows of which none divides the other",
        code: select(
            `SELECT STREAM COUNT(*) ${FROM} GROUP BY ${MINUTE}, STEP(S.ROWTIME BY INTERVAL '90' SECOND)`,
        ),
        refusals: [{ line: 3, column: 58, construct: "GROUP BY two windows", seeAlso: "step" }],
    },
    {
        title: "more items than the stream has columns, and fewer",
        code:
            select(`SELECT STREAM volume, volume ${FROM}`) +
            pump("a INTEGER, b INTEGER", `SELECT STREAM volume ${FROM}`, "E"),
        refusals: [
            { line: 3, column: 15, construct: "SELECT", says: /2 items for the 1 columns/ },
            { line: 6, column: 15, construct: "SELECT", says: /1 items for the 2 columns/ },
        ],
    },
    {
        title: "a column that is not there, with the ones that are",
        code: select(`SELECT STREAM "volume" ${FROM}`),
        refusals: [
            { line: 3, column: 15, construct: "volume", says: /unquoted names are upper-cased.*VOLUME/ },
        ],
    },
    {
        title: "a stream that is neither the input nor created",
        code: select('SELECT STREAM volume FROM "OTHER"'),
        refusals: [{ line: 3, column: 27, construct: "OTHER", seeAlso: "reference-data" }],
    },
    {
        title: "DISTINCT without a window, and DISTINCT that merges groups",
        code:
            select(`SELECT STREAM DISTINCT volume ${FROM}`) +
            pump(
                "n INTEGER",
                `SELECT STREAM DISTINCT volume ${FROM} GROUP BY volume, ticker, ${MINUTE}`,
                "E",
            ),
        refusals: [
            {
                line: 3,
                column: 1,
                construct: "SELECT DISTINCT without a window",
                seeAlso: "group-by-without-window",
            },
            { line: 6, column: 1, construct: "DISTINCT" },
        ],
    },
    {
        title: "text that is no SQL, and statements that create functions",
        code: `${select(`SELECT STREAM volume FROM FROM x`)}CREATE FUNCTION f(x INTEGER) RETURNS INTEGER RETURN x;`,
        refusals: [
            { line: 3, column: 27, construct: "syntax" },
            { line: 4, column: 8, construct: "CREATE FUNCTION" },
        ],
    },
    {
        title: "a pattern with letters that mean something else in Flink",
        code: pump("t VARCHAR(20)", `SELECT STREAM TIMESTAMP_TO_CHAR('yyyy-MM-dd u', traded) ${FROM}`),
        refusals: [{ line: 3, column: 15, construct: "yyyy-MM-dd u" }],
    },
    {
        title: "LIMIT and UNION",
        code:
            select(`SELECT STREAM volume ${FROM} LIMIT 3`) +
            pump("n INTEGER", `SELECT STREAM volume ${FROM} UNION SELECT STREAM volume ${FROM}`, "E"),
        refusals: [
            { line: 3, column: 62, construct: "LIMIT", seeAlso: "top-k-items-tumbling" },
            { line: 6, column: 1, construct: "UNION" },
        ],
    },
    {
        title: "a column that is neither grouped nor aggregated",
        code: select(`SELECT STREAM volume + 1, COUNT(*) ${FROM} GROUP BY ticker, ${MINUTE}`).replace(
            "n INTEGER",
            "v INTEGER, n INTEGER",
        ),
        refusals: [{ line: 3, column: 15, construct: "VOLUME", says: /GROUP BY/ }],
    },
    {
        title: "a second stream where the input's name is not known",
        code:
            select(`SELECT STREAM volume FROM "A_001"`) +
            pump("n INTEGER", `SELECT STREAM volume FROM "B_001"`, "E"),
        refusals: [{ line: 6, column: 27, construct: "B_001", seeAlso: "reference-data" }],
        bare: true,
    },
    {
        title: "a window over a column that is the clock in one part of a union only",
        code: select(
            `SELECT STREAM COUNT(*) FROM (SELECT STREAM S.ROWTIME AS x ${FROM} UNION ALL SELECT STREAM S.traded ${FROM}) GROUP BY FLOOR(x TO MINUTE)`,
        ),
        refusals: [
            {
                line: 3,
                column: 161,
                construct: "GROUP BY without a window",
                seeAlso: "group-by-without-window",
            },
        ],
    },
    {
        title: "code without a pump",
        code: 'CREATE STREAM "X" (a INTEGER);',
        refusals: [{ line: 1, column: 1, construct: "application" }],
    },
];
