import fc from "fast-check";

/**
 * Random applications, each with its meaning in DuckDB's SQL. The two are made side by side from one choice, so that DuckDB's rows
 * are an independent expectation. Only constructs of which the service's documentation says what they give.
 */

/** The same expression in the service's SQL and in DuckDB's. */
interface Pair {
    readonly kda: string;
    readonly duck: string;
}

/** An application and the query whose rows are those of its only output. */
export interface RandomProgram {
    readonly code: string;
    readonly meaning: string;
}

/** Columns of the input: unquoted names in the SQL, lower-case members in the records. */
export const COLUMNS = [
    { name: "K", sqlType: "VARCHAR(8)", mapping: "$.k" },
    { name: "V", sqlType: "DOUBLE", mapping: "$.v" },
    { name: "N", sqlType: "INTEGER", mapping: "$.n" },
    { name: "FLAG", sqlType: "BOOLEAN", mapping: "$.flag" },
    { name: "CREATED", sqlType: "TIMESTAMP", mapping: "$.created" },
];

/** Seconds between two records. */
export const EVERY = 13;

/** Records with repeated, missing and null values. */
export const RECORDS: readonly string[] = Array.from({ length: 26 }, (_, i) =>
    JSON.stringify({
        k: i % 7 === 6 ? undefined : ["A", "b", "Ab", "A", " a "][(i * 3) % 5],
        v: i % 5 === 4 ? null : ((i * 37) % 19) / 4 - 2,
        n: i % 6 === 5 ? undefined : ((i * 11) % 9) - 3,
        flag: [true, false, null][i % 3],
        created: i % 8 === 7 ? undefined : `2024-03-01 10:0${i % 4}:${10 + ((i * 17) % 50)}`,
    }),
);

const SOURCE = `WITH s AS (SELECT i, t, j->>'k' AS K, (j->>'v')::DOUBLE AS V, (j->>'n')::INT AS N, (j->>'flag')::BOOLEAN AS FLAG,
  (j->>'created')::TIMESTAMP AS CREATED FROM r)`;

const pair = (kda: string, duck = kda): Pair => ({ kda, duck });
const pick = (...pairs: readonly Pair[]) => fc.constantFrom(...pairs);

/** An expression of others: `$1`, `$2` … in a template stand for them. */
function of(kda: string, duck: string, ...parts: readonly fc.Arbitrary<Pair>[]): fc.Arbitrary<Pair> {
    const fill = (template: string, texts: readonly string[]) =>
        template.replace(/\$(\d)/g, (_, digit: string) => texts[Number(digit) - 1] ?? "");
    return fc.tuple(...parts).map((pairs) => ({
        kda: fill(
            kda,
            pairs.map((one) => one.kda),
        ),
        duck: fill(
            duck,
            pairs.map((one) => one.duck),
        ),
    }));
}
const same = (template: string, ...parts: readonly fc.Arbitrary<Pair>[]) => of(template, template, ...parts);

const intLiteral = pick(pair("1"), pair("3"), pair("-2"));

