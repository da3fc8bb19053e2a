import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { MergeShardsCommand, Shard, SplitShardCommand } from "@aws-sdk/client-kinesis";
import { Clone, eventually } from "../support/clone";
import { CloneStack } from "../support/clone-stack";
import { openShards, putSkewed, storedRecords } from "../support/stream-records";
import {
    STREAM,
    WindowsStack,
    assertSame,
    countsOf,
    request,
    requests,
    total,
} from "../support/windows-stack";

/** `npm run test:windows` runs the whole; the check of each commit a short form of the same. */
const WHOLE = process.env["CC_PIPELINE_WHOLE"] !== undefined;
const RECORDS = WHOLE ? 100_000 : 10_000;
const PARALLELISM = WHOLE ? [1, 2, 4] : [2];
const KILLS = WHOLE ? 10 : 3;
/** Records that are written at a time while others are read. */
const BATCH = WHOLE ? 1000 : 100;
const WINDOW = 10_000;
const SHARES = [0.7, 0.2, 0.09, 0.01];
/** The middle of a shard's hash keys. */
function middleOf(shard: Shard | undefined): bigint {
    const { StartingHashKey = "0", EndingHashKey = "0" } = shard?.HashKeyRange ?? {};
    return (BigInt(StartingHashKey) + BigInt(EndingHashKey)) / 2n;
}

