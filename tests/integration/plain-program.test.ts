import assert from "node:assert/strict";
import { CreateLaunchTemplateCommand, CreateTagsCommand, DescribeTagsCommand } from "@aws-sdk/client-ec2";
import { RegisterStreamConsumerCommand } from "@aws-sdk/client-kinesis";
import {
    GetBucketEncryptionCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketVersioningCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { freePort } from "../../local/free-port";
import { CreateJournal } from "../../local/provider/create-journal";
import { LocalAwsProvider } from "../../local/provider/provider";
import { Properties } from "../../local/provider/resource-type";
import { emulatorPython } from "../../local/setup/emulator-venv";
import { folder } from "../local/folder";
import { TestEmulator } from "./test-emulator";

const DEFAULT_TAGS = { owner: "me", stack: "plain" };
const urn = (type: string) => `urn:pulumi:plain::p::${type}::r`;
const BUCKET = urn("aws:s3/bucket:Bucket");
const INSTANCE = urn("aws:ec2/instance:Instance");
const STREAM = urn("aws:kinesis/stream:Stream");

describe("a program that does not guard against what the official provider does", function () {
    this.timeout(60_000);
    let emulator: TestEmulator;
    let provider: LocalAwsProvider;

    before(async () => {
        emulator = new TestEmulator(await emulatorPython(), await freePort(4800), "app:app");
        await emulator.ready();
        provider = new LocalAwsProvider(() => emulator.clients, new CreateJournal(folder()));
        provider.configure({ defaultTags: { tags: DEFAULT_TAGS } });
    });

    after(() => emulator.stop());

    /** A refresh, then an update of the same program. @returns the properties that differed. */
    async function refreshThenUp(id: string, of: string, state: Properties, program: Properties) {
        const seen = await provider.read(id, of, state, program);
        assert.ok(seen);
        const difference = provider.diff(id, of, seen.outs, program);
        if (difference.changes) {
            await provider.update(id, of, seen.outs, program);
        }
        return [...(difference.properties?.keys() ?? [])];
    }

    describe("a bucket whose settings are resources of their own", () => {
        const program = { bucket: "plain" };
        const { Bucket } = { Bucket: "plain" };
        let state: Properties;

        before(async () => {
            state = (await provider.create(BUCKET, program)).outs;
            const { s3 } = emulator.clients;
            const VersioningConfiguration = { Status: "Enabled" as const };
            await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
            const Rules = [
                { ID: "r", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } },
            ];
            const LifecycleConfiguration = { Rules };
            await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
        });

        it("shows no difference before a refresh", () =>
            assert.equal(provider.diff("plain", BUCKET, state, program).changes, false));

        it("keeps its lifecycle rules where ignoreChanges names them", async () => {
            const seen = await provider.read("plain", BUCKET, state, program);
            const ignored = ["lifecycleRules"];
            assert.equal(provider.diff("plain", BUCKET, seen?.outs ?? {}, program, ignored).changes, false);
        });

        it("loses its lifecycle rules at the up after a refresh, and nothing else (P6)", async () => {
            assert.deepEqual(await refreshThenUp("plain", BUCKET, state, program), ["lifecycleRules"]);
            const { s3 } = emulator.clients;
            await assert.rejects(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), {
                name: "NoSuchLifecycleConfiguration",
            });
            const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
            assert.equal(Status, "Enabled");
            await s3.send(new GetBucketEncryptionCommand({ Bucket }));
        });
    });

    describe("an instance of a launch template that tags it", () => {
        let id: string;
        let state: Properties;
        let program: Properties;
        const tagsOf = async (resource: string) => {
            const Filters = [{ Name: "resource-id", Values: [resource] }];
            const { Tags = [] } = await emulator.clients.ec2.send(new DescribeTagsCommand({ Filters }));
            const own = Tags.filter(({ Key }) => !Key?.startsWith("aws:"));
            return Object.fromEntries(own.map(({ Key = "", Value }) => [Key, Value]));
        };

        before(async () => {
            const { LaunchTemplate } = await emulator.clients.ec2.send(
                new CreateLaunchTemplateCommand({
                    LaunchTemplateName: "tagging",
                    LaunchTemplateData: {
                        ImageId: "ami-1",
                        TagSpecifications: [
                            { ResourceType: "instance", Tags: [{ Key: "Name", Value: "n" }] },
                        ],
                    },
                }),
            );
            program = { launchTemplate: { id: LaunchTemplate?.LaunchTemplateId, version: "1" } };
            const created = await provider.create(INSTANCE, program);
            [id, state] = [created.id, created.outs];
        });

        it("has the default tags from its launch on", async () =>
            assert.deepEqual(await tagsOf(id), { ...DEFAULT_TAGS, Name: "n" }));

        it("loses the template's tag at the next up, without a refresh (P5)", async () => {
            const difference = provider.diff(id, INSTANCE, state, program);
            assert.deepEqual([...(difference.properties ?? [])], [["tags", "delete"]]);
            assert.deepEqual(difference.replaces, []);
            await provider.update(id, INSTANCE, state, program);
            assert.deepEqual(await tagsOf(id), DEFAULT_TAGS);
        });

        it("keeps the tags that the program gives its volumes, and no other", async () => {
            const tagged = { ...program, tags: { Name: "n" }, volumeTags: { ...DEFAULT_TAGS, Name: "disk" } };
            const { id: other, outs } = await provider.create(INSTANCE, tagged);
            assert.equal(provider.diff(other, INSTANCE, outs, tagged).changes, false);
            const seen = await emulator.clients.ec2.send(
                new DescribeTagsCommand({ Filters: [{ Name: "value", Values: ["disk"] }] }),
            );
            const volume = seen.Tags?.[0]?.ResourceId ?? "";
            await emulator.clients.ec2.send(
                new CreateTagsCommand({ Resources: [volume], Tags: [{ Key: "by-hand", Value: "yes" }] }),
            );
            assert.deepEqual(await refreshThenUp(other, INSTANCE, outs, tagged), ["volumeTags"]);
            assert.deepEqual(await tagsOf(volume), { ...DEFAULT_TAGS, Name: "disk" });
        });
    });

    it("deletes a stream without EnforceConsumerDeletion, unless the program asks for it (A8)", async () => {
        const sent: unknown[] = [];
        emulator.clients.kinesis.middlewareStack.add(
            (next, context) => (args) => {
                if (context.commandName === "DeleteStreamCommand") {
                    sent.push((args.input as { EnforceConsumerDeletion?: boolean }).EnforceConsumerDeletion);
                }
                return next(args);
            },
            { step: "initialize" },
        );
        for (const enforceConsumerDeletion of [undefined, true]) {
            const program = { name: "watched", shardCount: 1, enforceConsumerDeletion };
            const { id, outs } = await provider.create(STREAM, program);
            const StreamARN = String(outs["arn"]);
            await emulator.clients.kinesis.send(
                new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: "c" }),
            );
            await provider.delete(id, STREAM, outs);
            assert.equal(await provider.read(id, STREAM, outs), undefined);
        }
        assert.deepEqual(sent, [false, true]);
    });
});
