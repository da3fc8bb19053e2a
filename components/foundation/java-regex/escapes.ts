import { CATEGORY, POSIX, PREDEFINED, complement, setOf } from "./character-sets";
import { Cursor } from "./cursor";
import { CharacterSet, Range } from "./nodes";

const CONTROL: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, r: 0x0d, f: 0x0c, a: 0x07, e: 0x1b };
const LAST_CODE_POINT = 0x10ffff;

function hexadecimal(cursor: Cursor, digits: number): number {
    const text = Array.from({ length: digits }, () => cursor.next()).join("");
    return /^[0-9a-fA-F]+$/.test(text)
        ? Number.parseInt(text, 16)
        : cursor.fail(`'${text}' is not ${digits} hexadecimal digits`);
}

function bracedHexadecimal(cursor: Cursor): number {
    const text = cursor.until("}");
    const codePoint = Number.parseInt(text, 16);
    return /^[0-9a-fA-F]+$/.test(text) && codePoint <= LAST_CODE_POINT
        ? codePoint
        : cursor.fail(`\\x{${text}} is not a code point`);
}

/** Two escaped surrogates are one character. */
function unicodeEscape(cursor: Cursor): number {
    const unit = hexadecimal(cursor, 4);
    if (unit >= 0xd800 && unit <= 0xdbff && cursor.takes("\\u")) {
        return String.fromCharCode(unit, hexadecimal(cursor, 4)).codePointAt(0) ?? 0;
    }
    return unit;
}

/** Up to three octal digits, at most 0377. */
function octal(cursor: Cursor): number {
    let value = 0;
    let digits = 0;
    while (/^[0-7]$/.test(cursor.peek()) && digits < 3 && value * 8 + Number(cursor.peek()) <= 0o377) {
        value = value * 8 + Number(cursor.next());
        digits += 1;
    }
    return digits > 0 ? value : cursor.fail("\\0 is not followed by octal digits");
}

/**
 * Reads the escape of one character, from behind its backslash.
 *
 * @returns its code point.
 * @throws JavaRegexError where java.util.regex knows no such escape.
 */
export function escapedCharacter(cursor: Cursor): number {
    const character = cursor.next();
    const control = CONTROL[character];
    if (control !== undefined) {
        return control;
    }
    switch (character) {
        case "0":
            return octal(cursor);
        case "x":
            return cursor.takes("{") ? bracedHexadecimal(cursor) : hexadecimal(cursor, 2);
        case "u":
            return unicodeEscape(cursor);
        case "c":
            return (cursor.next().codePointAt(0) ?? 0) ^ 64;
        default:
            return /[a-zA-Z0-9]/.test(character)
                ? cursor.fail(`\\${character} is not an escape that is translated`, -2)
                : (character.codePointAt(0) ?? 0);
    }
}

function property(cursor: Cursor, negated: boolean): CharacterSet {
    const name = cursor.takes("{") ? cursor.until("}") : cursor.next();
    const posix = POSIX[name];
    if (posix) {
        return setOf(negated ? complement(posix) : posix);
    }
    const category = name.replace(/^Is/, "");
    return CATEGORY.test(category)
        ? { ranges: [], categories: [`\\${negated ? "P" : "p"}{${category}}`], negated: false }
        : cursor.fail(`\\p{${name}} is not translated; POSIX classes and Unicode's general categories are`);
}

/**
 * Reads the escape of a set of characters, from behind its backslash.
 *
 * @param ignoreCase whether the flag i is on.
 * @returns undefined where the escape is another one.
 */
export function escapedSet(cursor: Cursor, ignoreCase: boolean): CharacterSet | undefined {
    const letter = cursor.peek();
    if (letter === "p" || letter === "P") {
        cursor.next();
        return ignoreCase
            ? cursor.fail("\\p{…} is not translated with the flag i: versions of Java differ in it")
            : property(cursor, letter === "P");
    }
    const predefined = PREDEFINED[letter.toLowerCase()];
    if (!predefined) {
        return undefined;
    }
    cursor.next();
    return setOf(letter === letter.toLowerCase() ? predefined : complement(predefined));
}

function classCharacter(cursor: Cursor): number {
    const character = cursor.next();
    if (character === "[" || (character === "&" && cursor.sees("&"))) {
        cursor.fail("a class within a class and && are not translated; a bracket that is meant is \\[", -1);
    }
    return character === "\\" ? escapedCharacter(cursor) : (character.codePointAt(0) ?? 0);
}

function range(cursor: Cursor): Range {
    const from = classCharacter(cursor);
    if (!cursor.sees("-") || cursor.sees("-]")) {
        return [from, from];
    }
    cursor.next();
    const to = classCharacter(cursor);
    return to < from ? cursor.fail("the range's end is before its beginning") : [from, to];
}

/**
 * Reads a character class, from behind its `[`. A `]` that comes first is a character of it.
 *
 * @param ignoreCase whether the flag i is on.
 */
export function characterClass(cursor: Cursor, ignoreCase: boolean): CharacterSet {
    const negated = cursor.takes("^");
    const ranges: Range[] = [];
    const categories: string[] = [];
    for (let first = true; first || !cursor.takes("]"); first = false) {
        const escaped = cursor.sees("\\");
        cursor.at += escaped ? 1 : 0;
        const set = escaped ? escapedSet(cursor, ignoreCase) : undefined;
        if (set) {
            ranges.push(...set.ranges);
            categories.push(...set.categories);
        } else {
            cursor.at -= escaped ? 1 : 0;
            ranges.push(range(cursor));
        }
    }
    return { ranges, categories, negated };
}
