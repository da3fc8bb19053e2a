import { Properties } from "../../local/provider/resource-type";

const rule = (port: number) => ({
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrBlocks: ["10.0.0.0/8"],
});
export const notification = {
    comparisonOperator: "GREATER_THAN",
    notificationType: "ACTUAL",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: ["a@example.com"],
};
export const BUDGET = {
    name: "b",
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "5",
    limitUnit: "USD",
    metrics: "UnblendedCost",
    notifications: [notification],
};
const S3 = { roleArn: "r", bucketArn: "b", bufferingSize: 5 };
export const DELIVERY = { name: "d", destination: "extended_s3", extendedS3Configuration: S3 };
const ALARM = {
    name: "a",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 1,
    evaluationPeriods: 1,
    namespace: "n",
    metricName: "m",
    period: 60,
    statistic: "Sum",
    actionsEnabled: true,
    treatMissingData: "missing",
};
const ROLE = { name: "r", maxSessionDuration: 3600, assumeRolePolicy: "{}" };
const TEMPLATE = { name: "t", updateDefaultVersion: true, imageId: "ami-1", latestVersion: 3 };
const STREAM = { name: "s", shardCount: 1, retentionPeriod: 24, encryptionType: "NONE" };
export const VIEW = {
    databaseName: "d",
    name: "v",
    tableType: "VIRTUAL_VIEW",
    viewOriginalText: "a",
    storageDescriptor: { columns: [{ name: "c", type: "string" }] },
};

/** What differs, and the calls that the official provider sends for it. */
export const UPDATES: [
    token: string,
    what: string,
    state: Properties,
    differing: Properties,
    calls: string[],
][] = [
    ["aws:kinesis/stream:Stream", "tags only", STREAM, { tags: { a: "b" } }, []],
    ["aws:kinesis/stream:Stream", "shards", STREAM, { shardCount: 2 }, ["UpdateShardCount"]],
    [
        "aws:kinesis/stream:Stream",
        "more retention",
        STREAM,
        { retentionPeriod: 48 },
        ["IncreaseStreamRetentionPeriod"],
    ],
    [
        "aws:kinesis/stream:Stream",
        "metrics",
        { ...STREAM, shardLevelMetrics: ["IncomingBytes"] },
        { shardLevelMetrics: ["OutgoingBytes"] },
        ["DisableEnhancedMonitoring", "EnableEnhancedMonitoring"],
    ],
    [
        "aws:kinesis/stream:Stream",
        "encryption",
        STREAM,
        { encryptionType: "KMS", kmsKeyId: "k" },
        ["StartStreamEncryption"],
    ],
    [
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "tags only",
        DELIVERY,
        { tags: { a: "b" } },
        [],
    ],
    [
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "a buffer",
        DELIVERY,
        { extendedS3Configuration: { ...S3, bufferingSize: 9 } },
        ["UpdateDestination"],
    ],
    [
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "encryption",
        DELIVERY,
        { serverSideEncryption: { enabled: true } },
        ["UpdateDestination", "StartDeliveryStreamEncryption"],
    ],
    [
        "aws:ec2/launchTemplate:LaunchTemplate",
        "tags only",
        TEMPLATE,
        { tags: { a: "b" } },
        ["ModifyLaunchTemplate"],
    ],
    [
        "aws:ec2/launchTemplate:LaunchTemplate",
        "the image",
        TEMPLATE,
        { imageId: "ami-2" },
        ["CreateLaunchTemplateVersion", "ModifyLaunchTemplate"],
    ],
    [
        "aws:ec2/securityGroup:SecurityGroup",
        "one rule more",
        { ingress: [rule(80)], egress: [rule(443)] },
        { ingress: [rule(80), rule(22)] },
        ["AuthorizeSecurityGroupIngress"],
    ],
    [
        "aws:ec2/securityGroup:SecurityGroup",
        "another rule out",
        { egress: [rule(443)] },
        { egress: [rule(80)] },
        ["RevokeSecurityGroupEgress", "AuthorizeSecurityGroupEgress"],
    ],
    [
        "aws:iam/instanceProfile:InstanceProfile",
        "the role",
        { name: "p", role: "a" },
        { role: "b" },
        ["RemoveRoleFromInstanceProfile", "AddRoleToInstanceProfile"],
    ],
    ["aws:iam/role:Role", "the description", ROLE, { description: "d" }, ["UpdateRoleDescription"]],
    ["aws:iam/role:Role", "the trust", ROLE, { assumeRolePolicy: '{"a":1}' }, ["UpdateAssumeRolePolicy"]],
    [
        "aws:cloudwatch/logGroup:LogGroup",
        "no retention any more",
        { name: "g", retentionInDays: 7 },
        { retentionInDays: undefined },
        ["DeleteRetentionPolicy"],
    ],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "tags only", ALARM, { tags: { a: "b" } }, []],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "the threshold", ALARM, { threshold: 2 }, ["PutMetricAlarm"]],
    ["aws:sns/topic:Topic", "the key", { name: "t" }, { kmsMasterKeyId: "k" }, ["SetTopicAttributes"]],
    ["aws:budgets/budget:Budget", "the limit", BUDGET, { limitAmount: "9" }, ["UpdateBudget"]],
    [
        "aws:budgets/budget:Budget",
        "a notification",
        BUDGET,
        { notifications: [{ ...notification, threshold: 90 }] },
        ["UpdateBudget", "DeleteNotification", "CreateNotification"],
    ],
    [
        "aws:athena/workgroup:Workgroup",
        "the description",
        { name: "w", state: "ENABLED" },
        { description: "d" },
        ["UpdateWorkGroup"],
    ],
    [
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "tags only",
        { bucket: "b", key: "k" },
        { tags: { a: "b" } },
        [],
    ],
];
