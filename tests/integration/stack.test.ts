import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { ListTagsForResourceCommand as AthenaTags } from "@aws-sdk/client-athena";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { ListRoleTagsCommand } from "@aws-sdk/client-iam";
import {
    DeleteStreamCommand,
    DescribeStreamSummaryCommand,
    ListTagsForStreamCommand,
    UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import {
    DeleteBucketCommand,
    DeleteObjectCommand,
    GetBucketTaggingCommand,
    ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import { Clients } from "../../local/cloud/clients";
import { logFile, logLines, statusCounts } from "../support/access-log";
import { Clone, eventually, refused } from "../support/clone";
import { CloneStack } from "../support/clone-stack";
import { leftInCloud } from "./left-in-cloud";
import { SWEEP, waves } from "./sweep";

const WAVES = waves(SWEEP);

/** A Kinesis Data Analytics SQL application, as DescribeApplication described it. */
const ORIGINAL = {
    ApplicationDetail: {
        ApplicationName: "sql-streaming-application",
        ApplicationCode: `CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" ("datetime" TIMESTAMP, "status" INTEGER, "statusCount" INTEGER);
            CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM"
            SELECT STREAM ROWTIME AS "datetime", "response" AS "status", COUNT(*) AS "statusCount" FROM "SOURCE_SQL_STREAM_001"
            GROUP BY "response", STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '1' SECOND);`,
        InputDescriptions: [
            {
                InputSchema: {
                    RecordFormat: { MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } } },
                    RecordColumns: [
                        { Name: "host", SqlType: "VARCHAR(16)", Mapping: "$.host" },
                        { Name: "response", SqlType: "INTEGER", Mapping: "$.response" },
                    ],
                },
            },
        ],
    },
};

/** A stack's export as it was when the catalog's tables were children of the exposition tier. */
function beforeCatalog(text: string): string {
    const state = JSON.parse(text) as { deployment: { resources: { type: string }[] } };
    const { resources } = state.deployment;
    const tables = resources.filter(({ type }) => type.startsWith("aws:glue/"));
    assert.ok(tables.length > 3, "the stack has tables and views");
    state.deployment.resources = resources.filter(({ type }) => type !== "cc-pipeline:catalog:CatalogTier");
    // A parent comes before its children.
    const [tier] = state.deployment.resources.splice(
        state.deployment.resources.findIndex(({ type }) => type === "cc-pipeline:exposition:ExpositionTier"),
        1,
    );
    assert.ok(tier);
    const first = state.deployment.resources.findIndex(({ type }) => type.startsWith("aws:glue/"));
    state.deployment.resources.splice(first, 0, tier);
    return JSON.stringify(state)
        .replaceAll("cc-pipeline:catalog:CatalogTier$", "cc-pipeline:exposition:ExpositionTier$")
        .replaceAll(
            "cc-pipeline:catalog:CatalogTier::catalog",
            "cc-pipeline:exposition:ExpositionTier::exposition",
        );
}

