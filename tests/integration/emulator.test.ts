import assert from "node:assert/strict";
import {
    GetQueryExecutionCommand,
    GetQueryResultsCommand,
    StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand } from "@aws-sdk/client-glue";
import {
    DescribeStreamSummaryCommand,
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    MergeShardsCommand,
    SplitShardCommand,
    UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { CreateApplicationCommand, ListApplicationsCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import {
    CreateBucketCommand,
    DeleteBucketMetricsConfigurationCommand,
    GetBucketMetricsConfigurationCommand,
    GetObjectCommand,
    HeadBucketCommand,
    PutBucketMetricsConfigurationCommand,
    PutBucketPolicyCommand,
    PutObjectCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { policyJson, tlsOnly } from "../../components/foundation/policy-documents";
import { Clients, clientSettings } from "../../local/cloud/clients";
import { freePort } from "../../tools/runtime/free-port";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { eventually } from "../support/clone";
import {
    ACCOUNT,
    ANY_SOURCE,
    APPLICATION_ARN,
    LISTS,
    REGION,
    TestEmulator,
    put,
    shardsOf,
    streamOf,
} from "../support/test-emulator";
import { ANSWERS } from "./emulator-answers";
import { WRITERS_AND_TIMES } from "./emulator-checks";
import { KINESIS_WIRE } from "./emulator-kinesis";
import { LAUNCHES_AND_VIEWS } from "./emulator-launch";

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
    ...WRITERS_AND_TIMES,
    ...ANSWERS,
    ...KINESIS_WIRE,
    ...LAUNCHES_AND_VIEWS,
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
    "s3_bucket_metrics: a metrics configuration is put, read and deleted, and its bucket stays": async ({
        clients: { s3 },
    }) => {
        const named = { Bucket: "with-metrics", Id: "errors" };
        await s3.send(new CreateBucketCommand({ Bucket: named.Bucket }));
        const MetricsConfiguration = { Id: named.Id, Filter: { Prefix: "errors/" } };
        await s3.send(new PutBucketMetricsConfigurationCommand({ ...named, MetricsConfiguration }));
        const seen = await s3.send(new GetBucketMetricsConfigurationCommand(named));
        assert.deepEqual(seen.MetricsConfiguration, MetricsConfiguration);
        await s3.send(new DeleteBucketMetricsConfigurationCommand(named));
        await assert.rejects(s3.send(new GetBucketMetricsConfigurationCommand(named)), {
            name: "NoSuchConfiguration",
        });
        await s3.send(new HeadBucketCommand({ Bucket: named.Bucket }));
    },
    "ssm_arm_image: Amazon Linux 2023 has a public parameter for arm64": async ({ clients: { ssm } }) => {
        const Name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
        assert.match(Parameter?.Value ?? "", /^ami-[0-9a-f]+$/);
    },
    "athena_views: a query on a view runs the view's own SELECT": async ({ clients }) => {
        const question = "SELECT count(*) AS keys, sum(value) AS total FROM counts_once";
        const { rows } = await queriedView(clients, { Database: "results", type: "bigint", question });
        assert.deepEqual(rows, [["2", "7"]]);
    },
    "athena_decimals: a column is a decimal where the table says so": async ({ clients }) => {
        const question = "SELECT value FROM counts WHERE key = 1";
        const { rows } = await queriedView(clients, { Database: "money", type: "decimal(5,2)", question });
        assert.deepEqual(rows, [["3.00"]]);
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

/** Queries a view that has each of a table's rows once, where one was delivered twice. */
async function queriedView(
    { s3, glue, athena }: Clients,
    { Database, type, question }: { Database: string; type: string; question: string },
): Promise<{ rows: string[][] }> {
    const Bucket = `delivered-${Database}`;
    await s3.send(new CreateBucketCommand({ Bucket }));
    const line = (key: number, value: number) => `${JSON.stringify({ key, value })}\n`;
    for (const [Key, Body] of [
        ["counts/a", line(1, 3) + line(2, 4)],
        ["counts/b", line(2, 4)],
    ] as const) {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    }
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: Database } }));
    const Columns = [
        { Name: "key", Type: "bigint" },
        { Name: "value", Type: type },
    ];
    const table = {
        Name: "counts",
        TableType: "EXTERNAL_TABLE",
        StorageDescriptor: {
            Location: `s3://${Bucket}/counts/`,
            Columns,
            SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        },
    };
    const originalSql = "SELECT key, max(value) AS value FROM results.counts GROUP BY key";
    const encoded = Buffer.from(JSON.stringify({ originalSql })).toString("base64");
    const view = {
        Name: "counts_once",
        TableType: "VIRTUAL_VIEW",
        StorageDescriptor: { Columns },
        ViewOriginalText: `/* Presto View: ${encoded} */`,
    };
    for (const TableInput of [table, view]) {
        await glue.send(new CreateTableCommand({ DatabaseName: Database, TableInput }));
    }
    const { QueryExecutionId } = await athena.send(
        new StartQueryExecutionCommand({
            QueryString: question,
            QueryExecutionContext: { Database },
            ResultConfiguration: { OutputLocation: `s3://${Bucket}/athena/` },
        }),
    );
    await eventually("the query has ended", 20_000, async () => {
        const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
        assert.notEqual(QueryExecution?.Status?.State, "FAILED", QueryExecution?.Status?.StateChangeReason);
        return QueryExecution?.Status?.State === "SUCCEEDED";
    });
    const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
    const rows = (ResultSet?.Rows ?? []).map(({ Data }) => (Data ?? []).map((d) => d.VarCharValue ?? ""));
    return { rows: rows.slice(1) };
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
        corrected.stop();
        bare.stop();
    });

    for (const [what, check] of Object.entries(CORRECTIONS)) {
        it(what, () => check(corrected));
        it(`${what.split(":")[0]} is needed: without it that is not so`, () => assert.rejects(check(bare)));
    }
});
