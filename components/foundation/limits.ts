import { shard } from "../../policy/facts/kinesis-limits.json";

/** Limits of one shard, per second; the policy pack judges by the same file. */
export const SHARD = {
    bytesIn: shard.bytesInPerSecond,
    recordsIn: shard.recordsInPerSecond,
    bytesOut: shard.bytesOutPerSecond,
} as const;

/** Metrics of one alarm (Amazon CloudWatch User Guide, "Create a CloudWatch alarm based on a metric math expression"). */
const METRICS_PER_ALARM = 10;

/** Delivery streams that one alarm compares with their limit, which is a metric as well. */
export const DELIVERIES_PER_ALARM = METRICS_PER_ALARM - 1;

/** Queries of one application: each has a delivery stream, and one more takes the rejected records. */
export const QUERIES_PER_APPLICATION = DELIVERIES_PER_ALARM - 1;

/** KPUs of one application (Managed Service for Apache Flink Developer Guide, "Quota"). */
export const KPUS_PER_APPLICATION = 64;

/**
 * Largest record of a stream in KiB: where the stream sets none, and at most (Amazon Kinesis Data Streams API Reference,
 * "UpdateMaxRecordSize"). The agent sends none above the default, whatever the stream takes.
 */
export const RECORD_KIB = { default: 1024, max: 10_240 } as const;
