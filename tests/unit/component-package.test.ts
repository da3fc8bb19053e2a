import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ARGUMENT_KEYS } from "../../components/package/arguments";
import {
    StreamingLogPipeline,
    StreamingLogPipelineArgs,
} from "../../components/package/streaming-log-pipeline";
import { MockedRun, mockedRun, standInJar } from "../../tools/docs/mocked-run";

const WHERE = { project: "web", stack: "dev", region: "eu-west-1", accountId: "123456789012" };
const SOURCE = path.join(__dirname, "..", "..", "components", "package", "streaming-log-pipeline.ts");

/** The component as the engine constructs it: with arguments that nothing has checked. */
function run(given: object = {}): Promise<MockedRun<StreamingLogPipeline>> {
    const args = { accountId: "123456789012", region: "eu-west-1", jar: standInJar(), ...given };
    return mockedRun(() => new StreamingLogPipeline("logs", args as StreamingLogPipelineArgs), WHERE);
}

const ofType = ({ resources }: MockedRun<unknown>, type: string) =>
    resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

describe("the component of the package", () => {
    it("composes the tiers, with names that are known at preview as outputs", async () => {
        const result = await run();
        const { bucketName, streamName, applicationName, database, workgroup } = result.value;
        assert.deepEqual(
            { bucketName, streamName, applicationName, database, workgroup },
            {
                bucketName: "web-dev-results-123456789012-eu-west-1",
                streamName: "web-dev-ingestion",
                applicationName: "web-dev-analytics",
                database: "web_dev",
                workgroup: "web-dev",
            },
        );
        const tiers = new Set(result.resources.map(({ parents }) => parents.at(-2)));
        for (const tier of ["ingestion", "storage", "analytics", "catalog", "exposition", "monitoring"]) {
            assert.ok(
                [...tiers].some((token) => token?.startsWith(`cc-pipeline:${tier}:`)),
                tier,
            );
        }
    });

    it("deploys with a provider that refuses another account, and tags what it creates", async () => {
        const [provider] = ofType(await run({ owner: "me" }), "pulumi:providers:aws");
        assert.equal(provider?.["region"], "eu-west-1");
        assert.deepEqual(JSON.parse(String(provider?.["allowedAccountIds"])), ["123456789012"]);
        assert.deepEqual(JSON.parse(String(provider?.["defaultTags"])), {
            tags: { owner: "me", project: "web", stack: "dev" },
        });
    });

    it("passes its arguments on to the tiers", async () => {
        const result = await run({
            queries: ["distinct-hosts"],
            shardCount: 3,
            producers: 0,
            parquet: true,
            bucketName: "my-results",
            email: "me@example.com",
        });
        const [stream] = ofType(result, "aws:kinesis/stream:Stream");
        assert.equal(stream?.["shardCount"], 3);
        assert.deepEqual(ofType(result, "aws:ec2/instance:Instance"), []);
        assert.equal(result.value.bucketName, "my-results");
        const deliveries = ofType(result, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
        const results = deliveries.find(({ name }) => name === "web-dev-summary-distinct-hosts");
        const s3 = results?.["extendedS3Configuration"] as Record<string, unknown>;
        assert.equal(s3["bufferingSize"], 64);
        assert.ok(s3["dataFormatConversionConfiguration"]);
        assert.equal(ofType(result, "aws:sns/topicSubscription:TopicSubscription").length, 1);
    });

    it("reads an existing stream, and creates none", async () => {
        const result = await run({ existingStream: "web-logs", producers: 0 });
        assert.equal(result.value.streamName, "web-logs");
        assert.deepEqual(ofType(result, "aws:kinesis/stream:Stream"), []);
    });

    it("has the configuration's default in the comment of each argument that has one", () => {
        const source = readFileSync(SOURCE, "utf8");
        for (const [name, key] of Object.entries(ARGUMENT_KEYS)) {
            const comment = new RegExp(`/\\*\\* ([^\\n]*) \\*/\\n    ${name}\\?: `).exec(source)?.[1];
            if (key.default !== undefined && key.default !== "") {
                assert.ok(comment?.endsWith(`Default: ${String(key.default)}.`), `${name}: ${comment}`);
            }
        }
    });

    const REFUSED: readonly (readonly [condition: string, given: object, message: string])[] = [
        [
            "no account",
            { accountId: undefined },
            "logs.accountId: it is missing; give an AWS account id of 12 digits",
        ],
        [
            "a region that does not exist",
            { region: "eu-middle-1" },
            "logs.region: 'eu-middle-1' is not a region of the partitions aws, aws-cn and aws-us-gov; give one, such as us-east-1",
        ],
        [
            "a number out of its limits",
            { windowSeconds: 0 },
            "logs.windowSeconds: '0' is out of range; give a whole number from 1 to 86400",
        ],
        [
            "an argument that does not exist",
            { shardcount: 2 },
            "logs.shardcount: there is no such setting; the nearest is logs.shardCount",
        ],
        [
            "a query that does not exist",
            { queries: ["status-count"] },
            "logs.queries: 'status-count' has no sql/status-count.sql with a sql/status-count.schema.json; give one of " +
                "anomalous-status, bytes-cumulating, distinct-hosts, error-rate-sliding, late-aware-counts, passthrough, " +
                "sessions-by-host, status-counts, ticker-max, top-paths",
        ],
        [
            "a size for an existing stream",
            { existingStream: "web-logs", shardCount: 2 },
            "logs.shardCount: '2' would size a new stream, and logs.existingStream names an existing one; give one or the other",
        ],
        [
            "an existing stream of another region",
            { existingStream: "arn:aws:kinesis:us-east-1:123456789012:stream/web-logs" },
            "logs.existingStream: 'arn:aws:kinesis:us-east-1:123456789012:stream/web-logs' is a stream of us-east-1; give one of the stack's region, eu-west-1",
        ],
        [
            "a bucket name that S3 reserves",
            { bucketName: "logs-s3alias" },
            "logs.bucketName: 'logs-s3alias' ends with '-s3alias', which S3 reserves; give another name",
        ],
        ["no query", { queries: [] }, "logs.queries: 0 queries; give 1 to 8"],
        [
            "an output as a value",
            { bucketName: pulumi.output("later") },
            "logs.bucketName: its value is an output that is not known at preview, or is secret; give a plain value",
        ],
    ];
    for (const [condition, given, message] of REFUSED) {
        it(`refuses ${condition}, in one line`, () => assert.rejects(() => run(given), { message }));
    }
});
