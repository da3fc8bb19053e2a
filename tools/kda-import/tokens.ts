/** A piece of SQL. */
export interface Token {
    readonly kind: "word" | "name" | "text" | "number" | "sign";
    /** As it stands; a quoted name without its quotes. */
    readonly text: string;
}

const PIECE =
    /--[^\n]*|\/\*[\s\S]*?\*\/|\s+|"((?:[^"]|"")*)"|('(?:[^']|'')*')|([A-Za-z_][A-Za-z0-9_$]*)|(\d+(?:\.\d+)?)|(<>|<=|>=|\|\||[^\s\w])/g;

/** Takes SQL apart; comments and spaces go. */
export function tokens(sql: string): Token[] {
    const found: Token[] = [];
    for (const [, name, text, word, number, sign] of sql.matchAll(PIECE)) {
        if (name !== undefined) {
            found.push({ kind: "name", text: name.replaceAll('""', '"') });
        } else if (text !== undefined) {
            found.push({ kind: "text", text });
        } else if (word !== undefined) {
            found.push({ kind: "word", text: word });
        } else if (number !== undefined) {
            found.push({ kind: "number", text: number });
        } else if (sign !== undefined) {
            found.push({ kind: "sign", text: sign });
        }
    }
    return found;
}

/** Whether a token is a keyword or a sign, whatever its case. */
export function is(token: Token | undefined, text: string): boolean {
    return (
        token !== undefined &&
        token.kind !== "text" &&
        token.kind !== "name" &&
        token.text.toUpperCase() === text
    );
}

/** How much deeper in parentheses one is behind a token. */
export function depthChange(token: Token | undefined): number {
    return is(token, "(") ? 1 : is(token, ")") ? -1 : 0;
}

/** Splits at a sign or keyword that is inside of no parentheses. */
export function splitAt(list: readonly Token[], separator: string): Token[][] {
    const parts: Token[][] = [[]];
    let depth = 0;
    for (const token of list) {
        depth += depthChange(token);
        if (depth === 0 && is(token, separator)) {
            parts.push([]);
        } else {
            parts[parts.length - 1]?.push(token);
        }
    }
    return parts;
}

/** Index of the parenthesis that closes the one at an index. */
export function closing(list: readonly Token[], open: number): number {
    let depth = 0;
    for (let i = open; i < list.length; i++) {
        depth += depthChange(list[i]);
        if (depth === 0) {
            return i;
        }
    }
    return list.length - 1;
}

/** Words that Flink SQL reserves and that are often column names. */
/** Words that cannot be names in Flink SQL (Apache Flink documentation, "SQL", "Reserved Keywords"). */
const RESERVED = new Set(
    `ABS ALL ALLOCATE ALLOW ALTER AND ANY ARE ARRAY AS ASENSITIVE ASYMMETRIC AT ATOMIC AUTHORIZATION AVG BEGIN
BETWEEN BIGINT BINARY BIT BLOB BOOLEAN BOTH BY BYTES CALL CALLED CARDINALITY CASCADED CASE CAST CEIL CEILING
CHAR CHARACTER CHECK CLASSIFIER CLOB CLOSE COALESCE COLLATE COLLECT COLUMN COMMENT COMMIT CONDITION CONNECT
CONSTRAINT CONTAINS CONVERT CORR CORRESPONDING COUNT COVAR_POP COVAR_SAMP CREATE CROSS CUBE CUME_DIST
CURRENT CURSOR CYCLE DATE DATETIME DAY DEALLOCATE DEC DECIMAL DECLARE DEFAULT DEFINE DELETE DENSE_RANK DEREF
DESCRIBE DETERMINISTIC DISALLOW DISCONNECT DISTINCT DOUBLE DROP DYNAMIC EACH ELEMENT ELSE EMPTY END EQUALS
ESCAPE EVERY EXCEPT EXEC EXECUTE EXISTS EXP EXPLAIN EXTEND EXTERNAL EXTRACT FALSE FETCH FILTER FIRST_VALUE
FLOAT FLOOR FOR FOREIGN FREE FROM FULL FUNCTION FUSION GET GLOBAL GRANT GROUP GROUPING GROUPS HAVING HOLD
HOUR IDENTITY IMPORT IN INDICATOR INITIAL INNER INOUT INSENSITIVE INSERT INT INTEGER INTERSECT INTERSECTION
INTERVAL INTO IS JOIN LAG LANGUAGE LARGE LAST_VALUE LATERAL LEAD LEADING LEFT LIKE LIMIT LN LOCAL LOCALTIME
LOCALTIMESTAMP LOWER MATCH MATCHES MATCH_RECOGNIZE MAX MEASURES MEMBER MERGE METHOD MIN MINUS MINUTE MOD
MODIFIES MODULE MONTH MORE MULTISET NATIONAL NATURAL NCHAR NCLOB NEW NEXT NO NONE NORMALIZE NOT NTH_VALUE
NTILE NULL NULLIF NUMERIC OCCURRENCES_REGEX OCTET_LENGTH OF OFFSET OLD OMIT ON ONE ONLY OPEN OR ORDER OUT
OUTER OVER OVERLAPS OVERLAY PARAMETER PARTITION PATTERN PER PERCENT PERCENTILE_CONT PERCENT_RANK PERIOD
PERMUTE PORTION POSITION POWER PRECEDES PRECISION PREPARE PREV PRIMARY PROCEDURE RANGE RANK RAW READS REAL
RECURSIVE REF REFERENCES REFERENCING RELEASE RESET RESULT RETURN RETURNS REVOKE RIGHT ROLLBACK ROLLUP ROW
ROWS ROW_NUMBER RUNNING SAVEPOINT SCALA SCOPE SCROLL SEARCH SECOND SEEK SELECT SENSITIVE SESSION_USER SET
SHOW SIMILAR SKIP SMALLINT SOME SPECIFIC SQL SQRT START STATIC STRING SUBMULTISET SUBSET SUBSTRING SUCCEEDS
SUM SYMMETRIC SYSTEM SYSTEM_USER TABLE TABLESAMPLE THEN TIME TIMESTAMP TINYINT TO TRAILING TRANSLATE TREAT
TRIGGER TRIM TRUE TRUNCATE UESCAPE UNION UNIQUE UNKNOWN UNNEST UPDATE UPPER UPSERT USER USING VALUE VALUES
VARBINARY VARCHAR VARYING VAR_POP VAR_SAMP VERSION VERSIONING VIEW WHEN WHENEVER WHERE WIDTH_BUCKET WINDOW
WITH WITHIN WITHOUT YEAR`.split(/\s+/),
);

/** A name as Flink SQL takes it: in backquotes where it needs them. */
export function flinkName(name: string): string {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toUpperCase()) ? name : `\`${name}\``;
}

function piece(token: Token): string {
    return token.kind === "name" ? flinkName(token.text) : token.text;
}

/** Puts tokens together as Flink SQL. */
export function flinkText(list: readonly Token[]): string {
    return list
        .map((token, i) => {
            const before = list[i - 1];
            const tight =
                before === undefined ||
                is(before, "(") ||
                is(before, ".") ||
                [")", ",", "."].some((sign) => is(token, sign)) ||
                (is(token, "(") &&
                    before.kind === "word" &&
                    !/^(IN|AND|OR|OVER|AS|BY|NOT|FROM|WHERE)$/i.test(before.text));
            return `${tight ? "" : " "}${piece(token)}`;
        })
        .join("");
}
