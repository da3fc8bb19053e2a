import { shard } from "../../policy/facts/kinesis-limits.json";

/** Limits of one shard, per second; the policy pack judges by the same file. */
export const SHARD = {
    bytesIn: shard.bytesInPerSecond,
    recordsIn: shard.recordsInPerSecond,
    bytesOut: shard.bytesOutPerSecond,
} as const;

/**
 * Largest record of a stream in KiB: where the stream sets none, and at most (Amazon Kinesis Data Streams API Reference,
 * "UpdateMaxRecordSize"). The agent sends none above the default, whatever the stream takes.
 */
export const RECORD_KIB = { default: 1024, max: 10_240 } as const;

/** KPUs of an application (Managed Service for Apache Flink Developer Guide, "Quota"). */
export const FLINK_KPUS = 64;
