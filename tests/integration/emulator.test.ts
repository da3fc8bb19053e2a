import assert from "node:assert/strict";
import { ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
    CreateStreamCommand,
    DescribeStreamSummaryCommand,
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    ListShardsCommand,
    MergeShardsCommand,
    PutRecordsCommand,
    SplitShardCommand,
    UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { CreateApplicationCommand, ListApplicationsCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import {
    CreateBucketCommand,
    GetObjectCommand,
    PutBucketPolicyCommand,
    PutObjectCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { policyJson, tlsOnly } from "../../components/iam";
import { Clients, clientSettings, rootClients } from "../../local/cloud/clients";
import { Checkpoint, readCheckpoint, writeCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { settle } from "../../local/data-planes/agent/settlement";
import { RoleCredentials, ServiceRole } from "../../local/data-planes/role-credentials";
import { freePort } from "../../local/free-port";
import { ROOT } from "../../local/paths";
import { emulatorPython } from "../../local/setup/emulator-venv";
import { eventually } from "./clone";

const REGION = "us-east-1";
const ACCOUNT = "000000000000";

/** An emulator of a test's own, with our corrections or as it comes. */
class TestEmulator {
    readonly child: ChildProcess;
    readonly clients: Clients;
    readonly endpoint: string;

    constructor(python: string, port: number, app: string) {
        this.endpoint = `http://127.0.0.1:${port}`;
        this.clients = rootClients(this.endpoint, REGION);
        this.child = spawn(
            python,
            ["-m", "hypercorn", "--workers", "0", app, "--bind", `127.0.0.1:${port}`],
            {
                cwd: path.join(ROOT, "local", "emulator"),
                env: {
                    ...process.env,
                    AUTH: "true",
                    GATEWAY_PORT: String(port),
                    IOT_MTLS_ENABLED: "0",
                    LOG_LEVEL: "ERROR",
                },
                stdio: "ignore",
            },
        );
    }

    ready(): Promise<void> {
        return eventually("the emulator answers", 30_000, () =>
            fetch(`${this.endpoint}/_ministack/health`).then(
                (answer) => answer.ok,
                () => false,
            ),
        );
    }

    async role(name: string, condition: object, policy: string): Promise<ServiceRole> {
        const trust = policyJson({
            Sid: "T",
            Effect: "Allow",
            Principal: { Service: "kinesisanalytics.amazonaws.com" },
            Action: ["sts:AssumeRole"],
            Condition: condition as Record<string, Record<string, string>>,
        });
        await this.clients.iam.send(
            new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }),
        );
        await this.clients.iam.send(
            new PutRolePolicyCommand({ RoleName: name, PolicyName: "p", PolicyDocument: policy }),
        );
        const roleArn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
        return { roleArn, service: "kinesisanalytics.amazonaws.com", sourceArn: APPLICATION_ARN };
    }

    async session(role: ServiceRole) {
        const session = await new RoleCredentials(this.clients.sts).session(role);
        return {
            accessKeyId: session.AccessKeyId ?? "",
            secretAccessKey: session.SecretAccessKey ?? "",
            sessionToken: session.SessionToken,
        };
    }
}

const APPLICATION_ARN = `arn:aws:kinesisanalytics:${REGION}:${ACCOUNT}:application/a`;
const ANY_SOURCE = { StringLike: { "sts:RoleSessionName": "*" } };
const LISTS = { Sid: "L", Effect: "Allow", Action: ["kinesis:ListStreams"], Resource: ["*"] } as const;
let streams = 0;

async function streamOf(shards: number, { kinesis }: Clients): Promise<string> {
    const StreamName = `s${++streams}`;
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: shards }));
    await eventually("the stream is active", 10_000, async () => {
        const seen = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
        return seen.StreamDescriptionSummary?.StreamStatus === "ACTIVE";
    });
    return StreamName;
}

async function put(stream: string, count: number, { kinesis }: Clients): Promise<void> {
    const Records = Array.from({ length: count }, (_, i) => ({
        PartitionKey: `k${i}`,
        Data: Buffer.from("x"),
    }));
    await kinesis.send(new PutRecordsCommand({ StreamName: stream, Records }));
}

async function shardsOf(stream: string, { kinesis }: Clients) {
    return (await kinesis.send(new ListShardsCommand({ StreamName: stream }))).Shards ?? [];
}

/** Reads a shard from its beginning to its end or tip. */
async function readShard(stream: string, shard: string | undefined, kinesis: KinesisClient) {
    const at = { StreamName: stream, ShardId: shard, ShardIteratorType: "TRIM_HORIZON" as const };
    let iterator = (await kinesis.send(new GetShardIteratorCommand(at))).ShardIterator;
    let records = 0;
    for (let i = 0; i < 3 && iterator; i++) {
        const page = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
        records += page.Records?.length ?? 0;
        iterator = page.NextShardIterator ?? undefined;
    }
    return { records, ended: iterator === undefined };
}