const { int, double, text, condition } = fc.letrec<{
    int: Pair;
    double: Pair;
    text: Pair;
    condition: Pair;
}>((tie) => ({
    int: fc.oneof(
        { maxDepth: 2, depthIdentifier: "expression", withCrossShrink: true },
        pick(pair("n", "N"), pair("N"), pair("S.N", "N")),
        same("($1 + $2)", tie("int"), intLiteral),
        same("($1 * $2)", tie("int"), intLiteral),
        of("($1 / 2)", "trunc(($1) / 2)::INT", tie("int")),
        of("MOD($1, 3)", "(($1) % 3)", tie("int")),
        of("CHAR_LENGTH($1)", "length($1)::INT", tie("text")),
        of("POSITION('b' IN $1)", "instr($1, 'b')::INT", tie("text")),
        same("(CASE WHEN $1 THEN $2 ELSE $3 END)", tie("condition"), tie("int"), tie("int")),
        same("COALESCE($1, $2)", tie("int"), intLiteral),
        same("NULLIF($1, 1)", tie("int")),
        same("ABS($1)", tie("int")),
        pick(pair("CAST(FLOOR(V) AS INTEGER)", "floor(V)::INT"), pair("EXTRACT(MINUTE FROM created)")),
    ),
    double: fc.oneof(
        { maxDepth: 2, depthIdentifier: "expression", withCrossShrink: true },
        pick(pair("v", "V"), pair("V"), pair("s.v", "V")),
        same("($1 * 1.5)", tie("double")),
        same("($1 - $2)", tie("double"), tie("int")),
        same("ABS($1)", tie("double")),
        same("FLOOR($1)", tie("double")),
        same("CEIL($1)", tie("double")),
        same("SQRT(ABS($1))", tie("double")),
        of("CAST($1 AS DOUBLE)", "($1)::DOUBLE", tie("int")),
        same("(CASE WHEN $1 THEN $2 END)", tie("condition"), tie("double")),
    ),
    text: fc.oneof(
        { maxDepth: 2, depthIdentifier: "expression", withCrossShrink: true },
        pick(pair("k", "K"), pair("K")),
        same("UPPER($1)", tie("text")),
        same("LOWER($1)", tie("text")),
        of("TRIM(BOTH ' ' FROM $1)", "trim($1)", tie("text")),
        of("SUBSTRING($1 FROM 1 FOR 2)", "substring($1, 1, 2)", tie("text")),
        same("($1 || 'x')", tie("text")),
        same("COALESCE($1, '?')", tie("text")),
        of("CAST($1 AS VARCHAR(12))", "($1)::VARCHAR", tie("int")),
    ),
    condition: fc.oneof(
        { maxDepth: 2, depthIdentifier: "expression", withCrossShrink: true },
        pick(pair("flag"), pair("N IS NOT NULL"), pair("V > 0"), pair("K LIKE 'A%'")),
        same("$1 > $2", tie("int"), intLiteral),
        same("$1 BETWEEN -1 AND 1.5", tie("double")),
        same("$1 IN ('A', 'b')", tie("text")),
        same("($1 OR $2)", tie("condition"), tie("condition")),
        same("($1 AND NOT ($2))", tie("condition"), tie("condition")),
    ),
}));

const time: fc.Arbitrary<Pair> = pick(
    pair("created"),
    pair("created + INTERVAL '7' MINUTE", "created + INTERVAL 7 MINUTE"),
    pair("FLOOR(created TO MINUTE)", "win(created, 60)"),
    pair("STEP(created BY INTERVAL '25' SECOND)", "win(created, 25)"),
);
const where = fc.oneof(fc.constant(pair("")), same(" WHERE $1", condition));

/** Result columns, named A, B … in order. */
interface Item extends Pair {
    readonly type: string;
}
const typed = (type: string, values: fc.Arbitrary<Pair>): fc.Arbitrary<Item> =>
    values.map((value) => ({ ...value, type }));
const NAMES = "ABCDEFGH";

function statement(stream: string, items: readonly Item[], select: string): string {
    const columns = items.map(({ type }, i) => `${NAMES[i]} ${type}`).join(", ");
    return `CREATE OR REPLACE STREAM "${stream}" (${columns});
CREATE OR REPLACE PUMP "INTO_${stream}" AS INSERT INTO "${stream}"
${select};
`;
}
const kdaItems = (items: readonly Item[]) => items.map(({ kda }) => kda).join(",\n       ");
const duckItems = (items: readonly Item[]) => items.map(({ duck }, i) => `${duck} AS ${NAMES[i]}`).join(", ");

