/** Default, least, most and unit of a key that is a whole number; no default where it is derived. */
export type NumberRow = readonly [default_: number | undefined, min: number, max: number, unit: string];

const PERCENT: NumberRow = [undefined, 1, 100, "%"];
const WEEK_OF_MILLIS: NumberRow = [undefined, 1, 7 * 24 * 3_600_000, "ms"];
const PER_5_MIN: NumberRow = [undefined, 0, 1_000_000_000, "per 5 min"];
const PER_MINUTE: NumberRow = [undefined, 0, 1_000_000_000, "per minute"];

/** Every key that is a whole number. A limit that is not ours is of the AWS page in its comment. */
export const NUMBERS: Readonly<Record<string, NumberRow>> = {
    // "LogGroup retention" takes a few values only, from 1 day to 10 years.
    "stack.logRetentionDays": [30, 1, 3653, "days"],
    // Kinesis Data Streams, "Quotas and limits": 500 shards by default in the large regions; 24 hours to 365 days; 1 to 10 MiB.
    "stream.shardCount": [1, 1, 500, "shards"],
    "stream.retentionHours": [24, 24, 365 * 24, "hours"],
    "stream.maxRecordKib": [undefined, 1024, 10_240, "KiB"],
    "stream.warmThroughputMib": [undefined, 1, 10_240, "MiB/s"],
    "producer.count": [1, 0, 20, "instances"],
    "producer.generatorRate": [10, 0, 1000, "lines/s"],
    "producer.recordBytes": [200, 1, 10 * 1_048_576, "bytes"],
    "analytics.windowSeconds": [60, 1, 24 * 3600, "s"],
    "analytics.slideSeconds": [undefined, 1, 24 * 3600, "s"],
    // Managed Service for Apache Flink, "Quota": 64 KPUs; API Reference, "ParallelismConfiguration": up to 8 per KPU.
    "analytics.parallelism": [1, 1, 64, "tasks"],
    "analytics.parallelismPerKpu": [1, 1, 8, "tasks"],
    "analytics.checkpointIntervalMillis": [60_000, 500, 3_600_000, "ms"],
    // "Quota": an application has at most 1000 snapshots; the rest is left to those by hand.
    "analytics.keepSnapshots": [10, 1, 900, "snapshots"],
    "analytics.arrivalSkewMillis": [5000, 0, 60_000, "ms"],
    // Amazon Data Firehose API Reference, "BufferingHints": 1 to 128 MiB, 0 to 900 seconds.
    "delivery.bufferMb": [5, 1, 128, "MB"],
    "delivery.bufferSeconds": [300, 0, 900, "s"],
    "bucket.transitionDays": [0, 0, 3650, "days"],
    "bucket.expiryDays": [0, 0, 36_500, "days"],
    "bucket.errorExpiryDays": [365, 0, 36_500, "days"],
    "bucket.abortUploadDays": [7, 1, 365, "days"],
    // Amazon Athena API Reference, "WorkGroupConfiguration": BytesScannedCutoffPerQuery is at least 10 MB.
    "exposition.scanLimitMb": [1024, 10, 7_000_000_000, "MB"],
    "exposition.resultExpiryDays": [30, 1, 3650, "days"],
    "monitoring.budgetUsd": [0, 0, 1_000_000, "USD/month"],
    "alarms.iteratorAge": WEEK_OF_MILLIS,
    "alarms.writeThrottles": PER_5_MIN,
    "alarms.readThrottles": PER_5_MIN,
    "alarms.silentRecords": PER_5_MIN,
    "alarms.streamBytesIn": PERCENT,
    "alarms.streamRecordsIn": PERCENT,
    "alarms.streamBytesOut": PERCENT,
    "alarms.millisBehindLatest": WEEK_OF_MILLIS,
    "alarms.notRunning": [undefined, 1, 24 * 60, "min"],
    "alarms.downtime": [undefined, 0, 7 * 24 * 3_600_000, "ms"],
    "alarms.fullRestarts": PER_MINUTE,
    "alarms.failedCheckpoints": PER_MINUTE,
    "alarms.lateRecords": PER_MINUTE,
    "alarms.heap": PERCENT,
    "alarms.cpu": PERCENT,
    "alarms.deliveryFreshness": [undefined, 1, 24 * 3600, "s"],
    "alarms.deliverySuccess": PERCENT,
    "alarms.deliveryThrottles": PER_5_MIN,
    "alarms.deliveryBytes": PERCENT,
    "alarms.deliveryRecords": PERCENT,
    "alarms.deliveryRequests": PERCENT,
    "alarms.errorObjects": PER_5_MIN,
};

