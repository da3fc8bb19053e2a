/** Limits of one shard (Amazon Kinesis Data Streams Developer Guide, "Quotas and limits"). */
export const SHARD = { bytesIn: 1024 * 1024, recordsIn: 1000, bytesOut: 2 * 1024 * 1024 } as const;
