import { refuse } from "../pack/finding";
import { EvaluatedResource, RuleConfig, StackRule } from "../pack/rule";
import { ENDS_WITHIN_DAYS, bucketsOf, expendableBuckets } from "../pack/stack-buckets";

const STREAM = "aws:kinesis/stream:Stream";

/** Compliant: on a stack that requires it, data cannot be deleted by a mistake in the program. */
export const protectData: StackRule = {
    name: "protect-data",
    description: "Protect what holds data: Pulumi then refuses to delete or replace it.",
    why: "Renaming a stream or a bucket in the program replaces it, and its data is gone. Pulumi stops instead where the resource is protected.",
    accepts:
        "streams and buckets with the resource option protect, on stacks that require it; buckets whose objects the stack writes " +
        "itself or a lifecycle expires within `endsWithinDays` need none",
    configSchema: {
        properties: {
            require: { type: "boolean", default: false, description: "refuse data that is not protected" },
            ...ENDS_WITHIN_DAYS,
        },
    },
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig) {
        if (config["require"] !== true) {
            return [];
        }
        const expendable = expendableBuckets(resources, config);
        const streams = resources.filter(({ type }) => type === STREAM);
        return [...streams, ...bucketsOf(resources)]
            .filter(({ protect }) => protect === false) // unknown for a Terraform resource: plans do not contain prevent_destroy
            .filter(({ type, props }) => type === STREAM || !expendable.has(props["bucket"]))
            .map(({ props, urn }) => ({
                ...refuse(
                    `'${String(props["bucket"] ?? props["name"])}' holds data and is not protected; set the resource option ` +
                        "protect to true",
                ),
                urn,
            }));
    },
};
