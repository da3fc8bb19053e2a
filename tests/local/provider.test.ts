import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { Clients } from "../../local/cloud/clients";
import { loopbackEndpoint } from "../../local/cloud/endpoint";
import { CreateJournal } from "../../local/provider/create-journal";
import { LocalAwsProvider } from "../../local/provider/provider";
import { RESOURCE_TYPES } from "../../local/provider/types";
import { folder } from "./folder";

const STREAM =
    "urn:pulumi:local::cc-pipeline::cc-pipeline:ingestion:IngestionTier$aws:kinesis/stream:Stream::s";

function provider(journal = new CreateJournal(folder())): LocalAwsProvider {
    const noClients = (): Clients => {
        throw new Error("no call is to be made");
    };
    return new LocalAwsProvider(noClients, journal);
}

describe("the local aws provider", () => {
    describe("takes loopback endpoints only", () => {
        for (const good of [
            "http://127.0.0.1:4566",
            "http://localhost:1",
            "http://[::1]:4566",
            "http://127.8.9.1:80/",
        ]) {
            it(`takes ${good}`, () => assert.ok(loopbackEndpoint(good).startsWith("http://")));
        }
        const bad = [
            "https://kinesis.us-east-1.amazonaws.com",
            "http://10.0.0.1:4566",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://0.0.0.0:4566",
        ];
        for (const endpoint of bad) {
            it(`refuses ${endpoint}`, () => {
                assert.throws(() => loopbackEndpoint(endpoint), {
                    message: `AWS_ENDPOINT_URL: '${endpoint}' is not a loopback address over http; the local provider refuses any other`,
                });
            });
        }
        it("refuses none, and what is no URL", () => {
            assert.throws(() => loopbackEndpoint(""), /AWS_ENDPOINT_URL is not set/);
            assert.throws(() => loopbackEndpoint("4566"), /'4566' is not a URL/);
        });
    });

    it("refuses a type that it does not serve, and names it and those that it does", () => {
        const topic = STREAM.replace("aws:kinesis/stream:Stream", "aws:sqs/queue:Queue");
        assert.throws(
            () => provider().check(topic, {}),
            (error: Error) => {
                assert.match(
                    error.message,
                    /^resource type aws:sqs\/queue:Queue is not served by the local provider; it serves /,
                );
                Object.keys(RESOURCE_TYPES).forEach((token) => assert.ok(error.message.includes(token)));
                return true;
            },
        );
    });

    it("refuses each property that it would ignore, nested ones too", async () => {
        const news = {
            name: "s",
            shardCount: 1,
            arn: "x",
            streamModeDetails: { streamMode: "PROVISIONED", extra: 1 },
        };
        const { failures } = provider().check(STREAM, news);
        assert.deepEqual(
            failures.map(({ property }) => property),
            ["arn", "streamModeDetails.extra"],
        );
        assert.deepEqual(provider().check(STREAM, { name: "s", shardCount: 2 }).failures, []);
    });

    it("updates in place what AWS updates in place, and replaces the rest", async () => {
        const olds = { name: "s", shardCount: 1, retentionPeriod: 24, arn: "arn" };
        const same = provider().diff("s", STREAM, olds, {
            name: "s",
            shardCount: 1,
            retentionPeriod: 24,
        });
        assert.equal(same.changes, false);
        const grown = provider().diff("s", STREAM, olds, {
            name: "s",
            shardCount: 2,
            retentionPeriod: 24,
        });
        assert.deepEqual(grown, { changes: true, replaces: [], deleteBeforeReplace: false });
        const renamed = provider().diff("s", STREAM, olds, {
            name: "t",
            shardCount: 1,
            retentionPeriod: 24,
        });
        assert.deepEqual(renamed, { changes: true, replaces: ["name"], deleteBeforeReplace: false });
        const table = STREAM.replace("aws:kinesis/stream:Stream", "aws:glue/catalogTable:CatalogTable");
        const [here, there] = ["a", "b"].map((databaseName) => ({ databaseName, name: "t" }));
        assert.equal(provider().diff("t", table, here ?? {}, there ?? {}).deleteBeforeReplace, true);
    });

    it("puts the provider's default tags on what can be tagged; a resource's own tag goes before", () => {
        const tagging = provider();
        tagging.configure({ defaultTags: { tags: { owner: "me", stack: "local" } } });
        const { inputs } = tagging.check(STREAM, { name: "s", tags: { owner: "you" } });
        assert.deepEqual(inputs["tags"], { owner: "you", stack: "local" });
        const metric = STREAM.replace("aws:kinesis/stream:Stream", "aws:s3/bucketMetric:BucketMetric");
        assert.equal("tags" in tagging.check(metric, { bucket: "b", name: "n" }).inputs, false);
    });

    it("gives the reason where the local cloud cannot do something", () => {
        const sql = STREAM.replace(
            "aws:kinesis/stream:Stream",
            "aws:kinesis/analyticsApplication:AnalyticsApplication",
        );
        assert.throws(() => provider().check(sql, {}), {
            message:
                "resource type aws:kinesis/analyticsApplication:AnalyticsApplication is not served by the local provider: " +
                "the emulator has no Kinesis Data Analytics for SQL, which AWS itself has ended; leave analytics.engine at flink",
        });
        const firehose = STREAM.replace(
            "aws:kinesis/stream:Stream",
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        );
        const { failures } = provider().check(firehose, {
            extendedS3Configuration: { dataFormatConversionConfiguration: { enabled: true } },
        });
        assert.match(failures[0]?.reason ?? "", /the emulator's Firehose converts no formats/);
    });

    it("refuses a look-up that it does not serve", async () => {
        await assert.rejects(
            provider().invoke("aws:ec2/getAmi:getAmi", {}),
            /^Error: look-up aws:ec2\/getAmi:getAmi is not served/,
        );
    });
});

describe("the journal of creates", () => {
    it("knows a create that was cut off from one that the engine has recorded", () => {
        const place = folder();
        assert.equal(new CreateJournal(place).begin("urn:a"), false);
        assert.equal(new CreateJournal(place).begin("urn:a"), true);
        new CreateJournal(place).end("urn:a");
        assert.equal(new CreateJournal(place).begin("urn:a"), false);
        assert.equal(readdirSync(place).length, 1);
    });
});
