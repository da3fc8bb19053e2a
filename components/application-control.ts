import { setTimeout as sleep } from "node:timers/promises";
import type {
    ApplicationOperationInfoDetails,
    KinesisAnalyticsV2,
    RunConfiguration,
    SnapshotDetails,
} from "@aws-sdk/client-kinesis-analytics-v2";

/** The operations of Managed Service for Apache Flink that are called here. */
export type FlinkService = Pick<
    KinesisAnalyticsV2,
    | "deleteApplicationSnapshot"
    | "describeApplication"
    | "describeApplicationOperation"
    | "listApplicationOperations"
    | "listApplicationSnapshots"
    | "startApplication"
    | "stopApplication"
>;

/** How long a start, a stop or an update of others may take; the AWS provider waits as long for each. */
const LIMIT_MILLIS = 600_000;
const LOOK_MILLIS = 1000;
const REPEAT_MILLIS = 15_000;
/** What names begin with of the snapshots that the service takes by itself, before a stop and before an update. */
const AUTOMATIC = /^(STOP|UPDATEAPPLICATION)-/;

/** Where the application is, once nothing is being done with it, or what is being done has failed. */
type Settled = { readonly status: string } | { readonly failure: string };

/** Stops, starts and tidies one Flink application, where the AWS provider does not. */
export class ApplicationControl {
    private reported = { line: "", atMillis: 0 };

    /**
     * @param service the client.
     * @param name the application's.
     * @param report receives a line about what is being waited for, or what could not be done as it should.
     * @param lookMillis milliseconds between two looks at a status.
     * @param limitMillis milliseconds that a start or a stop may take.
     */
    constructor(
        private readonly service: FlinkService,
        private readonly name: string,
        private readonly report: { progress(line: string): void; warn(line: string): void },
        private readonly lookMillis = LOOK_MILLIS,
        private readonly limitMillis = LIMIT_MILLIS,
    ) {}

    /**
     * Stops the job with a snapshot, so that what is updated then does not run. An application whose start or update has
     * failed, or whose snapshot cannot be taken, is stopped by force: what it has delivered since its last snapshot is
     * delivered once more (Managed Service for Apache Flink API Reference, "StopApplication").
     *
     * @throws Error where it does not stop.
     */
    async stopForUpdate(): Promise<void> {
        const settled = await this.settle("an earlier operation");
        if ("status" in settled && settled.status === "READY") {
            return;
        }
        const failure = "failure" in settled ? settled.failure : await this.stop(false);
        if (failure !== undefined) {
            this.report.warn(
                `application ${this.name} is stopped without a snapshot, because ${failure}; ` +
                    "what it has delivered since its last snapshot is delivered again",
            );
            await this.stopByForce();
        }
    }

    /**
     * Starts the application where it does not run, and waits until it does: after an update, after a start that has failed,
     * and after a stop by hand.
     *
     * @param run what a start restores.
     * @throws Error with the service's reason where it does not start.
     */
    async ensureRunning(run: RunConfiguration): Promise<void> {
        const settled = await this.settle("an earlier operation");
        if ("status" in settled && settled.status === "RUNNING") {
            return;
        }
        if ("failure" in settled) {
            await this.stopByForce();
        }
        const { OperationId } = await this.service.startApplication({
            ApplicationName: this.name,
            RunConfiguration: run,
        });
        const failure = await this.waitFor("RUNNING", "its start", OperationId);
        if (failure !== undefined) {
            const { ApplicationDetail } = await this.service.describeApplication({
                ApplicationName: this.name,
            });
            throw new Error(
                `application ${this.name} v${String(ApplicationDetail?.ApplicationVersionId)} does not start: ${failure}`,
            );
        }
    }

    /**
     * Deletes the oldest of the snapshots that the service has taken by itself; those that a person has named stay. The
     * service deletes none, and at 1,000 it refuses the next (Managed Service for Apache Flink Developer Guide, "Quota").
     *
     * @param keep how many stay, at least 1.
     */
    async pruneSnapshots(keep: number): Promise<void> {
        const automatic = (await this.snapshots()).filter(
            ({ SnapshotName = "", SnapshotStatus }) =>
                AUTOMATIC.test(SnapshotName) && SnapshotStatus === "READY",
        );
        automatic.sort((a, b) => takenAt(b) - takenAt(a));
        for (const { SnapshotName, SnapshotCreationTimestamp } of automatic.slice(keep)) {
            await this.service.deleteApplicationSnapshot({
                ApplicationName: this.name,
                SnapshotName,
                SnapshotCreationTimestamp,
            });
        }
    }

