import { refuse } from "../pack/finding";
import { EvaluatedResource, RuleConfig, StackRule } from "../pack/rule";

/** Compliant: a stack that costs money has a budget that tells somebody (AWS Cost Management User Guide, "Managing your costs with AWS Budgets"). */
export const budgetPresent: StackRule = {
    name: "budget-present",
    description: "Give the stack a budget with a notification, so that a mistake is seen before the bill.",
    accepts: "stacks with a budget that notifies, where one is required",
    configSchema: { properties: { require: { type: "boolean", default: false } } },
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig) {
        const told = resources.some(
            ({ type, props }) =>
                type === "aws:budgets/budget:Budget" &&
                Array.isArray(props["notifications"]) &&
                props["notifications"].length > 0,
        );
        return config["require"] === true && !told
            ? [refuse("the stack has no budget with a notification; set monitoring.budgetUsd")]
            : [];
    },
};
