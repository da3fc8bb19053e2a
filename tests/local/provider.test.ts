import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { Clients } from "../../local/cloud/clients";
import { loopbackEndpoint } from "../../local/cloud/endpoint";
import { CreateJournal } from "../../local/provider/create-journal";
import { LocalAwsProvider, plain } from "../../local/provider/provider";
import { RESOURCE_TYPES } from "../../local/provider/types";
import { folder } from "./folder";

const STREAM =
    "urn:pulumi:local::cc-pipeline::cc-pipeline:ingestion:IngestionTier$aws:kinesis/stream:Stream::s";

function provider(journal = new CreateJournal(folder())): LocalAwsProvider {
    const noClients = (): Clients => {
        throw new Error("no call is to be made");
    };
    return new LocalAwsProvider("7.48.0", noClients, journal);
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

    it("refuses a type that it does not serve, and names it and those that it does", async () => {
        const topic = STREAM.replace("aws:kinesis/stream:Stream", "aws:sns/topic:Topic");
        await assert.rejects(provider().check(topic, {}, {}), (error: Error) => {
            assert.match(
                error.message,
                /^resource type aws:sns\/topic:Topic is not served by the local provider; it serves /,
            );
            Object.keys(RESOURCE_TYPES).forEach((token) => assert.ok(error.message.includes(token)));
            return true;
        });
    });

    it("refuses each property that it would ignore, nested ones too", async () => {
        const news = {
            name: "s",
            shardCount: 1,
            arn: "x",
            streamModeDetails: { streamMode: "PROVISIONED", extra: 1 },
        };
        const { failures } = await provider().check(STREAM, {}, news);
        assert.deepEqual(
            failures.map(({ property }) => property),
            ["arn", "streamModeDetails.extra"],
        );
        assert.deepEqual((await provider().check(STREAM, {}, { name: "s", shardCount: 2 })).failures, []);
    });

    it("updates in place what AWS updates in place, and replaces the rest", async () => {
        const olds = { name: "s", shardCount: 1, retentionPeriod: 24, arn: "arn" };
        const same = await provider().diff("s", STREAM, olds, {
            name: "s",
            shardCount: 1,
            retentionPeriod: 24,
        });
        assert.equal(same.changes, false);
        const grown = await provider().diff("s", STREAM, olds, {
            name: "s",
            shardCount: 2,
            retentionPeriod: 24,
        });
        assert.deepEqual(grown, { changes: true, replaces: [], deleteBeforeReplace: false });
        const renamed = await provider().diff("s", STREAM, olds, {
            name: "t",
            shardCount: 1,
            retentionPeriod: 24,
        });
        assert.deepEqual(renamed, { changes: true, replaces: ["name"], deleteBeforeReplace: false });
        const moded = { ...olds, streamModeDetails: { streamMode: "ON_DEMAND" } };
        assert.equal((await provider().diff("s", STREAM, olds, moded)).deleteBeforeReplace, true);
    });

    it("reads secrets and outputs of the engine's wire format", () => {
        const signature = "4dabf18193072939515e22adb298388d";
        const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: ["x"] };
        const output = { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: secret };
        assert.deepEqual(plain({ a: output, b: 1, c: null }), { a: ["x"], b: 1, c: null });
        assert.equal(
            plain({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" }),
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        );
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
