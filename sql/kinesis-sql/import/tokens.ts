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
const RESERVED =
    /^(bytes|datetime|date|time|timestamp|user|value|method|result|row|rows|count|year|month|day|hour|minute|second)$/i;

/** A name as Flink SQL takes it: in backquotes where it needs them. */
export function flinkName(name: string): string {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.test(name) ? name : `\`${name}\``;
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
