import assert from "node:assert/strict";
import { sqlCode } from "../../components/analytics/kinesis-sql-tier";
import { Registered, all, one, statements } from "../support/program-run";
import { runProgram } from "../support/program";

const APPLICATION = "aws:kinesis/analyticsApplication:AnalyticsApplication";
const ROLE = "arn:aws:iam::123456789012:role/cc-pipeline-test-analytics-eu-west-1";

describe("the engine kinesis-sql", () => {
    let registered: Registered[];

    before(
        async () =>
            ({ registered } = await runProgram({
                "analytics.engine": "kinesis-sql",
                "analytics.windowSeconds": "60",
            })),
    );

    it("is a Kinesis Data Analytics SQL application instead of the Flink one", () => {
        assert.equal(all(registered, "aws:kinesisanalyticsv2/application:Application").length, 0);
        const { inputs, outputs, startApplication } = one(registered, APPLICATION);
        assert.equal(startApplication, true);
        const column = (name: string, sqlType: string) => ({ name, sqlType, mapping: `$.${name}` });
        assert.deepEqual(inputs, {
            namePrefix: "SOURCE_SQL_STREAM",
            kinesisStream: {
                resourceArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/cc-pipeline-test-ingestion",
                roleArn: ROLE,
            },
            parallelism: { count: 1 },
            schema: {
                recordEncoding: "UTF-8",
                recordFormat: { mappingParameters: { json: { recordRowPath: "$" } } },
                recordColumns: [
                    column("host", "VARCHAR(16)"),
                    column("datetime", "VARCHAR(32)"),
                    column("request", "VARCHAR(64)"),
                    column("response", "INTEGER"),
                    column("bytes", "BIGINT"),
                ],
            },
            startingPositionConfigurations: [{ startingPosition: "NOW" }],
        });
        assert.deepEqual(outputs, [
            {
                name: "DESTINATION_SQL_STREAM",
                kinesisFirehose: {
                    resourceArn:
                        "arn:aws:firehose:eu-west-1:123456789012:deliverystream/cc-pipeline-test-summary-status-counts",
                    roleArn: ROLE,
                },
                schema: { recordFormatType: "JSON" },
            },
        ]);
    });

    it("runs the query by a pump, in windows of the stack's length", () => {
        const code = String(one(registered, APPLICATION)["code"]);
        assert.match(code, /CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM"/);
        assert.match(code, /STEP\("SOURCE_SQL_STREAM_001"\.ROWTIME BY INTERVAL '60' SECOND\)/);
        assert.doesNotMatch(code, /\$\{/);
    });

    it("may read the stream and put to the delivery stream, and nothing else", () => {
        const policy = statements(one(registered, "aws:iam/rolePolicy:RolePolicy", "analytics")["policy"]);
        assert.deepEqual(Object.keys(policy), ["ReadFromStream", "WriteToDeliveryStreams"]);
    });

    it("says that a query has no such form", () => {
        assert.throws(() => sqlCode("nope", 60), {
            message:
                "queries: 'nope' has no sql/kinesis-sql/nope.sql for the engine kinesis-sql; give one that has, or the engine flink",
        });
    });
});
