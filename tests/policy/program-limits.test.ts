import assert from "node:assert/strict";
import { readConfig } from "../../components/config/read-config";
import { bucketNaming } from "../../policy/rules/bucket-naming";
import { streamShardCount } from "../../policy/rules/stream-shard-count";
import { accountRegional, generalPurpose } from "../../policy/facts/bucket-names.json";
import { evaluate } from "../support/evaluate";

/** Whether the program takes a configuration. */
function programTakes(values: Record<string, string>): boolean {
    const named = Object.entries(values).map(([key, value]) => [`cc-pipeline:${key}`, value]);
    try {
        readConfig(Object.fromEntries(named) as Record<string, string>, "cc-pipeline", "us-east-1");
        return true;
    } catch (error) {
        assert.equal((error as Error).constructor.name, "RunError");
        return false;
    }
}

describe("limits of AWS, in the program and in the pack", () => {
    /** Shards, agents, records per second of each, bytes per record; whether Kinesis takes it: 1,000 records and 1 MiB per second. */
    const loads: readonly [number, number, number, number, boolean][] = [
        [1, 1, 1000, 1000, true],
        [1, 1, 1001, 1000, false],
        [1, 1, 512, 2048, true],
        [1, 1, 512, 2049, false],
        [1, 1, 1000, 1049, false],
        [2, 2, 512, 2048, true],
        [2, 2, 512, 2049, false],
        [3, 3, 999, 1049, true],
        [3, 3, 1001, 10, false],
    ];
    for (const [shards, agents, rate, bytes, fits] of loads) {
        const load = `${agents} × ${rate} records/s of ${bytes} bytes`;
        it(`${fits ? "both take" : "neither takes"} ${load} on ${shards} shards`, async () => {
            const records = agents * rate;
            const byProgram = programTakes({
                "stream.shardCount": String(shards),
                "producer.count": String(agents),
                "producer.generatorRate": String(rate),
                "producer.recordBytes": String(bytes),
            });
            const byPack = await evaluate(
                streamShardCount,
                "aws:kinesis/stream:Stream",
                { shardCount: shards },
                { load: { recordsPerSecond: records, kilobytesPerSecond: (records * bytes) / 1024 } },
            );
            assert.deepEqual([byProgram, byPack.length === 0], [fits, fits]);
        });
    }

    const { reservedPrefixes, reservedSuffixes } = generalPurpose;
    const names: readonly [string, boolean][] = [
        ["results", true],
        ["abc", true],
        ["ab", false],
        ["a".repeat(63), true],
        ["a".repeat(64), false],
        ["a.b", true],
        ["a..b", false],
        ["10.0.0.1", false],
        ["Results", false],
        ["-results", false],
        ["results-123456789012-us-east-1-an", true],
        ["results-12345678901-us-east-1-an", false],
        ["results-123456789012-useast-an", false],
        [`results${accountRegional.suffix}`, false],
        ...reservedPrefixes.map((prefix): [string, boolean] => [`${prefix}results`, false]),
        ...reservedSuffixes.map((suffix): [string, boolean] => [`results${suffix}`, false]),
    ];
    for (const [name, valid] of names) {
        it(`both ${valid ? "take" : "refuse"} the bucket name '${name}'`, async () => {
            const findings = await evaluate(bucketNaming, "aws:s3/bucket:Bucket", { bucket: name });
            const byPack = findings.every((line) => line.startsWith("advise: "));
            assert.deepEqual([programTakes({ "bucket.name": name }), byPack], [valid, valid]);
        });
    }

    it("has what S3 reserves", () => {
        assert.deepEqual(reservedPrefixes, ["xn--", "sthree-", "amzn-s3-demo-"]);
        assert.deepEqual(reservedSuffixes, ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]);
    });
});
