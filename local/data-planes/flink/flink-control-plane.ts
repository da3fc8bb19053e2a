import type { ApplicationDetail } from "@aws-sdk/client-kinesis-analytics-v2";
import { DeployedApplication, applicationOf } from "../../cloud/deployed";

const LIMIT_MILLIS = 5000;

/** Something that the control plane wants done with a running job. */
export interface FlinkTask {
    readonly id: string;
    readonly kind: "STOP" | "SNAPSHOT";
    /** Whether a savepoint is taken of it. */
    readonly savepoint: boolean;
}

/** One run of an application: from its start or update to the next one, or to its stop. */
export interface ApplicationRun {
    readonly id: string;
    readonly application: DeployedApplication;
    /** When the application was created: one of the same name that was made later is another one. */
    readonly created: string;
    /** Folder of the savepoint that it goes on from, where there is one. */
    readonly savepoint?: string;
    /** What the control plane shows of it: STARTING, RUNNING, or FAILED for a start that has not worked so far. */
    readonly status: string;
    readonly tasks: readonly FlinkTask[];
}

interface Work {
    readonly run: string;
    readonly detail: ApplicationDetail;
    readonly savepoint: string | null;
    readonly status: string;
    readonly tasks: readonly FlinkTask[];
}

/** Where the control plane lists the applications that should run, and receives their status (local/emulator/corrections/flink_data_plane.py). */
export class FlinkControlPlane {
    private readonly url: string;

    /**
     * @param endpoint the local cloud's address.
     * @param region whose applications are run.
     */
    constructor(
        endpoint: string,
        private readonly region: string,
    ) {
        this.url = `${endpoint}/_local/flink`;
    }

    private async call<T>(url: string, body?: object): Promise<T> {
        const request = body && { method: "POST", body: JSON.stringify(body) };
        const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MILLIS), ...request });
        if (!answer.ok) {
            throw new Error(`the control plane answered ${answer.status} to ${url}`);
        }
        return (await answer.json()) as T;
    }

    /** What should run. */
    async runs(): Promise<ApplicationRun[]> {
        const work = await this.call<Work[]>(`${this.url}?region=${this.region}`);
        return work.map(({ run, detail, savepoint, status, tasks }) => ({
            id: run,
            application: applicationOf(detail),
            created: String(detail.CreateTimestamp),
            savepoint: savepoint ?? undefined,
            status,
            tasks,
        }));
    }

    /** Tells that a run's job runs. */
    async runsNow(run: string): Promise<void> {
        await this.call(this.url, { run, status: "RUNNING" });
    }

    /** Tells why a run has not started so far. */
    async failed(run: string, reason: string): Promise<void> {
        await this.call(this.url, { run, status: "FAILED", reason });
    }

    /** Tells that a task is done. @param savepoint the folder that was written; undefined where none was asked for. */
    async done(task: string, savepoint: string | undefined): Promise<void> {
        await this.call(this.url, { task, savepoint: savepoint ?? null });
    }

    /** Tells that a task could not be done, and why; the job goes on. */
    async taskFailed(task: string, failure: string): Promise<void> {
        await this.call(this.url, { task, failure });
    }
}