/** Defaults of the keys that are true or false. */
export const FLAGS: Readonly<Record<string, boolean>> = {
    "stack.protect": false,
    "stack.retainOnDelete": false,
    "producer.sessionManager": true,
    "producer.agentMetrics": false,
    "producer.agentLog": true,
    "analytics.autoScaling": false,
    "analytics.snapshots": true,
    "analytics.allowNonRestoredState": true,
    "delivery.parquet": false,
    "bucket.versioning": true,
    "bucket.forceDestroy": false,
    "monitoring.enabled": true,
};

/** Values of the keys that take one of a few words; the first is the default. They are written as the service's API does. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
    "stream.mode": ["PROVISIONED", "ON_DEMAND"],
    "producer.logFormat": ["COMMONAPACHELOG", "COMBINEDAPACHELOG"],
    "analytics.engine": ["flink", "kinesis-sql"],
    "analytics.columnOverflow": ["TRUNCATE", "FAIL", "PASS"],
    "analytics.logLevel": ["INFO", "WARN", "ERROR", "DEBUG"],
    "analytics.metricsLevel": ["TASK", "APPLICATION", "OPERATOR", "PARALLELISM"],
    "delivery.compression": ["UNCOMPRESSED", "GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY"],
    "bucket.namespace": ["global", "account-regional"],
};

const KMS_KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const KMS_KEYS = {
    taken: [
        KMS_KEY,
        KMS_KEY.replace("arn:aws:", "arn:aws-cn:"),
        KMS_KEY.replace("arn:aws:", "arn:aws-us-gov:"),
        KMS_KEY.replace(/[^/]*$/, "mrk-1234abcd12ab34cd56ef1234567890ab"),
    ],
    refused: [
        `${KMS_KEY}/x`,
        `x${KMS_KEY}`,
        KMS_KEY.replace("12:", "1:"),
        KMS_KEY.replace("key/", "alias/"),
        KMS_KEY.replace("arn:aws:", "arn:aws-xx:"),
        KMS_KEY.replace("us-east-1", ""),
        KMS_KEY.replace(/[^/]*$/, ""),
    ],
};
const BUCKET_NAMES = {
    taken: ["abc", "a.b-c", "0".repeat(63)],
    refused: ["ab", "0".repeat(64), "-abc", "abc-", ".abc", "abc.", "Abc", "a_c"],
};

/** Default of each key that takes text of one form, and texts that it takes and refuses. */
export const TEXTS: Readonly<
    Record<
        string,
        { default?: string | readonly string[]; taken: readonly string[]; refused: readonly string[] }
    >
