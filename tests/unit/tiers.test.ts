import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    AnalyticsTier,
    CatalogTier,
    ExpositionTier,
    IngestionTier,
    KinesisSqlTier,
    MonitoringTier,
    PrivateBucket,
    StorageTier,
    existingStream,
    readQuery,
} from "../../components";
import { MockedResource, mockedRun, standInJar } from "../../tools/docs/mocked-run";
import { DEPLOYMENT as deployment } from "../support/program-run";

const QUERY = readQuery("status-counts");
const queries = [QUERY];
const source = existingStream(deployment, "web-logs");
const delivery = (deliveryStreamName: string) => ({
    deliveryStreamName,
    deliveryStreamArn: `arn:aws:firehose:eu-west-1:123456789012:deliverystream/${deliveryStreamName}`,
});
const sink = { targets: { "status-counts": delivery("results"), rejected: delivery("rejected") } };
const deliveries = [{ id: "status-counts", deliveryStreamName: "results" }];

const PRIVATE_BUCKET = {
    "aws:s3/bucket:Bucket": 1,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
    "aws:s3/bucketPolicy:BucketPolicy": 1,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
    "aws:s3/bucketVersioning:BucketVersioning": 1,
};
const ROLE = { "aws:iam/role:Role": 1, "aws:iam/rolePolicy:RolePolicy": 1 };

/** A tier built from the least that it takes, and what it is expected to create, counted by hand. */
interface Case {
    readonly build: () => pulumi.ComponentResource;
    readonly creates: Readonly<Record<string, number>>;
}

const CASES: Readonly<Record<string, Case>> = {
    PrivateBucket: {
        build: () => new PrivateBucket("uploads", { deployment, bucketName: "my-uploads" }),
        creates: PRIVATE_BUCKET,
    },
    IngestionTier: {
        build: () => new IngestionTier("ingestion", { deployment }),
        creates: {
            ...ROLE,
            "aws:kinesis/stream:Stream": 1,
            "aws:cloudwatch/logGroup:LogGroup": 1,
            "aws:iam/instanceProfile:InstanceProfile": 1,
            "aws:ec2/securityGroup:SecurityGroup": 1,
            "aws:ec2/launchTemplate:LaunchTemplate": 1,
            "aws:ec2/instance:Instance": 1,
        },
    },
    StorageTier: {
        build: () => new StorageTier("storage", { deployment, queries }),
        creates: {
            ...PRIVATE_BUCKET,
            ...ROLE,
            "aws:s3/bucketMetric:BucketMetric": 1,
            "aws:cloudwatch/logGroup:LogGroup": 1,
            "aws:cloudwatch/logStream:LogStream": 2,
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": 2,
        },
    },
    AnalyticsTier: {
        build: () => new AnalyticsTier("analytics", { deployment, source, sink, queries, jar: standInJar() }),
        creates: {
            ...PRIVATE_BUCKET,
            ...ROLE,
            "aws:s3/bucketObjectv2:BucketObjectv2": 3, // JAR, query, schema
            "aws:cloudwatch/logGroup:LogGroup": 1,
            "aws:cloudwatch/logStream:LogStream": 1,
            "aws:kinesisanalyticsv2/application:Application": 1,
        },
    },
    KinesisSqlTier: {
        build: () => new KinesisSqlTier("analytics", { deployment, source, sink, queries }),
        creates: { ...ROLE, "aws:kinesis/analyticsApplication:AnalyticsApplication": 1 },
    },
    CatalogTier: {
        build: () => new CatalogTier("catalog", { deployment, queries }),
        creates: {
            "aws:glue/catalogDatabase:CatalogDatabase": 1,
            "aws:glue/catalogTable:CatalogTable": 3, // results as delivered, each result once, rejected records
        },
    },
    ExpositionTier: {
        build: () => {
            const catalog = new CatalogTier("catalog", { deployment, queries });
            return new ExpositionTier("exposition", { deployment, catalog, queries });
        },
        creates: {
            ...PRIVATE_BUCKET,
            "aws:glue/catalogDatabase:CatalogDatabase": 1,
            "aws:glue/catalogTable:CatalogTable": 3,
            "aws:athena/workgroup:Workgroup": 1,
            "aws:athena/namedQuery:NamedQuery": 5, // four of status-counts, one of rejected records
        },
    },
    MonitoringTier: {
        build: () => new MonitoringTier("monitoring", { deployment, streamName: "web-logs", deliveries }),
        creates: {
            "aws:sns/topic:Topic": 1,
            "aws:sns/topicPolicy:TopicPolicy": 1,
            "aws:cloudwatch/metricAlarm:MetricAlarm": 22, // stream 4, its capacity 3, application 8, delivery 7
            "aws:cloudwatch/dashboard:Dashboard": 1,
        },
    },
};

