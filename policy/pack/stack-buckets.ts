import { blockAt, blocks } from "./props";
import { EvaluatedResource, RuleConfig } from "./rule";

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const LIFECYCLES = [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
const OBJECTS = [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketObjectCopy:BucketObjectCopy",
];

/** The general purpose buckets of a stack. */
export function bucketsOf(resources: readonly EvaluatedResource[]): EvaluatedResource[] {
    return resources.filter(({ type }) => BUCKETS.includes(type));
}

/** Whether a lifecycle ends every object within some days. */
function endsAll({ props }: EvaluatedResource, days: number): boolean {
    return blocks(props["rules"]).some((rule) => {
        const filter = blockAt(rule, "filter") ?? {};
        const all = Object.entries(filter).every(([key, value]) => key === "prefix" && value === "");
        const end = Number(blockAt(rule, "expiration")?.["days"] ?? 0);
        return rule["status"] === "Enabled" && all && end > 0 && end <= days;
    });
}

const DEFAULT_DAYS = 90;

/** The setting of rules that leave out expendable buckets. */
export const ENDS_WITHIN_DAYS = {
    endsWithinDays: {
        type: "integer",
        minimum: 0,
        default: DEFAULT_DAYS,
        description: "a lifecycle that expires all objects within this many days makes a bucket expendable",
    },
} as const;

/**
 * Names of buckets that hold nothing of their own: the stack writes their objects itself, or their lifecycle ends every
 * object soon.
 *
 * @param resources of the stack.
 * @param config of the rule, which has the setting ENDS_WITHIN_DAYS: what is soon.
 */
export function expendableBuckets(resources: readonly EvaluatedResource[], config: RuleConfig): Set<unknown> {
    const days = Number(config["endsWithinDays"] ?? DEFAULT_DAYS);
    const written = resources.filter(({ type }) => OBJECTS.includes(type));
    const ending = resources.filter((one) => LIFECYCLES.includes(one.type) && endsAll(one, days));
    return new Set([...written, ...ending].map(({ props }) => props["bucket"]));
}
