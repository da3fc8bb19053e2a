import { setSource } from "./character-sets";
import { JavaRegexError, Node, groupsAlwaysIn, groupsIn, lengths } from "./nodes";
import { ParsedPattern } from "./parser";

/** A pattern in JavaScript, for the flag u. */
export interface Translation {
    readonly source: string;
    /** Where each of Java's groups is among JavaScript's, from group 1 on. */
    readonly groups: readonly number[];
}

/** What surrounds a node, as far as it decides whether the two languages agree. */
interface Surroundings {
    /** Whether the node may be tried and given up, with the match going on elsewhere. */
    readonly optional: boolean;
    readonly inLookbehind: boolean;
    /** Groups that have taken part by here, whatever way the match took. */
    readonly sure: readonly number[];
}

function refuse(reason: string): never {
    throw new JavaRegexError(reason, 0);
}

/** Writes a parsed pattern in JavaScript, and refuses what JavaScript reads differently. */
class Translator {
    private written = 0;
    readonly groups: number[] = [];

    write(node: Node, around: Surroundings): string {
        switch (node.kind) {
            case "set":
                return setSource(node.set);
            case "place":
                return node.source;
            case "sequence":
                return this.sequence(node.items, around);
            case "alternatives":
                return `(?:${node.branches.map((branch) => this.write(branch, { ...around, optional: true })).join("|")})`;
            case "group":
                this.groups[node.number - 1] = ++this.written;
                return `(${this.write(node.body, around)})`;
            case "atomic":
                return this.atomic(node.body, around);
            case "look":
                return this.look(node, around);
            case "repeat":
                return this.repeat(node, around);
            case "reference":
                return this.reference(node.number, around);
        }
    }

    private sequence(items: readonly Node[], around: Surroundings): string {
        const sure = [...around.sure];
        return items
            .map((item) => {
                const source = this.write(item, { ...around, sure: [...sure] });
                sure.push(...groupsAlwaysIn(item));
                return source;
            })
            .join("");
    }

    /** JavaScript has none: what a lookahead has matched is taken by a reference to it, and not tried in another way. */
    private atomic(body: Node, around: Surroundings): string {
        if (around.inLookbehind) {
            refuse("an atomic group or possessive quantifier within a lookbehind is not translated");
        }
        if (around.optional && groupsIn(body).length > 0) {
            refuse(
                "a capturing group that is atomic and may be left out is not translated: Java keeps its text where the match takes another way",
            );
        }
        const number = ++this.written;
        return `(?:(?=(${this.write(body, around)}))\\${number})`;
    }

    private look({ opening, body }: Node & { kind: "look" }, around: Surroundings): string {
        if (groupsIn(body).length > 0) {
            refuse("a capturing group within a lookahead or lookbehind is not translated; write (?:…)");
        }
        const inLookbehind = around.inLookbehind || opening.startsWith("(?<");
        if (inLookbehind && lengths(body).max === Infinity) {
            refuse("a lookbehind has no obvious maximum length");
        }
        return `${opening}${this.write(body, { ...around, inLookbehind })})`;
    }

    private repeat(node: Node & { kind: "repeat" }, around: Surroundings): string {
        const { body, min, max, mode } = node;
        if (max > 1) {
            checkRepeated(body);
        }
        const optional = around.optional || min === 0 || max > min;
        if (mode === "possessive") {
            // Java does not try another way within one of the repetitions, either.
            const each: Node = body.kind === "set" ? body : { kind: "atomic", body };
            return this.atomic({ ...node, body: each, mode: "greedy" }, { ...around, optional });
        }
        const source = this.write(body, { ...around, optional });
        if (min === 0 && max === 1 && lengths(body).min === 0) {
            // JavaScript's quantifier takes back a repetition that has matched nothing, and its groups.
            return mode === "lazy" ? `(?:|${source})` : `(?:${source}|)`;
        }
        return `(?:${source})${quantifier(min, max)}${mode === "lazy" ? "?" : ""}`;
    }

    private reference(group: number, around: Surroundings): string {
        if (!around.sure.includes(group)) {
            refuse(
                `the reference to group ${group}, which may have been left out, is not translated: Java does not match it, JavaScript does`,
            );
        }
        return `(?:\\${this.groups[group - 1]})`;
    }
}

function quantifier(min: number, max: number): string {
    if (max === Infinity) {
        return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
    }
    if (min === 0 && max === 1) {
        return "?";
    }
    return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** JavaScript forgets a group's text where a repetition begins; Java keeps it. Both agree where each repetition sets it. */
function checkRepeated(body: Node): void {
    if (lengths(body).min === 0) {
        refuse("a repetition of what may match nothing is not translated");
    }
    const always = groupsAlwaysIn(body);
    const left = groupsIn(body).find((group) => !always.includes(group));
    if (left !== undefined) {
        refuse(
            `group ${left} may be left out of a repetition, which is not translated: Java keeps its earlier text`,
        );
    }
}

/**
 * Translates a parsed pattern.
 *
 * @throws JavaRegexError where the two languages would disagree.
 */
export function translate({ root }: ParsedPattern): Translation {
    const translator = new Translator();
    const source = translator.write(root, { optional: false, inLookbehind: false, sure: [] });
    return { source, groups: translator.groups };
}
