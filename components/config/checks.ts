import { accountRegional, generalPurpose } from "../../policy/facts/bucket-names.json";
import { SHARD } from "../foundation/limits";
import { PipelineConfig } from "./schema";
import { deliveryMistake } from "./sections/delivery";
import { fieldNamesMistake } from "./sections/producer";
import { regionMistake } from "../foundation/arns";

/** One check that needs more than one value. @returns a line without the prefix, or undefined. */
type Check = (config: PipelineConfig, set: ReadonlySet<string>, region: string) => string | undefined;

/** The form of account-regional names; its group is the region. */
const ACCOUNT_REGIONAL_FORM = new RegExp(accountRegional.form);

/**
 * What S3 would refuse in a name that has the right letters and length.
 *
 * @param name 3 to 63 of a-z, 0-9, '.' and '-'.
 * @returns what is wrong with it, or undefined.
 */
export function bucketNameMistake(name: string): string | undefined {
    if (name.includes("..")) {
        return "has two periods next to each other";
    }
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
        return "is formatted as an IP address";
    }
    const prefix = generalPurpose.reservedPrefixes.find((reserved) => name.startsWith(reserved));
    const suffix = generalPurpose.reservedSuffixes.find((reserved) => name.endsWith(reserved));
    if (name.endsWith(accountRegional.suffix) && !ACCOUNT_REGIONAL_FORM.test(name)) {
        return "ends with '-an', which S3 reserves for names of the form PREFIX-ACCOUNT-REGION-an";
    }
    return (
        (prefix && `begins with '${prefix}', which S3 reserves`) ??
        (suffix && `ends with '${suffix}', which S3 reserves`)
    );
}

function bucketName(key: "name" | "existing" | "accessLogBucket"): Check {
    return ({ bucket }) => {
        const name = bucket[key];
        const wrong = name && bucketNameMistake(name);
        return wrong && `bucket.${key}: '${name}' ${wrong}; give another name`;
    };
}

/** A CIDR's address and length. */
function cidrMistake(cidr: string): string | undefined {
    const [address = "", length = ""] = cidr.split("/");
    const parts = address.split(".").map(Number);
    if (parts.some((part) => part > 255) || Number(length) > 32) {
        return "is not an IPv4 CIDR";
    }
    const bits = parts.reduce((sum, part) => sum * 256 + part, 0);
    return bits % 2 ** (32 - Number(length)) === 0 ? undefined : `has bits set beyond its /${length}`;
}

/** A key's ARN must be of the stack's own region: services use no key of another one. */
function keyRegion(section: "stream" | "analytics" | "delivery" | "bucket" | "monitoring"): Check {
    return (config, _set, region) => {
        const arn = config[section].kmsKeyArn;
        const keyIn = arn?.split(":")[3];
        return keyIn && keyIn !== region
            ? `${section}.kmsKeyArn: '${arn}' is a key of ${keyIn}; give one of the stack's region, ${region}`
            : undefined;
    };
}