const perRecord = fc
    .tuple(
        fc.array(
            fc.oneof(
                typed("INTEGER", int),
                typed("DOUBLE", fc.oneof(double, int)),
                typed("VARCHAR(64)", text),
                typed("TIMESTAMP", time),
                typed("BOOLEAN", condition),
            ),
            { minLength: 1, maxLength: 4 },
        ),
        where,
    )
    .map(([items, filter]) => ({
        code: statement(
            "OUT",
            items,
            `SELECT STREAM ${kdaItems(items)}\nFROM "SOURCE_SQL_STREAM_001" AS s${filter.kda}`,
        ),
        meaning: `${SOURCE} SELECT ${duckItems(items)} FROM s${filter.duck}`,
    }));

const frame = pick(
    pair("(PARTITION BY k ROWS 2 PRECEDING)", "(PARTITION BY K ORDER BY i ROWS 2 PRECEDING)"),
    pair("(ROWS 3 PRECEDING)", "(ORDER BY i ROWS 3 PRECEDING)"),
    pair(
        "(PARTITION BY flag RANGE INTERVAL '30' SECOND PRECEDING)",
        "(PARTITION BY FLAG ORDER BY t RANGE INTERVAL 30 SECOND PRECEDING)",
    ),
    pair("(RANGE INTERVAL '1' MINUTE PRECEDING)", "(ORDER BY t RANGE INTERVAL 1 MINUTE PRECEDING)"),
);
const over = fc.oneof(
    typed("BIGINT", same("COUNT(*) OVER $1", frame)),
    typed("BIGINT", same("COUNT($1) OVER $2", fc.oneof(double, text), frame)),
    typed("DOUBLE", same("SUM($1) OVER $2", double, frame)),
    typed("DOUBLE", same("$1 - AVG($1) OVER $2", double, frame)),
    typed("INTEGER", same("MAX($1) OVER $2", int, frame)),
    typed("VARCHAR(64)", same("MIN($1) OVER $2", text, frame)),
    typed("DOUBLE", same("FIRST_VALUE($1) OVER $2", double, frame)),
    typed("DOUBLE", same("LAST_VALUE($1) OVER $2", double, frame)),
);
const sliding = fc
    .tuple(typed("VARCHAR(64)", text), fc.array(over, { minLength: 1, maxLength: 3 }), where)
    .map(([shown, rest, filter]) => {
        const items = [shown, ...rest];
        return {
            code: statement(
                "OUT",
                items,
                `SELECT STREAM ${kdaItems(items)}\nFROM "SOURCE_SQL_STREAM_001" s${filter.kda}`,
            ),
            meaning: `${SOURCE} SELECT ${duckItems(items)} FROM s${filter.duck}`,
        };
    });

