import { Finding, refuse } from "../pack/finding";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";

const DEFAULT_MIN = 1;
const DEFAULT_MAX = 3653;

/** Compliant: log groups keep events for a time within the stack's bounds, not forever (Amazon CloudWatch Logs API, PutRetentionPolicy). */
export const logRetention: Rule = {
    name: "log-retention",
    description: "Set how long log groups keep events.",
    why: "CloudWatch Logs keeps events forever by default: their storage is billed every month, and personal data outlives the time for which it may be kept.",
    accepts: "log groups with a retention within the stack's bounds",
    configSchema: {
        properties: {
            min: { type: "integer", minimum: 1, default: DEFAULT_MIN, description: "fewest days" },
            max: { type: "integer", minimum: 1, default: DEFAULT_MAX, description: "most days" },
        },
    },
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    judge({ props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const days = props["retentionInDays"];
        const [min, max] = [Number(config["min"] ?? DEFAULT_MIN), Number(config["max"] ?? DEFAULT_MAX)];
        if (typeof days !== "number" || days === 0) {
            return [refuse(`retentionInDays: events are kept forever; set ${min} to ${max} days`)];
        }
        return days >= min && days <= max
            ? []
            : [refuse(`retentionInDays: ${days} is outside this stack's ${min} to ${max} days`)];
    },
};
