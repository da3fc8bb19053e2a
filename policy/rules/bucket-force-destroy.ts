import { refuse } from "../pack/finding";
import { EvaluatedResource, RuleConfig, StackRule } from "../pack/rule";
import { bucketsOf, expendableBuckets } from "../pack/stack-buckets";

const DEFAULT_DAYS = 90;

/** Compliant: a bucket whose deletion does not delete what it holds, unless that is written by the stack itself or ends soon anyway. */
export const bucketForceDestroy: StackRule = {
    name: "bucket-force-destroy",
    description:
        "Leave forceDestroy off where data counts: destroying the stack, or replacing the bucket, would delete every object.",
    accepts:
        "buckets that must be empty to be deleted, and those whose objects the stack writes itself or a lifecycle ends within `endsWithinDays`",
    configSchema: {
        properties: {
            allow: { type: "boolean", default: false },
            endsWithinDays: { type: "integer", minimum: 0, default: DEFAULT_DAYS },
        },
    },
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig) {
        const forced = bucketsOf(resources).filter(({ props }) => props["forceDestroy"] === true);
        if (config["allow"] === true || forced.length === 0) {
            return [];
        }
        const expendable = expendableBuckets(resources, Number(config["endsWithinDays"] ?? DEFAULT_DAYS));
        return forced
            .filter(({ props }) => !expendable.has(props["bucket"]))
            .map(({ props, urn }) => ({
                ...refuse(
                    `forceDestroy: true on bucket '${String(props["bucket"])}' lets a mistake delete all that it holds; set ` +
                        "bucket.forceDestroy to false",
                ),
                urn,
            }));
    },
};
