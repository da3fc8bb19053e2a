import { Finding, refuse } from "../pack/finding";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";

const DEFAULT_MIN = 1;
const DEFAULT_MAX = 3653;

/** Compliant: log groups keep events for a time within the stack's bounds, not for ever (Amazon CloudWatch Logs API, PutRetentionPolicy). */
export const logRetention: Rule = {
    name: "log-retention",
    description: "Say how long log groups keep events: without it they are kept, and paid for, for ever.",
    accepts: "log groups with a retention within the stack's bounds",
    configSchema: {
        properties: {
            min: { type: "integer", minimum: 1, default: DEFAULT_MIN },
            max: { type: "integer", minimum: 1, default: DEFAULT_MAX },
        },
    },
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    judge({ props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const days = props["retentionInDays"];
        const [min, max] = [Number(config["min"] ?? DEFAULT_MIN), Number(config["max"] ?? DEFAULT_MAX)];
        if (typeof days !== "number" || days === 0) {
            return [refuse(`retentionInDays: events are kept for ever; set ${min} to ${max} days`)];
        }
        return days >= min && days <= max
            ? []
            : [refuse(`retentionInDays: ${days} is outside of this stack's ${min} to ${max} days`)];
    },
};
