import { TagResourceCommand as TagWorkgroup, UpdateWorkGroupCommand } from "@aws-sdk/client-athena";
import { DeleteNamedQueryCommand } from "@aws-sdk/client-athena";
import {
    CreateNotificationCommand,
    DescribeBudgetCommand,
    TagResourceCommand as TagBudget,
    UpdateBudgetCommand,
} from "@aws-sdk/client-budgets";
import {
    DescribeAlarmsCommand,
    PutDashboardCommand,
    PutMetricAlarmCommand,
    PutMetricAlarmCommandInput,
    TagResourceCommand as TagAlarm,
} from "@aws-sdk/client-cloudwatch";
import {
    DeleteLogStreamCommand,
    PutRetentionPolicyCommand,
    UntagResourceCommand as UntagLogs,
} from "@aws-sdk/client-cloudwatch-logs";
import {
    AuthorizeSecurityGroupIngressCommand,
    CreateLaunchTemplateVersionCommand,
    CreateTagsCommand,
    DeleteTagsCommand,
    RevokeSecurityGroupEgressCommand,
} from "@aws-sdk/client-ec2";
import {
    DescribeDeliveryStreamCommand,
    StopDeliveryStreamEncryptionCommand,
    TagDeliveryStreamCommand,
    UpdateDestinationCommand,
} from "@aws-sdk/client-firehose";
import {
    TagResourceCommand as TagGlue,
    UpdateDatabaseCommand,
    UpdateTableCommand,
} from "@aws-sdk/client-glue";
import {
    PutRolePolicyCommand,
    RemoveRoleFromInstanceProfileCommand,
    TagRoleCommand,
    UpdateAssumeRolePolicyCommand,
    UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import {
    AddTagsToStreamCommand,
    DeregisterStreamConsumerCommand,
    EnableEnhancedMonitoringCommand,
    IncreaseStreamRetentionPeriodCommand,
} from "@aws-sdk/client-kinesis";
import { TagResourceCommand as TagApplication } from "@aws-sdk/client-kinesis-analytics-v2";
import { TagCommand, UpdateGroupQueryCommand } from "@aws-sdk/client-resource-groups";
import {
    PutBucketEncryptionCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketLoggingCommand,
    PutBucketMetricsConfigurationCommand,
    PutBucketOwnershipControlsCommand,
    PutBucketPolicyCommand,
    PutBucketTaggingCommand,
    PutBucketVersioningCommand,
    PutObjectTaggingCommand,
    PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { SetSubscriptionAttributesCommand, SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { Clients, accountOf } from "../../local/cloud/clients";

/** A deployed resource, as the engine's state has it. */
export interface Deployed {
    readonly id: string;
    /** Its properties, all of which may be read as text by those who know them. */
    readonly outputs: Record<string, unknown>;
}

/** A change of a resource that somebody makes by hand, behind the back of the engine. */
export interface HandChange {
    /** The type's token. */
    readonly type: string;
    /** The resource's name in the program. */
    readonly name: string;
    /** What a refresh shows: another value (`~`), or that it is gone (`-`). */
    readonly shows: "~" | "-";
    /** What the next deployment does about it; undefined where the official provider does nothing. @default `~`, or `+` */
    readonly repairs?: "~" | "+" | "+-";
    change(of: Deployed, clients: Clients): Promise<unknown>;
}

const TAG = { Key: "by-hand", Value: "yes" };
const text = (of: Deployed, key: string) => String(of.outputs[key]);
const document = (of: Deployed, key: string, sid: string) => {
    const policy = JSON.parse(text(of, key)) as { Statement: Record<string, unknown>[] };
    const statements = policy.Statement.map((statement, i) =>
        i === 0 ? { ...statement, Sid: sid } : statement,
    );
    return JSON.stringify({ ...policy, Statement: statements });
};

function differs(type: string, name: string, change: HandChange["change"]): HandChange {
    return { type, name, shows: "~", change };
}

function gone(type: string, name: string, change: HandChange["change"]): HandChange {
    return { type, name, shows: "-", repairs: "+", change };
}

async function updatedAlarm(
    of: Deployed,
    { cloudwatch }: Clients,
    how: Partial<PutMetricAlarmCommandInput>,
): Promise<void> {
    const seen = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [of.id] }));
    const alarm = seen.MetricAlarms?.[0] ?? {};
    await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, ...how } as PutMetricAlarmCommandInput));
}