describe("windows, exact under skewed, interrupted and unreadable data", function () {
    this.timeout(WHOLE ? 1_500_000 : 400_000);
    const clone = new Clone("test-windows", 4000);
    const stack = new WindowsStack(clone);
    const settings = (text: string) => clone.edit("Pulumi.local.yaml", "windowSeconds: 10", text);
    const put = (shares: readonly number[], data: readonly (string | Buffer)[]) =>
        putSkewed(stack.clients.kinesis, STREAM, shares, data);
    const stored = () => storedRecords(stack.clients.kinesis, STREAM);

    before(async () => {
        clone.edit("Pulumi.local.yaml", "shardCount: 1", "shardCount: 4");
        await stack.start();
    });
    after(() => clone.npm("stop"));

    for (const parallelism of PARALLELISM) {
        it(`counts ${RECORDS} records exactly that lie unevenly on four shards, at parallelism ${parallelism}`, async () => {
            const undo = settings(`windowSeconds: 10\n    parallelism: ${parallelism}`);
            await stack.start();
            // Read from the beginning, as a catch-up: no checkpoint says how far it was.
            await stack.killAnalytics(true);
            await put(SHARES, requests(RECORDS));
            await stack.start();
            await stack.exact(WINDOW);
            undo();
        });
    }

    it("delivers the last window without a further record, within window and allowed delay", async () => {
        const before = total(await stack.view());
        await put([0, 0, 1], requests(200)); // one shard alone; the others stay silent
        const written = Date.now();
        const view = await stack.settled(before + 200, undefined, 40_000);
        assert.equal(total(view), before + 200);
        // Window 10 s, arrival skew 1 s, reading, sink and bucket, and 2.5 s of settled().
        const most = WINDOW + 1000 + 8000 + 2500;
        assert.ok(Date.now() - written < most, `${Date.now() - written} ms`);
    });

    it(`counts exactly although Flink is killed ${KILLS} times, shards are split and merged, and the query is changed`, async () => {
        const { kinesis } = stack.clients;
        let writing = true;
        const writer = (async () => {
            while (writing) {
                await put([0.25, 0.25, 0.25, 0.25], requests(BATCH));
                await sleep(300);
            }
        })();
        const [first, second, third] = await openShards(kinesis, STREAM);
        const middle = middleOf(first);
        for (let kill = 0; kill < KILLS; kill++) {
            await sleep(2000 + 4000 * Math.random());
            await stack.killFlink();
            if (kill === 0) {
                const ShardToSplit = first?.ShardId;
                await kinesis.send(
                    new SplitShardCommand({
                        StreamName: STREAM,
                        ShardToSplit,
                        NewStartingHashKey: String(middle),
                    }),
                );
            }
            if (kill === 1) {
                const [ShardToMerge, AdjacentShardToMerge] = [second?.ShardId, third?.ShardId];
                await kinesis.send(
                    new MergeShardsCommand({ StreamName: STREAM, ShardToMerge, AdjacentShardToMerge }),
                );
            }
        }
        // Another query text, and the same results: what was open is counted again from the stream.
        clone.edit("sql/status-counts.sql", "COUNT(*) AS statusCount", "COUNT(1) AS statusCount");
        const done = await new CloneStack(clone, "local").up();
        assert.ok(done.includes("~ aws:kinesisanalyticsv2:Application analytics"), done.join("\n"));
        writing = false;
        await writer;
        const records = await stored();
        const view = await stack.settled(records.length);
        assertSame(view, countsOf(records, WINDOW));
        const twice = (await stack.delivered()) - view.size;
        console.log(
            `      ${records.length} records, ${view.size} rows in the view, ${twice} delivered more than once`,
        );
        assert.equal((await stack.rejected()).total(), 0);
    });

    if (WHOLE) {
        it("needs no more memory after ten minutes than after one", async () => {
            const used: number[] = [];
            for (let second = 0; second <= 600; second++) {
                await put([0.25, 0.25, 0.25, 0.25], requests(500));
                if (second > 0 && second % 60 === 0) {
                    used.push(await stack.heapInUse());
                    console.log(`      ${second} s: ${used.at(-1)?.toFixed(1)} % of the heap`);
                }
                await sleep(700);
            }
            const [first = 0, last = 100] = [used[0], used.at(-1)];
            assert.ok(last < 1.2 * first + 2, `${first} %, and then ${last} %`);
            await stack.exact(WINDOW);
        });
    }

    it("keeps each record that cannot be counted in the error prefix, with its reason, and counts all others", async () => {
        const STRICT = "strict-counts";
        clone.copy("sql/status-counts.sql", `sql/${STRICT}.sql`);
        writeFileSync(
            clone.file(`sql/${STRICT}.schema.json`),
            JSON.stringify({
                columns: [
                    { name: "host", type: "VARCHAR(16)" },
                    { name: "datetime", type: "TIMESTAMP", pattern: "dd/MMM/yyyy:HH:mm:ss Z" },
                    { name: "response", type: "INTEGER" },
                ],
                results: [
                    { name: "windowStart", type: "TIMESTAMP" },
                    { name: "windowEnd", type: "TIMESTAMP" },
                    { name: "status", type: "INTEGER" },
                    { name: "statusCount", type: "BIGINT" },
                ],
                resultKey: ["windowStart", "windowEnd", "status"],
            }),
        );
        settings(`windowSeconds: 10\n    columnOverflow: FAIL\n    queries: [${STRICT}, status-counts]`);
        await stack.start();
        await stack.running();
        const before = await stored();
        const garbage: Record<string, string | Buffer> = {
            badJson: '{"host": "a", ',
            notAnObject: "[1, 2]",
            wrongType: request(1, { response: "OK" }),
            outOfRange: request(1, { response: "99999999999" }),
            missingColumn:
                '{"host": "a", "datetime": "01/Mar/2026:12:00:00 +0000", "request": "", "bytes": 1}',
            badUtf8: Buffer.from('{"host": "\u00e9"}', "latin1"),
            tooLong: request(1, { host: "h".repeat(17) }),
            wrongTime: request(1, { datetime: "yesterday" }),
        };
        const kinds = Object.keys(garbage);
        const good = RECORDS / 5;
        const bad = Math.round(good / 100);
        const data: (string | Buffer)[] = requests(good);
        for (let i = 0; i < bad; i++) {
            data.splice((i * 97) % data.length, 0, garbage[kinds[i % kinds.length] ?? ""] ?? "");
        }
        await put([0.4, 0.3, 0.2, 0.1], data);
        const known = new Set(before.map(({ shardId, sequenceNumber }) => `${shardId} ${sequenceNumber}`));
        const fresh = (await stored()).filter(
            ({ shardId, sequenceNumber }) => !known.has(`${shardId} ${sequenceNumber}`),
        );
        const isGood = ({ data: one }: { data: Buffer }) =>
            !Object.values(garbage).some((text) => Buffer.from(text).equals(one));
        // The new query reads the stream from its beginning: it counts each good record as well.
        const all = await stored();
        const counted = await stack.settled(all.filter(isGood).length, "strict_counts");
        assertSame(counted, countsOf(all, WINDOW, isGood));
        const expected = new Map(
            kinds.map((kind, i) => [kind, Math.floor((bad - i - 1) / kinds.length) + 1]),
        );
        let reasons = new Map<string, number>();
        await eventually("each is in the error prefix", 60_000, async () => {
            const records = await stack.rejected();
            reasons = records.byReason();
            return records.total() >= bad;
        });
        assert.deepEqual([...reasons].sort(), [...expected].sort());
        assert.equal(fresh.length, good + bad);
        assert.equal(total(counted) + bad, all.length, "what came in is counted or rejected");
    });
});
