import { shard } from "../../policy/facts/kinesis-limits.json";

/** Limits of one shard, per second; the policy pack judges by the same file. */
export const SHARD = {
    bytesIn: shard.bytesInPerSecond,
    recordsIn: shard.recordsInPerSecond,
    bytesOut: shard.bytesOutPerSecond,
} as const;
