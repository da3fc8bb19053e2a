import { EnforcementLevel, PolicyConfigSchema } from "@pulumi/policy";
import { EXCEPTIONS_SCHEMA } from "./exceptions";

/** Policies that judge nothing themselves: they report what the rules have found. */
export const REPORTS: readonly {
    readonly name: string;
    readonly level: EnforcementLevel;
    readonly description: string;
    readonly why: string;
    readonly accepts: string;
    readonly configSchema?: PolicyConfigSchema;
}[] = [
    {
        name: "unknown-at-preview",
        level: "mandatory",
        description: "Make each value that a rule needs known at the preview: an unknown one is not a pass.",
        why: "Pulumi skips a policy that reads an unknown value: without this report, what could not be judged would pass.",
        accepts: "resources of which each value that a rule needs is known at the preview",
    },
    {
        name: "advice",
        level: "advisory",
        description: "Consider what could be better; it never stops a deployment.",
        why: "What is worth knowing, but not a violation, should be seen without stopping a deployment.",
        accepts: "resources on which no rule has advice",
    },
    {
        name: "exceptions",
        level: "advisory",
        description: "Except a violation by an entry with rule, URN pattern, reason, owner and last day.",
        why: "Exceptions can only be granted here, where they are reviewed, and not by code comments or resource names.",
        accepts: "every resource: it holds the exceptions, and reports nothing itself",
        configSchema: EXCEPTIONS_SCHEMA,
    },
    {
        name: "exceptions-in-use",
        level: "advisory",
        description: "Remove exceptions that are expired or not used.",
        why: "An exception that outlives its reason hides the next violation.",
        accepts: "exceptions that are used, not expired, and for a rule that exists",
    },
];

/**
 * What a policy of the pack has in common with its report.
 *
 * @param name of one of the reports.
 * @throws Error where there is no such report.
 */
export function reportPolicy(name: string) {
    const report = REPORTS.find((one) => one.name === name);
    if (!report) {
        throw new Error(`there is no report '${name}'`);
    }
    const { level, description, configSchema } = report;
    return { name, description, enforcementLevel: level, ...(configSchema && { configSchema }) };
}
