import { lengths } from "./nodes";
import { parsePattern } from "./parser";
import { translate } from "./translate";

/** Text of the groups of a match, in their order; undefined where a group took no part. */
export type Groups = readonly (string | undefined)[];

/**
 * A pattern of java.util.regex, for text without lone surrogates. It matches what Java's own matches, with the same groups, or
 * cannot be made: see tests/local/java-regex.test.ts, which compares the two.
 */
export class JavaPattern {
    /** How many capturing groups the pattern has. */
    readonly groupCount: number;
    /** Whether the pattern may match without taking a character. */
    readonly mayMatchNothing: boolean;
    private readonly whole: RegExp;
    private readonly beginning: RegExp;
    private readonly anywhere: RegExp;
    private readonly groups: readonly number[];
    private readonly inOrder: boolean;

    /**
     * @param pattern as Pattern.compile() takes it.
     * @throws JavaRegexError where Java refuses the pattern, or JavaScript could read it differently.
     */
    constructor(pattern: string) {
        const parsed = parsePattern(pattern);
        const { source, groups } = translate(parsed);
        this.groupCount = parsed.groups;
        this.mayMatchNothing = lengths(parsed.root).min === 0;
        this.groups = groups;
        this.inOrder = groups.every((group, i) => group === i + 1);
        this.whole = new RegExp(`^(?:${source})$`, "u");
        this.beginning = new RegExp(`^(?:${source})`, "u");
        this.anywhere = new RegExp(source, "gu");
    }

    /** Matcher.matches(): the groups, where the whole text matches. */
    matches(text: string): Groups | undefined {
        const found = this.whole.exec(text);
        if (!found) {
            return undefined;
        }
        return this.inOrder ? found.slice(1, this.groupCount + 1) : this.groups.map((group) => found[group]);
    }

    /** Matcher.lookingAt(): whether the text begins with a match. */
    looksAt(text: string): boolean {
        return this.beginning.test(text);
    }

    /**
     * String.split(): the parts between matches, without the empty ones at the end.
     *
     * @throws Error for a pattern that may match nothing: Java splits between the halves of a surrogate pair then.
     */
    split(text: string): string[] {
        if (this.mayMatchNothing) {
            throw new Error("a pattern that may match nothing splits no text");
        }
        const parts: string[] = [];
        let begun = 0;
        for (const match of text.matchAll(this.anywhere)) {
            parts.push(text.slice(begun, match.index));
            begun = match.index + match[0].length;
        }
        if (parts.length === 0) {
            return [text];
        }
        parts.push(text.slice(begun));
        while (parts.at(-1) === "") {
            parts.pop();
        }
        return parts;
    }
}