const window = pick(
    pair("STEP(s.ROWTIME BY INTERVAL '60' SECOND)", "win(t, 60)"),
    pair("FLOOR(s.ROWTIME TO MINUTE)", "win(t, 60)"),
    pair("STEP(s.ROWTIME BY INTERVAL '2' MINUTE)", "win(t, 120)"),
    pair("FLOOR((s.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 40 TO SECOND)", "win(t, 40)"),
    pair("STEP(s.ROWTIME BY INTERVAL '1' HOUR), STEP(s.ROWTIME BY INTERVAL '30' SECOND)", "win(t, 30)"),
);
const aggregate = fc.oneof(
    typed("BIGINT", pick(pair("COUNT(*)"), pair("COUNT(DISTINCT K)"))),
    typed("BIGINT", of("SUM($1)", "SUM($1)::BIGINT", int)),
    typed("DOUBLE", same("SUM($1)", double)),
    typed("DOUBLE", same("AVG($1)", double)),
    typed("DOUBLE", same("MAX($1) - MIN($1)", double)),
    typed("VARCHAR(64)", same("MIN($1)", text)),
    typed("BIGINT", same("COUNT($1)", fc.oneof(double, text, int))),
    typed(
        "BIGINT",
        same("SUM(CASE WHEN $1 THEN 1 ELSE 0 END)", condition).map(({ kda, duck }) =>
            pair(kda, `${duck}::BIGINT`),
        ),
    ),
);
/** A group key: how it is grouped by, and how it shows, if at all. */
const key = fc.oneof(
    fc.constantFrom(
        { group: pair("k", "K"), show: pair("k", "K"), type: "VARCHAR(64)" },
        { group: pair("k", "K"), show: pair("UPPER(k)"), type: "VARCHAR(64)" },
        { group: pair("n", "N"), show: pair("n", "N"), type: "INTEGER" },
        { group: pair("n", "N"), show: pair("n * n"), type: "INTEGER" },
        { group: pair("flag"), show: pair("CASE WHEN flag THEN 'on' ELSE 'off' END"), type: "VARCHAR(8)" },
        { group: pair("MOD(n, 2)", "N % 2"), show: undefined, type: "" },
        {
            group: pair("FLOOR(created TO MINUTE)", "win(created, 60)"),
            show: pair("FLOOR(created TO MINUTE)", "win(created, 60)"),
            type: "TIMESTAMP",
        },
    ),
);
const grouped = fc
    .tuple(
        fc.uniqueArray(key, { maxLength: 2, selector: ({ group }) => group.kda }),
        fc.array(aggregate, { minLength: 1, maxLength: 3 }),
        window,
        where,
        fc.constantFrom("", " HAVING COUNT(*) > 1", " HAVING MAX(v) > 0 OR MIN(n) IS NULL"),
        fc.constantFrom<"plain" | "filtered first" | "filtered after">(
            "plain",
            "filtered first",
            "filtered after",
        ),
    )
    .map(([keys, aggregates, of, filter, having, shape]) => {
        const shown = keys.flatMap(({ show, type }) => (show ? [{ ...show, type }] : []));
        const items = [...shown, ...aggregates];
        const groups = (side: "kda" | "duck") =>
            [...keys.map(({ group }) => group[side]), of[side]].join(", ");
        const from = shape === "filtered first" ? '"KEPT"' : '"SOURCE_SQL_STREAM_001"';
        const select = `SELECT STREAM ${kdaItems(items)}\nFROM ${from} AS s${filter.kda}\nGROUP BY ${groups("kda")}${having}`;
        const first =
            shape === "filtered first"
                ? `CREATE OR REPLACE STREAM "KEPT" (k VARCHAR(8), v DOUBLE, n INTEGER, flag BOOLEAN, created TIMESTAMP);
CREATE OR REPLACE PUMP "KEEP" AS INSERT INTO "KEPT" SELECT STREAM * FROM "SOURCE_SQL_STREAM_001" WHERE v IS NOT NULL OR n < 3;
`
                : "";
        const rows = `SELECT ${duckItems(items)} FROM s${filter.duck} GROUP BY ${groups("duck")}${having}`;
        const source =
            shape === "filtered first"
                ? `${SOURCE}, x AS (SELECT * FROM s WHERE V IS NOT NULL OR N < 3)`
                : SOURCE;
        const last = NAMES[items.length - 1];
        return {
            code:
                shape === "filtered after"
                    ? statement("SUMS", items, select) +
                      statement("OUT", items, `SELECT STREAM * FROM "SUMS" WHERE ${last} IS NOT NULL`)
                    : first + statement("OUT", items, select),
            meaning:
                shape === "filtered after"
                    ? `${source} SELECT * FROM (${rows}) WHERE ${last} IS NOT NULL`
                    : `${source} ${shape === "filtered first" ? rows.replace(" FROM s", " FROM x") : rows}`,
        };
    });

/** Applications with one output, OUT. */
export const randomPrograms: fc.Arbitrary<RandomProgram> = fc.oneof(
    { weight: 1, arbitrary: perRecord },
    { weight: 1, arbitrary: sliding },
    { weight: 2, arbitrary: grouped },
);
