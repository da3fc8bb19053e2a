import { UnknownValueError } from "@pulumi/policy";
import { Finding } from "./finding";
import { EvaluatedResource, Rule, RuleConfig, StackFinding, StackRule, isFor } from "./rule";

/** The result of a rule: its findings, or that a value which it needs is not known. */
export interface Outcome<T extends Finding = Finding> {
    readonly findings: readonly T[];
    /** One line: which input is not known, and how to make it known. */
    readonly unknown?: string;
}

const NOTHING: Outcome = { findings: [] };

/** The path of the unknown input; UnknownValueError has it, but not in its type. */
function inputPath(error: unknown): string {
    const path = (error as { props?: readonly unknown[] }).props ?? [];
    return path
        .map(String)
        .reduce(
            (whole, part) => (/^\d+$/.test(part) ? `${whole}[${part}]` : whole ? `${whole}.${part}` : part),
            "",
        );
}

/**
 * The line for an unknown value. It is a violation of its own kind, not a pass: Pulumi alone would skip the rule with
 * a mere advisory (pulumi-policy, issue 258).
 *
 * @param rule the rule that needs it.
 * @param error thrown when the value was read.
 * @returns nothing where the error is another one.
 */
function unknownLine(rule: string, error: unknown): string | undefined {
    return error instanceof UnknownValueError
        ? `the input '${inputPath(error)}' is not known before the update, so ${rule} cannot evaluate it: it comes from a ` +
              "resource that does not exist yet; build it from names, account and region that the program knows"
        : undefined;
}

/** Runs a rule and catches unknown values. @throws any other error. */
async function runRule<T extends Finding>(
    rule: string,
    work: () => Promise<readonly T[]> | readonly T[],
): Promise<Outcome<T>> {
    try {
        return { findings: await work() };
    } catch (error) {
        const unknown = unknownLine(rule, error);
        if (unknown === undefined) {
            throw error;
        }
        return { findings: [], unknown };
    }
}

/**
 * Judges one resource by one rule.
 *
 * @param rule the rule.
 * @param resource of any type; what the rule is not for complies.
 * @param config the rule's configuration.
 */
export async function evaluateRule(
    rule: Rule,
    resource: EvaluatedResource,
    config: RuleConfig,
): Promise<Outcome> {
    return isFor(rule, resource.type) ? runRule(rule.name, () => rule.judge(resource, config)) : NOTHING;
}

/**
 * Judges the resources of a stack by one rule.
 *
 * @param rule the rule.
 * @param resources all of the stack.
 * @param config the rule's configuration.
 */
export function evaluateStackRule(
    rule: StackRule,
    resources: readonly EvaluatedResource[],
    config: RuleConfig,
): Promise<Outcome<StackFinding>> {
    return runRule(rule.name, () => rule.judgeStack(resources, config));
}
