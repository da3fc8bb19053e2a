import { isDeepStrictEqual } from "node:util";

/**
 * Which parts of a property are served, and how the official provider compares them: all of it as it is (true), by a rule, or
 * part by part. Lists are looked through.
 */
export type Shape = true | Rule | { readonly [property: string]: Shape };

/** How the official provider's schema compares a property (terraform-plugin-sdk, helper/schema). */
export interface Comparison {
    /** Optional and computed: leaving it out is not a difference, whatever AWS has. */
    readonly computed?: boolean;
    /** The value that leaving it out means. */
    readonly fallback?: unknown;
    /** A set: its order does not matter. */
    readonly unordered?: boolean;
    /** JSON text: only what it says matters (`verify.SuppressEquivalentPolicyDiffs`, `structure.SuppressJsonDiff`). */
    readonly json?: boolean;
}

/** A part of a property with a comparison of its own. */
export class Rule {
    constructor(
        readonly comparison: Comparison,
        readonly shape: Exclude<Shape, Rule> = true,
    ) {}
}

/** Optional and computed: compared only where the program gives it. */
export function computed(shape: Exclude<Shape, Rule> = true): Rule {
    return new Rule({ computed: true }, shape);
}

/** Compared with a default where the program leaves it out. */
export function byDefault(fallback: unknown): Rule {
    return new Rule({ fallback });
}

/** A set. */
export function unordered(shape: Exclude<Shape, Rule> = true): Rule {
    return new Rule({ unordered: true }, shape);
}

/** JSON text. */
export const JSON_TEXT = new Rule({ json: true });

function parts(shape: Shape): { comparison: Comparison; inner: Exclude<Shape, Rule> } {
    return shape instanceof Rule
        ? { comparison: shape.comparison, inner: shape.shape }
        : { comparison: {}, inner: shape };
}