> = {
    // AWS General Reference, "Tag naming limits and requirements": values of up to 256 characters.
    "stack.owner": {
        default: "cc-pipeline",
        taken: ["a", "Ä ö_.:/=+-@9", "a".repeat(256)],
        refused: ["", "a".repeat(257), "a\nb", "a,b"],
    },
    "stream.kmsKeyArn": KMS_KEYS,
    "analytics.kmsKeyArn": KMS_KEYS,
    "delivery.kmsKeyArn": KMS_KEYS,
    "bucket.kmsKeyArn": KMS_KEYS,
    "monitoring.kmsKeyArn": KMS_KEYS,
    "bucket.name": BUCKET_NAMES,
    "bucket.existing": BUCKET_NAMES,
    "bucket.accessLogBucket": BUCKET_NAMES,
    // Kinesis Data Streams API Reference, "CreateStream" and "RegisterStreamConsumer": 1 to 128 of a-zA-Z0-9_.-
    "stream.existing": {
        taken: [
            "a",
            "A_.-9",
            "a".repeat(128),
            "arn:aws:kinesis:us-east-1:123456789012:stream/a",
            "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/a",
            "arn:aws-us-gov:kinesis:us-gov-west-1:123456789012:stream/a",
        ],
        refused: [
            "",
            "a".repeat(129),
            "a b",
            "a/b",
            "arn:aws:kinesis:us-east-1:123456789012:stream/",
            "xarn:aws:kinesis:us-east-1:123456789012:stream/a",
            "arn:aws-xx:kinesis:us-east-1:123456789012:stream/a",
            "arn:aws:kinesis::123456789012:stream/a",
            "arn:aws:kinesis:us-east-1:12345678901:stream/a",
        ],
    },
    "stream.consumers": {
        default: [],
        taken: ["a", "A_.-9", "a".repeat(128)],
        refused: ["a b", "a".repeat(129)],
    },
    "stream.shardMetrics": {
        default: ["IncomingBytes", "OutgoingBytes"],
        // API Reference, "EnableEnhancedMonitoring".
        taken: [
            "IncomingBytes",
            "IncomingRecords",
            "OutgoingBytes",
            "OutgoingRecords",
            "WriteProvisionedThroughputExceeded",
            "ReadProvisionedThroughputExceeded",
            "IteratorAgeMilliseconds",
        ],
        refused: ["ALL", "xIncomingBytes", "IncomingBytesx"],
    },
    "producer.instanceType": {
        default: "t3.micro",
        taken: ["t4g.micro", "u-6tb1.metal", "c7gd.16xlarge"],
        refused: ["t3", "t3.", ".micro", "t3.micro.", "T3.micro", "3t.micro", "at 3.micro"],
    },
    "producer.subnetId": {
        taken: ["subnet-01234567", "subnet-0123456789abcdef0"],
        refused: [
            "subnet-0123456",
            "xsubnet-01234567",
            "subnet-0123456789abcdef01",
            "subnet-0123456g",
            "vpc-01234567",
        ],
    },
    "producer.vpcId": {
        taken: ["vpc-01234567", "vpc-0123456789abcdef0"],
        refused: [
            "vpc-0123456",
            "xvpc-01234567",
            "vpc-0123456789abcdef01",
            "vpc-0123456g",
            "subnet-01234567",
        ],
    },
    "producer.httpCidrs": {
        default: [],
        taken: ["203.0.113.0/24", "0.0.0.0/0", "198.51.100.7/32"],
        refused: [
            "203.0.113.0",
            "203.0.113/24",
            "x203.0.113.0/24",
            "203.0.113.0/24x",
            "203.0.113.0/",
            "203.0.113.0/240",
            "2030.0.113.0/24",
        ],
    },
    // EC2 User Guide, "Create a key pair for your Amazon EC2 instance": RSA and ED25519 alone.
    "producer.publicKey": {
        taken: ["ssh-ed25519 AAAAC3Nza me@example.com", "ssh-rsa AAAAB3/N+za=="],
        refused: [
            "ssh-ed25519",
            "AAAAC3Nza",
            "x ssh-ed25519 AAAAC3Nza",
            "ecdsa-sha2-nistp256 AAAAE2Vj",
            "ssh-ed25519 AAAA\nssh-rsa AAAA",
        ],
    },
    // Amazon Kinesis Agent, "Use the agent to preprocess data": a pattern of Java, and a name for each of its groups.
    "producer.matchPattern": {
        taken: ["IPV6", "^(\\S+) (\\d+)$"],
        refused: ["(", "a{2,1}", "[b-a]", "(?<a>x)(?<a>y)"],
    },
    "producer.customFieldNames": {
        default: [],
        taken: ["client", "status_code"],
        refused: ["9x", "a b", "a-b", "é"],
    },
    "producer.logFiles": {
        default: ["/var/log/access-log-generator/access_log*"],
        taken: ["/a", "/var/log/a", "/var/log/a?.*"],
        refused: ["var/log/a", "/var/*/a", "/var/l?g/a", "/var/log/", "/var/log/a b", "/var/log/'a"],
    },
    "analytics.queries": {
        default: ["status-counts"],
        taken: ["a", "2-status-counts", "a".repeat(43)],
        refused: ["Status", "a.sql", "-a", "a b", "a".repeat(44)],
    },
    "monitoring.email": {
        taken: ["ops@example.com"],
        refused: ["me", "@example.com", "me@", "me@ex ample.com", "a@b@example.com"],
    },
};
