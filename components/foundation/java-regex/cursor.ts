import { JavaRegexError } from "./nodes";

/** Reads a pattern from its beginning to its end, one code point at a time. */
export class Cursor {
    /** Index of the next character. */
    at = 0;
    private readonly characters: readonly string[];

    /** @param text of the pattern. */
    constructor(text: string) {
        this.characters = [...text];
    }

    get ended(): boolean {
        return this.at >= this.characters.length;
    }

    /** The next character, or "" at the end. */
    peek(): string {
        return this.characters[this.at] ?? "";
    }

    /** Whether the pattern goes on with a text. */
    sees(text: string): boolean {
        return [...text].every((character, i) => this.characters[this.at + i] === character);
    }

    /** Reads a text, where the pattern goes on with it. @returns whether it does. */
    takes(text: string): boolean {
        const found = this.sees(text);
        this.at += found ? [...text].length : 0;
        return found;
    }

    /** Reads a character. @throws JavaRegexError at the end. */
    next(): string {
        if (this.ended) {
            this.fail("the pattern ends too early");
        }
        return this.characters[this.at++] ?? "";
    }

    /** Reads up to a character, and that one. @returns what is before it. */
    until(closing: string): string {
        let text = "";
        for (let character = this.next(); character !== closing; character = this.next()) {
            text += character;
        }
        return text;
    }

    /** Reads a group's name and what closes it. */
    name(closing: string): string {
        const name = this.until(closing);
        return /^[a-zA-Z][a-zA-Z0-9]*$/.test(name)
            ? name
            : this.fail(`'${name}' is not a group's name: letters and digits, a letter first`);
    }

    /**
     * Refuses the pattern.
     *
     * @param reason what is wrong.
     * @param offset from the next character to the one that is meant.
     */
    fail(reason: string, offset = 0): never {
        throw new JavaRegexError(reason, Math.max(0, this.at + offset));
    }
}

/** Writes `\Q…\E` as escapes, as java.util.regex does before it parses: what is quoted stands for itself, in a class as well. */
export function unquoted(pattern: string): string {
    let text = "";
    for (let at = 0; at < pattern.length;) {
        if (pattern.startsWith("\\Q", at)) {
            const end = pattern.indexOf("\\E", at + 2);
            const quoted = pattern.slice(at + 2, end < 0 ? undefined : end);
            text += quoted.replace(/[^]/gu, (one) => `\\x{${(one.codePointAt(0) ?? 0).toString(16)}}`);
            at = end < 0 ? pattern.length : end + 2;
        } else {
            const length = pattern[at] === "\\" ? 2 : 1;
            text += pattern.slice(at, at + length);
            at += length;
        }
    }
    return text;
}
