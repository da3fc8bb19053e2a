import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
    CreateApplicationSnapshotCommand,
    DescribeApplicationCommand,
    ListApplicationSnapshotsCommand,
    StartApplicationCommand,
    StopApplicationCommand,
    UpdateApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { flinkMeasures } from "../../local/data-planes/flink/flink-metrics";
import { Clone, eventually } from "../support/clone";
import { CloneStack } from "../support/clone-stack";
import { newestOperation } from "./flink-operations";
import { putSkewed } from "../support/stream-records";
import { STREAM, WindowsStack, request, requests } from "../support/windows-stack";

const ApplicationName = "cc-pipeline-local-analytics";
const WINDOW = 10_000;

describe("the application, as Managed Service for Apache Flink shows it", function () {
    this.timeout(240_000);
    const clone = new Clone("test-flink-service", 5000);
    const windows = new WindowsStack(clone);
    const stack = new CloneStack(clone, "local");
    const flink = () => windows.clients.flink;
    const write = (count: number) => putSkewed(windows.clients.kinesis, STREAM, [1], requests(count));

    async function status(): Promise<string | undefined> {
        const { ApplicationDetail } = await flink().send(new DescribeApplicationCommand({ ApplicationName }));
        return ApplicationDetail?.ApplicationStatus;
    }

    const newest = () => newestOperation(flink(), ApplicationName);

    async function snapshots(): Promise<string[]> {
        const { SnapshotSummaries = [] } = await flink().send(
            new ListApplicationSnapshotsCommand({ ApplicationName }),
        );
        return SnapshotSummaries.map(
            ({ SnapshotName = "", SnapshotStatus }) => `${SnapshotName} ${SnapshotStatus}`,
        );
    }

    /** Every status that is shown while something is done. */
    async function statusesDuring(work: Promise<unknown>): Promise<(string | undefined)[]> {
        let done = false;
        const end = work.finally(() => (done = true));
        const seen = [await status()];
        while (!done) {
            const now = await status();
            if (now !== seen.at(-1)) {
                seen.push(now);
            }
            await sleep(20);
        }
        await end;
        return seen;
    }

    const settled = (what: string) =>
        eventually(`the application is ${what}`, 150_000, async () => (await status()) === what);

    const allCounted = () => windows.exact(WINDOW);
    const restored = () =>
        clone
            .read(`.local/cloud/logs/flink-${ApplicationName}.log`)
            .match(/Restoring job \w+ from Savepoint \d+ .*/g)
            ?.at(-1) ?? "";

    before(() => windows.start());
    after(() => clone.npm("stop"));

    it("is RUNNING when it is deployed, because its job runs", async () => {
        assert.equal(await status(), "RUNNING");
        assert.deepEqual(await newest(), ["StartApplication", "SUCCESSFUL", undefined]);
        await windows.running();
    });

    it("is stopped with a snapshot, updated and started again by a deployment that changes it", async () => {
        await write(500);
        stack.set("analytics", "checkpointIntervalMillis", 2000);
        const seen = await statusesDuring(stack.up());
        assert.deepEqual(seen, ["RUNNING", "STOPPING", "READY", "STARTING", "RUNNING"]);
        assert.deepEqual(await newest(), ["StartApplication", "SUCCESSFUL", undefined]);
        const [snapshot] = await snapshots();
        assert.match(snapshot ?? "", new RegExp(`^STOP-${ApplicationName}-\\d+ READY$`));
        assert.match(restored(), /\/savepoints\/\w+\/savepoint-/);
        await allCounted();
    });

    it("says why a start has failed, in the deployment and as the operation's failure", async () => {
        const undo = clone.edit("sql/status-counts.sql", "response AS status", "respons AS status");
        const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview", "--stack", "local");
        undo();
        assert.notEqual(code, 0, output);
        assert.match(
            output,
            /application cc-pipeline-local-analytics v\d+ does not start: .*'respons' not found/,
        );
        const [operation, state, reason = ""] = await newest();
        assert.deepEqual([operation, state], ["StartApplication", "FAILED"]);
        assert.match(reason, /'respons' not found/);
        assert.equal(await status(), "STARTING");
    });

    it("is deployed again once that is fixed, and has lost nothing", async () => {
        await write(500);
        await stack.up();
        assert.equal(await status(), "RUNNING");
        await allCounted();
    });

    it("has no state of a window that is closed", async () => {
        stack.set("analytics", "queries", ["distinct-hosts", "status-counts"]);
        await stack.up();
        const bytes = async () => {
            const [application] = windows.status().applications;
            return (application && (await flinkMeasures(application.restPort)))?.lastCheckpointBytes ?? 0;
        };
        let empty = 0;
        await eventually("a checkpoint without a window", 60_000, async () => (empty = await bytes()) > 0);
        // Each host is held for as long as its window is open, in some 20 bytes. Until a checkpoint falls into such a window:
        const hosts = Array.from({ length: 20_000 }, (_, i) => request(i, { host: `host-${i}` }));
        await eventually("state of a window", 60_000, async () => {
            await putSkewed(windows.clients.kinesis, STREAM, [1], hosts);
            return (await bytes()) > empty + 200_000;
        });
        await eventually("none of it any more", 60_000, async () => (await bytes()) < empty + 20_000);
        await allCounted();
    });

    it("takes a snapshot, stops, and goes on from it", async () => {
        const SnapshotName = "before-the-stop";
        await flink().send(new CreateApplicationSnapshotCommand({ ApplicationName, SnapshotName }));
        await eventually("the snapshot is READY", 60_000, async () =>
            (await snapshots()).includes(`${SnapshotName} READY`),
        );
        await write(500);
        await flink().send(new StopApplicationCommand({ ApplicationName }));
        assert.equal(await status(), "STOPPING");
        await settled("READY");
        assert.deepEqual(await newest(), ["StopApplication", "SUCCESSFUL", undefined]);
        assert.match((await snapshots()).at(-1) ?? "", /^STOP-.* READY$/);
        assert.equal(existsSync(clone.file(`.local/cloud/processes/flink-${ApplicationName}.json`)), false);
        await write(500);
        await flink().send(new StartApplicationCommand({ ApplicationName, RunConfiguration: {} }));
        assert.equal(await status(), "STARTING");
        await settled("RUNNING");
        assert.match(restored(), /\/savepoints\/\w+\/savepoint-/);
        await allCounted();
    });

    it("is UPDATING while it runs on with another configuration, from a snapshot of the old one", async () => {
        const { ApplicationDetail } = await flink().send(new DescribeApplicationCommand({ ApplicationName }));
        await write(500);
        const update = flink().send(
            new UpdateApplicationCommand({
                ApplicationName,
                CurrentApplicationVersionId: ApplicationDetail?.ApplicationVersionId,
                ApplicationConfigurationUpdate: {
                    FlinkApplicationConfigurationUpdate: {
                        CheckpointConfigurationUpdate: { CheckpointIntervalUpdate: 3000 },
                    },
                },
            }),
        );
        const seen = await statusesDuring(update.then(() => settled("RUNNING")));
        assert.deepEqual(seen.slice(-2), ["UPDATING", "RUNNING"]);
        assert.deepEqual(await newest(), ["UpdateApplication", "SUCCESSFUL", undefined]);
        assert.match((await snapshots()).at(-1) ?? "", /^UPDATEAPPLICATION-.* READY$/);
        await allCounted();
    });
});
