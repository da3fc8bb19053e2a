import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateLaunchTemplateCommand, CreateTagsCommand, DescribeTagsCommand } from "@aws-sdk/client-ec2";
import { DeregisterStreamConsumerCommand, RegisterStreamConsumerCommand } from "@aws-sdk/client-kinesis";
import { DescribeApplicationCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import {
    GetBucketEncryptionCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketVersioningCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { freePort } from "../../tools/runtime/free-port";
import { CreateJournal } from "../../local/provider/create-journal";
import { LocalAwsProvider } from "../../local/provider/provider";
import { Properties } from "../../local/provider/resource-type";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { folder } from "../support/folder";
import { TestEmulator } from "../support/test-emulator";

const DEFAULT_TAGS = { owner: "me", stack: "plain" };
const urn = (type: string) => `urn:pulumi:plain::p::${type}::r`;
const BUCKET = urn("aws:s3/bucket:Bucket");
const INSTANCE = urn("aws:ec2/instance:Instance");
const APPLICATION = urn("aws:kinesisanalyticsv2/application:Application");
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

    it("cannot delete a stream with a consumer of someone else, unless the program asks for it (A8)", async () => {
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
            if (enforceConsumerDeletion === undefined) {
                await assert.rejects(provider.delete(id, STREAM, outs), { name: "ResourceInUseException" });
                await emulator.clients.kinesis.send(
                    new DeregisterStreamConsumerCommand({ StreamARN, ConsumerName: "c" }),
                );
            }
            await provider.delete(id, STREAM, outs);
            assert.equal(await provider.read(id, STREAM, outs), undefined);
        }
        assert.deepEqual(sent, [false, false, true]);
    });

    describe("a running application whose code changes, with a run configuration of the program's", () => {
        /** Does at once what the control plane wants done, as data planes do it. */
        async function runJobs(until: Promise<unknown>): Promise<void> {
            let done = false;
            void until.finally(() => (done = true));
            const url = `${emulator.endpoint}/_local/flink`;
            const post = (body: object) => fetch(url, { method: "POST", body: JSON.stringify(body) });
            while (!done) {
                const runs = (await (await fetch(`${url}?region=us-east-1`)).json()) as {
                    run: string;
                    status: string;
                    tasks: { id: string }[];
                }[];
                for (const { run, status, tasks } of runs) {
                    await Promise.all(tasks.map(({ id }) => post({ task: id, savepoint: "/savepoint" })));
                    if (status !== "RUNNING") {
                        await post({ run, status: "RUNNING" });
                    }
                }
                await sleep(50);
            }
            await until;
        }

        for (const [behavior, allowed] of [
            ["earlier", false],
            ["later", true],
        ] as const) {
            it(`${allowed ? "keeps" : "loses"} AllowNonRestoredState with a provider like the ${behavior} releases (P1)`, async () => {
                process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"] = behavior;
                const program = (jar: string) => ({
                    name: `app-${behavior}`,
                    runtimeEnvironment: "FLINK-1_20",
                    serviceExecutionRole: "arn:aws:iam::000000000000:role/r",
                    startApplication: true,
                    applicationConfiguration: {
                        applicationCodeConfiguration: {
                            codeContentType: "ZIPFILE",
                            codeContent: {
                                s3ContentLocation: { bucketArn: "arn:aws:s3:::code", fileKey: jar },
                            },
                        },
                        applicationSnapshotConfiguration: { snapshotsEnabled: true },
                        environmentProperties: {
                            propertyGroups: [{ propertyGroupId: "g", propertyMap: { a: "b" } }],
                        },
                        runConfiguration: { flinkRunConfiguration: { allowNonRestoredState: true } },
                    },
                });
                try {
                    const made = provider.create(APPLICATION, program("one.jar"));
                    await runJobs(made);
                    const { id, outs } = await made;
                    await runJobs(provider.update(id, APPLICATION, outs, program("two.jar")));
                    const { ApplicationDetail } = await emulator.clients.flink.send(
                        new DescribeApplicationCommand({ ApplicationName: `app-${behavior}` }),
                    );
                    const run =
                        ApplicationDetail?.ApplicationConfigurationDescription?.RunConfigurationDescription;
                    assert.equal(run?.FlinkRunConfigurationDescription?.AllowNonRestoredState, allowed);
                    assert.equal(ApplicationDetail?.ApplicationStatus, "RUNNING");
                } finally {
                    delete process.env["CC_PIPELINE_AWS_PROVIDER_BEHAVIOR"];
                }
            });
        }
    });
});
