import { RuleConfig, EvaluatedResource } from "../../policy/pack/rule";

/** One resource and what a rule must say of it. */
export interface RuleCase {
    readonly type: string;
    readonly props: Record<string, unknown>;
    readonly config?: RuleConfig;
    readonly more?: Partial<EvaluatedResource>;
    /** All messages; advice begins with `advise: `, an unknown value with `unknown: `. None where it is accepted. */
    readonly says?: readonly string[];
}

/** A rule's cases, by what they are. */
export interface RuleCases {
    readonly accepted: readonly RuleCase[];
    readonly refused: readonly RuleCase[];
    readonly unknown: readonly RuleCase[];
    /** Inputs of the wrong kind: judged, never a crash. */
    readonly malformed: readonly RuleCase[];
}

/** Makes cases of one type. */
export const of =
    (type: string) =>
    (
        props: Record<string, unknown>,
        says: readonly string[] = [],
        more: Partial<RuleCase> = {},
    ): RuleCase => ({ type, props, says, ...more });

/** The line for an input that is not known. */
export function unknown(input: string, rule: string): string {
    return (
        `unknown: the input '${input}' is not known before the update, so ${rule} cannot evaluate it: it comes from a resource ` +
        "that does not exist yet; build it from names, account and region that the program knows"
    );
}
