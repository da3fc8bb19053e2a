import { BadConfig, line } from "./bad-config";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const STREAM_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/logs";

/** Values on the right side of each check across keys, in us-east-1. */
export const TAKEN: readonly (readonly [condition: string, values: Record<string, string>])[] = [
    [
        "keys of the stack's own region",
        Object.fromEntries(
            ["stream", "analytics", "delivery", "bucket", "monitoring"].map((one) => [
                `${one}.kmsKeyArn`,
                KEY,
            ]),
        ),
    ],
    [
        "warm throughput of an on-demand stream",
        { "stream.mode": "ON_DEMAND", "stream.warmThroughputMib": "100" },
    ],
    ["an existing stream of the stack's region", { "stream.existing": STREAM_ARN }],
    [
        "the longest record of an existing stream, from other producers",
        { "stream.existing": "logs", "producer.count": "0", "producer.recordBytes": "10485760" },
    ],
    [
        "the longest record of the agent, where it fills the shard",
        { "producer.generatorRate": "1", "producer.recordBytes": "1048576" },
    ],
    [
        "more records than a shard takes, on demand",
        { "stream.mode": "ON_DEMAND", "producer.count": "2", "producer.generatorRate": "1000" },
    ],
    [
        "more records than a shard takes, in an existing stream",
        { "stream.existing": "logs", "producer.count": "2", "producer.generatorRate": "1000" },
    ],
    [
        "CIDRs with no bit beyond their length",
        { "producer.httpCidrs": "0.0.0.0/0, 10.1.0.0/16, 192.0.2.128/25, 255.255.255.255/32" },
    ],
    ["a subnet with its VPC", { "producer.subnetId": "subnet-01234567", "producer.vpcId": "vpc-01234567" }],
    ["a key pair with Session Manager", { "producer.publicKey": "ssh-ed25519 AAAA" }],
    ["neither a key pair nor Session Manager", { "producer.sessionManager": "false" }],
    [
        "the most parallelism, in 8 KPUs",
        { "analytics.parallelism": "64", "analytics.parallelismPerKpu": "8" },
    ],
    [
        "as many tasks per KPU as there are",
        { "analytics.parallelism": "2", "analytics.parallelismPerKpu": "2" },
    ],
    ["eight queries", { "analytics.queries": "a,b,c,d,e,f,g,h" }],
    ["one query of the engine kinesis-sql", { "analytics.engine": "kinesis-sql" }],
    ["a slide that divides the window", { "analytics.windowSeconds": "60", "analytics.slideSeconds": "15" }],
    ["no snapshots", { "analytics.snapshots": "false" }],
    [
        "no snapshots, and no state that may be left out",
        { "analytics.snapshots": "false", "analytics.allowNonRestoredState": "false" },
    ],
    ["snapshots whose state may be left out", { "analytics.allowNonRestoredState": "true" }],
    ["the soonest transition", { "bucket.transitionDays": "30" }],
    ["an expiry a day after the transition", { "bucket.transitionDays": "60", "bucket.expiryDays": "61" }],
    ["account-regional names without a name of one's own", { "bucket.namespace": "account-regional" }],
    [
        "an account-regional name",
        { "bucket.namespace": "account-regional", "bucket.name": "logs-123456789012-us-east-1-an" },
    ],
    ["global names without a name of one's own", { "bucket.namespace": "global" }],
    ["a global name", { "bucket.namespace": "global", "bucket.name": "logs" }],
    ["a name that ends as an address does", { "bucket.name": "logs-10.0.0.1" }],
    ["a name that begins as an address does", { "bucket.name": "10.0.0.1-logs" }],
];

/** Values on the wrong side of a check's limit. */
export const JUST_BEYOND: readonly BadConfig[] = [
    [
        {
            "stream.existing": "logs",
            "stream.mode": "ON_DEMAND",
            "stream.warmThroughputMib": "1",
            "stream.shardMetrics": "IncomingBytes",
            "stream.kmsKeyArn": KEY,
        },
        [
            line(
                "stream.existing",
                "'logs' already exists, and stream.mode, stream.warmThroughputMib, stream.shardMetrics, stream.kmsKeyArn would size a new one; give one or the other",
            ),
        ],
    ],
    [
        {
            "bucket.existing": "mine",
            "bucket.namespace": "global",
            "bucket.versioning": "true",
            "bucket.transitionDays": "30",
            "bucket.errorExpiryDays": "10",
            "bucket.abortUploadDays": "3",
            "bucket.accessLogBucket": "logs",
            "bucket.forceDestroy": "true",
        },
        [
            line(
                "bucket.existing",
                "'mine' keeps its own settings, and bucket.namespace, bucket.versioning, bucket.transitionDays, bucket.errorExpiryDays, bucket.abortUploadDays, bucket.accessLogBucket, bucket.forceDestroy would change them; leave them out",
            ),
        ],
    ],
    [
        { "stream.shardCount": "2", "producer.count": "3", "producer.generatorRate": "1000" },
        [
            line(
                "producer.generatorRate",
                "3 × 1000 records/s are more than the 2000 that 2 shards take; give 3 shards or fewer records",
            ),
        ],
    ],
    ...[
        ["256.0.0.0/8", "is not an IPv4 CIDR"],
        ["10.0.0.0/33", "is not an IPv4 CIDR"],
        ["10.0.0.128/24", "has bits set beyond its /24"],
        ["10.1.0.0/15", "has bits set beyond its /15"],
    ].map(([cidr = "", wrong = ""]): BadConfig => [
        { "producer.httpCidrs": cidr },
        [line("producer.httpCidrs", `'${cidr}' ${wrong}; give an IPv4 CIDR, such as 203.0.113.0/24`)],
    ]),
    [{ "analytics.queries": "a,b,c,d,e,f,g,h,i" }, [line("analytics.queries", "9 queries; give 1 to 8")]],
    [
        { "bucket.transitionDays": "29" },
        [line("bucket.transitionDays", "'29' is too soon for STANDARD_IA; give at least 30, or 0 for never")],
    ],
    [
        { "bucket.transitionDays": "60", "bucket.expiryDays": "60" },
        [line("bucket.expiryDays", "'60' is not after bucket.transitionDays, 60; give more days")],
    ],
    [
        { "bucket.name": "192.168.100.100" },
        [line("bucket.name", "'192.168.100.100' is formatted as an IP address; give another name")],
    ],
    // Lists and sections that are not well-formed.
    [
        { "stream.consumers": "a,b[c" },
        [
            line(
                "stream.consumers",
                "'a,b[c' has 'b[c', which is not a consumer name; give a consumer name, such as audit",
            ),
        ],
    ],
    [
        { "stream.consumers": '["a"' },
        [
            line(
                "stream.consumers",
                "'[\"a\"' is not a list; give a list, each a consumer name, such as audit",
            ),
        ],
    ],
    ...["{", "null", "[1]", "2"].map((text): BadConfig => [
        { bucket: text },
        [line("bucket", `'${text}' is not a section; give its keys, such as bucket.name`)],
    ]),
    // The nearest key is one of that section, where the section is nearly right.
    ...["buket.kmsKeyArn", "bukt.kmsKeyArn"].map((name): BadConfig => [
        { [name]: KEY },
        [line(name, "there is no such key; the nearest is cc-pipeline:bucket.kmsKeyArn")],
    ]),
];
