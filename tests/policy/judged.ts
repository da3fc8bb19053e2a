import { unknownCheckingProxy } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { Rule, verdict } from "../../policy/rules/known";

/** Stands for a value that is not known before the update, as the engine sends it. */
export const UNKNOWN: unknown = (proxy as unknown as Record<string, unknown>)["unknownStringValue"];

/** Judges one resource as the engine has it judged: through the proxy that throws on unknown values. */
export function judged(
    rule: Rule,
    type: string,
    props: Record<string, unknown>,
    config: Record<string, unknown> = {},
): Promise<string[]> {
    return verdict(rule, { type, props: unknownCheckingProxy(props) as Record<string, unknown>, config });
}
