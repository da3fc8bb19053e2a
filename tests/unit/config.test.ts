import assert from "node:assert/strict";
import { readConfig } from "../../components/config";

const read = (values: Record<string, string>) => readConfig((key) => values[key], "cc-pipeline");

/** The lines of the error that reading these values gives. */
function mistakes(values: Record<string, string>): string[] {
    try {
        read(values);
    } catch (error) {
        return (error as Error).message.split("\n");
    }
    return [];
}

describe("configuration", () => {
    it("has a default for each key", () => {
        assert.deepEqual(read({}), {
            shardCount: 1,
            retentionHours: 24,
            windowSeconds: 60,
            parallelism: 1,
            checkpointIntervalMillis: 60_000,
            arrivalSkewMillis: 5000,
            instanceType: "t3.micro",
            generatorRate: 10,
            logRetentionDays: 30,
        });
    });

    it("takes each limit itself", () => {
        assert.equal(read({ retentionHours: "24" }).retentionHours, 24);
        assert.equal(read({ retentionHours: "8760" }).retentionHours, 8760);
    });

    const cases: [Record<string, string>, string][] = [
        [
            { shardCount: "two" },
            "cc-pipeline:shardCount: 'two' is not a whole number; give one from 1 to 500",
        ],
        [
            { shardCount: "1.5" },
            "cc-pipeline:shardCount: '1.5' is not a whole number; give one from 1 to 500",
        ],
        [{ shardCount: "" }, "cc-pipeline:shardCount: '' is not a whole number; give one from 1 to 500"],
        [{ shardCount: "0" }, "cc-pipeline:shardCount: 0 is out of range; give a whole number from 1 to 500"],
        [
            { retentionHours: "23" },
            "cc-pipeline:retentionHours: 23 is out of range; give a whole number from 24 to 8760",
        ],
        [
            { windowSeconds: "true" },
            "cc-pipeline:windowSeconds: 'true' is not a whole number; give one from 1 to 86400",
        ],
        [
            { instanceType: "big" },
            "cc-pipeline:instanceType: 'big' is not an instance type; give one such as t3.micro",
        ],
    ];
    for (const [values, expected] of cases) {
        it(`refuses ${JSON.stringify(values)}`, () => assert.deepEqual(mistakes(values), [expected]));
    }

    it("refuses a log retention that CloudWatch Logs does not have", () => {
        assert.match(
            mistakes({ logRetentionDays: "31" })[0] ?? "",
            /^cc-pipeline:logRetentionDays: 31 is not a value that the service takes; give one of 1, 3, /,
        );
    });

    it("reports all mistakes together", () => {
        assert.equal(mistakes({ shardCount: "x", parallelism: "0", instanceType: "?" }).length, 3);
    });
});