/** Deletes what the second stack is configured to leave behind: its stream and its results. */
async function leaveNothingRetained({ kinesis, s3 }: Clients): Promise<void> {
    const StreamName = "cc-pipeline-second-ingestion";
    const Bucket = "cc-pipeline-second-results-000000000000-us-east-1";
    await kinesis.send(new DeleteStreamCommand({ StreamName }));
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    assert.ok(Versions.length > 0, "the results are still there");
    for (const { Key, VersionId } of Versions) {
        await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
    await s3.send(new DeleteBucketCommand({ Bucket }));
}

describe("a stack from its first deployment to its last", function () {
    this.timeout(180_000);
    const clone = new Clone("test-stack", 3000);
    const stack = new CloneStack(clone, "local");
    const lines = logLines(1000);
    const some = lines.slice(0, 40);

    before(async () => {
        stack.set("analytics", "windowSeconds", 1);
        stack.set("analytics", "arrivalSkewMillis", 200);
        stack.set("analytics", "checkpointIntervalMillis", 1000);
        const { code, output } = await clone.start("--log", logFile(lines));
        assert.equal(code, 0, output);
    });

    after(() => clone.npm("stop"));

    it("answers a named query with exactly the totals of the log that was fed", async () => {
        const { code, output } = await clone.npm("run", "query", "--", "status-by-hour", "-s", "local");
        assert.equal(code, 0, output);
        const counts: Record<string, number> = {};
        for (const [, status = "", requests] of output.matchAll(/:00:00 +(\d+) +(\d+)$/gm)) {
            counts[status] = (counts[status] ?? 0) + Number(requests);
        }
        assert.deepEqual(counts, statusCounts(lines));
    });

    it("names the queries that there are where one is not", async () =>
        refused(
            await clone.npm("run", "query", "--", "nope"),
            /^error: query 'nope': stack local has no such named query; it has error-rate, missing-windows, rejected-by-reason, status-by-hour, top-statuses$/,
        ));

    it("changes nothing at a second up, and a refresh shows no drift", async () => {
        await stack.upDoes([]);
        const { code, output } = await stack.pulumi(
            ...["refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "local"],
        );
        assert.equal(code, 0, output);
    });

    it("keeps the tables of a stack that was deployed before the catalog was a tier of its own", async () => {
        const file = clone.file("before-catalog.json");
        const exported = await stack.pulumi("stack", "export", "--file", file, "--stack", "local");
        assert.equal(exported.code, 0, exported.output);
        writeFileSync(file, beforeCatalog(readFileSync(file, "utf8")));
        const imported = await stack.pulumi("stack", "import", "--file", file, "--stack", "local");
        assert.equal(imported.code, 0, imported.output);
        await stack.upDoes([]);
    });

    it("shows a stream that was resharded behind its back as drift, and repairs it", async () => {
        const StreamName = "cc-pipeline-local-ingestion";
        const { kinesis } = stack.clients;
        const openShards = async () => {
            const seen = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
            return seen.StreamDescriptionSummary?.OpenShardCount;
        };
        await kinesis.send(
            new UpdateShardCountCommand({
                StreamName,
                TargetShardCount: 2,
                ScalingType: "UNIFORM_SCALING",
            }),
        );
        await eventually("2 shards", 20_000, async () => (await openShards()) === 2);
        const { output } = await stack.pulumi("refresh", "--yes", "--skip-preview", "--stack", "local");
        assert.match(output, /~ +aws:kinesis:Stream ingestion .*\[diff: ~shardCount\]/);
        await stack.upDoes(["~ aws:kinesis:Stream ingestion"]);
        assert.equal(await openShards(), 1);
        await stack.flows(some);
    });

    it("has put the stack's tags on its resources", async () => {
        const { kinesis, s3, iam, athena, ec2 } = stack.clients;
        const stream = await kinesis.send(
            new ListTagsForStreamCommand({ StreamName: "cc-pipeline-local-ingestion" }),
        );
        const bucket = await s3.send(
            new GetBucketTaggingCommand({ Bucket: "cc-pipeline-local-results-000000000000-us-east-1" }),
        );
        const role = await iam.send(
            new ListRoleTagsCommand({ RoleName: "cc-pipeline-local-producer-us-east-1" }),
        );
        const workgroup = await athena.send(
            new AthenaTags({
                ResourceARN: "arn:aws:athena:us-east-1:000000000000:workgroup/cc-pipeline-local",
            }),
        );
        const instances = await ec2.send(
            new DescribeInstancesCommand({ Filters: [{ Name: "tag:stack", Values: ["local"] }] }),
        );
        const instance = instances.Reservations?.[0]?.Instances?.[0];
        for (const tags of [stream.Tags, bucket.TagSet, role.Tags, workgroup.Tags, instance?.Tags]) {
            const found = Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));
            assert.equal(found["owner"], "cc-pipeline");
            assert.equal(found["project"], "cc-pipeline");
            assert.equal(found["stack"], "local");
        }
    });

    it("keeps its resources where a tier is renamed", async () => {
        const undo = clone.edit("index.ts", 'new IngestionTier("ingestion"', 'new IngestionTier("intake"');
        await stack.upDoes([]);
        undo();
    });

    describe("updates or replaces as AWS documents it, and data still flows after a change of", () => {
        for (const wave of WAVES) {
            it(wave.map(({ section, key }) => `${section}.${key}`).join(", "), async () => {
                wave.forEach(({ section, key, value }) => stack.set(section, key, value));
                if (wave.some(({ updatesOnly }) => updatesOnly)) {
                    const did = await stack.up();
                    assert.ok(did.length > 20 && did.every((one) => one.startsWith("~ ")), did.join("\n"));
                } else {
                    await stack.upDoes(wave.flatMap(({ does }) => does).sort());
                }
                await stack.flows(some);
            });
        }

        it("as many keys as that, each in one deployment", () => {
            assert.ok(SWEEP.length >= 25);
            assert.deepEqual(new Set(WAVES.flat()), new Set(SWEEP));
            assert.equal(WAVES.flat().length, SWEEP.length);
        });

        it("with the state of the version before, where the application was updated", () => {
            const log = clone.read(".local/cloud/logs/flink-cc-pipeline-local-analytics.log");
            const updates = WAVES.filter((wave) =>
                wave.some(({ does }) => does.some((one) => one.includes("Application"))),
            );
            const restored = log.match(/Restoring job \w+ from Savepoint/g) ?? [];
            assert.ok(restored.length >= updates.length, `${restored.length} of ${updates.length}`);
        });
    });

    describe("with another query", () => {
        it("runs an imported Kinesis Data Analytics SQL query, and goes on from where the other one was", async () => {
            writeFileSync(clone.file("application.json"), JSON.stringify(ORIGINAL));
            const { code, output } = await clone.npm("run", "import:kda", "--", "application.json");
            assert.equal(code, 0, output);
            stack.set("analytics", "queries", ["sql-streaming-application"]);
            await stack.up();
            await stack.flows(some);
        });
    });

    describe("with all of that changed", () => {
        it("holds no secret in clear text, neither in its state nor in its outputs", async () => {
            const { output: state } = await stack.pulumi("stack", "export", "--stack", "local");
            const outputs = JSON.stringify(await stack.outputs());
            assert.match(state, /"ciphertext"/);
            for (const secret of [
                /ops@example\.com/,
                /PRIVATE KEY/,
                /AKIA[0-9A-Z]{16}/,
                /sessionToken/i,
                /secretAccessKey/i,
            ]) {
                assert.doesNotMatch(state, secret);
                assert.doesNotMatch(outputs, secret);
            }
        });

        it("keeps stream and results through an accidental destroy, where the stack says so, and up brings the rest back", async () => {
            stack.set("stack", "protect", true);
            await stack.upDoes([]);
            const accidental = await stack.pulumi("destroy", "--yes", "--skip-preview", "--stack", "local");
            assert.notEqual(accidental.code, 0, accidental.output);
            for (const kept of ["Stream::ingestion", "Bucket::results"]) {
                assert.match(
                    accidental.output,
                    new RegExp(`${kept}" cannot be deleted\\s+because it is protected`),
                );
            }
            stack.set("stack", "protect", false);
            const back = await stack.up();
            assert.ok(back.length > 50 && back.every((one) => one.startsWith("+ ")), back.join("\n"));
            assert.ok(!back.some((one) => /Stream ingestion|s3:Bucket results/.test(one)), back.join("\n"));
            await stack.flows(some);
        });

        it("works alongside a second stack in the same account", async () => {
            const second = new CloneStack(clone, "second");
            clone.copy("Pulumi.local.yaml", "Pulumi.second.yaml");
            second.set("stack", "owner", "second");
            second.set("stack", "retainOnDelete", true);
            const { code, output } = await second.pulumi("stack", "select", "--create", "second");
            assert.equal(code, 0, output);
            const made = await second.up();
            assert.ok(made.length > 60 && made.every((one) => one.startsWith("+ ")), made.join("\n"));
            await Promise.all([second.flows(some), stack.flows(some)]);
            const destroyed = await second.pulumi("destroy", "--yes", "--skip-preview", "--stack", "second");
            assert.equal(destroyed.code, 0, destroyed.output);
            await leaveNothingRetained(stack.clients);
            await stack.flows(some);
        });

        it("leaves nothing behind when it is destroyed, asked service by service", async () => {
            const { code, output } = await stack.pulumi(
                "destroy",
                "--yes",
                "--skip-preview",
                "--stack",
                "local",
            );
            assert.equal(code, 0, output);
            const left = await leftInCloud(stack.clients);
            for (const [service, names] of Object.entries(left)) {
                assert.deepEqual(names, [], service);
            }
        });
    });
});
