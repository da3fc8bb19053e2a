import { setTimeout as sleep } from "node:timers/promises";
import {
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    ListShardsCommand,
    Shard,
} from "@aws-sdk/client-kinesis";
import { AgentRecord, finish, readCheckpoint, recordBytes, writeCheckpoint } from "./checkpoint";

/** After this time, a call that was in flight when the agent was killed is either accepted or lost. */
const IN_FLIGHT_MILLIS = 1000;
/** Time after which a refused read is repeated: other consumers also read the shards. */
const READ_AGAIN_MILLIS = 1000;
/** The stream's clock counts whole milliseconds. */
const CLOCK_MILLIS = 1;

const identity = (key: string, data: Buffer) => `${key}\n${data.toString("base64")}`;
const identityOf = (record: AgentRecord) => identity(record.key, recordBytes(record));

async function shardsOf(stream: string, kinesis: KinesisClient): Promise<Shard[]> {
    return (await kinesis.send(new ListShardsCommand({ StreamName: stream }))).Shards ?? [];
}

/** Reads a page, and waits while the shard's reads are used up. */
async function page(ShardIterator: string, kinesis: KinesisClient) {
    for (;;) {
        try {
            return await kinesis.send(new GetRecordsCommand({ ShardIterator }));
        } catch (error) {
            if ((error as Error).name !== "ProvisionedThroughputExceededException") {
                throw error;
            }
        }
        await sleep(READ_AGAIN_MILLIS);
    }
}

/** Counts a shard's records from a time on, by key and data. */
async function countTaken(
    stream: string,
    shard: Shard,
    from: Date,
    kinesis: KinesisClient,
    taken: Map<string, number>,
): Promise<void> {
    const at = {
        StreamName: stream,
        ShardId: shard.ShardId,
        ShardIteratorType: "AT_TIMESTAMP" as const,
        Timestamp: from,
    };
    let iterator = (await kinesis.send(new GetShardIteratorCommand(at))).ShardIterator;
    while (iterator) {
        const read = await page(iterator, kinesis);
        for (const record of read.Records ?? []) {
            const id = identity(record.PartitionKey ?? "", Buffer.from(record.Data ?? []));
            taken.set(id, (taken.get(id) ?? 0) + 1);
        }
        const atTip = (read.Records ?? []).length === 0 && read.MillisBehindLatest === 0;
        iterator = atTip ? undefined : read.NextShardIterator;
    }
}

/**
 * Settles what an agent that was killed left open: which records of its last PutRecords call did the stream take?
 *
 * The Amazon Kinesis Agent cannot know, and sends them again: it delivers at least once. On the local cloud the account's
 * root looks into the stream, so that counts stay exact.
 *
 * @param file the agent's checkpoint; the agent must not run.
 * @param kinesis a client of the account's root.
 * @returns how many records the stream was found to have taken; undefined where nothing was open.
 */
export async function settle(file: string, kinesis: KinesisClient): Promise<number | undefined> {
    const checkpoint = readCheckpoint(file);
    const batch = checkpoint.pending;
    if (!batch) {
        return undefined;
    }
    const wait = batch.startedAtMillis + IN_FLIGHT_MILLIS - Date.now();
    await sleep(Math.max(0, wait));
    const taken = new Map<string, number>();
    const from = new Date(batch.startedAtMillis - CLOCK_MILLIS);
    for (const shard of await shardsOf(batch.stream, kinesis)) {
        await countTaken(batch.stream, shard, from, kinesis, taken);
    }
    const left = batch.records.filter((record) => {
        const id = identityOf(record);
        const count = taken.get(id) ?? 0;
        taken.set(id, count - 1);
        return count <= 0;
    });
    const found = batch.records.length - left.length;
    batch.sent += found;
    batch.records = left;
    if (left.length === 0) {
        finish(checkpoint);
    }
    writeCheckpoint(file, checkpoint);
    return found;
}