/** Reshards a stream that holds 50 records, and asserts that none of them is lost and the parents are closed. */
async function keepsParents(
    emulator: TestEmulator,
    shards: number,
    reshard: (stream: string) => Promise<unknown>,
): Promise<void> {
    const stream = await streamOf(shards, emulator.clients);
    await put(stream, 50, emulator.clients);
    await reshard(stream);
    await put(stream, 30, emulator.clients);
    const all = await shardsOf(stream, emulator.clients);
    const closed = all.filter((shard) => shard.SequenceNumberRange?.EndingSequenceNumber);
    assert.equal(closed.length, shards);
    let [old, fresh] = [0, 0];
    for (const shard of all) {
        const { records, ended } = await readShard(stream, shard.ShardId, emulator.clients.kinesis);
        const isClosed = closed.includes(shard);
        assert.equal(ended, isClosed, shard.ShardId);
        assert.equal(Boolean(shard.ParentShardId), !isClosed);
        [old, fresh] = isClosed ? [old + records, fresh] : [old, fresh + records];
    }
    assert.deepEqual([old, fresh], [50, 30]);
    const described = await emulator.clients.kinesis.send(
        new DescribeStreamSummaryCommand({ StreamName: stream }),
    );
    assert.equal(described.StreamDescriptionSummary?.OpenShardCount, all.length - closed.length);
}

/** Each correction: the AWS behaviour that it restores, as a check of an emulator. */
const CORRECTIONS: Record<string, (emulator: TestEmulator) => Promise<void>> = {
    "kinesis_closed_shards: UpdateShardCount keeps the parents readable": (emulator) =>
        keepsParents(emulator, 2, (StreamName) =>
            emulator.clients.kinesis.send(
                new UpdateShardCountCommand({
                    StreamName,
                    TargetShardCount: 4,
                    ScalingType: "UNIFORM_SCALING",
                }),
            ),
        ),
    "kinesis_closed_shards: SplitShard keeps the parent readable": (emulator) =>
        keepsParents(emulator, 1, (StreamName) =>
            emulator.clients.kinesis.send(
                new SplitShardCommand({
                    StreamName,
                    ShardToSplit: "shardId-000000000000",
                    NewStartingHashKey: String(2n ** 127n),
                }),
            ),
        ),
    "kinesis_closed_shards: MergeShards keeps the parents readable": (emulator) =>
        keepsParents(emulator, 2, (StreamName) =>
            emulator.clients.kinesis.send(
                new MergeShardsCommand({
                    StreamName,
                    ShardToMerge: "shardId-000000000000",
                    AdjacentShardToMerge: "shardId-000000000001",
                }),
            ),
        ),
    "flink_list_applications: applications can be listed": async ({ clients }) => {
        await clients.flink.send(
            new CreateApplicationCommand({
                ApplicationName: "listed",
                RuntimeEnvironment: "FLINK-1_20",
                ServiceExecutionRole: `arn:aws:iam::${ACCOUNT}:role/r`,
            }),
        );
        const { ApplicationSummaries } = await clients.flink.send(new ListApplicationsCommand({}));
        assert.deepEqual(
            ApplicationSummaries?.map(({ ApplicationName, ApplicationStatus }) => [
                ApplicationName,
                ApplicationStatus,
            ]),
            [["listed", "READY"]],
        );
    },
    "kinesis_iterator_resource: GetRecords is allowed by a policy that names the stream": async (
        emulator,
    ) => {
        const stream = await streamOf(1, emulator.clients);
        await put(stream, 5, emulator.clients);
        const Resource = [`arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${stream}`];
        const Action = ["kinesis:GetShardIterator", "kinesis:GetRecords"];
        const role = await emulator.role(
            "reader",
            ANY_SOURCE,
            policyJson({ Sid: "R", Effect: "Allow", Action, Resource }),
        );
        const credentials = await emulator.session(role);
        const kinesis = new KinesisClient({ ...clientSettings(emulator.endpoint, REGION), credentials });
        assert.equal((await readShard(stream, "shardId-000000000000", kinesis)).records, 5);
    },
    "loopback_is_secure: a bucket that asks for TLS is read over loopback": async (emulator) => {
        const { s3 } = emulator.clients;
        await s3.send(new CreateBucketCommand({ Bucket: "tls-only" }));
        await s3.send(new PutObjectCommand({ Bucket: "tls-only", Key: "k", Body: "x" }));
        await s3.send(
            new PutBucketPolicyCommand({ Bucket: "tls-only", Policy: tlsOnly("arn:aws:s3:::tls-only") }),
        );
        const Resource = ["arn:aws:s3:::tls-only/k"];
        const read = policyJson({ Sid: "R", Effect: "Allow", Action: ["s3:GetObject"], Resource });
        const credentials = await emulator.session(await emulator.role("tls", ANY_SOURCE, read));
        const client = new S3Client({
            ...clientSettings(emulator.endpoint, REGION),
            forcePathStyle: true,
            credentials,
        });
        const answer = await client.send(new GetObjectCommand({ Bucket: "tls-only", Key: "k" }));
        assert.equal(await answer.Body?.transformToString(), "x");
    },
    "sts_service_caller: a service assumes a role that trusts it for one resource": async (emulator) => {
        const condition = {
            StringEquals: { "aws:SourceAccount": ACCOUNT },
            ArnLike: { "aws:SourceArn": APPLICATION_ARN },
        };
        const role = await emulator.role("trusting", condition, policyJson(LISTS));
        assert.match((await emulator.session(role)).accessKeyId, /^\w+$/);
        const denied = /is not authorized to perform: sts:AssumeRole/;
        await assert.rejects(emulator.session({ ...role, sourceArn: `${APPLICATION_ARN}-other` }), denied);
        await assert.rejects(emulator.session({ ...role, service: "firehose.amazonaws.com" }), denied);
        await assert.rejects(emulator.session({ ...role, sourceArn: undefined }), denied);
    },
};

