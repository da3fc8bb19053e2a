/** A bad configuration: values by key, the lines that are expected, and the region where it is not us-east-1. */
export type BadConfig = readonly [Record<string, string>, string[], string?];

const KEY_HELP =
    "give the ARN of a KMS key, such as arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/** A line of the error. */
export const line = (key: string, text: string) => `cc-pipeline:${key}: ${text}`;
const one = (key: string, value: string, text: string): BadConfig => [
    { [key]: value },
    [line(key, `'${value}' ${text}`)],
];

/** Values that are wrong one by one. */
export const BAD_VALUES: readonly BadConfig[] = [
    // Not the kind of value that it should be.
    one("stream.shardCount", "two", "is not a whole number; give one from 1 to 500"),
    one("stream.shardCount", "1.5", "is not a whole number; give one from 1 to 500"),
    one("stream.shardCount", "", "is not a whole number; give one from 1 to 500"),
    one("stream.retentionHours", "24h", "is not a whole number; give one from 24 to 8760"),
    one("analytics.windowSeconds", "true", "is not a whole number; give one from 1 to 86400"),
    one("analytics.autoScaling", "yes", "is neither true nor false; give true or false"),
    one("analytics.snapshots", "1", "is neither true nor false; give true or false"),
    one("bucket.versioning", "True", "is neither true nor false; give true or false"),
    one("stack.protect", "on", "is neither true nor false; give true or false"),
    // Out of range.
    one("stream.shardCount", "0", "is out of range; give a whole number from 1 to 500"),
    one("stream.shardCount", "501", "is out of range; give a whole number from 1 to 500"),
    one("stream.retentionHours", "23", "is out of range; give a whole number from 24 to 8760"),
    one("stream.retentionHours", "8761", "is out of range; give a whole number from 24 to 8760"),
    one("producer.count", "-1", "is out of range; give a whole number from 0 to 20"),
    one("producer.count", "21", "is out of range; give a whole number from 0 to 20"),
    one("producer.generatorRate", "1001", "is out of range; give a whole number from 0 to 1000"),
    one("analytics.parallelism", "0", "is out of range; give a whole number from 1 to 64"),
    one("analytics.parallelismPerKpu", "9", "is out of range; give a whole number from 1 to 8"),
    one(
        "analytics.checkpointIntervalMillis",
        "499",
        "is out of range; give a whole number from 500 to 3600000",
    ),
    one("delivery.bufferMb", "129", "is out of range; give a whole number from 1 to 128"),
    one("delivery.bufferSeconds", "901", "is out of range; give a whole number from 0 to 900"),
    one("exposition.scanLimitMb", "9", "is out of range; give a whole number from 10 to 7000000000"),
    one("alarms.heap", "101", "is out of range; give a whole number from 1 to 100"),
    // None of the service's values.
    [
        { "stack.logRetentionDays": "31" },
        [
            line(
                "stack.logRetentionDays",
                "'31' is not a value that the service takes; give one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
            ),
        ],
    ],
    one("stream.mode", "on-demand", "is not one of its values; give one of PROVISIONED, ON_DEMAND"),
    one("analytics.engine", "spark", "is not one of its values; give one of flink, kinesis-sql"),
    one("analytics.logLevel", "info", "is not one of its values; give one of INFO, WARN, ERROR, DEBUG"),
    one(
        "analytics.metricsLevel",
        "JOB",
        "is not one of its values; give one of APPLICATION, TASK, OPERATOR, PARALLELISM",
    ),
    one(
        "delivery.compression",
        "gzip",
        "is not one of its values; give one of UNCOMPRESSED, GZIP, ZIP, Snappy, HADOOP_SNAPPY",
    ),
    one(
        "producer.logFormat",
        "NGINX",
        "is not one of its values; give one of COMMONAPACHELOG, COMBINEDAPACHELOG",
    ),
    one(
        "producer.matchPattern",
        "(\\S+",
        "is not a pattern: the group is not closed (character 1); give IPV6, or a pattern of java.util.regex that a line matches as a whole",
    ),
    one(
        "producer.matchPattern",
        "^((?<host>\\S+)|-)+$",
        "is not a pattern: group 2 may be left out of a repetition, which is not translated: Java keeps its earlier text (character 1); give IPV6, or a pattern of java.util.regex that a line matches as a whole",
    ),
    one(
        "producer.customFieldNames",
        '["client ip"]',
        "has 'client ip', which is not the name of a record's field; give the name of a record's field, such as clientIp",
    ),
    // Not the form that it should have.
    one(
        "producer.instanceType",
        "big",
        "is not an instance type; give an instance type, such as t3.micro (x86_64) or t4g.micro (arm64)",
    ),
    one(
        "producer.subnetId",
        "subnet-XYZ",
        "is not a subnet id; give a subnet id, such as subnet-0123456789abcdef0",
    ),
    one(
        "producer.publicKey",
        "AAAAB3Nza",
        "is not an OpenSSH public key; give an OpenSSH public key, such as ssh-ed25519 AAAA… me@example.com",
    ),
    one("stream.kmsKeyArn", "alias/mine", `is not the ARN of a KMS key; ${KEY_HELP}`),
    one("bucket.kmsKeyArn", "arn:aws:s3:::b", `is not the ARN of a KMS key; ${KEY_HELP}`),
    one(
        "bucket.name",
        "My_Bucket",
        "is not a bucket name: 3 to 63 of a-z, 0-9, '.' and '-', a letter or digit at both ends; give a bucket name: 3 to 63 of a-z, 0-9, '.' and '-', a letter or digit at both ends",
    ),
    one("monitoring.email", "me", "is not an e-mail address; give an e-mail address"),
    one(
        "analytics.queries",
        "Status.sql",
        "has 'Status.sql', which is not the name of a query of sql/, without .sql; give the name of a query of sql/, without .sql",
    ),
    one(
        "stack.owner",
        "a\tb",
        "is not 1 to 256 letters, digits, spaces and _.:/=+-@; give 1 to 256 letters, digits, spaces and _.:/=+-@",
    ),
    one(
        "producer.httpCidrs",
        '["203.0.113.0"]',
        "has '203.0.113.0', which is not an IPv4 CIDR; give an IPv4 CIDR, such as 203.0.113.0/24",
    ),
    one(
        "producer.logFiles",
        "access.log",
        "has 'access.log', which is not an absolute path with * and ? in its last part; give an absolute path with * and ? in its last part, such as /var/log/httpd/access_log*",
    ),
    one(
        "producer.logFiles",
        "/var/*/access_log",
        "has '/var/*/access_log', which is not an absolute path with * and ? in its last part; give an absolute path with * and ? in its last part, such as /var/log/httpd/access_log*",
    ),
    one("stream.consumers", '["a","a"]', "has an item twice; give each once"),
    one("stream.consumers", '{"a":1}', "is not a list; give a list, each a consumer name, such as audit"),
    one(
        "stream.shardMetrics",
        "ALL",
        "has 'ALL', which is not a shard metric; give a shard metric; one of IncomingBytes, IncomingRecords, OutgoingBytes, OutgoingRecords, WriteProvisionedThroughputExceeded, ReadProvisionedThroughputExceeded, IteratorAgeMilliseconds",
    ),
    // Unknown keys.
    [
        { "stream.shardcount": "2" },
        [line("stream.shardcount", "there is no such key; the nearest is cc-pipeline:stream.shardCount")],
    ],
    [
        { shardCount: "2" },
        [line("shardCount", "there is no such key; the nearest is cc-pipeline:stream.shardCount")],
    ],
    [
        { analytics: '{"windowSecond":5}' },
        [
            line(
                "analytics.windowSecond",
                "there is no such key; the nearest is cc-pipeline:analytics.windowSeconds",
            ),
        ],
    ],
    [{ stream: "2" }, [line("stream", "'2' is not a section; give its keys, such as stream.mode")]],
    [
        { stream: '{"shardCount":2}', "stream.shardCount": "3" },
        [line("stream.shardCount", "it is set twice, also within its section; keep one of them")],
    ],
];
