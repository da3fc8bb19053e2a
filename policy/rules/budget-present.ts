import { refuse } from "../pack/finding";
import { EvaluatedResource, RuleConfig, StackRule } from "../pack/rule";

/** Compliant: a stack with billable resources has a budget that notifies somebody (AWS Cost Management User Guide, "Managing your costs with AWS Budgets"). */
export const budgetPresent: StackRule = {
    name: "budget-present",
    description: "Give the stack a budget with a notification, so that a mistake is noticed before the bill.",
    why: "AWS has no spending limit: without a budget, the first sign of a runaway resource is the invoice.",
    accepts: "stacks with a budget that notifies, where one is required",
    configSchema: {
        properties: {
            require: { type: "boolean", default: false, description: "refuse a stack without a budget" },
        },
    },
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig) {
        const isNotified = resources.some(
            ({ type, props }) =>
                type === "aws:budgets/budget:Budget" &&
                Array.isArray(props["notifications"]) &&
                props["notifications"].length > 0,
        );
        return config["require"] === true && !isNotified
            ? [
                  refuse(
                      "the stack has no budget with a notification; add one, such as an aws.budgets.Budget with notifications",
                  ),
              ]
            : [];
    },
};
