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
} from "../../components";
import { MockedResource, mockedRun, standInJar } from "../../tools/docs/mocked-run";
import { DEPLOYMENT as deployment } from "../support/program-run";
import { deliveries, delivery, queries, sink, source } from "./tier-arguments";

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
