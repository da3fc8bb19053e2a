import { LINE_TERMINATORS, ignoringCase, setOf, single } from "./character-sets";
import { Cursor, unquoted } from "./cursor";
import { characterClass, escapedCharacter, escapedSet } from "./escapes";
import { CharacterSet, JavaRegexError, Node } from "./nodes";
import * as places from "./places";

/** Flags of an inline `(?ism-ism)`, and where a part of the pattern is; both end with the group around it. */
interface Flags {
    readonly lookbehind: boolean;
    readonly i: boolean;
    readonly s: boolean;
    readonly m: boolean;
}

/** What was parsed. */
export interface ParsedPattern {
    readonly root: Node;
    /** How many capturing groups there are. */
    readonly groups: number;
}

const LOOKS = ["(?=", "(?!", "(?<=", "(?<!"] as const;
/** The most that a quantifier counts: java.util.regex reads an int. */
const MOST_REPETITIONS = 2 ** 31 - 1;

/** Parses the dialect of java.util.regex.Pattern without compile flags. Its errors are Java's own, or say what is not translated. */
class Parser {
    private readonly cursor: Cursor;
    private flags: Flags = { lookbehind: false, i: false, s: false, m: false };
    private groups = 0;
    private readonly names = new Map<string, number>();
    private readonly open = new Set<number>();

    constructor(pattern: string) {
        this.cursor = new Cursor(unquoted(pattern));
    }

    parse(): ParsedPattern {
        const root = this.alternatives();
        if (!this.cursor.ended) {
            this.cursor.fail("the ')' closes no group; write \\)");
        }
        return { root, groups: this.groups };
    }

    private alternatives(): Node {
        const branches = [this.sequence()];
        while (this.cursor.takes("|")) {
            branches.push(this.sequence());
        }
        return branches.length === 1 && branches[0] ? branches[0] : { kind: "alternatives", branches };
    }

    private sequence(): Node {
        const items: Node[] = [];
        while (!this.cursor.ended && !this.cursor.sees("|") && !this.cursor.sees(")")) {
            const atom = this.atom();
            if (atom) {
                items.push(this.quantified(atom));
            }
        }
        return { kind: "sequence", items };
    }

    private set(set: CharacterSet): Node {
        return { kind: "set", set: this.flags.i ? ignoringCase(set) : set };
    }

    /** One atom; undefined for a group that only sets flags. */
    private atom(): Node | undefined {
        const { cursor, flags } = this;
        if (cursor.sees("(")) {
            return this.group();
        }
        const character = cursor.next();
        switch (character) {
            case "[":
                return this.set(characterClass(cursor, flags.i));
            case ".":
                return { kind: "set", set: setOf(flags.s ? [] : LINE_TERMINATORS, true) };
            case "^":
                return this.place(places.INPUT_START, places.LINE_START);
            case "$":
                return this.place(places.LAST_LINE_END, places.LINE_END);
            case "\\":
                return this.escape();
            default:
                return "*+?{".includes(character)
                    ? cursor.fail(`the quantifier ${character} follows nothing; write \\${character}`, -1)
                    : this.set(single(character.codePointAt(0) ?? 0));
        }
    }

    private place(ofInput: string, ofLine: string): Node {
        return { kind: "place", source: this.flags.m ? ofLine : ofInput };
    }

    private group(): Node | undefined {
        const { cursor, flags } = this;
        const at = cursor.at;
        const opening = LOOKS.find((text) => cursor.takes(text));
        let node: Node | undefined;
        if (opening) {
            this.flags = { ...flags, lookbehind: flags.lookbehind || opening.startsWith("(?<") };
            node = { kind: "look", opening, body: this.alternatives() };
        } else if (cursor.takes("(?>")) {
            node = { kind: "atomic", body: this.alternatives() };
        } else if (cursor.takes("(?<")) {
            node = this.capturing(cursor.name(">"));
        } else if (cursor.takes("(?")) {
            if (!this.inlineFlags()) {
                return undefined; // (?i) lasts to the end of the group around it
            }
            node = this.alternatives();
        } else {
            cursor.next();
            node = this.capturing();
        }
        if (!cursor.takes(")")) {
            throw new JavaRegexError("the group is not closed", at);
        }
        this.flags = flags;
        return node;
    }

    private capturing(name?: string): Node {
        this.groups += 1;
        const number = this.groups;
        if (name !== undefined) {
            if (this.names.has(name)) {
                this.cursor.fail(`there are two groups named ${name}`);
            }
            this.names.set(name, number);
        }
        this.open.add(number);
        const body = this.alternatives();
        this.open.delete(number);
        return { kind: "group", number, body };
    }

