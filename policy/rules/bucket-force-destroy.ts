import { refuse } from "../pack/finding";
import { EvaluatedResource, RuleConfig, StackRule } from "../pack/rule";
import { ENDS_WITHIN_DAYS, bucketsOf, expendableBuckets } from "../pack/stack-buckets";

/** Compliant: a bucket whose deletion does not delete its objects, unless the stack writes them itself or they expire soon. */
export const bucketForceDestroy: StackRule = {
    name: "bucket-force-destroy",
    description:
        "Leave forceDestroy off where data counts: destroying the stack, or replacing the bucket, would delete every object.",
    why: "One pulumi destroy, or a changed bucket name, would delete every object beyond recovery. Without forceDestroy, AWS refuses to delete a bucket that is not empty.",
    accepts:
        "buckets that must be empty to be deleted, and those whose objects the stack writes itself or a lifecycle expires within `endsWithinDays`",
    configSchema: {
        properties: {
            allow: { type: "boolean", default: false, description: "accept forceDestroy on every bucket" },
            ...ENDS_WITHIN_DAYS,
        },
    },
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig) {
        const forced = bucketsOf(resources).filter(({ props }) => props["forceDestroy"] === true);
        if (config["allow"] === true || forced.length === 0) {
            return [];
        }
        const expendable = expendableBuckets(resources, config);
        return forced
            .filter(({ props }) => !expendable.has(props["bucket"]))
            .map(({ props, urn }) => ({
                ...refuse(
                    `forceDestroy: true on bucket '${String(props["bucket"])}' lets a mistake delete everything in it; set ` +
                        "forceDestroy to false",
                ),
                urn,
            }));
    },
};