async function updatedDestination(
    of: Deployed,
    { firehose }: Clients,
    how: UpdateDestinationCommand["input"]["ExtendedS3DestinationUpdate"],
): Promise<void> {
    const DeliveryStreamName = text(of, "name");
    const seen = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
    const stream = seen.DeliveryStreamDescription;
    await firehose.send(
        new UpdateDestinationCommand({
            DeliveryStreamName,
            CurrentDeliveryStreamVersionId: stream?.VersionId,
            DestinationId: stream?.Destinations?.[0]?.DestinationId,
            ExtendedS3DestinationUpdate: how,
        }),
    );
}

const STREAMS: readonly HandChange[] = [
    differs("aws:kinesis/stream:Stream", "ingestion", async ({ id: StreamName }, { kinesis }) => {
        await kinesis.send(
            new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 30 }),
        );
        const ShardLevelMetrics = ["IteratorAgeMilliseconds" as const];
        await kinesis.send(new EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics }));
        await kinesis.send(new AddTagsToStreamCommand({ StreamName, Tags: { "by-hand": "yes" } }));
    }),
    gone("aws:kinesis/streamConsumer:StreamConsumer", "consumer-audit", ({ id }, { kinesis }) =>
        kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN: id })),
    ),
    differs("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "status-counts", (of, clients) =>
        updatedDestination(of, clients, { BufferingHints: { SizeInMBs: 7, IntervalInSeconds: 77 } }),
    ),
    differs(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "rejected",
        async (of, { firehose }) => {
            const DeliveryStreamName = text(of, "name");
            await firehose.send(new StopDeliveryStreamEncryptionCommand({ DeliveryStreamName }));
            await firehose.send(new TagDeliveryStreamCommand({ DeliveryStreamName, Tags: [TAG] }));
        },
    ),
    differs("aws:kinesisanalyticsv2/application:Application", "analytics", ({ id }, { flink }) =>
        flink.send(new TagApplication({ ResourceARN: id, Tags: [TAG] })),
    ),
];

const BUCKETS: readonly HandChange[] = [
    differs("aws:s3/bucket:Bucket", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [TAG] } })),
    ),
    differs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "results", (of, { s3 }) =>
        s3.send(
            new PutBucketLifecycleConfigurationCommand({
                Bucket: of.id,
                LifecycleConfiguration: {
                    Rules: [
                        { ID: "hand", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } },
                    ],
                },
            }),
        ),
    ),
    differs("aws:s3/bucketLogging:BucketLogging", "results", ({ id: Bucket, outputs }, { s3 }) =>
        s3.send(
            new PutBucketLoggingCommand({
                Bucket,
                BucketLoggingStatus: {
                    LoggingEnabled: { TargetBucket: String(outputs["targetBucket"]), TargetPrefix: "hand/" },
                },
            }),
        ),
    ),
    differs("aws:s3/bucketMetric:BucketMetric", "errors", ({ outputs }, { s3 }) =>
        s3.send(
            new PutBucketMetricsConfigurationCommand({
                Bucket: String(outputs["bucket"]),
                Id: String(outputs["name"]),
                MetricsConfiguration: { Id: String(outputs["name"]), Filter: { Prefix: "hand/" } },
            }),
        ),
    ),
    differs("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(
            new PutBucketOwnershipControlsCommand({
                Bucket,
                OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
            }),
        ),
    ),
    differs("aws:s3/bucketPolicy:BucketPolicy", "results", (of, { s3 }) =>
        s3.send(new PutBucketPolicyCommand({ Bucket: of.id, Policy: document(of, "policy", "ByHand") })),
    ),
    differs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(
            new PutPublicAccessBlockCommand({
                Bucket,
                PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
            }),
        ),
    ),
    differs(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "results",
        ({ id: Bucket }, { s3 }) =>
            s3.send(
                new PutBucketEncryptionCommand({
                    Bucket,
                    ServerSideEncryptionConfiguration: {
                        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
                    },
                }),
            ),
    ),
    differs("aws:s3/bucketVersioning:BucketVersioning", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } })),
    ),
    differs("aws:s3/bucketObjectv2:BucketObjectv2", "code-*", ({ id: Key, outputs }, { s3 }) =>
        s3.send(
            new PutObjectTaggingCommand({
                Bucket: String(outputs["bucket"]),
                Key,
                Tagging: { TagSet: [TAG] },
            }),
        ),
    ),
];

