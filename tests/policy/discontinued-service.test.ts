import assert from "node:assert/strict";
import { discontinuedService } from "../../policy/rules/discontinued-service";
import { UNKNOWN, judged } from "./judged";

const V1 = "aws:kinesis/analyticsApplication:AnalyticsApplication";
const V2 = "aws:kinesisanalyticsv2/application:Application";
const ENDED =
    "AWS has ended Kinesis Data Analytics for SQL: no new applications since 2025-10-15, existing ones deleted from 2026-01-27; " +
    "use Managed Service for Apache Flink (analytics.engine: flink), and npm run import:kda for the query";

describe("policy discontinued-service", () => {
    it("refuses the SQL application of the first API version", async () => {
        assert.deepEqual(await judged(discontinuedService, V1, { name: "a" }), [ENDED]);
    });

    it("refuses the SQL runtime of the second, and accepts Flink", async () => {
        assert.deepEqual(await judged(discontinuedService, V2, { runtimeEnvironment: "SQL-1_0" }), [
            `runtimeEnvironment: 'SQL-1_0': ${ENDED}`,
        ]);
        assert.deepEqual(await judged(discontinuedService, V2, { runtimeEnvironment: "FLINK-1_20" }), []);
    });

    it("accepts it where the stack allows it", async () => {
        assert.deepEqual(await judged(discontinuedService, V1, { name: "a" }, { allow: true }), []);
    });

    it("takes an unknown runtime for a violation", async () => {
        const found = await judged(discontinuedService, V2, { runtimeEnvironment: UNKNOWN });
        assert.match(found.join(), /^unknown-at-preview: /);
    });
});
