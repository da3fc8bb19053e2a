import { Cursor } from "./cursor";
import { Expression, TemplatePart } from "./syntax";

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/y;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Joins what is next to each other as text. */
function joined(parts: readonly TemplatePart[]): TemplatePart[] {
    const all: TemplatePart[] = [];
    for (const part of parts) {
        const last = all.at(-1);
        if (typeof part === "string" && typeof last === "string") {
            all[all.length - 1] = last + part;
        } else {
            all.push(part);
        }
    }
    return all;
}

/** Reads an interpolation or a directive, or the text that only looks like one. */
function marked(cursor: Cursor, expression: () => Expression): TemplatePart | undefined {
    if (cursor.take("$${") || cursor.take("%%{")) {
        return cursor.text.slice(cursor.index - 2, cursor.index);
    }
    if (cursor.take("${")) {
        cursor.take("~");
        cursor.skip();
        const value = expression();
        cursor.skip();
        cursor.take("~");
        cursor.expect("}");
        return value;
    }
    const directive = cursor.match(/%\{~?\s*([^}]*?)\s*~?\}/y);
    return directive && { kind: "directive", text: directive[1] ?? "" };
}

function escape(cursor: Cursor): string {
    const [, short, long, char = ""] = cursor.match(ESCAPE) ?? [];
    const code = short ?? long;
    return code === undefined ? (ESCAPED[char] ?? char) : String.fromCodePoint(parseInt(code, 16));
}

/** Reads a quoted template, from its first quotation mark to its last. */
export function quotedTemplate(cursor: Cursor, expression: () => Expression): TemplatePart[] {
    cursor.expect('"');
    const parts: TemplatePart[] = [];
    while (!cursor.take('"')) {
        if (cursor.atEnd) {
            cursor.fail("the end of a string is expected");
        }
        const special = marked(cursor, expression);
        if (special !== undefined) {
            parts.push(special);
        } else if (cursor.sees("\\")) {
            parts.push(escape(cursor));
        } else {
            parts.push(cursor.match(/[\s\S]/y)?.[0] ?? "");
        }
    }
    return joined(parts);
}

/** Reads a template to the end of the text, as that of a heredoc or a file is one. */
export function wholeTemplate(cursor: Cursor, expression: () => Expression): TemplatePart[] {
    const parts: TemplatePart[] = [];
    while (!cursor.atEnd) {
        parts.push(marked(cursor, expression) ?? cursor.match(/[\s\S]/y)?.[0] ?? "");
    }
    return joined(parts);
}

/** Removes the indentation that all lines share, as `<<-` does. */
function unindented(text: string): string {
    const lines = text.split("\n");
    const depths = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
    const depth = Math.min(...depths);
    return depths.length === 0
        ? text
        : lines.map((line) => line.slice(Math.min(depth, line.search(/\S|$/)))).join("\n");
}

/** Reads a heredoc's text, from `<<` to its last line. @returns undefined where none is next. */
export function heredoc(cursor: Cursor): string | undefined {
    const start = cursor.match(/<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\n/uy);
    if (start === undefined) {
        return undefined;
    }
    const [, flush, name = ""] = start;
    const lines: string[] = [];
    for (;;) {
        const line = cursor.match(/[^\n]*/y)?.[0] ?? "";
        if (line.trim() === name) {
            break;
        }
        if (cursor.atEnd) {
            cursor.fail(`the end of the heredoc, ${name}, is expected`);
        }
        lines.push(`${line}\n`);
        cursor.match(/\n/y);
    }
    const text = lines.join("");
    return flush ? unindented(text) : text;
}
