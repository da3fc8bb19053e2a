import assert from "node:assert/strict";
import { Clients } from "../../local/cloud/clients";
import { Properties, changed } from "../../local/provider/resource-type";
import { RESOURCE_TYPES } from "../../local/provider/types";

interface Sent {
    readonly name: string;
    readonly input: Properties;
}

/** Answers without which a type would wait. */
const ANSWERS: Readonly<Record<string, object>> = {
    DescribeStreamSummary: { StreamDescriptionSummary: { StreamStatus: "ACTIVE", StreamARN: "arn" } },
    DescribeDeliveryStream: {
        DeliveryStreamDescription: {
            DeliveryStreamStatus: "ACTIVE",
            DeliveryStreamARN: "arn",
            DeliveryStreamEncryptionConfiguration: { Status: "ENABLED" },
        },
    },
    DescribeInstances: { Reservations: [{ Instances: [{ InstanceId: "i-1", State: { Name: "running" } }] }] },
    RunInstances: { Instances: [{ InstanceId: "i-1" }] },
    CreateLaunchTemplateVersion: { LaunchTemplateVersion: { VersionNumber: 4 } },
    GetCallerIdentity: { Account: "123456789012" },
};

/** Clients that send nothing, and what they were to send. */
function recorded(): { clients: Clients; sent: Sent[] } {
    const sent: Sent[] = [];
    const client = {
        send: (command: { constructor: { name: string }; input: Properties }) => {
            const name = command.constructor.name.replace(/Command$/, "");
            sent.push({ name, input: command.input });
            return Promise.resolve(ANSWERS[name] ?? {});
        },
    };
    const clients = new Proxy({}, { get: (_, key) => (key === "region" ? "us-east-1" : client) });
    return { clients: clients as Clients, sent };
}

/** Calls that change something. */
function changing(sent: readonly Sent[]): Sent[] {
    return sent.filter(({ name }) => !/^(Describe|List|Get|Head)/.test(name));
}

function typeOf(token: string) {
    const type = RESOURCE_TYPES[token];
    assert.ok(type, token);
    return type;
}

/** The calls of an update of a resource that differs from its state in some properties. */
async function updateCalls(token: string, state: Properties, differing: Properties): Promise<Sent[]> {
    const [type, news] = [typeOf(token), { ...state, ...differing }];
    const { clients, sent } = recorded();
    const changes = new Set(changed(type, state, news).filter((key) => key !== "tags"));
    await type.update?.("id", state, news, clients, changes);
    return changing(sent);
}

async function creationCalls(token: string, inputs: Properties): Promise<Sent[]> {
    const { clients, sent } = recorded();
    await typeOf(token).create(inputs, clients, { defaultTags: { stack: "s" } });
    return changing(sent);
}

const rule = (port: number) => ({
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrBlocks: ["10.0.0.0/8"],
});
const notification = {
    comparisonOperator: "GREATER_THAN",
    notificationType: "ACTUAL",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: ["a@example.com"],
};
const BUDGET = {
    name: "b",
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "5",
    limitUnit: "USD",
    metrics: "UnblendedCost",
    notifications: [notification],
};
const S3 = { roleArn: "r", bucketArn: "b", bufferingSize: 5 };
const DELIVERY = { name: "d", destination: "extended_s3", extendedS3Configuration: S3 };
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
const VIEW = {
    databaseName: "d",
    name: "v",
    tableType: "VIRTUAL_VIEW",
    viewOriginalText: "a",
    storageDescriptor: { columns: [{ name: "c", type: "string" }] },
};

/** What differs, and the calls that the official provider sends for it. */
const UPDATES: [token: string, what: string, state: Properties, differing: Properties, calls: string[]][] = [
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

describe("the calls of an update follow the official provider", () => {
    for (const [token, what, state, differing, calls] of UPDATES) {
        it(`${token.split(":").pop()}: ${what}`, async () => {
            const sent = await updateCalls(token, state, differing);
            assert.deepEqual(
                sent.map(({ name }) => name),
                calls,
            );
        });
    }

    it("a budget's new notification takes the place of the old one", async () => {
        const sent = await updateCalls("aws:budgets/budget:Budget", BUDGET, {
            notifications: [{ ...notification, threshold: 90 }],
        });
        const thresholds = sent
            .slice(1)
            .map(({ input }) => (input["Notification"] as Properties)["Threshold"]);
        assert.deepEqual(thresholds, [80, 90]);
    });

    for (const [behavior, more] of [
        ["earlier", {}],
        ["later", { Force: true, ViewUpdateAction: "REPLACE" }],
    ] as const) {
        it(`a view's text by the release's behavior '${behavior}' (P7)`, async () => {
            const before = process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"];
            process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"] = behavior;
            try {
                const token = "aws:glue/catalogTable:CatalogTable";
                const [update] = await updateCalls(token, VIEW, { viewOriginalText: "b" });
                const { DatabaseName, TableInput, ...others } = update?.input ?? {};
                assert.equal(DatabaseName, "d");
                assert.equal((TableInput as Properties)["ViewOriginalText"], "b");
                assert.deepEqual(others, more);
            } finally {
                if (before === undefined) {
                    delete process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"];
                } else {
                    process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"] = before;
                }
            }
        });
    }
});

describe("the calls of a creation follow the official provider", () => {
    it("an instance is launched by its template and version, with default tags for its volumes, and nothing merged", async () => {
        const sent = await creationCalls("aws:ec2/instance:Instance", {
            launchTemplate: { id: "lt-1", version: "2" },
            tags: { stack: "s", Name: "n" },
        });
        assert.deepEqual(sent, [
            {
                name: "RunInstances",
                input: {
                    MinCount: 1,
                    MaxCount: 1,
                    LaunchTemplate: { LaunchTemplateId: "lt-1", Version: "2" },
                    TagSpecifications: [
                        {
                            ResourceType: "instance",
                            Tags: [
                                { Key: "stack", Value: "s" },
                                { Key: "Name", Value: "n" },
                            ],
                        },
                        { ResourceType: "volume", Tags: [{ Key: "stack", Value: "s" }] },
                    ],
                },
            },
        ]);
    });

    it("a delivery stream is encrypted by a call of its own, after it was created", async () => {
        const sent = await creationCalls("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", {
            ...DELIVERY,
            serverSideEncryption: { enabled: true },
        });
        assert.deepEqual(
            sent.map(({ name }) => name),
            ["CreateDeliveryStream", "StartDeliveryStreamEncryption"],
        );
        assert.equal("DeliveryStreamEncryptionConfigurationInput" in (sent[0]?.input ?? {}), false);
    });
});