/** An agent's checkpoint with a batch on its way; the keys and data are those that the stream was given. */
function interrupted(stream: string, keys: string[]): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "cc-pipeline-")), "checkpoints.json");
    const checkpoint: Checkpoint = {
        files: [{ id: "1:1", path: "/log", offset: 10 }],
        read: 100,
        skipped: 1,
        sent: 99,
        lastSentMillis: 0,
        skippedBytes: 7,
        pending: {
            stream,
            startedAtMillis: Date.now(),
            fileId: "1:1",
            offset: 50,
            inLongLine: false,
            read: keys.length + 1,
            skipped: 1,
            skippedBytes: 9,
            records: keys.map((key) => ({ key, data: "x" })),
            sent: 0,
        },
    };
    writeCheckpoint(file, checkpoint);
    return file;
}

describe("the emulator", function () {
    this.timeout(60_000);
    let corrected: TestEmulator;
    let bare: TestEmulator;

    before(async () => {
        const python = await emulatorPython();
        const port = await freePort(4700);
        corrected = new TestEmulator(python, port, "app:app");
        bare = new TestEmulator(python, await freePort(port + 1), "ministack.app:app");
        await Promise.all([corrected.ready(), bare.ready()]);
    });

    after(() => {
        corrected.child.kill();
        bare.child.kill();
    });

    describe("settles an agent's interrupted call", () => {
        it("that the stream took whole: it is booked, and nothing is sent again", async () => {
            const stream = await streamOf(2, corrected.clients);
            const file = interrupted(stream, ["k0", "k1", "k2"]);
            await put(stream, 3, corrected.clients);
            assert.equal(await settle(file, corrected.clients.kinesis), 3);
            const { pending, files, read, skipped, sent, skippedBytes } = readCheckpoint(file);
            assert.deepEqual(
                [pending, files[0]?.offset, read, skipped, sent, skippedBytes],
                [undefined, 50, 104, 2, 102, 9],
            );
        });

        it("that the stream took in part: the rest stays to be sent", async () => {
            const stream = await streamOf(2, corrected.clients);
            const file = interrupted(stream, ["k0", "k1", "k2", "k9"]);
            await put(stream, 3, corrected.clients);
            assert.equal(await settle(file, corrected.clients.kinesis), 3);
            const { pending, sent } = readCheckpoint(file);
            assert.deepEqual([pending?.records, pending?.sent, sent], [[{ key: "k9", data: "x" }], 3, 99]);
        });

        it("that the stream never saw, although it took the same before", async () => {
            const stream = await streamOf(1, corrected.clients);
            await put(stream, 3, corrected.clients);
            await new Promise((resolve) => setTimeout(resolve, 20));
            const file = interrupted(stream, ["k0", "k1", "k2"]);
            assert.equal(await settle(file, corrected.clients.kinesis), 0);
            assert.equal(readCheckpoint(file).pending?.records.length, 3);
        });

        it("of which there is none", async () => {
            assert.equal(await settle("/nowhere", corrected.clients.kinesis), undefined);
        });
    });

    for (const [what, check] of Object.entries(CORRECTIONS)) {
        it(what, () => check(corrected));
        it(`${what.split(":")[0]} is needed: without it that is not so`, () => assert.rejects(check(bare)));
    }
});
