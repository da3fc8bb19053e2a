import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { get, jobId } from "./flink-rest";
import { ApplicationRun, FlinkTask } from "./flink-control-plane";
import { fileUri } from "./flink-settings";

const SAVEPOINT_LIMIT_MILLIS = 60_000;
/** Time that a restarting job has to run again before its savepoint is given up. */
const SAVEPOINT_PATIENCE_MILLIS = 20_000;
/** Flink has ended where it does not answer so often in a row. */
const MOST_SILENT = 5;
const SAVEPOINTS = "savepoints";
const METADATA = "_metadata";

function folders(folder: string): string[] {
    return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

/** Whether a checkpoint or savepoint is complete: its metadata is written last. */
function isComplete(folder: string): boolean {
    return existsSync(path.join(folder, METADATA));
}

/** The checkpoint that was completed last. */
function newest(complete: readonly string[]): string | undefined {
    const completed = (folder: string) => statSync(path.join(folder, METADATA)).mtimeMs;
    return [...complete].sort((a, b) => completed(b) - completed(a))[0];
}

/** The newest complete checkpoint below a run's folder: FOLDER/JOB/chk-N with its metadata. */
export function latestCheckpoint(folder: string): string | undefined {
    const complete = folders(folder)
        .flatMap(folders)
        .filter((chk) => /^chk-\d+$/.test(path.basename(chk)) && isComplete(chk));
    return newest(complete);
}

/** A savepoint that is being taken, as Flink's REST interface shows it (Apache Flink documentation, "REST API"). */
interface Savepoint {
    readonly status: { readonly id: "IN_PROGRESS" | "COMPLETED" };
    readonly operation?: {
        readonly location?: string;
        readonly "failure-cause"?: { readonly class: string };
    };
}

async function ask(port: number, url: string, body: object): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
        signal: AbortSignal.timeout(5000),
    });
    const response = (await answer.json()) as { "request-id"?: string; errors?: string[] };
    if (response["request-id"] === undefined) {
        throw new Error(response.errors?.[0]?.split("\n")[0] ?? `Flink answered ${answer.status} to ${url}`);
    }
    return response["request-id"];
}

/** The complete savepoint in a folder of its own. */
function completeIn(folder: string): string | undefined {
    return folders(folder).find(isComplete);
}

function refuseFailed(savepoint: Savepoint | undefined): void {
    const failure = savepoint?.operation?.["failure-cause"];
    if (failure !== undefined) {
        throw new Error(failure.class);
    }
}

/** Waits for a savepoint that Flink takes into a folder of its own. @returns its folder. */
async function written(port: number, job: string, request: string, folder: string): Promise<string> {
    const end = Date.now() + SAVEPOINT_LIMIT_MILLIS;
    let silent = 0;
    while (Date.now() < end && silent < MOST_SILENT) {
        // Where the job ends with it, Flink's REST interface may be gone before it has answered.
        const complete = completeIn(folder);
        const savepoint = await get<Savepoint>(port, `/jobs/${job}/savepoints/${request}`).catch(
            () => undefined,
        );
        const state = savepoint?.status.id;
        if (complete !== undefined && state !== "IN_PROGRESS") {
            return complete;
        }
        refuseFailed(savepoint);
        silent = state === undefined ? silent + 1 : 0;
        await sleep(100);
    }
    throw new Error(silent > 0 ? "Flink has ended before" : `not done after ${SAVEPOINT_LIMIT_MILLIS} ms`);
}

/**
 * Has Flink take a savepoint of its job, and end it where that is asked for.
 *
 * @param port of its REST interface.
 * @param folder below which the savepoint's folder is made; it holds no other one.
 * @param stop whether the job ends with it.
 * @returns the savepoint's folder.
 * @throws Error where there is no job, or no savepoint of it could be taken.
 */
async function takeSavepoint(port: number, folder: string, stop: boolean): Promise<string> {
    const job = await jobId(port);
    if (job === undefined) {
        throw new Error("there is no job");
    }
    const target = fileUri(folder);
    const request = stop
        ? await ask(port, `/jobs/${job}/stop`, { drain: false, targetDirectory: target })
        : await ask(port, `/jobs/${job}/savepoints`, { "cancel-job": false, "target-directory": target });
    return written(port, job, request, folder);
}

/** The checkpoints and savepoints of one run of an application, as files. */
export class FlinkState {
    /** Where all runs that may go on from each other's state keep it. */
    private readonly shared: string;
    /** Where this run's checkpoints go. */
    readonly checkpoints: string;
    /** When savepoints were asked for first, by their tasks; milliseconds since 1970. */
    private readonly tasksBegun = new Map<string, number>();

    /**
     * @param folder the application's.
     * @param run the run. A later application of the same name keeps its state apart.
     */
    constructor(
        folder: string,
        private readonly run: ApplicationRun,
    ) {
        const name = createHash("sha256").update(run.created).digest("hex").slice(0, 12);
        this.shared = path.join(folder, "checkpoints", name);
        this.checkpoints = path.join(this.shared, run.id);
    }

    /**
     * What a start goes on from: this run's newest checkpoint, as a job that is restarted does; before its first one the
     * savepoint that the run was given. Checkpoints of earlier runs are nothing that the service would restore. Files that
     * were removed by hand are as good as never written.
     */
    toRestore(): string | undefined {
        const { savepoint } = this.run;
        const given = savepoint !== undefined && existsSync(savepoint) ? savepoint : undefined;
        return latestCheckpoint(this.checkpoints) ?? given;
    }

    /**
     * Removes the checkpoints of earlier runs. Savepoints stay: the service lists them as snapshots.
     *
     * @param restored what this run goes on from; it stays.
     */
    removeEarlier(restored: string): void {
        folders(this.shared)
            .filter((folder) => folder !== this.checkpoints && path.basename(folder) !== SAVEPOINTS)
            .filter((folder) => !restored.startsWith(`${folder}${path.sep}`))
            .forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    }

    /**
     * Takes a savepoint, where it can be taken. A job that is just being restarted gets some time to run.
     *
     * @param port of Flink's REST interface; undefined where no process runs.
     * @param task that asks for it.
     * @returns its folder; or why it is given up; neither where it is to be tried again.
     */
    async trySavepoint(
        port: number | undefined,
        task: FlinkTask,
    ): Promise<{ readonly folder?: string; readonly failure?: string }> {
        const begun = this.tasksBegun.get(task.id) ?? Date.now();
        this.tasksBegun.set(task.id, begun);
        try {
            return { folder: await this.savepoint(port, task) };
        } catch (error) {
            const given = Date.now() - begun >= SAVEPOINT_PATIENCE_MILLIS;
            return given ? { failure: `no savepoint: ${(error as Error).message}` } : {};
        }
    }

    private async savepoint(port: number | undefined, task: FlinkTask): Promise<string> {
        const folder = path.join(this.shared, SAVEPOINTS, task.id);
        const taken = completeIn(folder); // by a supervisor that was killed before it could report it
        if (taken !== undefined) {
            return taken;
        }
        if (port === undefined) {
            throw new Error("the job does not run");
        }
        return takeSavepoint(port, folder, task.kind === "STOP");
    }
}
