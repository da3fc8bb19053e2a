import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { STREAM_KEYS, StreamSettings } from "../../components/config/sections/stream";
import { fillSettings } from "../../components/config/settings";

/** Settings as JavaScript or another Pulumi language can give them: nothing has checked their types. */
function streamOf(given: unknown): StreamSettings {
    return fillSettings("stream", STREAM_KEYS, given as Partial<StreamSettings>);
}

describe("a tier's settings", () => {
    it("are the configuration's defaults where a program sets none", () =>
        assert.deepEqual(fillSettings("stream", STREAM_KEYS), {
            mode: "PROVISIONED",
            shardCount: 1,
            retentionHours: 24,
            maxRecordKib: undefined,
            warmThroughputMib: undefined,
            shardMetrics: ["IncomingBytes", "OutgoingBytes"],
            kmsKeyArn: undefined,
            existing: undefined,
            consumers: [],
        }));

    it("keep what a program sets, and fill in the rest", () => {
        const { mode, shardCount, consumers, retentionHours } = streamOf({
            mode: "ON_DEMAND",
            shardCount: 500,
            consumers: ["audit", "search"],
        });
        assert.deepEqual(
            { mode, shardCount, consumers, retentionHours },
            { mode: "ON_DEMAND", shardCount: 500, consumers: ["audit", "search"], retentionHours: 24 },
        );
    });

    it("take undefined as not set, as TypeScript's optional properties do", () =>
        assert.equal(streamOf({ shardCount: undefined }).shardCount, 1));

    const REFUSED: readonly (readonly [condition: string, given: object, message: string])[] = [
        [
            "a number below its limit",
            { shardCount: 0 },
            "stream.shardCount: '0' is out of range; give a whole number from 1 to 500",
        ],
        [
            "a number above its limit",
            { retentionHours: 8761 },
            "stream.retentionHours: '8761' is out of range; give a whole number from 24 to 8760",
        ],
        [
            "a fraction",
            { shardCount: 1.5 },
            "stream.shardCount: '1.5' is not a whole number; give one from 1 to 500",
        ],
        [
            "null",
            { shardCount: null },
            "stream.shardCount: 'null' is not a whole number; give one from 1 to 500",
        ],
        [
            "a word that the service does not take",
            { mode: "on_demand" },
            "stream.mode: 'on_demand' is not one of its values; give one of PROVISIONED, ON_DEMAND",
        ],
        [
            "a list with a wrong item",
            { consumers: ["audit", "a b"] },
            `stream.consumers: '["audit","a b"]' has 'a b', which is not a consumer name; give a consumer name, such as audit`,
        ],
        [
            "a list with an item twice",
            { consumers: ["audit", "audit"] },
            `stream.consumers: '["audit","audit"]' has an item twice; give each once`,
        ],
        [
            "a setting that does not exist",
            { shardcount: 2 },
            "stream.shardcount: there is no such setting; the nearest is stream.shardCount",
        ],
        [
            "a setting with the name of a method that every object has",
            { toString: 2 },
            "stream.toString: there is no such setting; the nearest is stream.existing",
        ],
    ];
    for (const [condition, given, message] of REFUSED) {
        it(`refuse ${condition}, in one line`, () =>
            assert.throws(
                () => streamOf(given),
                (error) => {
                    assert.ok(
                        pulumi.RunError.isInstance(error),
                        "the engine shows a RunError without a stack trace",
                    );
                    assert.equal(error.message, message);
                    return true;
                },
            ));
    }

    it("name the argument that holds them", () =>
        assert.throws(() => fillSettings("flink", STREAM_KEYS, { shardCount: 501 }), {
            message: "flink.shardCount: '501' is out of range; give a whole number from 1 to 500",
        }));
});
