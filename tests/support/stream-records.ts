import assert from "node:assert/strict";
import {
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    ListShardsCommand,
    PutRecordsCommand,
    Shard,
    _Record,
} from "@aws-sdk/client-kinesis";

/** Records of one PutRecords call at most (Amazon Kinesis Data Streams API Reference, "PutRecords"). */
const AT_ONCE = 500;
const WRITERS = 4;

/** A record of a stream with its shard. */
export interface StoredRecord {
    readonly shardId: string;
    readonly sequenceNumber: string;
    /** Milliseconds since 1970. */
    readonly arrivalMillis: number;
    readonly data: Buffer;
}

/** All shards of a stream, closed ones too. */
export async function shards(kinesis: KinesisClient, StreamName: string): Promise<Shard[]> {
    return (await kinesis.send(new ListShardsCommand({ StreamName }))).Shards ?? [];
}

/** The shards that can be written to. */
export async function openShards(kinesis: KinesisClient, stream: string): Promise<Shard[]> {
    return (await shards(kinesis, stream)).filter(
        ({ SequenceNumberRange: range }) => range?.EndingSequenceNumber === undefined,
    );
}

/**
 * Writes records, each to a shard of its own choice.
 *
 * @param shares of the open shards in the order of their hash keys; they sum up to 1. Shards without one get nothing.
 * @param data of each record.
 */
export async function putSkewed(
    kinesis: KinesisClient,
    StreamName: string,
    shares: readonly number[],
    data: readonly (string | Buffer)[],
): Promise<void> {
    const open = await openShards(kinesis, StreamName);
    const keys = open
        .map(({ HashKeyRange: range }) => range?.StartingHashKey ?? "")
        .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    const keyOf = (i: number) => {
        let rest = (i % 100) / 100;
        const at = shares.findIndex((share) => (rest -= share) < -1e-9);
        return keys[Math.min(Math.max(at, 0), keys.length - 1)];
    };
    const calls: (() => Promise<void>)[] = [];
    for (let from = 0; from < data.length; from += AT_ONCE) {
        const Records = data.slice(from, from + AT_ONCE).map((one, i) => ({
            Data: Buffer.from(one),
            PartitionKey: String(from + i),
            ExplicitHashKey: keyOf(from + i),
        }));
        calls.push(async () => {
            const answer = await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
            assert.equal(answer.FailedRecordCount, 0);
        });
    }
    const writer = async () => {
        for (let call = calls.shift(); call; call = calls.shift()) {
            await call();
        }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
}

async function shardRecords(kinesis: KinesisClient, StreamName: string, ShardId: string): Promise<_Record[]> {
    const start = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    let { ShardIterator: iterator } = await kinesis.send(new GetShardIteratorCommand(start));
    const found: _Record[] = [];
    while (iterator) {
        const {
            Records = [],
            MillisBehindLatest,
            NextShardIterator,
        } = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
        found.push(...Records);
        const atTip = Records.length === 0 && !MillisBehindLatest;
        iterator = atTip ? undefined : NextShardIterator;
    }
    return found;
}

/** Every record of a stream, read by GetRecords and not by Flink. */
export async function storedRecords(kinesis: KinesisClient, stream: string): Promise<StoredRecord[]> {
    const all: StoredRecord[] = [];
    for (const { ShardId = "" } of await shards(kinesis, stream)) {
        for (const record of await shardRecords(kinesis, stream, ShardId)) {
            all.push({
                shardId: ShardId,
                sequenceNumber: record.SequenceNumber ?? "",
                arrivalMillis: record.ApproximateArrivalTimestamp?.getTime() ?? NaN,
                data: Buffer.from(record.Data ?? []),
            });
        }
    }
    return all;
}
