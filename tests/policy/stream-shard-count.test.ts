import assert from "node:assert/strict";
import { streamShardCount } from "../../policy/rules/stream-shard-count";
import { UNKNOWN, judged } from "./judged";

const STREAM = "aws:kinesis/stream:Stream";
const judge = (props: Record<string, unknown>, config = {}) =>
    judged(streamShardCount, STREAM, props, config);

describe("policy stream-shard-count", () => {
    it("accepts a count within the default bounds", async () => {
        assert.deepEqual(await judge({ shardCount: 1 }), []);
        assert.deepEqual(await judge({ shardCount: 10 }), []);
    });

    it("refuses one outside of the stack's bounds", async () => {
        const config = { min: 2, max: 4 };
        assert.deepEqual(await judge({ shardCount: 1 }, config), [
            "shardCount: 1 is outside of this stack's 2 to 4 shards",
        ]);
        assert.deepEqual(await judge({ shardCount: 5 }, config), [
            "shardCount: 5 is outside of this stack's 2 to 4 shards",
        ]);
    });

    it("refuses what is no whole number, and a provisioned stream without a count", async () => {
        const wanted = "is not a whole number; a provisioned stream needs 1 to 10";
        assert.deepEqual(await judge({ shardCount: "2" }), [`shardCount: "2" ${wanted}`]);
        assert.deepEqual(await judge({ shardCount: 1.5 }), [`shardCount: 1.5 ${wanted}`]);
        assert.deepEqual(await judge({}), [`shardCount: undefined ${wanted}`]);
    });

    it("accepts an on-demand stream without a count, and refuses one with a count", async () => {
        const streamModeDetails = { streamMode: "ON_DEMAND" };
        assert.deepEqual(await judge({ streamModeDetails }), []);
        assert.deepEqual(await judge({ streamModeDetails, shardCount: 2 }), [
            "shardCount: 2 is set on an on-demand stream, which has none; leave it out",
        ]);
    });

    it("takes an unknown count for a violation", async () => {
        assert.match(
            (await judge({ shardCount: UNKNOWN })).join(),
            /^unknown-at-preview: string value at \.shardCount /,
        );
    });
});
