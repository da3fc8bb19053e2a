import { refuse } from "../pack/finding";
import { EvaluatedResource, RuleConfig, StackRule } from "../pack/rule";
import { bucketsOf, expendableBuckets } from "../pack/stack-buckets";

const STREAM = "aws:kinesis/stream:Stream";
const DEFAULT_DAYS = 90;

/** Compliant: on a stack that says so, what holds data cannot be deleted by a mistake in the program. */
export const protectData: StackRule = {
    name: "protect-data",
    description: "Protect what holds data: Pulumi then refuses to delete or replace it.",
    accepts:
        "streams and buckets with the resource option protect, on stacks that require it; buckets whose objects the stack writes " +
        "itself or a lifecycle ends within `endsWithinDays` need none",
    configSchema: {
        properties: {
            require: { type: "boolean", default: false },
            endsWithinDays: { type: "integer", minimum: 0, default: DEFAULT_DAYS },
        },
    },
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig) {
        if (config["require"] !== true) {
            return [];
        }
        const expendable = expendableBuckets(resources, Number(config["endsWithinDays"] ?? DEFAULT_DAYS));
        const streams = resources.filter(({ type }) => type === STREAM);
        return [...streams, ...bucketsOf(resources)]
            .filter(({ protect }) => protect === false) // of a Terraform resource it is not known: no plan has prevent_destroy
            .filter(({ type, props }) => type === STREAM || !expendable.has(props["bucket"]))
            .map(({ props, urn }) => ({
                ...refuse(
                    `'${String(props["bucket"] ?? props["name"])}' holds data and is not protected; set the resource option ` +
                        "protect (stack.protect: true)",
                ),
                urn,
            }));
    },
};
