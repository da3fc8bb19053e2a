import { RECORD_KIB } from "../../foundation/limits";
import { KMS_KEY_ARN, integer, list, oneOf, optionalString } from "../key";
import { Section, StackRegion, keyRegionMistake, linesOf } from "../section";
import { Settings } from "../settings";

/** Amazon Kinesis Data Streams API Reference, "EnableEnhancedMonitoring". */
const SHARD_METRICS = [
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
    mode: oneOf({
        of: ["PROVISIONED", "ON_DEMAND"],
        default: "PROVISIONED",
        why: "billed by the shard hour, or by use and without a shard count",
    }),
    shardCount: integer({
        unit: "shards",
        default: 1,
        min: 1,
        max: 500,
        why: "capacity: each takes 1 MiB/s and 1,000 records/s in and gives 2 MiB/s",
    }),
    retentionHours: integer({
        unit: "hours",
        default: 24,
        min: 24,
        max: 8760,
        why: "how long records can be read; more than 24 costs extra",
    }),
    maxRecordKib: integer<number | undefined>({
        unit: "KiB",
        default: undefined,
        min: RECORD_KIB.default,
        max: RECORD_KIB.max,
        defaultText: `AWS's own, ${RECORD_KIB.default}`,
        why:
            "largest record of the stream, for writers of your own: the agent sends at most " +
            `${RECORD_KIB.default.toLocaleString("en")} KiB, and a result of more than 1,000 KiB is rejected`,
    }),
    warmThroughputMib: integer<number | undefined>({
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
        why: "shard-level metrics to publish, to see a hot shard; each costs",
    }),
    kmsKeyArn: optionalString({
        ...KMS_KEY_ARN,
        defaultText: "AWS-managed key aws/kinesis",
        why: "a customer key to encrypt the stream with",
    }),
    existing: optionalString({
        form: /^(arn:aws(-cn|-us-gov)?:kinesis:[a-z0-9-]+:\d{12}:stream\/)?[a-zA-Z0-9_.-]{1,128}$/,
        takes: "the name or ARN of a Kinesis data stream",
        defaultText: "a new one",
        why: "an existing stream, instead of a new one",
    }),
    consumers: list({
        default: [],
        form: /^[a-zA-Z0-9_.-]{1,128}$/,
        takes: "a consumer name, such as audit",
        why: "enhanced fan-out consumers: other readers, each with 2 MiB/s per shard of its own; each costs",
    }),
} as const;

/** The settings of the data stream. */
export type StreamSettings = Settings<typeof STREAM_KEYS>;

/** Settings of a new stream, which an existing one has already. */
const OF_NEW_STREAM = [
    "mode",
    "shardCount",
    "retentionHours",
    "maxRecordKib",
    "warmThroughputMib",
    "shardMetrics",
    "kmsKeyArn",
] as const satisfies readonly (keyof StreamSettings)[];

/**
 * What is wrong with the region of an existing stream.
 *
 * @param name the setting or argument, for the message.
 * @param stream its name or ARN; undefined where it is a new one.
 * @param region the stack's.
 * @returns one line, or undefined.
 */
export function streamRegionMistake(
    name: string,
    stream: string | undefined,
    region: StackRegion,
): string | undefined {
    const streamIn = stream?.split(":")[3]; // of an ARN; a name has no colon
    return streamIn && region !== undefined && streamIn !== region
        ? `${name}: '${stream}' is a stream of ${streamIn}; give one of the stack's region, ${region}`
        : undefined;
}

/**
 * What is wrong with settings of a stream that are right one by one.
 *
 * @param section the settings, and which of them are set.
 * @param region the stack's.
 * @returns one line per mistake.
 */
export function streamMistakes(
    { name, values, set }: Section<StreamSettings>,
    region: StackRegion,
): string[] {
    const { mode, shardCount, warmThroughputMib, existing, kmsKeyArn } = values;
    const sizes = OF_NEW_STREAM.filter((key) => set.has(key));
    return linesOf(
        mode === "ON_DEMAND" && set.has("shardCount")
            ? `${name}.shardCount: '${shardCount}' is set on an on-demand stream, which has no shard count; leave it out, or set ${name}.mode to PROVISIONED`
            : undefined,
        existing !== undefined && sizes.length > 0
            ? `${name}.existing: '${existing}' already exists, and ${name}.${sizes.join(`, ${name}.`)} would size a new one; give one or the other`
            : undefined,
        // Amazon Kinesis Data Streams API Reference, "UpdateStreamWarmThroughput".
        warmThroughputMib !== undefined && mode !== "ON_DEMAND"
            ? `${name}.warmThroughputMib: '${warmThroughputMib}' is set on a provisioned stream, whose shards are its throughput; set ${name}.mode to ON_DEMAND, or leave it out`
            : undefined,
        streamRegionMistake(`${name}.existing`, existing, region),
        keyRegionMistake(`${name}.kmsKeyArn`, kmsKeyArn, region),
    );
}
