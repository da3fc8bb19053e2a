import { Token, closing, depthChange, flinkText, is, splitAt, tokens } from "./tokens";

const TYPES: readonly (readonly [RegExp, string])[] = [
    [/^(VARCHAR|CHAR|CHARACTER|CHARACTER VARYING)\b/i, "STRING"],
    [/^(INTEGER|INT|SMALLINT|TINYINT)$/i, "INTEGER"],
    [/^BIGINT$/i, "BIGINT"],
    [/^(REAL|DOUBLE|DOUBLE PRECISION|FLOAT|DECIMAL|NUMERIC)\b/i, "DOUBLE"],
    [/^BOOLEAN$/i, "BOOLEAN"],
];

/** Our type of a column of the service, or undefined where there is none. */
export function typeOf(sqlType: string): string | undefined {
    return TYPES.find(([form]) => form.test(sqlType.trim()))?.[1];
}

/** Our type of an input column: as {@link typeOf}, with the length at which a string is truncated. */
export function inputTypeOf(sqlType: string): string | undefined {
    const length = /^(?:VAR)?CHAR\s*\(\s*(\d+)\s*\)$/i.exec(sqlType.trim())?.[1];
    if (length !== undefined) {
        return `VARCHAR(${length})`;
    }
    return sqlType.trim().toUpperCase() === "TIMESTAMP" ? "TIMESTAMP" : typeOf(sqlType);
}

/** What an application's SQL consists of. */
export interface Statements {
    /** Columns of each stream that is created, by its name. */
    readonly streams: ReadonlyMap<string, { name: string; type: string }[]>;
    readonly pumps: readonly { into: string; columns: string[]; select: Token[] }[];
}

function createdStream(list: Token[], problems: string[]): [string, { name: string; type: string }[]] {
    const at = list.findIndex((token) => is(token, "STREAM"));
    const open = list.findIndex((token) => is(token, "("));
    const columns = splitAt(list.slice(open + 1, closing(list, open)), ",").map((column) => {
        const [name, ...type] = column;
        const sqlType = flinkText(type.filter((token) => !is(token, "NOT") && !is(token, "NULL")));
        const mapped = sqlType.toUpperCase().startsWith("TIMESTAMP") ? "TIMESTAMP" : typeOf(sqlType);
        if (mapped === undefined) {
            problems.push(`result column ${name?.text}: the type ${sqlType}`);
        }
        return { name: name?.text ?? "", type: mapped ?? "STRING" };
    });
    return [list[at + 1]?.text ?? "", columns];
}

function createdPump(list: Token[]) {
    const into = list.findIndex((token) => is(token, "INTO"));
    const select = list.findIndex((token) => is(token, "SELECT"));
    const names = list
        .slice(into + 2, select)
        .filter((token) => token.kind === "name" || token.kind === "word");
    return {
        into: list[into + 1]?.text ?? "",
        columns: names.map(({ text }) => text),
        select: list.slice(select),
    };
}

/**
 * Reads an application's SQL.
 *
 * @param code its text.
 * @param problems what cannot be translated is added to it.
 */
export function statements(code: string, problems: string[]): Statements {
    const streams = new Map<string, { name: string; type: string }[]>();
    const pumps: ReturnType<typeof createdPump>[] = [];
    for (const list of splitAt(tokens(code), ";").filter(({ length }) => length > 0)) {
        const kind = list.slice(0, 5).find((token) => is(token, "STREAM") || is(token, "PUMP"));
        if (is(kind, "STREAM")) {
            streams.set(...createdStream(list, problems));
        } else if (is(kind, "PUMP")) {
            pumps.push(createdPump(list));
        } else {
            problems.push(`the statement ${flinkText(list).slice(0, 60)} …`);
        }
    }
    return { streams, pumps };
}

/** The clauses of a SELECT. */
export interface Clauses {
    readonly items: Token[][];
    readonly from: Token[];
    readonly where: Token[];
    readonly group: Token[][];
    readonly having: Token[];
}

const CLAUSES = ["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER"] as const;

/** The tokens of each clause, by its first keyword. */
function clauseTokens(select: readonly Token[]): Map<string, Token[]> {
    const of = new Map<string, Token[]>([["SELECT", []]]);
    let current = "SELECT";
    let depth = 0;
    for (const token of select.slice(1)) {
        depth += depthChange(token);
        const begins = depth === 0 ? CLAUSES.find((clause) => is(token, clause)) : undefined;
        if (begins) {
            current = begins;
            of.set(begins, []);
        } else {
            of.get(current)?.push(token);
        }
    }
    return of;
}

/**
 * Takes a SELECT apart.
 *
 * @param select its tokens.
 * @param problems what cannot be translated is added to it.
 */
export function clauses(select: readonly Token[], problems: string[]): Clauses {
    const of = clauseTokens(select);
    if (of.has("WINDOW")) {
        problems.push("a WINDOW clause; write the window into OVER itself");
    }
    if (of.has("ORDER")) {
        problems.push("ORDER BY: results of a stream have no order here");
    }
    const clause = (name: string) => of.get(name) ?? [];
    const items = clause("SELECT");
    const group = clause("GROUP").slice(1);
    return {
        items: splitAt(is(items[0], "STREAM") ? items.slice(1) : items, ","),
        from: clause("FROM"),
        where: clause("WHERE"),
        group: group.length > 0 ? splitAt(group, ",") : [],
        having: clause("HAVING"),
    };
}