const STREAM_CHECKS: Check[] = [
    ({ stream }, set) =>
        stream.mode === "ON_DEMAND" && set.has("stream.shardCount")
            ? `stream.shardCount: '${stream.shardCount}' is set on an on-demand stream, which has no shard count; leave it out, or set stream.mode to PROVISIONED`
            : undefined,
    ({ stream }, set) => {
        const sizes = [
            "mode",
            "shardCount",
            "retentionHours",
            "maxRecordKib",
            "warmThroughputMib",
            "shardMetrics",
            "kmsKeyArn",
        ].filter((key) => set.has(`stream.${key}`));
        return stream.existing !== undefined && sizes.length > 0
            ? `stream.existing: '${stream.existing}' already exists, and stream.${sizes.join(", stream.")} would size a new one; give one or the other`
            : undefined;
    },
    ({ stream }) =>
        // Amazon Kinesis Data Streams API Reference, "UpdateStreamWarmThroughput".
        stream.warmThroughputMib !== undefined && stream.mode !== "ON_DEMAND"
            ? `stream.warmThroughputMib: '${stream.warmThroughputMib}' is set on a provisioned stream, whose shards are its throughput; set stream.mode to ON_DEMAND, or leave it out`
            : undefined,
    ({ stream, producer }) => {
        // The agent cuts records that are longer than a stream takes by default.
        const ofStream = stream.existing === undefined ? (stream.maxRecordKib ?? 1024) : 10_240;
        const most = producer.count > 0 ? 1024 : ofStream;
        const by = producer.count > 0 ? "the agent sends" : "the stream takes";
        return producer.recordBytes > most * 1024
            ? `producer.recordBytes: '${producer.recordBytes}' is more than the ${most} KiB of a record that ${by}; give at most ${most * 1024}`
            : undefined;
    },
    ({ stream }, _set, region) => {
        const streamIn = stream.existing?.startsWith("arn:") ? stream.existing.split(":")[3] : undefined;
        return streamIn && streamIn !== region
            ? `stream.existing: '${stream.existing}' is a stream of ${streamIn}; give one of the stack's region, ${region}`
            : undefined;
    },
    ({ stream, producer }) => {
        const records = producer.count * producer.generatorRate;
        const most = stream.shardCount * SHARD.recordsIn;
        return provisioned(stream) && records > most
            ? `producer.generatorRate: ${producer.count} × ${producer.generatorRate} records/s are more than the ${most} that ${shards(stream.shardCount)}; give ${Math.ceil(records / SHARD.recordsIn)} shards or fewer records`
            : undefined;
    },
    ({ stream, producer }) => {
        const bytes = producer.count * producer.generatorRate * producer.recordBytes;
        const most = stream.shardCount * SHARD.bytesIn;
        return provisioned(stream) && bytes > most
            ? `producer.recordBytes: ${producer.count} × ${producer.generatorRate} records/s of ${producer.recordBytes} bytes are more than the ${most} bytes/s that ${shards(stream.shardCount)}; give ${Math.ceil(bytes / SHARD.bytesIn)} shards or smaller records`
            : undefined;
    },
];

function provisioned(stream: PipelineConfig["stream"]): boolean {
    return stream.mode === "PROVISIONED" && stream.existing === undefined;
}

function shards(count: number): string {
    return count === 1 ? "1 shard takes" : `${count} shards take`;
}

const PRODUCER_CHECKS: Check[] = [
    ({ producer }) => {
        const wrong = producer.httpCidrs.find((cidr) => cidrMistake(cidr));
        return (
            wrong &&
            `producer.httpCidrs: '${wrong}' ${cidrMistake(wrong)}; give an IPv4 CIDR, such as 203.0.113.0/24`
        );
    },
    ({ producer }) =>
        (producer.subnetId === undefined) !== (producer.vpcId === undefined)
            ? `producer.subnetId: subnet and VPC go together; give both producer.subnetId and producer.vpcId, or neither`
            : undefined,
    ({ producer }) =>
        producer.publicKey !== undefined && !producer.sessionManager
            ? "producer.publicKey: SSH reaches the instances through Session Manager only; set producer.sessionManager to true, or give no key"
            : undefined,
    ({ producer }) => fieldNamesMistake(producer),
];

/** Each query has delivery streams, alarms and state of its own; more of them want another application. */
const MOST_QUERIES = 8;

const ANALYTICS_CHECKS: Check[] = [
    ({ analytics: { parallelism, parallelismPerKpu } }) =>
        parallelismPerKpu > parallelism
            ? `analytics.parallelismPerKpu: '${parallelismPerKpu}' is more than analytics.parallelism, ${parallelism}; give at most that`
            : undefined,
    ({ analytics: { parallelism, parallelismPerKpu } }) =>
        // Managed Service for Apache Flink Developer Guide, "Quota": 64 KPUs per application.
        Math.ceil(parallelism / parallelismPerKpu) > 64
            ? `analytics.parallelism: '${parallelism}' needs more than 64 KPUs; give more analytics.parallelismPerKpu`
            : undefined,
    ({ analytics: { queries } }) =>
        queries.length < 1 || queries.length > MOST_QUERIES
            ? `analytics.queries: ${queries.length} queries; give 1 to ${MOST_QUERIES}`
            : undefined,
    ({ analytics: { engine, queries } }) =>
        engine === "kinesis-sql" && queries.length > 1
            ? `analytics.queries: the engine kinesis-sql runs one query, and there are ${queries.length}; give one`
            : undefined,
    ({ analytics: { windowSeconds, slideSeconds } }) =>
        slideSeconds !== undefined && windowSeconds % slideSeconds !== 0
            ? `analytics.slideSeconds: '${slideSeconds}' does not divide analytics.windowSeconds, ${windowSeconds}; give a divisor`
            : undefined,
    ({ analytics }, set) =>
        set.has("analytics.allowNonRestoredState") && analytics.allowNonRestoredState && !analytics.snapshots
            ? "analytics.allowNonRestoredState: without snapshots there is no state to restore; set analytics.snapshots to true, or leave it out"
            : undefined,
];

