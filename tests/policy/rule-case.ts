import { RuleConfig, EvaluatedResource } from "../../policy/pack/rule";

/** One resource and what a rule must report on it. */
export interface RuleCase {
    /** The condition: what the resource is like. */
    readonly title: string;
    readonly type: string;
    readonly props: Record<string, unknown>;
    readonly config?: RuleConfig;
    readonly more?: Partial<EvaluatedResource>;
    /** All messages; advice begins with `advise: `, an unknown value with `unknown: `. None where it is accepted. */
    readonly says?: readonly string[];
}

/** A rule's cases by their verdict. */
export interface RuleCases {
    /** Titles of the cases that the page of the rule shows. */
    readonly examples: { readonly accepted: string; readonly refused: string };
    readonly accepted: readonly RuleCase[];
    readonly refused: readonly RuleCase[];
    readonly unknown: readonly RuleCase[];
    /** Inputs of the wrong type: judged, never a crash. */
    readonly malformed: readonly RuleCase[];
}

/** Makes cases of one type. */
export const of =
    (type: string) =>
    (
        title: string,
        props: Record<string, unknown>,
        says: readonly string[] = [],
        more: Partial<RuleCase> = {},
    ): RuleCase => ({ title, type, props, says, ...more });

/** The line for an input that is not known. */
export function unknown(input: string, rule: string): string {
    return (
        `unknown: the input '${input}' is not known before the update, so ${rule} cannot evaluate it: it comes from a resource ` +
        "that does not exist yet; build it from names, account and region that the program knows"
    );
}
