import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { clientSettings } from "../../local/cloud/clients";
import { ROOT_CREDENTIALS } from "../../local/cloud/root-environment";
import { logFile, logLines, printedCounts, statusCounts } from "../support/access-log";
import { Clone, refused } from "../support/clone";

/** More than five reads in a second, even on a busy machine: few are left to the job. */
const READ_EVERY_MILLIS = 150;

/** A consumer that reads the stream's one shard as often as a shard allows for all its consumers together. */
class Reader {
    refused = 0;
    private ending = false;
    private readonly reading: Promise<void>;

    /** Begins at once. @param clone whose local cloud runs. */
    constructor(clone: Clone) {
        const { port } = JSON.parse(clone.read(".local/cloud/processes/emulator.json")) as { port: number };
        const settings = clientSettings(`http://127.0.0.1:${port}`, "us-east-1");
        this.reading = this.read(
            new KinesisClient({ ...settings, credentials: ROOT_CREDENTIALS, maxAttempts: 1 }),
        );
    }

    private async read(kinesis: KinesisClient): Promise<void> {
        const ShardId = "shardId-000000000000";
        const at = {
            StreamName: "cc-pipeline-local-ingestion",
            ShardId,
            ShardIteratorType: "LATEST",
        } as const;
        const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(at));
        // Not one after the other: on a busy machine an answer takes longer than the time between two reads.
        const reads: Promise<void>[] = [];
        while (!this.ending) {
            reads.push(this.readOnce(kinesis, ShardIterator));
            await sleep(READ_EVERY_MILLIS);
        }
        await Promise.all(reads);
    }

    private async readOnce(kinesis: KinesisClient, ShardIterator: string | undefined): Promise<void> {
        try {
            await kinesis.send(new GetRecordsCommand({ ShardIterator }));
        } catch (error) {
            assert.equal((error as Error).name, "ProvisionedThroughputExceededException");
            this.refused++;
        }
    }

    async end(): Promise<void> {
        this.ending = true;
        await this.reading;
    }
}

/** By this seed the deployment's delivery streams are not refused for a token, see local/emulator/strict/role_checks.py. */
const SEED = "234";

describe("npm start -- --strict", function () {
    this.timeout(400_000);
    const clone = new Clone("test-strict", 8000);

    after(() => clone.npm("stop"));

    for (const [args, line] of [
        [["--seed", "3"], /^error: --seed: it is of use only with --strict; give both$/],
        [["--strict", "--seed", "x"], /^error: --seed: 'x' is not a whole number from 0 to 2147483647$/],
        [["--strict", "--seed=-1"], /^error: --seed: '-1' is not a whole number from 0 to 2147483647$/],
    ] as const) {
        it(`is refused with ${args.join(" ")}`, async () => refused(await clone.start(...args), line));
    }

    it("counts a log exactly that is fed at several times what the shard takes", async () => {
        const lines = logLines(5000);
        const { code, output } = await clone.start("--strict", "--seed", SEED, "--log", logFile(lines));
        assert.equal(code, 0, output);
        assert.match(output, /strict mode, seed 234/);
        assert.deepEqual(printedCounts(output), statusCounts(lines), output);
        assert.ok(output.includes("lines read 5,000 = lines skipped 0 + requests counted 5,000"), output);
        const throttled = /refused by AWS's limits: ([\d,]+) records into the stream/.exec(output)?.[1];
        assert.ok(Number(throttled?.replaceAll(",", "")) > 0, output);
    });

    it("counts a log exactly while another consumer uses up the shard's reads", async () => {
        const lines = logLines(1500);
        const other = new Reader(clone);
        const { code, output } = await clone.start("--strict", "--log", logFile(lines));
        await other.end();
        assert.equal(code, 0, output);
        assert.deepEqual(printedCounts(output), statusCounts(lines), output);
        assert.ok(other.refused > 0, "the other consumer was not refused");
        const log = clone.read(".local/cloud/logs/flink-cc-pipeline-local-analytics.log");
        assert.match(log, /Backing off for \d+ millis \(.*ProvisionedThroughputExceededException/);
    });

    it("takes the running cloud with any seed, and not the other mode or another seed", async () => {
        const other = /^error: the local cloud runs in strict mode with seed 234; run npm stop first/;
        refused(await clone.start("--lines", "10"), other);
        refused(await clone.start("--strict", "--seed", "9", "--lines", "10"), other);
        const { code, output } = await clone.start("--strict", "--lines", "10");
        assert.equal(code, 0, output);
        assert.match(output, /lines read 10 = lines skipped 0 \+ requests counted 10/);
    });
});
