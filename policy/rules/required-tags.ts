import { Finding, refuse } from "../pack/finding";
import { firstBlock, blockAt, isPresent, strings } from "../pack/props";
import { EvaluatedResource, Props, Rule, RuleConfig } from "../pack/rule";

/** Types that support tags, of those that are common around a data pipeline. */
const TAGGABLE = [
    "aws:athena/workgroup:Workgroup",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:dynamodb/table:Table",
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "aws:kinesis/stream:Stream",
    "aws:kinesisanalyticsv2/application:Application",
    "aws:kms/key:Key",
    "aws:lambda/function:Function",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
];

/** Reads the provider's default tags; the engine passes its nested inputs as JSON. */
function defaultTags(provider: Props | undefined): Props {
    const value = provider?.["defaultTags"];
    const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
    return blockAt(parsed, "tags") ?? {};
}

/** Compliant: the tags that the organization requires, on the resource or by the provider's default tags. */
export const requiredTags: Rule = {
    name: "required-tags",
    description: "Put the organization's tags on every resource: who owns it, and what it belongs to.",
    why: "Bills are split, owners are found and resources are cleaned up by tags. A resource without them belongs to nobody.",
    accepts:
        "resources with each tag that the stack requires, by themselves or by the provider's default tags",
    configSchema: {
        properties: {
            tags: {
                type: "array",
                items: { type: "string" },
                default: [],
                description: "keys of the required tags",
            },
        },
    },
    types: TAGGABLE,
    judge({ props, provider }: EvaluatedResource, config: RuleConfig): Finding[] {
        const required = strings(config["tags"]);
        if (required.length === 0) {
            return [];
        }
        const tags = {
            ...defaultTags(provider),
            ...firstBlock(props["tagsAll"]),
            ...firstBlock(props["tags"]),
        };
        const missing = required.filter((tag) => !isPresent(tags[tag]));
        return missing.length === 0
            ? []
            : [refuse(`tags: ${missing.join(", ")} missing; set them, or the provider's default tags`)];
    },
};