    /** Reads the rest of `(?i)` or `(?i:`. @returns whether a group follows. */
    private inlineFlags(): boolean {
        const { cursor } = this;
        const flags = { ...this.flags };
        let on = true;
        for (;;) {
            const flag = cursor.next();
            if (flag === ":" || flag === ")") {
                this.flags = flags;
                return flag === ":";
            }
            if (flag === "-" && on) {
                on = false;
            } else if (flag === "i" || flag === "s" || flag === "m") {
                flags[flag] = on;
            } else {
                cursor.fail(`(?${flag} is not translated; of the inline flags, i, s and m are`, -1);
            }
        }
    }

    private escape(): Node {
        const { cursor } = this;
        const place = this.escapedPlace();
        if (place !== undefined) {
            return { kind: "place", source: place };
        }
        if (cursor.takes("R")) {
            return this.flags.lookbehind ? cursor.fail("\\R has no place in a lookbehind", -2) : lineBreak();
        }
        if (cursor.takes("k")) {
            return this.namedReference();
        }
        if (/^[1-9]$/.test(cursor.peek())) {
            return this.reference();
        }
        const set = escapedSet(cursor, this.flags.i);
        return set ? { kind: "set", set } : this.set(single(escapedCharacter(cursor)));
    }

    private escapedPlace(): string | undefined {
        const { cursor } = this;
        if (cursor.sees("b{")) {
            cursor.fail("\\b{…} is not translated");
        }
        const escapes: readonly [string, string][] = [
            ["b", places.WORD_BOUNDARY],
            ["B", places.NO_WORD_BOUNDARY],
            ["A", places.INPUT_START],
            ["z", places.INPUT_END],
            ["Z", places.LAST_LINE_END],
        ];
        return escapes.find(([letter]) => cursor.takes(letter))?.[1];
    }

    private namedReference(): Node {
        const { cursor } = this;
        if (!cursor.takes("<")) {
            cursor.fail("\\k is not followed by <NAME>");
        }
        const name = cursor.name(">");
        const number = this.names.get(name);
        if (number === undefined) {
            return cursor.fail(`there is no group named ${name} before it`);
        }
        return this.referenceTo(number);
    }

    /** Digits are taken while there is such a group: `\11` is group 1 and a 1 where there are fewer than 11. */
    private reference(): Node {
        const { cursor } = this;
        let number = Number(cursor.next());
        while (/^\d$/.test(cursor.peek()) && number * 10 + Number(cursor.peek()) <= this.groups) {
            number = number * 10 + Number(cursor.next());
        }
        return this.referenceTo(number);
    }

    private referenceTo(number: number): Node {
        if (number > this.groups || this.open.has(number)) {
            this.cursor.fail(`the reference to group ${number} is not behind that group`);
        }
        if (this.flags.i) {
            this.cursor.fail("a reference to a group is not translated with the flag i");
        }
        return { kind: "reference", number };
    }

    private quantified(body: Node): Node {
        const { cursor } = this;
        const at = cursor.at;
        const counts = this.counts();
        if (!counts) {
            return body;
        }
        if (body.kind === "place" || body.kind === "look") {
            throw new JavaRegexError("a quantifier of a place between characters is not translated", at);
        }
        const mode = cursor.takes("?") ? "lazy" : cursor.takes("+") ? "possessive" : "greedy";
        return { kind: "repeat", body, ...counts, mode };
    }

    private counts(): { min: number; max: number } | undefined {
        const { cursor } = this;
        if (cursor.takes("*")) {
            return { min: 0, max: Infinity };
        }
        if (cursor.takes("+")) {
            return { min: 1, max: Infinity };
        }
        if (cursor.takes("?")) {
            return { min: 0, max: 1 };
        }
        if (!cursor.takes("{")) {
            return undefined;
        }
        const [, from, comma, to] = /^(\d+)(,?)(\d*)$/.exec(cursor.until("}")) ?? [];
        const min = Number(from);
        const max = comma ? (to ? Number(to) : Infinity) : min;
        if (from === undefined || min > MOST_REPETITIONS || max < min) {
            cursor.fail("the quantifier is not {N}, {N,} or {N,M}; a brace that is meant is \\{", -1);
        }
        return { min, max };
    }
}

/** `\R`: any line break, \r\n as one. */
function lineBreak(): Node {
    const set = (...codes: [number, number][]): Node => ({ kind: "set", set: setOf(codes) });
    const pair: Node = { kind: "sequence", items: [set([0x0d, 0x0d]), set([0x0a, 0x0a])] };
    return { kind: "alternatives", branches: [pair, set([0x0a, 0x0d], [0x85, 0x85], [0x2028, 0x2029])] };
}

/**
 * Parses a pattern of java.util.regex.
 *
 * @param pattern as Java's Pattern.compile() takes it.
 * @throws JavaRegexError where Java refuses it, or it cannot be translated.
 */
export function parsePattern(pattern: string): ParsedPattern {
    return new Parser(pattern).parse();
}
