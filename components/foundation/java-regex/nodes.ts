/** Inclusive code points, from and to. */
export type Range = readonly [number, number];

/** Characters of a class, all of them listed: negation and case are resolved. */
export interface CharacterSet {
    readonly ranges: readonly Range[];
    /** Unicode categories, as JavaScript writes them: `\p{Lu}`. */
    readonly categories: readonly string[];
    readonly negated: boolean;
}

/** A part of a parsed pattern. Flags are resolved: each node means the same wherever it is. */
export type Node =
    | { readonly kind: "set"; readonly set: CharacterSet }
    /** A place between two characters, in JavaScript. */
    | { readonly kind: "place"; readonly source: string }
    | { readonly kind: "sequence"; readonly items: readonly Node[] }
    | { readonly kind: "alternatives"; readonly branches: readonly Node[] }
    | { readonly kind: "group"; readonly number: number; readonly body: Node }
    | { readonly kind: "atomic"; readonly body: Node }
    | {
          readonly kind: "look";
          readonly opening: "(?=" | "(?!" | "(?<=" | "(?<!";
          readonly body: Node;
      }
    | {
          readonly kind: "repeat";
          readonly body: Node;
          readonly min: number;
          readonly max: number;
          readonly mode: "greedy" | "lazy" | "possessive";
      }
    | { readonly kind: "reference"; readonly number: number };

/** A pattern that java.util.regex refuses, or that cannot be translated exactly. */
export class JavaRegexError extends Error {
    /**
     * @param reason what is wrong, such as `the group is not closed`.
     * @param at index of the character in the pattern.
     */
    constructor(
        readonly reason: string,
        readonly at: number,
    ) {
        super(`${reason} (character ${at + 1})`);
    }
}

function children(node: Node): readonly Node[] {
    switch (node.kind) {
        case "sequence":
            return node.items;
        case "alternatives":
            return node.branches;
        case "group":
        case "atomic":
        case "look":
        case "repeat":
            return [node.body];
        default:
            return [];
    }
}

/** Numbers of the capturing groups within a node. */
export function groupsIn(node: Node): number[] {
    const inside = children(node).flatMap(groupsIn);
    return node.kind === "group" ? [node.number, ...inside] : inside;
}

/** The fewest and most characters that a node matches. */
export function lengths(node: Node): { min: number; max: number } {
    const inside = children(node).map(lengths);
    switch (node.kind) {
        case "set":
            return { min: 1, max: 1 };
        case "place":
        case "look":
            return { min: 0, max: 0 };
        case "reference":
            return { min: 0, max: Infinity };
        case "alternatives":
            return {
                min: Math.min(...inside.map(({ min }) => min)),
                max: Math.max(...inside.map(({ max }) => max)),
            };
        case "repeat": {
            const [{ min, max } = { min: 0, max: 0 }] = inside;
            return { min: min * node.min, max: max === 0 ? 0 : max * node.max };
        }
        default:
            return inside.reduce((sum, { min, max }) => ({ min: sum.min + min, max: sum.max + max }), {
                min: 0,
                max: 0,
            });
    }
}

/** Numbers of the groups that have taken part whenever a node has matched. */
export function groupsAlwaysIn(node: Node): number[] {
    switch (node.kind) {
        case "alternatives": {
            const [first = [], ...others] = node.branches.map(groupsAlwaysIn);
            return first.filter((group) => others.every((branch) => branch.includes(group)));
        }
        case "repeat":
            return node.min === 0 ? [] : groupsAlwaysIn(node.body);
        case "look":
            return [];
        case "group":
            return [node.number, ...groupsAlwaysIn(node.body)];
        default:
            return children(node).flatMap(groupsAlwaysIn);
    }
}
