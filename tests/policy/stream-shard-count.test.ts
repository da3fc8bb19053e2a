import assert from "node:assert/strict";
import { shardsFor, streamShardCount } from "../../policy/rules/stream-shard-count";
import { UNKNOWN, evaluate, resource } from "../support/evaluate";

const STREAM = "aws:kinesis/stream:Stream";
const judge = (props: Record<string, unknown>, config = {}, more = {}) =>
    evaluate(streamShardCount, STREAM, props, config, more);
const deployed = (shardCount: number) => ({ deployed: { shardCount } });
const wide = { max: 100_000 };

describe("policy stream-shard-count", () => {
    it("accepts a count within the default bounds", async () => {
        assert.deepEqual(await judge({ shardCount: 1 }), []);
        assert.deepEqual(await judge({ shardCount: 10 }), []);
    });

    it("refuses one outside of the stack's bounds", async () => {
        const config = { min: 2, max: 4 };
        assert.deepEqual(await judge({ shardCount: 1 }, config), [
            "shardCount: 1 is outside this stack's 2 to 4 shards",
        ]);
        assert.deepEqual(await judge({ shardCount: 5 }, config), [
            "shardCount: 5 is outside this stack's 2 to 4 shards",
        ]);
    });

    it("reports the cost where the region's price is known", async () => {
        const provider = { region: "us-east-1" };
        assert.deepEqual(await judge({ shardCount: 20 }, {}, { provider }), [
            "shardCount: 20 is outside this stack's 1 to 10 shards; 20 cost about 219 USD a month (list price of 2026-11-24)",
        ]);
    });

    it("refuses what is not an integer, and a provisioned stream without a count", async () => {
        const wanted = "is not an integer; a provisioned stream needs 1 to 10";
        assert.deepEqual(await judge({ shardCount: "2" }), [`shardCount: "2" ${wanted}`]);
        assert.deepEqual(await judge({ shardCount: 1.5 }), [`shardCount: 1.5 ${wanted}`]);
        assert.deepEqual(await judge({}), [`shardCount: undefined ${wanted}`]);
        assert.deepEqual(await judge({ streamModeDetails: "on demand" }), [
            `shardCount: undefined ${wanted}`,
        ]);
    });

    it("accepts an on-demand stream without a count, and refuses one with a count", async () => {
        const streamModeDetails = { streamMode: "ON_DEMAND" };
        assert.deepEqual(await judge({ streamModeDetails }), []);
        assert.deepEqual(await judge({ streamModeDetails, shardCount: 2 }), [
            "shardCount: 2 is set on an on-demand stream, which has none; leave it out",
        ]);
    });

    it("knows the account's default quota by region, and a raised one by configuration", async () => {
        const inRegion = (region: string, config = {}) =>
            judge({ shardCount: 5000 }, { ...wide, ...config }, { provider: { region } });
        assert.deepEqual(await inRegion("us-east-1"), []);
        assert.deepEqual(await inRegion("eu-central-1"), [
            "shardCount: 5000 is more than the 1000 shards that an account may have in eu-central-1 by default (Amazon Kinesis " +
                "Data Streams Developer Guide, 'Quotas and limits', 2026-11-24); ask AWS to raise the quota, then set 'quota'",
        ]);
        assert.deepEqual(await inRegion("eu-central-1", { quota: 6000 }), []);
    });

    it("keeps UpdateShardCount's rules: at most double, at least half", async () => {
        assert.deepEqual(await judge({ shardCount: 4 }, {}, deployed(4)), []);
        const steps = "so scale in steps";
        assert.deepEqual(await judge({ shardCount: 9 }, {}, deployed(4)), [
            `shardCount: from 4 to 9 in one update is not possible; AWS accepts 2 to 8, ${steps}`,
        ]);
        assert.deepEqual(await judge({ shardCount: 1 }, {}, deployed(3)), [
            `shardCount: from 3 to 1 in one update is not possible; AWS accepts 2 to 6, ${steps}`,
        ]);
        for (const count of [2, 8]) {
            assert.deepEqual(await judge({ shardCount: count }, {}, deployed(4)), [
                `advise: shardCount: from 4 to ${count}; AWS allows 10 such updates of a stream in 24 hours`,
            ]);
        }
    });

    it("takes the deployed count from the configuration, where the engine does not pass it", async () => {
        const config = { deployed: { clicks: 1 } };
        assert.match(
            (await judge({ name: "clicks", shardCount: 4 }, config)).join(),
            /from 1 to 4 in one update/,
        );
        assert.deepEqual(await judge({ name: "others", shardCount: 4 }, config), []);
    });

    it("takes a stream that was on demand for one without a count", async () => {
        const onDemand = { deployed: { streamModeDetails: { streamMode: "ON_DEMAND" } } };
        assert.deepEqual(await judge({ shardCount: 4 }, {}, onDemand), []);
    });

    it("knows the shards that a load needs: records, bytes, and bytes read by shared consumers", () => {
        assert.equal(shardsFor({}), 1);
        assert.equal(shardsFor({ recordsPerSecond: 1001 }), 2);
        assert.equal(shardsFor({ kilobytesPerSecond: 2500 }), 3);
        assert.equal(shardsFor({ kilobytesPerSecond: 1024 }), 1);
        assert.equal(shardsFor({ kilobytesPerSecond: 1024.5 }), 2);
        assert.equal(shardsFor({ kilobytesPerSecond: 1024, sharedConsumers: 4 }), 2);
        assert.equal(shardsFor({ kilobytesPerSecond: 1024, sharedConsumers: 5 }), 3);
    });

    it("judges the count against the declared load", async () => {
        assert.deepEqual(await judge({ shardCount: 2 }, { load: { recordsPerSecond: 2500 } }), [
            "shardCount: 2 is too few for the declared load, which needs 3",
        ]);
        assert.deepEqual(await judge({ shardCount: 3 }, { load: { recordsPerSecond: 2500 } }), []);
        assert.deepEqual(await judge({ shardCount: 1 }, { load: { sharedConsumers: 6 } }), [
            "shardCount: 6 consumers share each shard's 5 reads per second; register some with enhanced fan-out",
        ]);
    });

    it("takes an unknown count for a violation", async () => {
        assert.match(
            (await judge({ shardCount: UNKNOWN })).join(),
            /^unknown: the input 'shardCount' is not known/,
        );
    });

    it("removes an on-demand stream's count, which AWS ignores, and changes nothing else", () => {
        const corrected = (props: Record<string, unknown>) =>
            streamShardCount.remediate?.(resource(STREAM, props), {});
        const streamModeDetails = { streamMode: "ON_DEMAND" };
        // What comes back is a proxy of the engine's; Node 24 distinguishes it from the object that it stands for.
        const remediated = JSON.stringify(corrected({ streamModeDetails, shardCount: 2 }));
        assert.deepEqual(JSON.parse(remediated), { streamModeDetails });
        assert.equal(corrected({ streamModeDetails }), undefined);
        assert.equal(corrected({ shardCount: 200 }), undefined);
    });
});