function counted(resources: readonly MockedResource[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { type } of resources) {
        counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
}

/** Paths of all unknown values below a value. */
function unknownPaths(value: unknown, at: string): string[] {
    if (pulumi.isUnknown(value)) {
        return [at];
    }
    return value !== null && typeof value === "object"
        ? Object.entries(value).flatMap(([key, item]) => unknownPaths(item, `${at}.${key}`))
        : [];
}

/** What only EC2 can assign: ids of the security group and of the template that instances start from. */
const ASSIGNED_BY_AWS: Readonly<Record<string, readonly string[]>> = {
    IngestionTier: [
        "aws:ec2/launchTemplate:LaunchTemplate.vpcSecurityGroupIds.0",
        "aws:ec2/instance:Instance.launchTemplate.id",
        "aws:ec2/instance:Instance.launchTemplate.version",
    ],
};

describe("each tier by itself, from its minimal arguments", () => {
    for (const [tier, { build, creates }] of Object.entries(CASES)) {
        it(`${tier}: creates these resources and no others`, async () => {
            const { resources } = await mockedRun(build, deployment);
            assert.deepEqual(counted(resources), creates);
        });

        it(`${tier}: knows every name, ARN and policy at the first preview`, async () => {
            const { resources } = await mockedRun(build, deployment);
            assert.ok(resources.length > 0);
            const unknown = resources.flatMap(({ type, inputs }) => unknownPaths(inputs, type));
            assert.deepEqual(unknown, ASSIGNED_BY_AWS[tier] ?? []);
        });
    }
});

describe("the outputs of the tiers at preview", () => {
    it("are plain names and ARNs of the deployment", async () => {
        const { value } = await mockedRun(() => {
            const ingestion = new IngestionTier("ingestion", { deployment });
            const storage = new StorageTier("storage", { deployment, queries });
            const catalog = new CatalogTier("catalog", { deployment, queries });
            const exposition = new ExpositionTier("exposition", { deployment, catalog, queries });
            const monitoring = new MonitoringTier("monitoring", {
                deployment,
                streamName: ingestion.streamName,
                deliveries: storage.deliveries,
            });
            return {
                streamName: ingestion.streamName,
                streamArn: ingestion.streamArn,
                source: ingestion.source.streamArn,
                bucketName: storage.bucketName,
                targets: storage.sink.targets,
                database: exposition.database,
                workgroup: exposition.workgroup,
                topicArn: monitoring.topicArn,
            };
        }, deployment);
        assert.deepEqual(value, {
            streamName: "cc-pipeline-test-ingestion",
            streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/cc-pipeline-test-ingestion",
            source: "arn:aws:kinesis:eu-west-1:123456789012:stream/cc-pipeline-test-ingestion",
            bucketName: "cc-pipeline-test-results-123456789012-eu-west-1",
            targets: {
                "status-counts": delivery("cc-pipeline-test-summary-status-counts"),
                rejected: delivery("cc-pipeline-test-rejected"),
            },
            database: "cc_pipeline_test",
            workgroup: "cc-pipeline-test",
            topicArn: "arn:aws:sns:eu-west-1:123456789012:cc-pipeline-test-alarms",
        });
    });

    it("follow an existing stream's ARN to its own account", () => {
        const arn = "arn:aws:kinesis:eu-west-1:210987654321:stream/their-logs";
        const theirs = existingStream(deployment, arn);
        assert.deepEqual([theirs.streamName, theirs.streamArn], ["their-logs", arn]);
    });
});

describe("a tier refuses, in one line,", () => {
    const two = [QUERY, readQuery("distinct-hosts")];
    const REFUSED: readonly (readonly [condition: string, build: () => unknown, message: string])[] = [
        [
            "Parquet without the catalog that describes it",
            () =>
                new StorageTier("storage", {
                    deployment,
                    queries,
                    delivery: { parquet: true, bufferMb: 64 },
                }),
            "delivery.parquet: results are converted by their tables; give a catalog as well",
        ],
        [
            "Parquet with a buffer that Firehose refuses",
            () => new StorageTier("storage", { deployment, queries, delivery: { parquet: true } }),
            "delivery.bufferMb: '5' is too little for Parquet; give 64 to 128",
        ],
        [
            "alarms without delivery streams",
            () => new MonitoringTier("monitoring", { deployment, streamName: "web-logs", deliveries: [] }),
            "deliveries: there are none, and the alarms watch them; give those of a StorageTier",
        ],
        [
            "two queries on the engine kinesis-sql",
            () => new KinesisSqlTier("analytics", { deployment, source, sink, queries: two }),
            "queries: the engine kinesis-sql runs one query; give one",
        ],
        [
            "no query on the engine kinesis-sql",
            () => new KinesisSqlTier("analytics", { deployment, source, sink, queries: [] }),
            "queries: the engine kinesis-sql runs one query; give one",
        ],
        [
            "a query that no delivery stream takes",
            () =>
                new AnalyticsTier("analytics", { deployment, source, sink, queries: two, jar: standInJar() }),
            "sink: no delivery stream takes 'distinct-hosts'; there are status-counts, rejected",
        ],
        [
            "a budget without the tags that find its costs",
            () =>
                new MonitoringTier("monitoring", {
                    deployment,
                    streamName: "web-logs",
                    deliveries,
                    monitoring: { budgetUsd: 100 },
                    tags: { project: "cc-pipeline" },
                }),
            "monitoring.budgetUsd: a budget finds its resources by the tags project and stack; give tags as well",
        ],
        [
            "a setting out of its limits, named by the tier's argument",
            () =>
                new AnalyticsTier("analytics", {
                    deployment,
                    source,
                    sink,
                    queries,
                    jar: standInJar(),
                    flink: { parallelism: 0 },
                }),
            "flink.parallelism: '0' is out of range; give a whole number from 1 to 64",
        ],
        [
            "a query that does not exist",
            () => readQuery("status-count", "queries"),
            "queries: 'status-count' has no sql/status-count.sql with a sql/status-count.schema.json; give one of " +
                "anomalous-status, bytes-cumulating, distinct-hosts, error-rate-sliding, late-aware-counts, passthrough, " +
                "sessions-by-host, status-counts, ticker-max, top-paths",
        ],
    ];
    for (const [condition, build, message] of REFUSED) {
        it(condition, () =>
            assert.rejects(
                () => mockedRun(build, deployment),
                (error) => {
                    assert.ok(pulumi.RunError.isInstance(error), String(error));
                    assert.equal(error.message, message);
                    return true;
                },
            ),
        );
    }

    it("but takes a budget with both tags", async () => {
        const { resources } = await mockedRun(
            () =>
                new MonitoringTier("monitoring", {
                    deployment,
                    streamName: "web-logs",
                    deliveries,
                    monitoring: { budgetUsd: 100 },
                    tags: { project: "cc-pipeline", stack: "test" },
                }),
            deployment,
        );
        assert.equal(counted(resources)["aws:budgets/budget:Budget"], 1);
    });
});
