import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
    DescribeApplicationCommand,
    ListApplicationSnapshotsCommand,
    StopApplicationCommand,
    UpdateApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { GetTableCommand } from "@aws-sdk/client-glue";
import { GetObjectTaggingCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { Clone, eventually, signalGroup } from "../support/clone";
import { CloneStack } from "../support/clone-stack";
import { newestOperation } from "./flink-operations";
import { putSkewed } from "../support/stream-records";
import { STREAM, WindowsStack, requests } from "../support/windows-stack";

const ApplicationName = "cc-pipeline-local-analytics";
const CODE_BUCKET = "cc-pipeline-local-code-000000000000-us-east-1";
const WINDOW = 10_000;
const QUERY = "sql/status-counts.sql";
/** Texts of one meaning: each is another query to the job, with state of its own. */
const TEXTS = ["COUNT(*) AS statusCount", "COUNT(1) AS statusCount", "COUNT(2) AS statusCount"] as const;

describe("an application that is updated as the AWS provider does it", function () {
    this.timeout(600_000);
    const clone = new Clone("test-application-updates", 6000);
    const windows = new WindowsStack(clone);
    const stack = new CloneStack(clone, "local");
    const flink = () => windows.clients.flink;

    async function status(): Promise<string | undefined> {
        const { ApplicationDetail } = await flink().send(new DescribeApplicationCommand({ ApplicationName }));
        return ApplicationDetail?.ApplicationStatus;
    }
    const becomes = (what: string) =>
        eventually(`the application is ${what}`, 90_000, async () => (await status()) === what);

    async function alarmState(): Promise<string | undefined> {
        const { MetricAlarms: [alarm] = [] } = await windows.clients.cloudwatch.send(
            new DescribeAlarmsCommand({ AlarmNames: ["cc-pipeline-local-notRunning"] }),
        );
        return alarm?.StateValue;
    }

    /** Writes all the time while something is done. */
    async function underLoad<T>(work: () => Promise<T>): Promise<T> {
        let writing = true;
        const writer = (async () => {
            while (writing) {
                await putSkewed(windows.clients.kinesis, STREAM, [1], requests(50));
                await sleep(250);
            }
        })();
        try {
            return await work();
        } finally {
            writing = false;
            await writer;
        }
    }

    before(() => windows.start());
    after(() => clone.npm("stop"));

    for (const [i, behavior] of (["earlier", "later"] as const).entries()) {
        it(`takes a changed query under load, exactly, with a provider that behaves like the ${behavior} releases`, async () => {
            clone.edit(QUERY, TEXTS[i] ?? "", TEXTS[i + 1] ?? "");
            const did = await underLoad(() => stack.up({ CC_PIPELINE_AWS_PROVIDER_BEHAVIOR: behavior }));
            assert.ok(did.includes("~ aws:kinesisanalyticsv2:Application analytics"), did.join("\n"));
            assert.equal(await status(), "RUNNING");
            assert.deepEqual((await newestOperation(flink(), ApplicationName)).slice(0, 2), [
                "StartApplication",
                "SUCCESSFUL",
            ]);
            await windows.exact(WINDOW);
            await stack.upDoes([]);
        });
    }

    it("is finished by the next up where up was killed between stop and start", async () => {
        clone.edit(QUERY, TEXTS[2], TEXTS[0]);
        await underLoad(async () => {
            const { child, ended } = stack.beginUp();
            await eventually("the job is being stopped", 90_000, async () =>
                ["STOPPING", "READY"].includes((await status()) ?? ""),
            );
            signalGroup(child, "SIGKILL");
            await ended;
            await becomes("READY");
            await stack.clearInterrupted();
            await stack.up();
        });
        assert.equal(await status(), "RUNNING");
        await windows.exact(WINDOW);
    });

    it("raises its alarm while it does not run, and is started by an up that changes nothing", async () => {
        stack.set("alarms", "notRunning", 1);
        await stack.upDoes(["~ aws:cloudwatch:MetricAlarm notRunning"]);
        await eventually("the alarm is OK", 150_000, async () => (await alarmState()) === "OK");
        await flink().send(new StopApplicationCommand({ ApplicationName }));
        await becomes("READY");
        await eventually("the alarm is raised", 180_000, async () => (await alarmState()) === "ALARM");
        await stack.upDoes([]);
        assert.equal(await status(), "RUNNING");
        await underLoad(() => sleep(500));
        await windows.exact(WINDOW);
    });

    for (const behavior of ["earlier", "later"] as const) {
        it(`takes a query with other result columns, with its view, from a provider like the ${behavior} releases`, async () => {
            const undo = [
                clone.edit(QUERY, "AS statusCount\n", "AS statusCount,\n    MAX(`bytes`) AS largest\n"),
                clone.edit(
                    "sql/status-counts.schema.json",
                    '"type": "BIGINT" }\n  ],\n  "resultKey"',
                    '"type": "BIGINT" },\n    { "name": "largest", "type": "BIGINT" }\n  ],\n  "resultKey"',
                ),
            ];
            const env = { CC_PIPELINE_AWS_PROVIDER_BEHAVIOR: behavior };
            const did = await stack.up(env);
            assert.ok(did.includes("~ aws:glue:CatalogTable status-counts"), did.join("\n"));
            assert.ok(did.includes("+- aws:glue:CatalogTable status-counts-once"), did.join("\n"));
            // The emulator's Athena takes columns from the objects: until a row with the new one is delivered, it knows none.
            const { Table } = await windows.clients.glue.send(
                new GetTableCommand({ DatabaseName: "cc_pipeline_local", Name: "status_counts_once" }),
            );
            const columns = (Table?.StorageDescriptor?.Columns ?? []).map(({ Name }) => Name);
            assert.deepEqual(columns, ["windowstart", "windowend", "status", "statuscount", "largest"]);
            assert.equal(await status(), "RUNNING");
            await underLoad(() => sleep(500));
            undo.reverse().forEach((one) => one());
            await stack.up(env);
            await windows.exact(WINDOW);
        });
    }

    it("fails the deployment in one line with Flink's reason, and runs again once the query is right", async () => {
        const undo = clone.edit(QUERY, "response AS status", "respons AS status");
        const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview", "--stack", "local");
        undo();
        assert.notEqual(code, 0, output);
        assert.match(
            output,
            /application cc-pipeline-local-analytics v\d+ does not start: .*'respons' not found/,
        );
        assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
        await stack.up();
        assert.equal(await status(), "RUNNING");
        await underLoad(() => sleep(500));
        await windows.exact(WINDOW);
    });

    it("is not stopped where only its tags change", async () => {
        const before = await newestOperation(flink(), ApplicationName);
        stack.set("stack", "owner", "someone else");
        const did = await stack.up();
        assert.ok(did.includes("~ aws:kinesisanalyticsv2:Application analytics"), did.join("\n"));
        assert.deepEqual(await newestOperation(flink(), ApplicationName), before);
    });

    it("keeps code of former versions readable, and marks it for the bucket's lifecycle", async () => {
        const { s3 } = windows.clients;
        const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: CODE_BUCKET }));
        const superseded = await Promise.all(
            Contents.map(async ({ Key }) => {
                const { TagSet = [] } = await s3.send(
                    new GetObjectTaggingCommand({ Bucket: CODE_BUCKET, Key }),
                );
                return TagSet.some((tag) => tag.Key === "superseded" && tag.Value === "true")
                    ? Key
                    : undefined;
            }),
        );
        const marked = superseded.filter((key) => key !== undefined);
        // Two other texts, the wrong one and the one with another column, and that one's schema. The current objects are
        // not marked, though they were superseded for a while.
        const forms = marked.map((key) => key.replace(/-[0-9a-f]{12}\./, ".")).sort();
        assert.deepEqual(forms, ["status-counts.schema.json", ...Array<string>(4).fill("status-counts.sql")]);
        assert.equal(Contents.length, marked.length + 3, "JAR, query and schema");
    });

    it("keeps as many of the service's own snapshots as the stack says", async () => {
        stack.set("analytics", "keepSnapshots", 2);
        await stack.upDoes([]);
        const { SnapshotSummaries = [] } = await flink().send(
            new ListApplicationSnapshotsCommand({ ApplicationName }),
        );
        assert.equal(SnapshotSummaries.filter(({ SnapshotStatus }) => SnapshotStatus === "READY").length, 2);
    });

    it("does not start again where a query changes by an update without run configuration, as the provider sends it to a running application", async () => {
        const before = await flink().send(new DescribeApplicationCommand({ ApplicationName }));
        const groups =
            before.ApplicationDetail?.ApplicationConfigurationDescription?.EnvironmentPropertyDescriptions
                ?.PropertyGroupDescriptions ?? [];
        const changed = groups.map((group) =>
            group.PropertyGroupId === "query.status-counts"
                ? { ...group, PropertyMap: { ...group.PropertyMap, windowSeconds: "20" } }
                : group,
        );
        await flink().send(
            new UpdateApplicationCommand({
                ApplicationName,
                CurrentApplicationVersionId: before.ApplicationDetail?.ApplicationVersionId,
                ApplicationConfigurationUpdate: { EnvironmentPropertyUpdates: { PropertyGroups: changed } },
            }),
        );
        await eventually(
            "the update fails",
            180_000,
            async () => (await newestOperation(flink(), ApplicationName))[1] === "FAILED",
        );
        const [operation, , reason = ""] = await newestOperation(flink(), ApplicationName);
        assert.equal(operation, "UpdateApplication");
        assert.match(reason, /there is no operator for the state|Cannot map checkpoint\/savepoint state/);
        // What was changed behind the engine's back is its to put right.
        const refreshed = await stack.pulumi("refresh", "--yes", "--skip-preview", "--stack", "local");
        assert.equal(refreshed.code, 0, refreshed.output);
        await stack.upDoes(["~ aws:kinesisanalyticsv2:Application analytics"]);
        assert.equal(await status(), "RUNNING");
    });
});