const TABLES: readonly HandChange[] = [
    differs("aws:glue/catalogDatabase:CatalogDatabase", "results", async (of, { glue }) => {
        await glue.send(
            new UpdateDatabaseCommand({
                Name: of.id,
                DatabaseInput: { Name: of.id, Description: "by hand" },
            }),
        );
        await glue.send(new TagGlue({ ResourceArn: text(of, "arn"), TagsToAdd: { "by-hand": "yes" } }));
    }),
    differs("aws:glue/catalogTable:CatalogTable", "status-counts", (of, { glue }) =>
        glue.send(
            new UpdateTableCommand({
                DatabaseName: text(of, "databaseName"),
                TableInput: {
                    Name: text(of, "name"),
                    Description: "by hand",
                    Parameters: { EXTERNAL: "TRUE" },
                },
            }),
        ),
    ),
    differs("aws:athena/workgroup:Workgroup", "exposition", async (of, { athena }) => {
        await athena.send(
            new UpdateWorkGroupCommand({
                WorkGroup: of.id,
                ConfigurationUpdates: { BytesScannedCutoffPerQuery: 20_000_000 },
            }),
        );
        await athena.send(new TagWorkgroup({ ResourceARN: text(of, "arn"), Tags: [TAG] }));
    }),
    gone("aws:athena/namedQuery:NamedQuery", "top-statuses", ({ id }, { athena }) =>
        athena.send(new DeleteNamedQueryCommand({ NamedQueryId: id })),
    ),
];

const MACHINES: readonly HandChange[] = [
    // A new version of the launch template replaces it, its tags or not.
    {
        ...differs("aws:ec2/instance:Instance", "producer-1", ({ id }, { ec2 }) =>
            ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [TAG] })),
        ),
        repairs: "+-",
    },
    differs("aws:ec2/keyPair:KeyPair", "producer", (of, { ec2 }) =>
        ec2.send(new CreateTagsCommand({ Resources: [text(of, "keyPairId")], Tags: [TAG] })),
    ),
    differs("aws:ec2/launchTemplate:LaunchTemplate", "producer", ({ id }, { ec2 }) =>
        ec2.send(
            new CreateLaunchTemplateVersionCommand({
                LaunchTemplateId: id,
                SourceVersion: "1",
                LaunchTemplateData: { InstanceType: "t3.large" },
            }),
        ),
    ),
    differs("aws:ec2/securityGroup:SecurityGroup", "producer", async ({ id: GroupId }, { ec2 }) => {
        const permission = (port: number, CidrIp: string, Description: string) => [
            { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp, Description }] },
        ];
        const opened = permission(22, "203.0.113.0/24", "by hand");
        await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: opened }));
        const closed = permission(443, "0.0.0.0/0", "HTTPS");
        await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: closed }));
        await ec2.send(new DeleteTagsCommand({ Resources: [GroupId], Tags: [{ Key: "owner" }] }));
    }),
];

const IDENTITIES: readonly HandChange[] = [
    differs("aws:iam/role:Role", "producer", async (of, { iam }) => {
        const RoleName = of.id;
        const PolicyDocument = document(of, "assumeRolePolicy", "ByHand");
        await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
        await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: "by hand" }));
        await iam.send(new TagRoleCommand({ RoleName, Tags: [TAG] }));
    }),
    differs("aws:iam/rolePolicy:RolePolicy", "producer", (of, { iam }) =>
        iam.send(
            new PutRolePolicyCommand({
                RoleName: text(of, "role"),
                PolicyName: text(of, "name"),
                PolicyDocument: document(of, "policy", "ByHand"),
            }),
        ),
    ),
    differs("aws:iam/instanceProfile:InstanceProfile", "producer", (of, { iam }) =>
        iam.send(
            new RemoveRoleFromInstanceProfileCommand({
                InstanceProfileName: of.id,
                RoleName: text(of, "role"),
            }),
        ),
    ),
];