    private async snapshots(): Promise<SnapshotDetails[]> {
        const all: SnapshotDetails[] = [];
        let next: string | undefined;
        do {
            const page = await this.service.listApplicationSnapshots({
                ApplicationName: this.name,
                Limit: 50,
                NextToken: next,
            });
            all.push(...(page.SnapshotSummaries ?? []));
            next = page.NextToken;
        } while (next !== undefined);
        return all;
    }

    /** @returns why it could not be stopped; undefined where it was. */
    private async stop(force: boolean): Promise<string | undefined> {
        const { OperationId } = await this.service.stopApplication({
            ApplicationName: this.name,
            ...(force && { Force: true }),
        });
        return this.waitFor("READY", "its stop", OperationId);
    }

    private async stopByForce(): Promise<void> {
        const failure = await this.stop(true);
        if (failure !== undefined) {
            throw new Error(`application ${this.name} cannot be stopped: ${failure}`);
        }
    }

    private async status(): Promise<string> {
        const { ApplicationDetail } = await this.service.describeApplication({ ApplicationName: this.name });
        return ApplicationDetail?.ApplicationStatus ?? "";
    }

    /** Waits until the application is READY or RUNNING, or what is being done with it has failed. */
    private async settle(what: string): Promise<Settled> {
        const end = Date.now() + this.limitMillis;
        for (;;) {
            const status = await this.status();
            if (status === "READY" || status === "RUNNING") {
                return { status };
            }
            const failure = await this.failureOf(await this.newestOperation());
            if (failure !== undefined) {
                return { failure: `${what} failed: ${failure}` };
            }
            if (Date.now() > end) {
                return { failure: `${what} is not over after ${this.limitMillis / 60_000} minutes` };
            }
            await this.look(`waiting for ${what}; application ${this.name} is ${status}`);
        }
    }

    /** @returns why an operation failed, or that it takes too long; undefined once the application has the status. */
    private async waitFor(target: string, what: string, operation?: string): Promise<string | undefined> {
        const end = Date.now() + this.limitMillis;
        for (;;) {
            const status = await this.status();
            if (status === target) {
                return undefined;
            }
            const failure = await this.failureOf(operation);
            if (failure !== undefined) {
                return failure;
            }
            if (Date.now() > end) {
                return `${what} is not over after ${this.limitMillis / 60_000} minutes; it is ${status}`;
            }
            await this.look(`waiting for ${what}; application ${this.name} is ${status}`);
        }
    }

    /** Waits for the next look; a line is repeated now and then only. */
    private async look(line: string): Promise<void> {
        if (line !== this.reported.line || Date.now() - this.reported.atMillis > REPEAT_MILLIS) {
            this.reported = { line, atMillis: Date.now() };
            this.report.progress(line);
        }
        await sleep(this.lookMillis);
    }

    private async newestOperation(): Promise<string | undefined> {
        const { ApplicationOperationInfoList: [newest] = [] } = await this.service.listApplicationOperations({
            ApplicationName: this.name,
            Limit: 1,
        });
        return newest?.OperationId;
    }

    private async failureOf(OperationId: string | undefined): Promise<string | undefined> {
        if (OperationId === undefined) {
            return undefined;
        }
        const { ApplicationOperationInfoDetails: details } = await this.service.describeApplicationOperation({
            ApplicationName: this.name,
            OperationId,
        });
        return details?.OperationStatus === "FAILED" ? reasonOf(details) : undefined;
    }
}

function reasonOf(details: ApplicationOperationInfoDetails): string {
    return details.OperationFailureDetails?.ErrorInfo?.ErrorString ?? "the service gives no reason";
}

/** When an automatic snapshot was taken, milliseconds since 1970: its name ends in them, its timestamp has whole seconds. */
function takenAt({ SnapshotName = "", SnapshotCreationTimestamp }: SnapshotDetails): number {
    return Number(/\d{13,}$/.exec(SnapshotName)?.[0] ?? SnapshotCreationTimestamp?.getTime() ?? 0);
}
