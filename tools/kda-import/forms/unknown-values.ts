import { Refusal } from "../application";

/**
 * Values that a template leaves open until it is deployed, such as a parameter without a default. While a template is
 * evaluated, each is a readable name between two characters of Unicode's private use area, which no template contains.
 */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];
const UNKNOWN = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, "g");

/** A value that is not known before deployment. */
export function unknown(name: string): string {
    return `${OPEN}${name.replaceAll(OPEN, "").replaceAll(CLOSE, "")}${CLOSE}`;
}

/** Whether a value is, or contains, one that is not known. */
export function hasUnknown(value: unknown): boolean {
    return typeof value === "string" && value.includes(OPEN);
}

/** The text with the names of its unknown values in their places. */
export function readable(text: string): string {
    return text.replace(UNKNOWN, "$1");
}

/** What surrounds a place in SQL. */
type Context = "code" | "text" | "identifier" | "comment";

const STARTS: readonly [RegExp, Context][] = [
    [/--[^\n]*/y, "comment"],
    [/\/\*[\s\S]*?(\*\/|$)/y, "comment"],
    [/'(?:[^']|'')*('|$)/y, "text"],
    [/"(?:[^"]|"")*("|$)/y, "identifier"],
];

/** What surrounds each place of a text: the text's parts from left to right. */
function contexts(sql: string): { context: Context; end: number }[] {
    const parts: { context: Context; end: number }[] = [];
    for (let i = 0; i < sql.length;) {
        const found = STARTS.map(([start, context]) => {
            start.lastIndex = i;
            return { context, text: start.exec(sql)?.[0] };
        }).find(({ text }) => text !== undefined);
        i += found?.text?.length ?? 1;
        parts.push({ context: found?.context ?? "code", end: i });
    }
    return parts;
}

/** The line and the column of a place, from 1. */
function placeOf(text: string, index: number): { line: number; column: number } {
    const before = text.slice(0, index).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Code without unknown values, and what became of them. */
export interface ReadableCode {
    readonly code: string;
    readonly refusals: readonly Refusal[];
    readonly notes: readonly string[];
}

/**
 * Replaces the unknown values of an application's code by their names. Within quotes this is harmless or easily replaced, and
 * noted; elsewhere a number or an expression is missing, and the application is refused.
 */
export function readableCode(marked: string): ReadableCode {
    const parts = contexts(marked);
    const refusals: Refusal[] = [];
    const notes: string[] = [];
    for (const match of marked.matchAll(UNKNOWN)) {
        const [, name = ""] = match;
        const context = parts.find(({ end }) => end > match.index)?.context ?? "code";
        const place = placeOf(readable(marked.slice(0, match.index)), Infinity);
        const isInterval = /\bINTERVAL\s+'[^']*$/i.test(marked.slice(0, match.index));
        if (context === "code" || (context === "text" && isInterval)) {
            refusals.push({
                ...place,
                construct: name,
                message:
                    "the file has no value for it; write the value that the application had in its place",
            });
        } else if (context === "text") {
            notes.push(
                `line ${place.line}, column ${place.column}: the file has no value for ${name}; the query has '${name}' in its place, replace it with the application's value`,
            );
        }
    }
    return { code: readable(marked), refusals, notes };
}
