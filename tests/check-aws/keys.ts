import { SCHEMA } from "../../components/config/schema";

export const LOG_BUCKET = "check-aws-access-logs";

type Keys<S extends keyof typeof SCHEMA> = { readonly [K in keyof (typeof SCHEMA)[S]]?: unknown };
type Sections = { readonly [S in keyof typeof SCHEMA]: Keys<S> };

const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** As many keys as the emulator serves, so that as many members of requests and responses as possible occur. */
export const SET: Sections = {
    stack: { owner: "check@example.com", logRetentionDays: 7 },
    stream: {
        shardCount: 2,
        retentionHours: 48,
        shardMetrics: ["IncomingBytes", "IteratorAgeMilliseconds"],
        kmsKeyArn: KEY,
        consumers: ["audit"],
    },
    producer: {
        count: 2,
        instanceType: "t4g.micro",
        httpCidrs: ["203.0.113.0/24"],
        publicKey:
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGl0IGlzIG5vIHNlY3JldCwgYnV0IGEgdGVzdC4uLi4= me@example.com",
        sessionManager: true,
        logFiles: ["/var/log/access-log-generator/access_log*"],
        generatorRate: 20,
        recordBytes: 300,
        agentMetrics: true,
        agentLog: true,
    },
    analytics: {
        queries: ["status-counts", "passthrough"],
        windowSeconds: 1,
        columnOverflow: "PASS",
        parallelism: 2,
        parallelismPerKpu: 2,
        autoScaling: true,
        checkpointIntervalMillis: 1000,
        snapshots: true,
        allowNonRestoredState: true,
        keepSnapshots: 3,
        kmsKeyArn: KEY,
        arrivalSkewMillis: 200,
        logLevel: "DEBUG",
        metricsLevel: "OPERATOR",
    },
    delivery: { bufferMb: 2, bufferSeconds: 120, compression: "GZIP", kmsKeyArn: KEY },
    bucket: {
        name: "cc-pipeline-local-checked-000000000000-us-east-1",
        kmsKeyArn: KEY,
        versioning: true,
        transitionDays: 60,
        expiryDays: 120,
        errorExpiryDays: 30,
        abortUploadDays: 3,
        forceDestroy: true,
    },
    exposition: { scanLimitMb: 100, resultExpiryDays: 7 },
    monitoring: { enabled: true, email: "ops@example.com", kmsKeyArn: KEY, budgetUsd: 50 },
    alarms: Object.fromEntries(Object.keys(SCHEMA.alarms).map((name) => [name, 70])),
};

/** Keys that are set with the changed query, because they need something that exists by then only. */
export const SET_LATER: Partial<Sections> = { bucket: { accessLogBucket: LOG_BUCKET } };

/** Keys that are not set, each with the reason. */
export const NOT_SET: Readonly<Record<string, string>> = {
    "stack.protect": "the stack is destroyed at the end",
    "stack.retainOnDelete": "the stack is destroyed at the end",
    "stream.mode": "the local provider does not serve ON_DEMAND",
    "stream.maxRecordKib": "the emulator takes records of 1,024 KiB at most",
    "stream.warmThroughputMib": "for ON_DEMAND",
    "stream.existing": "leaves out the keys of a new stream",
    "producer.subnetId": "the default VPC's, which is looked up",
    "producer.vpcId": "the default VPC's, which is looked up",
    "producer.logFormat": "the log that is fed is of the default format",
    "producer.matchPattern": "the log that is fed is of the default format",
    "producer.customFieldNames": "the queries read the default format's fields",
    "analytics.engine": "the emulator does not serve Kinesis Data Analytics for SQL",
    "analytics.slideSeconds": "for sliding windows of several seconds",
    "delivery.parquet": "the emulator's Firehose does not convert formats",
    "bucket.namespace": "the emulator has one namespace for all buckets",
    "bucket.existing": "leaves out the keys of a new bucket",
};
