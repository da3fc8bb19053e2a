import assert from "node:assert/strict";
import {
    AnalyticsTier,
    CatalogTier,
    ExpositionTier,
    IngestionTier,
    KinesisSqlTier,
    MonitoringTier,
    StorageTier,
    existingStream,
    readQuery,
    resourceNames,
} from "../../components";
import { mockedRun, standInJar } from "../../tools/docs/mocked-run";
import { DEPLOYMENT } from "../support/program-run";
import { assertRefused } from "../support/refusals";
import { QUERY, deliveries, delivery, queries, sink, source } from "./tier-arguments";

const KEY_ELSEWHERE = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const RETENTION =
    "logRetentionDays: '31' is not a value that the service takes; give one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
const WINDOW = "windowSeconds: '0' is out of range; give a whole number from 1 to 86400";

describe("a tier refuses an argument that has no section of its own:", () => {
    const deployment = DEPLOYMENT;
    const analytics = { deployment, source, sink, queries, jar: standInJar() };
    const catalogOf = () => new CatalogTier("catalog", { deployment, queries });
    const nine = Array.from({ length: 9 }, (_, i) => ({ ...QUERY, name: `query-${i}` }));
    const targets = Object.fromEntries(
        [...nine.map(({ name }) => name), "rejected"].map((id) => [id, delivery(id)]),
    );
    const ten = Array.from({ length: 10 }, (_, i) => ({ id: `q${i}`, deliveryStreamName: `results-${i}` }));
    const REFUSED: readonly (readonly [condition: string, build: () => unknown, message: string])[] = [
        [
            "a log retention that CloudWatch Logs does not take, of the agents",
            () => new IngestionTier("ingestion", { deployment, logRetentionDays: 31 }),
            RETENTION,
        ],
        [
            "such a retention of the delivery streams",
            () => new StorageTier("storage", { deployment, queries, logRetentionDays: 31 }),
            RETENTION,
        ],
        [
            "such a retention of the application",
            () => new AnalyticsTier("analytics", { ...analytics, logRetentionDays: 31 }),
            RETENTION,
        ],
        [
            "a window of no length, of the engine kinesis-sql",
            () => new KinesisSqlTier("analytics", { ...analytics, windowSeconds: 0 }),
            WINDOW,
        ],
        [
            "a window of no length, of the Athena queries",
            () =>
                new ExpositionTier("exposition", {
                    deployment,
                    catalog: catalogOf(),
                    queries,
                    windowSeconds: 0,
                }),
            WINDOW,
        ],
        [
            "a key of another region for Athena's results",
            () =>
                new ExpositionTier("exposition", {
                    deployment,
                    catalog: catalogOf(),
                    queries,
                    kmsKeyArn: KEY_ELSEWHERE,
                }),
            `kmsKeyArn: '${KEY_ELSEWHERE}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
        ],
        [
            "a key that is an alias, for Athena's results",
            () =>
                new ExpositionTier("exposition", {
                    deployment,
                    catalog: catalogOf(),
                    queries,
                    kmsKeyArn: "alias/mine",
                }),
            "kmsKeyArn: 'alias/mine' is not the ARN of a KMS key; give the ARN of a KMS key, such as arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ],
        [
            "a key of another region for the topic",
            () =>
                new MonitoringTier("monitoring", {
                    deployment,
                    streamName: "web-logs",
                    deliveries,
                    monitoring: { kmsKeyArn: KEY_ELSEWHERE },
                }),
            `monitoring.kmsKeyArn: '${KEY_ELSEWHERE}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
        ],
        [
            "a key of another region for Firehose's buffers",
            () => new StorageTier("storage", { deployment, queries, delivery: { kmsKeyArn: KEY_ELSEWHERE } }),
            `delivery.kmsKeyArn: '${KEY_ELSEWHERE}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
        ],
        [
            "a key of another region for the results",
            () => new StorageTier("storage", { deployment, queries, bucket: { kmsKeyArn: KEY_ELSEWHERE } }),
            `bucket.kmsKeyArn: '${KEY_ELSEWHERE}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
        ],
        [
            "the engine among the settings of the engine flink",
            // @ts-expect-error: the type has no engine either
            () => new AnalyticsTier("analytics", { ...analytics, flink: { engine: "kinesis-sql" } }),
            "flink.engine: the tier AnalyticsTier is the engine flink; leave it out, or create a KinesisSqlTier",
        ],
        [
            "queries among the settings of the engine flink",
            // @ts-expect-error: the type has no queries either
            () => new AnalyticsTier("analytics", { ...analytics, flink: { queries: ["top-paths"] } }),
            "flink.queries: the queries are an argument of the tier, from readQuery(); give them as queries",
        ],
        [
            "more queries than alarms can watch",
            () => new AnalyticsTier("analytics", { ...analytics, queries: nine, sink: { targets } }),
            "queries: 9 queries; give 1 to 8",
        ],
        [
            "no query at all",
            () => new StorageTier("storage", { deployment, queries: [] }),
            "queries: 0 queries; give 1 to 8",
        ],
        [
            "a query twice",
            () => new CatalogTier("catalog", { deployment, queries: [...queries, ...queries] }),
            `queries: '["status-counts","status-counts"]' has an item twice; give each once`,
        ],
        [
            "an existing stream that has no such name",
            () => existingStream(deployment, "web logs"),
            "stream: 'web logs' is not the name or ARN of a Kinesis data stream; give the name or ARN of a Kinesis data stream",
        ],
        [
            "an existing stream of another region",
            () => existingStream(deployment, "arn:aws:kinesis:us-east-1:123456789012:stream/web-logs"),
            "stream: 'arn:aws:kinesis:us-east-1:123456789012:stream/web-logs' is a stream of us-east-1; give one of the stack's region, eu-west-1",
        ],
        [
            "an existing stream's key of another region",
            () => existingStream(deployment, "web-logs", KEY_ELSEWHERE),
            `kmsKeyArn: '${KEY_ELSEWHERE}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
        ],
        [
            "ten delivery streams, of which an alarm can watch nine",
            () => new MonitoringTier("monitoring", { deployment, streamName: "web-logs", deliveries: ten }),
            "deliveries: there are 10, more than one alarm can watch; give at most 9",
        ],
        [
            "monitoring that is switched off",
            () =>
                new MonitoringTier("monitoring", {
                    deployment,
                    streamName: "web-logs",
                    deliveries,
                    monitoring: { enabled: false },
                }),
            "monitoring.enabled: 'false' is for a stack without this tier; leave out the setting, or the tier",
        ],
        [
            "names of one bucket and settings of another",
            () =>
                new StorageTier("storage", {
                    deployment,
                    names: resourceNames(deployment, "web-results"),
                    queries,
                    bucket: { existing: "their-results" },
                }),
            "bucket.existing: 'their-results', and names.resultsBucket is 'web-results'; give both the same",
        ],
        [
            "a region that does not exist",
            () => new IngestionTier("ingestion", { deployment: { ...deployment, region: "mars-north-1" } }),
            "deployment.region: 'mars-north-1' is not a region of the partitions aws, aws-cn and aws-us-gov; give one, such as us-east-1",
        ],
        [
            "a partition that the region is not of",
            () => new IngestionTier("ingestion", { deployment: { ...deployment, region: "cn-north-1" } }),
            "deployment.partition: 'aws' is not the partition of cn-north-1; give aws-cn",
        ],
        [
            "a query that the engine kinesis-sql has no SQL of",
            () =>
                new KinesisSqlTier("analytics", {
                    ...analytics,
                    sink: { targets: { "top-paths": delivery("top-paths") } },
                    queries: [readQuery("top-paths")],
                }),
            "queries: 'top-paths' has no sql/kinesis-sql/top-paths.sql for the engine kinesis-sql; give one that has, or the engine flink",
        ],
    ];
    for (const [condition, build, message] of REFUSED) {
        it(condition, () => assertRefused(build, deployment, message));
    }

    it("but takes eight queries, and nine delivery streams", async () => {
        const eight = nine.slice(1);
        const { resources } = await mockedRun(() => {
            const storage = new StorageTier("storage", { deployment, queries: eight });
            return new MonitoringTier("monitoring", {
                deployment,
                streamName: "web-logs",
                deliveries: storage.deliveries,
            });
        }, deployment);
        const freshness = resources.find(({ name }) => name === "deliveryBytes");
        const metrics = freshness?.inputs["metricQueries"] as readonly { readonly metric?: object }[];
        assert.equal(metrics.filter(({ metric }) => metric).length, 10, "as many as one alarm takes");
    });

    it("but takes an existing stream, where nothing of a new one is set", async () => {
        const { resources } = await mockedRun(
            () =>
                new IngestionTier("ingestion", {
                    deployment,
                    stream: { existing: "web-logs", shardCount: undefined },
                }),
            deployment,
        );
        assert.equal(resources.filter(({ type }) => type === "aws:kinesis/stream:Stream").length, 0);
    });
});