function isObject(value: unknown): value is Record<string, unknown> {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The shape of a property's part. */
function part(shape: Exclude<Shape, Rule>, key: string): Shape {
    return shape === true ? true : (shape[key] ?? true);
}

function listOf(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}

function membersOf(value: unknown): Record<string, unknown> {
    return isObject(value) ? value : {};
}

function keysOf(...objects: Record<string, unknown>[]): string[] {
    return [...new Set(objects.flatMap((object) => Object.keys(object)))];
}

/**
 * Whether a value says nothing: to the official provider's schema, an empty or zero value is one that is not set. A map with a key
 * says something, whatever the key's value.
 */
function isUnset(value: unknown, shape: Shape): boolean {
    if (Array.isArray(value)) {
        return value.length === 0;
    }
    const { inner } = parts(shape);
    return isObject(value)
        ? Object.entries(value).every(([key, item]) =>
              inner === true ? item === undefined : isUnset(item, part(inner, key)),
          )
        : value === undefined || value === null || value === "" || value === false || value === 0;
}

/** JSON text as the object that it says; any other value as it is. */
function parsed(value: unknown): unknown {
    try {
        return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
    } catch {
        return value;
    }
}

/** A value with the members of its objects in one order, to compare by text. */
function sortedText(value: unknown): string {
    return JSON.stringify(value, (_key, item: unknown) =>
        isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
    );
}

function sameLists(olds: unknown[], news: unknown[], shape: Shape, { unordered: set }: Comparison): boolean {
    if (olds.length !== news.length) {
        return false;
    }
    if (!set) {
        return olds.every((item, i) => same(item, news[i], shape));
    }
    const left = [...news];
    return olds.every((item) => {
        const at = left.findIndex((other) => same(item, other, shape));
        return at >= 0 && left.splice(at, 1).length === 1;
    });
}

/**
 * Whether new inputs leave a property as its state has it, as the official provider's plan decides.
 *
 * @param olds what the state has: what the last creation, update or refresh has read.
 * @param news what the program gives; undefined where it leaves it out.
 */
export function same(olds: unknown, news: unknown, shape: Shape): boolean {
    const { comparison, inner } = parts(shape);
    const given = news ?? undefined;
    if (given === undefined && comparison.computed) {
        return true;
    }
    return sameValues(olds, given ?? comparison.fallback, inner, comparison);
}

function sameValues(
    olds: unknown,
    news: unknown,
    shape: Exclude<Shape, Rule>,
    comparison: Comparison,
): boolean {
    if (isUnset(olds, shape) && isUnset(news, shape)) {
        return true;
    }
    if (comparison.json) {
        return isDeepStrictEqual(parsed(olds), parsed(news));
    }
    if (Array.isArray(olds) || Array.isArray(news)) {
        return sameLists(listOf(olds), listOf(news), shape, comparison);
    }
    if (isObject(olds) || isObject(news)) {
        return sameMembers(membersOf(olds), membersOf(news), shape);
    }
    return String(olds) === String(news);
}

function sameMembers(
    olds: Record<string, unknown>,
    news: Record<string, unknown>,
    shape: Exclude<Shape, Rule>,
): boolean {
    if (shape === true) {
        return keysOf(olds, news).every(
            (key) => key in olds === key in news && same(olds[key], news[key], true),
        );
    }
    return keysOf(olds, news).every((key) => same(olds[key], news[key], part(shape, key)));
}

/** Paths of all values that lie outside a shape. */
export function outside(value: unknown, shape: Shape, at: string): string[] {
    const { inner } = parts(shape);
    if (inner === true || value === undefined || value === null) {
        return [];
    }
    if (Array.isArray(value)) {
        return value.flatMap((item, i) => outside(item, inner, `${at}[${i}]`));
    }
    if (!isObject(value)) {
        return [];
    }
    return Object.entries(value).flatMap(([key, item]) => {
        const within = inner[key];
        if (within !== undefined) {
            return outside(item, within, `${at}.${key}`);
        }
        return item === undefined || item === null ? [] : [`${at}.${key}`];
    });
}

/**
 * What was read, in the form that the state has where both say the same: the order of a set, the layout of JSON text and
 * numbers as text are not drift.
 *
 * @param state what the state has.
 * @param seen what was read.
 */
export function inFormOf(state: unknown, seen: unknown, shape: Shape): unknown {
    const { comparison, inner } = parts(shape);
    if (isUnset(state, inner) && isUnset(seen, inner)) {
        return state;
    }
    if (seen === undefined || seen === null) {
        return undefined;
    }
    if (isObject(state) && isObject(seen)) {
        return Object.fromEntries(
            keysOf(state, seen).map((key) => [key, inFormOf(state[key], seen[key], part(inner, key))]),
        );
    }
    if (Array.isArray(state) && Array.isArray(seen)) {
        return comparison.unordered
            ? setInFormOf(state, seen, inner)
            : seen.map((item, i) => inFormOf(state[i], item, inner));
    }
    return !isUnset(state, inner) && sameValues(state, seen, inner, comparison) ? state : seen;
}

/** A set in the order of the state; what the state does not have comes last, in one order. */
function setInFormOf(state: unknown[], seen: unknown[], shape: Shape): unknown[] {
    const left = [...seen];
    const kept = state.flatMap((item) => {
        const at = left.findIndex((other) => same(other, item, shape));
        return at < 0 ? [] : [inFormOf(item, left.splice(at, 1)[0], shape)];
    });
    return [...kept, ...left.sort((a, b) => (sortedText(a) < sortedText(b) ? -1 : 1))];
}

/**
 * What a refresh makes of a property's inputs: what was read, within what the program gives (pulumi-terraform-bridge,
 * `extractInputs`). Maps are passed through unchanged.
 *
 * @param inputs the inputs before.
 * @param seen what was read.
 */
export function withinInputs(inputs: unknown, seen: unknown, shape: Shape): unknown {
    const { inner } = parts(shape);
    if (Array.isArray(inputs) && Array.isArray(seen)) {
        return seen.map((item, i) => withinInputs(inputs[i] ?? inputs[0], item, inner));
    }
    if (inner === true || !isObject(inputs) || !isObject(seen)) {
        return seen;
    }
    return Object.fromEntries(
        Object.keys(inputs).map((key) => [key, withinInputs(inputs[key], seen[key], part(inner, key))]),
    );
}