const STORAGE_CHECKS: Check[] = [
    ({ delivery }) => deliveryMistake(delivery),
    ({ bucket }) =>
        bucket.name !== undefined && bucket.existing !== undefined
            ? `bucket.existing: '${bucket.existing}' already exists, and bucket.name '${bucket.name}' names a new one; give one or the other`
            : undefined,
    ({ bucket }, set) => {
        const settings = [
            "namespace",
            "versioning",
            "transitionDays",
            "expiryDays",
            "errorExpiryDays",
            "abortUploadDays",
            "accessLogBucket",
            "forceDestroy",
        ].filter((key) => set.has(`bucket.${key}`));
        return bucket.existing !== undefined && settings.length > 0
            ? `bucket.existing: '${bucket.existing}' keeps its own settings, and bucket.${settings.join(", bucket.")} would change them; leave them out`
            : undefined;
    },
    ({ bucket }) =>
        // Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle": 30 days before STANDARD_IA.
        bucket.transitionDays > 0 && bucket.transitionDays < 30
            ? `bucket.transitionDays: '${bucket.transitionDays}' is too soon for STANDARD_IA; give at least 30, or 0 for never`
            : undefined,
    ({ bucket }) =>
        bucket.expiryDays > 0 && bucket.transitionDays >= bucket.expiryDays
            ? `bucket.expiryDays: '${bucket.expiryDays}' is not after bucket.transitionDays, ${bucket.transitionDays}; give more days`
            : undefined,
    ({ bucket }) =>
        bucket.namespace === "account-regional" &&
        bucket.name !== undefined &&
        !bucket.name.endsWith(accountRegional.suffix)
            ? `bucket.name: '${bucket.name}' is a name of the global namespace; give one that ends in -ACCOUNT-REGION-an, or leave bucket.namespace out`
            : undefined,
    ({ bucket }, set) =>
        set.has("bucket.namespace") &&
        bucket.namespace === "global" &&
        bucket.name?.endsWith(accountRegional.suffix)
            ? `bucket.name: '${bucket.name}' is a name of the account-regional namespace; give another name, or set bucket.namespace to account-regional`
            : undefined,
    ({ bucket }, _set, region) => {
        const named = bucket.name && ACCOUNT_REGIONAL_FORM.exec(bucket.name)?.[1];
        return named && named !== region
            ? `bucket.name: '${bucket.name}' is a name of ${named}; give one of the stack's region, ${region}`
            : undefined;
    },
    bucketName("name"),
    bucketName("existing"),
    bucketName("accessLogBucket"),
];

const CHECKS: Check[] = [
    ...STREAM_CHECKS,
    keyRegion("stream"),
    ...PRODUCER_CHECKS,
    ...ANALYTICS_CHECKS,
    keyRegion("analytics"),
    ...STORAGE_CHECKS,
    keyRegion("delivery"),
    keyRegion("bucket"),
    keyRegion("monitoring"),
];

/**
 * Checks values against each other, with limits that AWS documents.
 *
 * @param config values that are right one by one.
 * @param region the stack's region, or undefined where it has none.
 * @param set names of the keys that the stack sets itself, `section.name`.
 * @param prefix the namespace and a colon, for the messages.
 * @returns one line per mistake: key, value, what is wrong, what would be right.
 */
export function configMistakes(
    config: PipelineConfig,
    region: string | undefined,
    set: ReadonlySet<string>,
    prefix: string,
): string[] {
    const ofRegion = regionMistake(region);
    const lines = CHECKS.map((check) => check(config, set, region ?? ""));
    return [
        ...(ofRegion ? [ofRegion] : []),
        ...lines.filter((line) => line !== undefined).map((line) => `${prefix}${line}`),
    ];
}
