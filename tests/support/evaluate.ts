import { unknownCheckingProxy } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { Finding } from "../../policy/pack/finding";
import { EvaluatedResource, Rule, RuleConfig, StackRule } from "../../policy/pack/rule";
import { evaluateRule } from "../../policy/pack/unknown";

/** Stands for a value that is not known before the update, as the engine sends it. */
export const UNKNOWN: unknown = (proxy as unknown as Record<string, unknown>)["unknownStringValue"];

function line({ level, message }: Finding): string {
    return level === "refuse" ? message : `${level}: ${message}`;
}

/** What marks a secret, as `@pulumi/pulumi/runtime/rpc.ts` has it. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Inputs without the marks of secrets: the pack gets them unwrapped. */
function unwrapped(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(unwrapped);
    }
    if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) {
        return value;
    }
    const object = value as Record<string, unknown>;
    return object[SIGNATURE] === SECRET
        ? unwrapped(object["value"])
        : Object.fromEntries(Object.entries(object).map(([key, item]) => [key, unwrapped(item)]));
}

/** A resource as the engine has it judged: its inputs behind the proxy that throws on unknown values. */
export function resource(
    type: string,
    props: Record<string, unknown>,
    more: Partial<EvaluatedResource> = {},
): EvaluatedResource {
    const known = unknownCheckingProxy(unwrapped(props)) as Record<string, unknown>;
    return { type, urn: `urn:pulumi:test::cc-pipeline::${type}::tested`, props: known, ...more };
}

/**
 * Judges one resource as the engine has it judged.
 *
 * @returns the messages of violations; those of advice begin with `advise: `, an unknown value's with `unknown: `.
 */
export async function evaluate(
    rule: Rule,
    type: string,
    props: Record<string, unknown>,
    config: RuleConfig = {},
    more: Partial<EvaluatedResource> = {},
): Promise<string[]> {
    const { findings, unknown } = await evaluateRule(rule, resource(type, props, more), config);
    return [...findings.map(line), ...(unknown === undefined ? [] : [`unknown: ${unknown}`])];
}

/** Judges resources as a stack. */
export function evaluateStack(
    rule: StackRule,
    resources: readonly EvaluatedResource[],
    config: RuleConfig = {},
): string[] {
    return rule.judgeStack(resources, config).map(line);
}
