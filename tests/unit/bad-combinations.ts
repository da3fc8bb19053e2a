import { BadConfig, line } from "./bad-config";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Values that do not go together, and several mistakes at once. */
export const BAD_COMBINATIONS: readonly BadConfig[] = [
    // Values that do not go together.
    [
        { "stream.mode": "ON_DEMAND", "stream.shardCount": "2" },
        [
            line(
                "stream.shardCount",
                "'2' is set on an on-demand stream, which has no shard count; leave it out, or set stream.mode to PROVISIONED",
            ),
        ],
    ],
    [
        { "stream.existing": "logs", "stream.shardCount": "2", "stream.retentionHours": "48" },
        [
            line(
                "stream.existing",
                "'logs' already exists, and stream.shardCount, stream.retentionHours would size a new one; give one or the other",
            ),
        ],
    ],
    [
        { "stream.existing": "arn:aws:kinesis:eu-west-1:123456789012:stream/logs" },
        [
            line(
                "stream.existing",
                "'arn:aws:kinesis:eu-west-1:123456789012:stream/logs' is a stream of eu-west-1; give one of the stack's region, us-east-1",
            ),
        ],
    ],
    [
        { "stream.kmsKeyArn": KEY },
        [
            line(
                "stream.kmsKeyArn",
                `'${KEY}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
            ),
        ],
        "eu-west-1",
    ],
    [
        { "stream.warmThroughputMib": "100" },
        [
            line(
                "stream.warmThroughputMib",
                "'100' is set on a provisioned stream, whose shards are its throughput; set stream.mode to ON_DEMAND, or leave it out",
            ),
        ],
    ],
    [
        { "stream.existing": "logs", "stream.maxRecordKib": "2048" },
        [
            line(
                "stream.existing",
                "'logs' already exists, and stream.maxRecordKib would size a new one; give one or the other",
            ),
        ],
    ],
    [
        // The agent's limit holds whatever the stream takes.
        { "stream.maxRecordKib": "10240", "producer.recordBytes": "1048577", "producer.generatorRate": "0" },
        [
            line(
                "producer.recordBytes",
                "'1048577' is more than the 1024 KiB of a record that the agent sends; give at most 1048576",
            ),
        ],
    ],
    [
        { "stream.maxRecordKib": "2048", "producer.count": "0", "producer.recordBytes": "2097153" },
        [
            line(
                "producer.recordBytes",
                "'2097153' is more than the 2048 KiB of a record that the stream takes; give at most 2097152",
            ),
        ],
    ],
    [
        { "bucket.namespace": "account-regional", "bucket.name": "my-results" },
        [
            line(
                "bucket.name",
                "'my-results' is a name of the global namespace; give one that ends in -ACCOUNT-REGION-an, or leave bucket.namespace out",
            ),
        ],
    ],
    [
        { "bucket.namespace": "global", "bucket.name": "logs-123456789012-us-east-1-an" },
        [
            line(
                "bucket.name",
                "'logs-123456789012-us-east-1-an' is a name of the account-regional namespace; give another name, or set bucket.namespace to account-regional",
            ),
        ],
    ],
    [
        { "bucket.name": "logs-123456789012-eu-west-1-an" },
        [
            line(
                "bucket.name",
                "'logs-123456789012-eu-west-1-an' is a name of eu-west-1; give one of the stack's region, us-east-1",
            ),
        ],
    ],
    [
        { "bucket.existing": "logs-of-all-an" },
        [
            line(
                "bucket.existing",
                "'logs-of-all-an' ends with '-an', which S3 reserves for names of the form PREFIX-ACCOUNT-REGION-an; give another name",
            ),
        ],
    ],
    [
        { "analytics.kmsKeyArn": KEY },
        [
            line(
                "analytics.kmsKeyArn",
                `'${KEY}' is a key of us-east-1; give one of the stack's region, eu-west-1`,
            ),
        ],
        "eu-west-1",
    ],
    [
        { "producer.count": "3", "producer.generatorRate": "500" },
        [
            line(
                "producer.generatorRate",
                "3 × 500 records/s are more than the 1000 that 1 shard takes; give 2 shards or fewer records",
            ),
        ],
    ],
    [
        { "producer.generatorRate": "1000", "producer.recordBytes": "2000" },
        [
            line(
                "producer.recordBytes",
                "1 × 1000 records/s of 2000 bytes are more than the 1048576 bytes/s that 1 shard takes; give 2 shards or smaller records",
            ),
        ],
    ],
    [
        { "producer.httpCidrs": "300.0.0.0/8" },
        [
            line(
                "producer.httpCidrs",
                "'300.0.0.0/8' is not an IPv4 CIDR; give an IPv4 CIDR, such as 203.0.113.0/24",
            ),
        ],
    ],
    [
        { "producer.httpCidrs": "10.1.2.3/24" },
        [
            line(
                "producer.httpCidrs",
                "'10.1.2.3/24' has bits set beyond its /24; give an IPv4 CIDR, such as 203.0.113.0/24",
            ),
        ],
    ],
    [
        { "producer.subnetId": "subnet-0123456789abcdef0" },
        [
            line(
                "producer.subnetId",
                "subnet and VPC go together; give both producer.subnetId and producer.vpcId, or neither",
            ),
        ],
    ],
    [
        { "producer.publicKey": "ssh-ed25519 AAAA", "producer.sessionManager": "false" },
        [
            line(
                "producer.publicKey",
                "SSH reaches the instances through Session Manager only; set producer.sessionManager to true, or give no key",
            ),
        ],
    ],
    [
        { "analytics.parallelismPerKpu": "2" },
        [line("analytics.parallelismPerKpu", "'2' is more than analytics.parallelism, 1; give at most that")],
    ],
    [{ "analytics.queries": "[]" }, [line("analytics.queries", "0 queries; give 1 to 8")]],
    [
        { "analytics.queries": "top-paths, distinct-hosts", "analytics.engine": "kinesis-sql" },
        [line("analytics.queries", "the engine kinesis-sql runs one query, and there are 2; give one")],
    ],
    [
        { "analytics.windowSeconds": "10", "analytics.slideSeconds": "3" },
        [line("analytics.slideSeconds", "'3' does not divide analytics.windowSeconds, 10; give a divisor")],
    ],
    [
        { "analytics.allowNonRestoredState": "true", "analytics.snapshots": "false" },
        [
            line(
                "analytics.allowNonRestoredState",
                "without snapshots there is no state to restore; set analytics.snapshots to true, or leave it out",
            ),
        ],
    ],
    [
        { "delivery.parquet": "true" },
        [line("delivery.bufferMb", "'5' is too little for Parquet; give 64 to 128")],
    ],
    [
        { "delivery.parquet": "true", "delivery.bufferMb": "64", "delivery.compression": "GZIP" },
        [
            line(
                "delivery.compression",
                "'GZIP' cannot be combined with delivery.parquet, which compresses by itself; leave one of them out",
            ),
        ],
    ],
    [
        { "bucket.name": "mine-new", "bucket.existing": "mine-old" },
        [
            line(
                "bucket.existing",
                "'mine-old' already exists, and bucket.name 'mine-new' names a new one; give one or the other",
            ),
        ],
    ],
    [
        { "bucket.existing": "mine-old", "bucket.expiryDays": "30" },
        [
            line(
                "bucket.existing",
                "'mine-old' keeps its own settings, and bucket.expiryDays would change them; leave them out",
            ),
        ],
    ],
    [
        { "bucket.transitionDays": "7" },
        [line("bucket.transitionDays", "'7' is too soon for STANDARD_IA; give at least 30, or 0 for never")],
    ],
    [
        { "bucket.transitionDays": "90", "bucket.expiryDays": "60" },
        [line("bucket.expiryDays", "'60' is not after bucket.transitionDays, 90; give more days")],
    ],
    [
        { "bucket.name": "a..b" },
        [line("bucket.name", "'a..b' has two periods next to each other; give another name")],
    ],
    [
        { "bucket.name": "192.168.1.1" },
        [line("bucket.name", "'192.168.1.1' is formatted as an IP address; give another name")],
    ],
    [
        { "bucket.accessLogBucket": "xn--logs" },
        [
            line(
                "bucket.accessLogBucket",
                "'xn--logs' begins with 'xn--', which S3 reserves; give another name",
            ),
        ],
    ],
    [
        { "bucket.name": "logs-s3alias" },
        [line("bucket.name", "'logs-s3alias' ends with '-s3alias', which S3 reserves; give another name")],
    ],
    // The region.
    [
        {},
        [
            "aws:region: 'mars-north-1' is not a region of the partitions aws, aws-cn and aws-us-gov; give one, such as us-east-1",
        ],
        "mars-north-1",
    ],
    // Several at once, all of them reported.
    [
        { "stream.shardCount": "x", "analytics.parallelism": "0", "producer.instanceType": "?" },
        [
            line("stream.shardCount", "'x' is not a whole number; give one from 1 to 500"),
            line(
                "producer.instanceType",
                "'?' is not an instance type; give an instance type, such as t3.micro (x86_64) or t4g.micro (arm64)",
            ),
            line("analytics.parallelism", "'0' is out of range; give a whole number from 1 to 64"),
        ],
    ],
    [
        { "stream.mod": "ON_DEMAND", "delivery.bufferMb": "0", "bucket.transitionDays": "1" },
        [
            line("stream.mod", "there is no such key; the nearest is cc-pipeline:stream.mode"),
            line("delivery.bufferMb", "'0' is out of range; give a whole number from 1 to 128"),
            line(
                "bucket.transitionDays",
                "'1' is too soon for STANDARD_IA; give at least 30, or 0 for never",
            ),
        ],
    ],
    [
        {
            stream: '{"mode":"ON_DEMAND","shardCount":4}',
            monitoring: '{"email":"nobody"}',
            bucket: '{"versioning":"maybe"}',
        },
        [
            line("bucket.versioning", "'maybe' is neither true nor false; give true or false"),
            line("monitoring.email", "'nobody' is not an e-mail address; give an e-mail address"),
            line(
                "stream.shardCount",
                "'4' is set on an on-demand stream, which has no shard count; leave it out, or set stream.mode to PROVISIONED",
            ),
        ],
    ],
];
