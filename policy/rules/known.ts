import {
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationPolicy,
    UnknownValueError,
} from "@pulumi/policy";

/** What a rule sees of a resource. */
export interface Judged {
    /** Type token, such as `aws:kinesis/stream:Stream`. */
    readonly type: string;
    /** The inputs. Reading an unknown one throws UnknownValueError. */
    readonly props: Readonly<Record<string, unknown>>;
    /** The rule's configuration for this stack. */
    readonly config: Readonly<Record<string, unknown>>;
}

/** A rule: what it is called, what it wants, and how it judges one resource. */
export interface Rule {
    /** Also the name of the rule's file. */
    readonly name: string;
    /** What complies, and what to do. */
    readonly description: string;
    /** JSON schema of its configuration. */
    readonly configSchema?: PolicyConfigSchema;
    /** Type tokens of the resources that it judges. */
    readonly types: readonly string[];
    /** @returns one message a violation; none where the resource complies. */
    judge(resource: Judged): Promise<string[]> | string[];
}

/**
 * Judges one resource, an unknown value included: it is a violation, not a pass. Pulumi alone would skip the rule
 * with a mere advisory (pulumi-policy, issue 258).
 *
 * @param rule the rule.
 * @param resource the resource; of any type.
 * @returns one message a violation.
 */
export async function verdict(rule: Rule, resource: Judged): Promise<string[]> {
    if (!rule.types.includes(resource.type)) {
        return [];
    }
    try {
        return await rule.judge(resource);
    } catch (error) {
        if (error instanceof UnknownValueError) {
            return [
                `unknown-at-preview: ${(error as Error).message}, so nothing can be judged before deploy; ` +
                    "build the value from names, account and region that the program knows",
            ];
        }
        throw error;
    }
}

/** A rule as the policy pack takes it: mandatory, so that a violation stops the preview. */
export function asPolicy(rule: Rule): ResourceValidationPolicy {
    return {
        name: rule.name,
        description: rule.description,
        enforcementLevel: "mandatory",
        ...(rule.configSchema && { configSchema: rule.configSchema }),
        validateResource: async (args, reportViolation: ReportViolation) => {
            const resource = {
                type: args.type,
                props: args.props,
                config: args.getConfig<Record<string, unknown>>(),
            };
            for (const message of await verdict(rule, resource)) {
                reportViolation(message);
            }
        },
    };
}
