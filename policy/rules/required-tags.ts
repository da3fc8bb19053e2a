import { Finding, refuse } from "../pack/finding";
import { firstBlock, blockAt, isPresent, strings } from "../pack/props";
import { EvaluatedResource, Props, Rule, RuleConfig } from "../pack/rule";

/** Resources of this pipeline, and what is usual beside it, that take tags. */
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

/** A provider's inputs are JSON texts where they are no plain ones. */
function defaultTags(provider: Props | undefined): Props {
    const value = provider?.["defaultTags"];
    const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
    return blockAt(parsed, "tags") ?? {};
}

/** Compliant: the tags that the organisation asks for, on the resource or by the provider's default tags. */
export const requiredTags: Rule = {
    name: "required-tags",
    description: "Put the organisation's tags on every resource: who owns it, and what it belongs to.",
    accepts:
        "resources with each tag that the stack requires, by themselves or by the provider's default tags",
    configSchema: { properties: { tags: { type: "array", items: { type: "string" }, default: [] } } },
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
