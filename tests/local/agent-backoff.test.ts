import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import {
    GetShardIteratorCommand,
    KinesisClient,
    ListShardsCommand,
    PutRecordsCommand,
    PutRecordsCommandOutput,
} from "@aws-sdk/client-kinesis";
import { FlowRunner } from "../../local/data-planes/agent/agent";
import { agentFiles } from "../../local/data-planes/agent/files";
import { readAgentJson } from "../../local/data-planes/agent/agent-json";
import { Backoff } from "../../local/data-planes/agent/backoff";
import { readCheckpoint, writeCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { settle } from "../../local/data-planes/agent/settlement";
import { folder } from "../support/folder";

describe("the agent's backoff", () => {
    const middle = () => 0.5; // no random part
    const fails = (backoff: Backoff, times: number) => {
        for (let i = 0; i < times; i++) {
            backoff.failed();
        }
        return backoff.nextMillis();
    };

    it("doubles with each failure, up to the longest wait", () => {
        const waits = [0, 1, 2, 3, 7, 8, 20].map((times) => fails(new Backoff(100, 10_000, middle), times));
        assert.deepEqual(waits, [0, 100, 200, 400, 6400, 10_000, 10_000]);
    });

    it("is up to 30 % shorter or longer, by chance", () => {
        const wait = (random: number) => fails(new Backoff(100, 10_000, () => random), 4);
        assert.deepEqual([wait(0), wait(0.5), wait(1)], [560, 800, 1040]);
    });

    it("counts a call of which a part failed as that part of a failure", () => {
        const backoff = new Backoff(100, 10_000, middle);
        backoff.failed(0.4);
        assert.equal(backoff.nextMillis(), 0);
        backoff.failed(0.4);
        assert.equal(backoff.nextMillis(), 100);
    });

    it("recovers by a tenth of the failures at a time", () => {
        const backoff = new Backoff(100, 10_000, middle);
        fails(backoff, 25);
        backoff.succeeded();
        assert.equal(backoff.nextMillis(), 400); // 2.5 failures, rounded to 3
        backoff.succeeded();
        assert.equal(backoff.nextMillis(), 0);
    });
});

/** A stream that answers each call as the test sets it, and keeps the records that it takes. */
class Stream {
    readonly taken: string[] = [];
    readonly calls: number[] = [];

    constructor(private readonly refuses: (call: number, index: number) => boolean) {}

    /** What the agent calls of a client. */
    client(): KinesisClient {
        return { send: (command: PutRecordsCommand) => this.put(command) } as unknown as KinesisClient;
    }

    private put({ input }: PutRecordsCommand): Promise<Partial<PutRecordsCommandOutput>> {
        const call = this.calls.push(input.Records?.length ?? 0);
        const Records = (input.Records ?? []).map(({ Data }, i) => {
            if (this.refuses(call, i)) {
                return { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "Rate exceeded" };
            }
            this.taken.push(Buffer.from(Data ?? []).toString());
            return { SequenceNumber: "1", ShardId: "s" };
        });
        const FailedRecordCount = Records.filter((record) => record.ErrorCode).length;
        return Promise.resolve({ Records, FailedRecordCount });
    }
}

describe("the agent, of whose call a part was refused", () => {
    const place = folder();
    const lines = Array.from({ length: 10 }, (_, i) => `line ${i}\n`);
    const document = {
        flows: [
            {
                filePattern: path.join(place, "log"),
                kinesisStream: "s",
                initialPosition: "START_OF_FILE",
                retryInitialBackoffMillis: 1,
                retryMaxBackoffMillis: 2,
            },
        ],
    };

    it("sends the refused records again, and no other one", async () => {
        writeFileSync(path.join(place, "log"), lines.join(""));
        mkdirSync(path.join(place, "etc"));
        writeFileSync(path.join(place, "etc", "agent.json"), JSON.stringify(document));
        const [flow] = readAgentJson(path.join(place, "etc", "agent.json"));
        assert.ok(flow);
        // Of the first call every third record is refused, of the second all, of the third the first one.
        const stream = new Stream((call, i) =>
            call === 1 ? i % 3 === 0 : call === 2 || (call === 3 && i === 0),
        );
        const runner = new FlowRunner(flow, agentFiles(place), stream.client());
        for (let step = 0; step < 5; step++) {
            await runner.step();
        }
        assert.deepEqual(stream.calls, [10, 4, 4, 1]);
        assert.deepEqual([...stream.taken].sort(), lines);
        const { read, sent, pending } = readCheckpoint(agentFiles(place).checkpoint);
        assert.deepEqual([read, sent, pending], [10, 10, undefined]);
    });
});

describe("the settlement of a killed agent's last call", () => {
    it("goes on where the shard refuses a read for now", async () => {
        const file = path.join(folder(), "checkpoints.json");
        const records = ["a", "b"].map((data) => ({ key: `key-${data}`, data }));
        writeCheckpoint(file, {
            ...readCheckpoint(file),
            pending: {
                stream: "s",
                startedAtMillis: 1000,
                fileId: "f",
                offset: 4,
                inLongRecord: false,
                headerLines: 0,
                read: 2,
                skipped: 0,
                skippedBytes: 0,
                records,
                sent: 0,
            },
        });
        let reads = 0;
        const client = {
            send: (command: object) => {
                if (command instanceof ListShardsCommand) {
                    return Promise.resolve({ Shards: [{ ShardId: "1" }] });
                }
                if (command instanceof GetShardIteratorCommand) {
                    return Promise.resolve({ ShardIterator: "i" });
                }
                if (++reads === 1) {
                    const name = "ProvisionedThroughputExceededException";
                    return Promise.reject(Object.assign(new Error("Rate exceeded"), { name }));
                }
                const taken = { PartitionKey: "key-a", Data: Buffer.from("a") };
                const Records = reads === 2 ? [taken] : [];
                return Promise.resolve({ Records, NextShardIterator: "i", MillisBehindLatest: 0 });
            },
        } as unknown as KinesisClient;
        assert.equal(await settle(file, client), 1);
        assert.deepEqual(readCheckpoint(file).pending?.records, [records[1]]);
    });
});
