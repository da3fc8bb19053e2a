import { CharacterSet, Range } from "./nodes";

const LAST_CODE_POINT = 0x10ffff;

function code(character: string): number {
    return character.codePointAt(0) ?? 0;
}

/** Ranges of a notation such as `a-z0-9_`; single characters stand for themselves. */
function ranges(notation: string): Range[] {
    return [...notation.matchAll(/([^])-([^])|([^])/gu)].map(([, from = "", to = "", one]) =>
        one === undefined ? [code(from), code(to)] : [code(one), code(one)],
    );
}

/** The characters that are in none of the ranges. */
export function complement(of: readonly Range[]): Range[] {
    const gaps: Range[] = [];
    let next = 0;
    for (const [from, to] of [...of].sort((a, b) => a[0] - b[0])) {
        if (from > next) {
            gaps.push([next, from - 1]);
        }
        next = Math.max(next, to + 1);
    }
    return next <= LAST_CODE_POINT ? [...gaps, [next, LAST_CODE_POINT]] : gaps;
}

/** Predefined classes (java.util.regex.Pattern, "Predefined character classes"): ASCII only, unlike JavaScript's. */
export const PREDEFINED: Readonly<Record<string, readonly Range[]>> = {
    d: ranges("0-9"),
    w: ranges("a-zA-Z0-9_"),
    s: ranges(" \t\n\x0B\f\r"),
    h: ranges(" \t\xA0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"),
    v: ranges("\n\x0B\f\r\x85\u2028\u2029"),
};

/** What `.` does not match, and where `$` sees the end of a line ("Line terminators"). */
export const LINE_TERMINATORS: readonly Range[] = ranges("\n\r\x85\u2028\u2029");

/** POSIX classes ("POSIX character classes (US-ASCII only)"). */
export const POSIX: Readonly<Record<string, readonly Range[]>> = {
    Lower: ranges("a-z"),
    Upper: ranges("A-Z"),
    ASCII: [[0, 0x7f]],
    Alpha: ranges("a-zA-Z"),
    Digit: ranges("0-9"),
    Alnum: ranges("a-zA-Z0-9"),
    Punct: ranges("!-/:-@[-`{-~"),
    Graph: ranges("!-~"),
    Print: ranges(" -~"),
    Blank: ranges(" \t"),
    Cntrl: [
        [0, 0x1f],
        [0x7f, 0x7f],
    ],
    XDigit: ranges("0-9a-fA-F"),
    Space: ranges(" \t\n\x0B\f\r"),
};

/**
 * Unicode's general categories, which both languages name alike. Java and Node.js may know different versions of Unicode; they
 * differ in characters that were assigned between them.
 */
export const CATEGORY = /^(?:L[ultmo]?|M[nec]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfon]?)$/;

/** The set of one character. */
export function single(codePoint: number): CharacterSet {
    return { ranges: [[codePoint, codePoint]], categories: [], negated: false };
}

/** The set of the characters of some ranges. */
export function setOf(of: readonly Range[], negated = false): CharacterSet {
    return { ranges: of, categories: [], negated };
}

/** The letters of a range in the other case, as the flag (?i) adds them: it knows the letters of ASCII only. */
function otherCase([from, to]: Range): Range[] {
    const shifted = (low: number, high: number, by: number): Range[] => {
        const start = Math.max(from, low);
        const end = Math.min(to, high);
        return start <= end ? [[start + by, end + by]] : [];
    };
    return [...shifted(0x41, 0x5a, 0x20), ...shifted(0x61, 0x7a, -0x20)];
}

/** A set as the flag (?i) reads it. */
export function ignoringCase(set: CharacterSet): CharacterSet {
    return { ...set, ranges: [...set.ranges, ...set.ranges.flatMap(otherCase)] };
}

function escaped(codePoint: number): string {
    const character = String.fromCodePoint(codePoint);
    return /[a-zA-Z0-9 ]/.test(character) ? character : `\\u{${codePoint.toString(16)}}`;
}

/** A set in JavaScript with the flag u. */
export function setSource({ ranges: listed, categories, negated }: CharacterSet): string {
    const [only] = listed;
    if (!negated && listed.length === 1 && categories.length === 0 && only && only[0] === only[1]) {
        return escaped(only[0]);
    }
    const items = listed.map(([from, to]) =>
        from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`,
    );
    return `[${negated ? "^" : ""}${items.join("")}${categories.join("")}]`;
}
