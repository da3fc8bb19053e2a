import { KMS_KEY_ARN, choice, flag, list, optionalText, text, whole } from "../key";

/** Amazon Kinesis Data Streams API Reference, "EnableEnhancedMonitoring". */
export const SHARD_METRICS = [
    "IncomingBytes",
    "IncomingRecords",
    "OutgoingBytes",
    "OutgoingRecords",
    "WriteProvisionedThroughputExceeded",
    "ReadProvisionedThroughputExceeded",
    "IteratorAgeMilliseconds",
] as const;

/** The keys of the section `stream`: the data stream. */
export const STREAM_KEYS = {
    mode: choice({
        of: ["PROVISIONED", "ON_DEMAND"],
        default: "PROVISIONED",
        why: "paid by the shard hour, or by use and without a shard count",
    }),
    shardCount: whole({
        unit: "shards",
        default: 1,
        min: 1,
        max: 500,
        why: "capacity: each takes 1 MB/s and 1,000 records/s in and gives 2 MB/s",
    }),
    retentionHours: whole({
        unit: "hours",
        default: 24,
        min: 24,
        max: 8760,
        why: "how long a record can be read again; above 24 it costs",
    }),
    maxRecordKib: whole<number | undefined>({
        unit: "KiB",
        default: undefined,
        min: 1024,
        max: 10_240,
        defaultText: "AWS's own, 1024",
        why: "largest record of the stream, for writers of your own: the agent sends at most 1,024 KiB, and a result of more than 1,000 KiB is rejected",
    }),
    warmThroughputMib: whole<number | undefined>({
        unit: "MiB/s",
        default: undefined,
        min: 1,
        max: 10_240,
        defaultText: "AWS's own",
        why: "write throughput that an on-demand stream is ready for at once; the account needs On-demand Advantage",
    }),
    shardMetrics: list({
        default: ["IncomingBytes", "OutgoingBytes"],
        form: new RegExp(`^(${SHARD_METRICS.join("|")})$`),
        takes: `a shard metric; one of ${SHARD_METRICS.join(", ")}`,
        why: "metrics a shard, to see one that is hotter than the others; each costs",
    }),
    kmsKeyArn: optionalText({
        ...KMS_KEY_ARN,
        defaultText: "AWS-managed key aws/kinesis",
        why: "a customer key to encrypt the stream with",
    }),
    existing: optionalText({
        form: /^(arn:aws(-cn|-us-gov)?:kinesis:[a-z0-9-]+:\d{12}:stream\/)?[a-zA-Z0-9_.-]{1,128}$/,
        takes: "the name or ARN of a Kinesis data stream",
        defaultText: "a new one",
        why: "an existing stream, instead of a new one",
    }),
    consumers: list({
        default: [],
        form: /^[a-zA-Z0-9_.-]{1,128}$/,
        takes: "a consumer name, such as audit",
        why: "enhanced fan-out consumers: readers of your own with 2 MB/s a shard for each; each costs",
    }),
} as const;

/** The keys of the section `producer`: instances with the agent. */
export const PRODUCER_KEYS = {
    count: whole({
        unit: "instances",
        default: 1,
        min: 0,
        max: 20,
        why: "instances with the Kinesis Agent; 0 where your own servers run it",
    }),
    instanceType: text({
        default: "t3.micro",
        form: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
        takes: "an instance type, such as t3.micro (x86_64) or t4g.micro (arm64)",
        why: "size and architecture; the AMI follows",
    }),
    subnetId: optionalText({
        form: /^subnet-[0-9a-f]{8,17}$/,
        takes: "a subnet id, such as subnet-0123456789abcdef0",
        defaultText: "a default subnet of the default VPC",
        why: "where the instances run; it needs a way out to AWS",
    }),
    vpcId: optionalText({
        form: /^vpc-[0-9a-f]{8,17}$/,
        takes: "a VPC id, such as vpc-0123456789abcdef0",
        defaultText: "the default VPC",
        why: "the VPC of that subnet, for the security group",
    }),
    httpCidrs: list({
        default: [],
        form: /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/,
        takes: "an IPv4 CIDR, such as 203.0.113.0/24",
        why: "who may reach the web server's port 80; nobody by default",
    }),
    publicKey: optionalText({
        form: /^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/=]+( .*)?$/,
        takes: "an OpenSSH public key, such as ssh-ed25519 AAAA… me@example.com",
        defaultText: "no key pair",
        why: "a key pair for SSH through Session Manager; no port is opened for it",
    }),
    sessionManager: flag({
        default: true,
        why: "shell access by Session Manager, without open ports or keys",
    }),
    logFiles: list({
        default: ["/var/log/access-log-generator/access_log*"],
        form: /^\/[^"'\s]+$/,
        takes: "an absolute path with * and ? in its last part, such as /var/log/httpd/access_log*",
        why: "what the agent tails, one flow each",
    }),
    logFormat: choice({
        of: ["COMMONAPACHELOG", "COMBINEDAPACHELOG"],
        default: "COMMONAPACHELOG",
        why: "the agent's LOGTOJSON format",
    }),
    generatorRate: whole({
        unit: "lines/s",
        default: 10,
        min: 0,
        max: 1000,
        why: "access-log lines that each instance makes up; 0 where a real server writes them",
    }),
    recordBytes: whole({
        unit: "bytes",
        default: 200,
        min: 1,
        max: 10_485_760,
        why: "mean record size, to check the load against the shards; at most what agent and stream take",
    }),
    agentMetrics: flag({
        default: false,
        why: "the agent's own metrics to CloudWatch, and the permission for them",
    }),
    agentLog: flag({
        default: true,
        why: "the agent's log to CloudWatch Logs, and the permission for it",
    }),
} as const;