const WATCHED: readonly HandChange[] = [
    differs("aws:cloudwatch/metricAlarm:MetricAlarm", "heap", (of, clients) =>
        updatedAlarm(of, clients, { Threshold: 1, EvaluationPeriods: 9, AlarmDescription: "by hand" }),
    ),
    differs("aws:cloudwatch/metricAlarm:MetricAlarm", "streamBytesIn", async (of, clients) => {
        await updatedAlarm(of, clients, { ActionsEnabled: false, AlarmActions: [] });
        await clients.cloudwatch.send(new TagAlarm({ ResourceARN: text(of, "arn"), Tags: [TAG] }));
    }),
    differs("aws:cloudwatch/dashboard:Dashboard", "pipeline", ({ id }, { cloudwatch }) =>
        cloudwatch.send(new PutDashboardCommand({ DashboardName: id, DashboardBody: '{"widgets":[]}' })),
    ),
    differs("aws:cloudwatch/logGroup:LogGroup", "analytics", async (of, { logs }) => {
        await logs.send(new PutRetentionPolicyCommand({ logGroupName: of.id, retentionInDays: 1 }));
        const resourceArn = text(of, "arn").replace(/:\*$/, "");
        await logs.send(new UntagLogs({ resourceArn, tagKeys: ["owner"] }));
    }),
    gone("aws:cloudwatch/logStream:LogStream", "analytics", ({ id, outputs }, { logs }) =>
        logs.send(
            new DeleteLogStreamCommand({ logGroupName: String(outputs["logGroupName"]), logStreamName: id }),
        ),
    ),
    differs("aws:sns/topic:Topic", "alarms", ({ id }, { sns }) =>
        sns.send(
            new SetTopicAttributesCommand({
                TopicArn: id,
                AttributeName: "DisplayName",
                AttributeValue: "by hand",
            }),
        ),
    ),
    differs("aws:sns/topicPolicy:TopicPolicy", "alarms", (of, { sns }) =>
        sns.send(
            new SetTopicAttributesCommand({
                TopicArn: of.id,
                AttributeName: "Policy",
                AttributeValue: document(of, "policy", "ByHand"),
            }),
        ),
    ),
    differs("aws:sns/topicSubscription:TopicSubscription", "email", ({ id }, { sns }) =>
        sns.send(
            new SetSubscriptionAttributesCommand({
                SubscriptionArn: id,
                AttributeName: "RawMessageDelivery",
                AttributeValue: "true",
            }),
        ),
    ),
    differs("aws:resourcegroups/group:Group", "stack", async (of, { groups }) => {
        const Query = JSON.stringify({ ResourceTypeFilters: ["AWS::S3::Bucket"], TagFilters: [] });
        await groups.send(
            new UpdateGroupQueryCommand({ Group: of.id, ResourceQuery: { Type: "TAG_FILTERS_1_0", Query } }),
        );
        await groups.send(new TagCommand({ Arn: text(of, "arn"), Tags: { "by-hand": "yes" } }));
    }),
    differs("aws:budgets/budget:Budget", "monthly", async (of, clients) => {
        const AccountId = await accountOf(clients);
        const BudgetName = text(of, "name");
        const { Budget } = await clients.budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName }));
        const NewBudget = { ...Budget, BudgetName, BudgetLimit: { Amount: "99", Unit: "USD" } };
        await clients.budgets.send(
            new UpdateBudgetCommand({ AccountId, NewBudget: NewBudget as typeof Budget }),
        );
        await clients.budgets.send(
            new CreateNotificationCommand({
                AccountId,
                BudgetName,
                Notification: {
                    ComparisonOperator: "GREATER_THAN",
                    NotificationType: "ACTUAL",
                    Threshold: 1,
                    ThresholdType: "PERCENTAGE",
                },
                Subscribers: [{ SubscriptionType: "EMAIL", Address: "hand@example.com" }],
            }),
        );
        await clients.budgets.send(new TagBudget({ ResourceARN: text(of, "arn"), ResourceTags: [TAG] }));
    }),
];

/** At least one change of each type that the local provider serves. */
export const HAND_CHANGES: readonly HandChange[] = [
    ...STREAMS,
    ...BUCKETS,
    ...TABLES,
    ...MACHINES,
    ...IDENTITIES,
    ...WATCHED,
];
