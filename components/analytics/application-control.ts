import { setTimeout as sleep } from "node:timers/promises";
import type {
    ApplicationDetail,
    ApplicationOperationInfo,
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

/** How long a start, a stop or an update started elsewhere may take; the AWS provider waits as long for each. */
const LIMIT_MILLIS = 600_000;
const LOOK_MILLIS = 1000;
const REPEAT_MILLIS = 15_000;
/**
 * Name prefixes of automatic snapshots, taken before a stop and before an update. They are observed and not documented: a
 * snapshot of another name is never deleted.
 */
const AUTOMATIC = /^(STOP|UPDATEAPPLICATION)-/;

/** Statuses that a failed or endless operation leaves behind, and from which only a stop by force leads out. */
const STUCK = ["STARTING", "UPDATING", "STOPPING"];

/** Where the application is once no operation is in progress: READY or RUNNING, or why its operation came to nothing. */
interface Settled {
    readonly status: string;
    readonly failure?: string;
    /** Whether that is only a guess, because the operation takes too long. */
    readonly late?: boolean;
}

/** Stops, starts and tidies one Flink application, where the AWS provider does not. */
export class ApplicationControl {
    private reported = { line: "", atMillis: 0 };

    /**
     * @param service the client.
     * @param name the application's.
     * @param report receives a line about what is being waited for, or what could not be done as it should.
     * @param lookMillis polling interval in milliseconds.
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
     * failed, or whose snapshot cannot be taken, is stopped by force, with a warning: it goes on from its last snapshot, what
     * it has delivered since is delivered again, and what the stream no longer holds by then is lost (Managed Service for
     * Apache Flink API Reference, "StopApplication").
     *
     * @throws Error where it does not stop.
     */
    async stopForUpdate(): Promise<void> {
        const { status, failure } = await this.settle();
        if (failure === undefined && status === "READY") {
            return;
        }
        const why = failure ?? (await this.stop(false));
        if (why !== undefined) {
            await this.stopByForce(why);
        }
    }

    /**
     * Starts the application where it does not run, and waits until it does: after an update, after a start that has failed,
     * and after a stop by hand.
     *
     * @param run what a start restores.
     * @throws Error with the service's reason where it does not start, or where an operation started elsewhere takes too long.
     */
    async ensureRunning(run: RunConfiguration): Promise<void> {
        const { status, failure, late } = await this.settle();
        if (failure === undefined && status === "RUNNING") {
            return;
        }
        if (late) {
            throw new Error(
                `application ${this.name}: ${failure ?? status}; wait for it, or stop it by force ` +
                    "(aws kinesisanalyticsv2 stop-application --force) and deploy again",
            );
        }
        if (failure !== undefined) {
            await this.stopByForce(failure);
        }
        const { OperationId } = await this.service.startApplication({
            ApplicationName: this.name,
            RunConfiguration: run,
        });
        const reason = await this.waitFor("RUNNING", "its start", OperationId);
        if (reason !== undefined) {
            const detail = await this.detail();
            throw new Error(
                `application ${this.name} v${String(detail?.ApplicationVersionId)} does not start: ${reason}`,
            );
        }
    }

    /**
     * The code objects that the deployed version names.
     *
     * @param bucket the code bucket.
     * @returns their keys.
     */
    async namedCode(bucket: string): Promise<string[]> {
        const configuration = (await this.detail())?.ApplicationConfigurationDescription;
        const code = configuration?.ApplicationCodeConfigurationDescription?.CodeContentDescription;
        const groups = configuration?.EnvironmentPropertyDescriptions?.PropertyGroupDescriptions ?? [];
        const uris = groups.flatMap(({ PropertyMap = {} }) => Object.values(PropertyMap));
        const prefix = `s3://${bucket}/`;
        const jar = code?.S3ApplicationCodeLocationDescription?.FileKey;
        return [
            ...(jar === undefined ? [] : [jar]),
            ...uris.filter((uri) => uri.startsWith(prefix)).map((uri) => uri.slice(prefix.length)),
        ];
    }

    /**
     * Deletes the oldest of the snapshots that the service took itself; those that a person has named stay. The
     * service deletes none, and at 1,000 it refuses the next (Managed Service for Apache Flink Developer Guide, "Quota").
     *
     * @param keep how many stay, at least 1.
     * @throws Error the service's own, where it refuses a call.
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

    private async stopByForce(why: string): Promise<void> {
        this.report.warn(
            `application ${this.name} is stopped without a snapshot, because ${why}; ` +
                "it goes on from its last snapshot: what it has delivered since is delivered again",
        );
        const failure = await this.stop(true);
        if (failure !== undefined) {
            throw new Error(`application ${this.name} cannot be stopped: ${failure}`);
        }
    }

    private async detail(): Promise<ApplicationDetail | undefined> {
        const { ApplicationDetail } = await this.service.describeApplication({ ApplicationName: this.name });
        return ApplicationDetail;
    }

    private async status(): Promise<string> {
        return (await this.detail())?.ApplicationStatus ?? "";
    }

    /**
     * Waits until the application is READY or RUNNING.
     *
     * @returns its status; with a failure where its newest operation has failed and left it in a status of its own, or where
     *     that takes too long.
     */
    private async settle(): Promise<Settled> {
        const end = Date.now() + this.limitMillis;
        for (;;) {
            const status = await this.status();
            if (status === "READY" || status === "RUNNING") {
                return { status };
            }
            const failure = STUCK.includes(status)
                ? await this.failureOf(await this.newestOperation())
                : undefined;
            // An operation that failed just now has left the status meanwhile.
            if (failure !== undefined && (await this.status()) === status) {
                return { status, failure: `an earlier operation failed: ${failure}` };
            }
            if (Date.now() > end) {
                const minutes = this.limitMillis / 60_000;
                return { status, failure: `it is ${status} for more than ${minutes} minutes`, late: true };
            }
            await this.look(`waiting for an earlier operation; application ${this.name} is ${status}`);
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
        const { ApplicationOperationInfoList: operations = [] } =
            await this.service.listApplicationOperations({
                ApplicationName: this.name,
            });
        // The order of the list is not documented; where times are equal, it is taken as it is: newest first.
        const begun = ({ StartTime }: ApplicationOperationInfo) => StartTime?.getTime() ?? 0;
        const [newest] = [...operations].sort((a, b) => begun(b) - begun(a));
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
