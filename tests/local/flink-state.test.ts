import assert from "node:assert/strict";
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { DeployedApplication } from "../../local/cloud/deployed";
import { ApplicationRun } from "../../local/data-planes/flink/flink-control-plane";
import { flinkSettings } from "../../local/data-planes/flink/flink-settings";
import { FlinkState, latestCheckpoint } from "../../local/data-planes/flink/flink-state";
import { folder } from "../support/folder";

const APPLICATION: DeployedApplication = {
    name: "a",
    arn: "arn:aws:kinesisanalytics:us-east-1:000000000000:application/a",
    version: 1,
    roleArn: "arn:aws:iam::000000000000:role/r",
    code: { bucket: "b", key: "k.jar" },
    propertyGroups: [{ id: "source", map: { "stream.name": "s" } }],
    parallelism: 2,
    checkpointIntervalMillis: 5000,
    restores: true,
    allowNonRestoredState: true,
    logLevel: "INFO",
};

function run(id: string, more: Partial<DeployedApplication> = {}, savepoint?: string): ApplicationRun {
    const application = { ...APPLICATION, ...more };
    return { id, application, created: "1", savepoint, status: "STARTING", tasks: [] };
}

/** Writes a checkpoint or savepoint; without `secondsAgo` one that was cut off. */
function written(at: string, secondsAgo?: number): string {
    mkdirSync(at, { recursive: true });
    if (secondsAgo !== undefined) {
        const file = path.join(at, "_metadata");
        writeFileSync(file, "");
        utimesSync(file, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo);
    }
    return at;
}

describe("the state of the local Flink", () => {
    it("is the newest checkpoint that is complete", () => {
        const place = folder();
        assert.equal(latestCheckpoint(path.join(place, "none")), undefined);
        written(path.join(place, "job1/chk-9"), 30);
        const newest = written(path.join(place, "job2/chk-1"), 20);
        written(path.join(place, "job2/chk-2"));
        written(path.join(place, "job2/shared"), 1);
        assert.equal(latestCheckpoint(place), newest);
    });

    it("is, before a run has a checkpoint, the savepoint that it was given", () => {
        const place = folder();
        const first = new FlinkState(place, run("one"));
        assert.equal(first.toRestore(), undefined);
        written(path.join(first.checkpoints, "job/chk-1"), 1);
        const given = written(path.join(path.dirname(first.checkpoints), "savepoints/t/savepoint-1"), 30);
        const second = new FlinkState(place, run("two", { version: 2 }, given));
        assert.equal(second.toRestore(), given);
        const own = written(path.join(second.checkpoints, "job/chk-1"), 20);
        assert.equal(second.toRestore(), own);
    });

    it("is not a checkpoint of an earlier run, which the service does not keep", () => {
        const place = folder();
        const first = new FlinkState(place, run("one"));
        written(path.join(first.checkpoints, "job/chk-4"), 1);
        assert.equal(new FlinkState(place, run("two", { version: 2 })).toRestore(), undefined);
    });

    it("is also a savepoint of another stream where the service restores one", () => {
        const place = folder();
        const given = written(path.join(place, "savepoints/t/savepoint-1"), 30);
        const other = [{ id: "source", map: { "stream.name": "other" } }];
        const next = new FlinkState(place, run("two", { propertyGroups: other }, given));
        assert.equal(next.toRestore(), given);
    });

    it("is the savepoint that was taken before its supervisor was killed", async () => {
        const place = folder();
        const state = new FlinkState(place, run("one"));
        written(path.join(state.checkpoints, "job/chk-1"), 1);
        const task = { id: "t", kind: "STOP", savepoint: true } as const;
        assert.deepEqual(await state.trySavepoint(undefined, task), {}, "none of a job that does not run");
        const taken = written(path.join(path.dirname(state.checkpoints), "savepoints/t/savepoint-1"), 1);
        assert.deepEqual(await state.trySavepoint(undefined, task), { folder: taken });
    });

    it("of earlier runs goes, but for savepoints and what is restored", () => {
        const place = folder();
        const states = ["one", "two", "three"].map((id) => new FlinkState(place, run(id)));
        const [one = "", two = ""] = states.map(({ checkpoints }) =>
            written(path.join(checkpoints, "job/chk-1"), 1),
        );
        const shared = path.dirname(states[0]?.checkpoints ?? "");
        const savepoint = written(path.join(shared, "savepoints/t/savepoint-1"), 1);
        states[2]?.removeEarlier(two);
        assert.deepEqual([existsSync(one), existsSync(two), existsSync(savepoint)], [false, true, true]);
    });
});

describe("the settings of the local Flink", () => {
    it("are those of the application: a slot for each parallel task, checkpoints, and what is restored", () => {
        const place = { restPort: 8081, tmp: "/t", checkpoints: "/c" };
        const fresh = flinkSettings(APPLICATION, place);
        assert.equal(fresh["taskmanager.numberOfTaskSlots"], "2");
        assert.equal(fresh["parallelism.default"], "2");
        assert.equal(fresh["execution.checkpointing.interval"], "5000 ms");
        assert.equal(fresh["execution.state-recovery.path"], undefined);
        const restored = flinkSettings(APPLICATION, { ...place, restored: "/c/savepoint 1" });
        assert.equal(restored["execution.state-recovery.path"], "file:///c/savepoint 1");
        assert.equal(restored["execution.state-recovery.ignore-unclaimed-state"], "true");
    });

    it("listen on loopback only", () => {
        const settings = flinkSettings(APPLICATION, { restPort: 8081, tmp: "/t", checkpoints: "/c" });
        const hosts = Object.entries(settings).filter(([key]) =>
            /bind-host|bind-address|host$|address$/.test(key),
        );
        assert.deepEqual([...new Set(hosts.map(([, host]) => host))], ["127.0.0.1"]);
    });
});
