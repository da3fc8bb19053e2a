import { Clients } from "../../local/cloud/clients";
import {
    DeleteNamedQueryCommand,
    TagResourceCommand as TagWorkgroup,
    UpdateWorkGroupCommand,
} from "@aws-sdk/client-athena";
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
    AddTagsToStreamCommand,
    DeregisterStreamConsumerCommand,
    EnableEnhancedMonitoringCommand,
    IncreaseStreamRetentionPeriodCommand,
} from "@aws-sdk/client-kinesis";
import { TagResourceCommand as TagApplication } from "@aws-sdk/client-kinesis-analytics-v2";
import { Deployed, HandChange, TAG, differs, gone, text } from "./hand-change";

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

/** Changes of streams and the Flink application. */
export const STREAMS: readonly HandChange[] = [
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

/** Changes of tables, views and queries. */
export const TABLES: readonly HandChange[] = [
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
