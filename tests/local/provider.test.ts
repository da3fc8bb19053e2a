import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { Clients } from "../../local/cloud/clients";
import { loopbackEndpoint } from "../../local/cloud/endpoint";
import { CreateJournal } from "../../local/provider/create-journal";
import { LocalAwsProvider } from "../../local/provider/provider";
import { RESOURCE_TYPES } from "../../local/provider/types";
import { folder } from "../support/folder";

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
        it("refuses none, and what is not a URL", () => {
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

    it("updates in place what AWS updates in place, and replaces the rest", () => {
        const state = { name: "s", shardCount: 1, retentionPeriod: 24, encryptionType: "NONE", arn: "arn" };
        const given = { name: "s", shardCount: 1, retentionPeriod: 24 };
        const diff = (news: object) => {
            const { replaces, deleteBeforeReplace, properties } = provider().diff("s", STREAM, state, {
                ...given,
                ...news,
            });
            return { properties: Object.fromEntries(properties ?? []), replaces, deleteBeforeReplace };
        };
        assert.deepEqual(diff({}), { properties: {}, replaces: [], deleteBeforeReplace: false });
        assert.deepEqual(diff({ shardCount: 2 }), {
            properties: { shardCount: "update" },
            replaces: [],
            deleteBeforeReplace: false,
        });
        assert.deepEqual(diff({ name: "t" }), {
            properties: { name: "update" },
            replaces: ["name"],
            deleteBeforeReplace: false,
        });
        const table = STREAM.replace("aws:kinesis/stream:Stream", "aws:glue/catalogTable:CatalogTable");
        const [here, there] = ["a", "b"].map((databaseName) => ({ databaseName, name: "t" }));
        assert.equal(provider().diff("t", table, here ?? {}, there ?? {}).deleteBeforeReplace, true);
    });

    describe("puts the default tags on every taggable resource", () => {
        const tagging = () => {
            const configured = provider();
            configured.configure({ defaultTags: { tags: { owner: "me", stack: "local" } } });
            return configured;
        };
        const created = async (urn: string, news: object) =>
            (await tagging().create(urn, news as Record<string, unknown>, true)).outs;

        it("as tagsAll; its own tags go before and stay apart", async () => {
            const outs = await created(STREAM, { name: "s", tags: { owner: "you" } });
            assert.deepEqual(outs["tags"], { owner: "you" });
            assert.deepEqual(outs["tagsAll"], { owner: "you", stack: "local" });
            assert.deepEqual(tagging().check(STREAM, { name: "s" }).inputs, { name: "s" });
        });

        it("and to nothing else", async () => {
            const metric = STREAM.replace("aws:kinesis/stream:Stream", "aws:s3/bucketMetric:BucketMetric");
            assert.deepEqual(await created(metric, { bucket: "b", name: "n" }), { bucket: "b", name: "n" });
        });

        it("and finds no difference where AWS has them, but one where it lacks or adds one", () => {
            const given = { name: "s", encryptionType: "NONE", retentionPeriod: 24 };
            const differing = (tagsAll: object) => [
                ...(tagging().diff("s", STREAM, { ...given, tagsAll }, given).properties ?? []),
            ];
            assert.deepEqual(differing({ owner: "me", stack: "local" }), []);
            assert.deepEqual(differing({ owner: "me" }), [["tagsAll", "update"]]);
            assert.deepEqual(differing({ owner: "me", stack: "local", Name: "n" }), [["tagsAll", "update"]]);
        });
    });

    it("previews an update with all outputs that it does not touch, and no version of a changed template", async () => {
        const template = STREAM.replace("aws:kinesis/stream:Stream", "aws:ec2/launchTemplate:LaunchTemplate");
        const state = { name: "t", imageId: "ami-1", latestVersion: 3, defaultVersion: 3, arn: "a" };
        const preview = async (news: Record<string, unknown>) =>
            (await provider().update("lt-1", template, state, news, [], true)).outs;
        assert.equal((await preview({ name: "t", imageId: "ami-1" }))["latestVersion"], 3);
        for (const news of [
            { name: "t", imageId: "ami-2" },
            { name: "t", imageId: "ami-1", tags: { a: "b" } },
        ]) {
            const outs = await preview(news);
            assert.equal("latestVersion" in outs, false);
            assert.equal(outs["arn"], "a");
        }
    });

    it("leaves what ignoreChanges names as AWS has it, also what the program never gave", () => {
        const bucket = STREAM.replace("aws:kinesis/stream:Stream", "aws:s3/bucket:Bucket");
        const state = {
            bucket: "b",
            lifecycleRules: [{ id: "r", enabled: true }],
            versioning: { enabled: true },
        };
        const differing = (...ignored: string[]) => [
            ...(provider().diff("b", bucket, state, { bucket: "b" }, ignored).properties?.keys() ?? []),
        ];
        assert.deepEqual(differing(), ["lifecycleRules"]);
        assert.deepEqual(differing("lifecycleRules"), []);
    });

    it("refuses what the bucket only reads back, and names the way to give it", () => {
        const bucket = STREAM.replace("aws:kinesis/stream:Stream", "aws:s3/bucket:Bucket");
        const { failures } = provider().check(bucket, { bucket: "b", lifecycleRules: [] });
        assert.deepEqual(
            failures.map(({ reason }) => reason),
            [
                "aws:s3/bucket:Bucket has no property 'lifecycleRules' on the local cloud; give it by the resource of its own",
            ],
        );
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
