import { setTimeout as sleep } from "node:timers/promises";
import { Clients } from "../cloud/clients";
import { AgentStatus } from "../data-planes/agent/status";
import { deployedApplications } from "../cloud/deployed";
import { FlinkStatus } from "../data-planes/flink/flink";
import { MachineStatus } from "../data-planes/machine/machine";
import { dataPlaneStatus, dataPlanesRun, ensureDataPlanes } from "../data-planes/supervisor/supervisor";
import { windowMillis } from "../cloud/property-groups";
import { Deliveries } from "./read-results";
import { DeliveredLine } from "./delivered-lines";
import { emulatorRuns } from "../emulator/process";
import { flinkJob } from "../data-planes/flink/flink-rest";
import { ResultRow } from "./results";
import { UserError } from "../../tools/runtime/user-error";

const LOOK_MILLIS = 300;
/** Time in which an instance and a Flink application start, even on a slow machine. */
const READY_LIMIT_MILLIS = 120_000;
/** Time beyond a window's length without any progress after which there will be none. */
const STALL_LIMIT_MILLIS = 60_000;
/** Running time after which a job reads its stream. */
const BEGUN_MILLIS = 5000;
/** Watermark, sink and bucket take no longer than this beyond a window's length. */
const QUIET_MILLIS = 6000;
/** Time after a deployment in which a failure may come from replaced permissions. */
const SETTLED_AFTER_MILLIS = 3000;
/** In strict mode a change of IAM takes up to 15 seconds, and those of one role follow each other. */
const PROPAGATED_AFTER_MILLIS = 45_000;

type Progress = (doing: string) => void;

/** The running pipeline, as the data planes report it. */
export interface Pipeline {
    readonly machine: MachineStatus;
    readonly agent: AgentStatus;
    readonly application: FlinkStatus;
}

/** The pipeline before lines are fed, and the start of the first window that is theirs alone. */
interface Before extends Pipeline {
    readonly fromMillis: number;
    readonly accepted: number;
}

/** What one run of lines came to. */
export interface Outcome {
    readonly read: number;
    readonly skipped: number;
    /** Records that were not counted, by reason. */
    readonly rejected: ReadonlyMap<string, number>;
    /** Records that the query status-counts has counted; where it does not run, those that the queries have got. */
    readonly counted: number;
    /** The rows of status-counts; undefined where it does not run. */
    readonly counts?: ResultRow[];
    /** The rows of the other queries. */
    readonly others: ReadonlyMap<string, DeliveredLine["values"][]>;
}

/** Records that were rejected. */
export function rejectedTotal({ rejected }: Outcome): number {
    return [...rejected.values()].reduce((sum, count) => sum + count, 0);
}

/** A failure that a part of the pipeline reports. */
interface Failure {
    readonly what: string;
    readonly roleArn: string;
    readonly error?: string;
    readonly errorMillis?: number;
}

function failureOf({ roleArn, error, errorMillis, agent }: MachineStatus): Failure {
    return error
        ? { what: "instance", roleArn, error, errorMillis }
        : { what: "instance", roleArn, error: agent?.lastError, errorMillis: agent?.lastErrorMillis };
}

/** Watches one deployed pipeline from its log to its results. */
export class Run {
    private readonly deployedAt = Date.now();
    /** Crashes of a part when we first looked at it. */
    private readonly crashesBefore = new Map<string, number>();

    /**
     * @param instanceId the producer instance.
     * @param applicationName the Flink application.
     * @param clients of the account's root.
     * @param endpoint the local cloud's address.
     * @param strict whether it runs in strict mode.
     */
    constructor(
        private readonly instanceId: string,
        private readonly applicationName: string,
        private readonly clients: Clients,
        private readonly endpoint: string,
        private readonly strict = false,
    ) {}

    /** The pipeline as of now. @throws UserError where a part of it has failed for good. */
    private look(): Pipeline | undefined {
        if (!emulatorRuns()) {
            throw new UserError(
                "the local cloud has ended (log: .local/cloud/logs/emulator.log); run npm start again: it is rebuilt from scratch",
            );
        }
        if (!dataPlanesRun()) {
            ensureDataPlanes(this.endpoint, this.clients.region);
        }
        const status = dataPlaneStatus();
        const machine = status?.machines.find(({ id }) => id === this.instanceId);
        const application = status?.applications.find(({ name }) => name === this.applicationName);
        this.refuseDenied(machine && failureOf(machine));
        this.refuseDenied(application && { ...application, what: "application" });
        this.refuseCrashing(
            application && `application ${application.name} v${application.version}`,
            application,
        );
        this.refuseCrashing(machine && `agent of ${machine.id}`, machine);
        return machine?.agent && application ? { machine, agent: machine.agent, application } : undefined;
    }

    /** It counts when seen twice: the deployment may have repaired what failed before. */
    private refuseCrashing(
        what: string | undefined,
        part: Pick<FlinkStatus, "crash" | "crashes"> | undefined,
    ): void {
        if (!what || !part) {
            return;
        }
        const before = Math.min(this.crashesBefore.get(what) ?? part.crashes, part.crashes);
        this.crashesBefore.set(what, before);
        if (part.crash && part.crashes - before >= 2) {
            throw new UserError(`${what} does not start: ${part.crash}`);
        }
    }

    private refuseDenied(failure: Failure | undefined): void {
        const { what, roleArn, error, errorMillis = 0 } = failure ?? {};
        const settled = this.strict ? PROPAGATED_AFTER_MILLIS : SETTLED_AFTER_MILLIS;
        const fresh = errorMillis > this.deployedAt + settled;
        if (error && fresh && /AccessDenied|not authorized to perform/.test(error)) {
            throw new UserError(
                `the ${what}'s role ${roleArn?.split("/").pop()} lacks a permission: ${error}`,
            );
        }
    }

    /** Waits until the agent tails and the job of the application runs, in the version that is deployed now. */
    async ready(progress: Progress): Promise<Pipeline> {
        const end = Date.now() + READY_LIMIT_MILLIS;
        const deployed = await deployedApplications(this.clients);
        const version = deployed.find(({ name }) => name === this.applicationName)?.version;
        for (;;) {
            const pipeline = this.look();
            const current = pipeline?.application.version === version ? pipeline : undefined;
            progress("starting what is deployed");
            if (current && (await this.jobRuns(current, progress))) {
                return current;
            }
            if (Date.now() > end) {
                throw new UserError(
                    `the pipeline is not ready after ${READY_LIMIT_MILLIS / 1000} s; see npm run local:status and .local/cloud/logs/`,
                );
            }
            await sleep(LOOK_MILLIS);
        }
    }

    private async jobRuns({ application }: Pipeline, progress: Progress): Promise<boolean> {
        const job = await flinkJob(application.restPort);
        progress(`Flink job ${job?.state.toLowerCase() ?? "starting"}`);
        // Windows over a column's time have no watermark before the first record.
        const begun = job?.watermarkMillis !== undefined || (job?.runningMillis ?? 0) > BEGUN_MILLIS;
        return job?.state === "RUNNING" && begun;
    }

    /**
     * Waits until nothing of earlier runs is on its way, so that what follows has windows of its own.
     */
    private async quiet(progress: Progress): Promise<Before> {
        for (;;) {
            const pipeline = this.look();
            if (pipeline && pipeline.agent.backlogBytes === 0) {
                const window = windowMillis(pipeline.application);
                const fromMillis = Math.floor(Date.now() / window) * window;
                if (pipeline.agent.lastSentMillis < fromMillis) {
                    const job = await flinkJob(pipeline.application.restPort);
                    return { ...pipeline, fromMillis, accepted: job?.accepted ?? 0 };
                }
                progress("waiting for the earlier lines' window to end");
            } else {
                progress("waiting for the earlier lines");
            }
            await sleep(LOOK_MILLIS);
        }
    }

    /**
     * Feeds lines and waits until all of them are counted in the bucket.
     *
     * @param feed writes the lines into the instance's log, and says how many they are.
     * @param progress is called with what is waited for.
     * @throws UserError where a part fails, or nothing moves any more.
     */
    async count(
        feed: (machine: MachineStatus) => Promise<number> | number,
        progress: Progress,
    ): Promise<Outcome> {
        const before = await this.quiet(progress);
        const deliveries = await Deliveries.of(before.application, this.clients, before.fromMillis);
        progress("feeding");
        const fed = await feed(before.machine);
        const stall = windowMillis(before.application) + STALL_LIMIT_MILLIS;
        let moved = { at: Date.now(), mark: "" };
        for (;;) {
            const now = this.look() ?? before;
            await deliveries.refresh();
            const outcome = await this.outcome(before, now, deliveries);
            progress(
                `${outcome.read} of ${fed} lines read, ${outcome.counted} of ${outcome.read - outcome.skipped} counted`,
            );
            const mark = markOf(outcome);
            moved = mark === moved.mark ? moved : { at: Date.now(), mark };
            const whole = outcome.read >= fed && now.agent.backlogBytes === 0;
            if (whole && isDone(outcome, Date.now() - moved.at, before.application)) {
                return this.settled(before, deliveries);
            }
            if (Date.now() - moved.at > stall) {
                throw new UserError(
                    `nothing has moved for ${stall / 1000} s: ${outcome.read} of ${fed} lines read, ` +
                        `${outcome.counted} of ${outcome.read - outcome.skipped} requests counted; see npm run local:status`,
                );
            }
            await sleep(LOOK_MILLIS);
        }
    }

    private async outcome(before: Before, now: Pipeline, deliveries: Deliveries): Promise<Outcome> {
        const job = await flinkJob(now.application.restPort);
        // Flink's counters restart with its process.
        const same = now.application.restarts === before.application.restarts;
        return {
            read: now.agent.read - before.agent.read,
            skipped: now.agent.skipped - before.agent.skipped,
            rejected: deliveries.rejected.byReason(),
            counted: deliveries.counts?.total() ?? (job?.accepted ?? 0) - (same ? before.accepted : 0),
            counts: deliveries.counts?.all(),
            others: deliveries.rows(),
        };
    }

    /** Looks again after the sink's buffer time: what would come twice, comes now. */
    private async settled(before: Before, deliveries: Deliveries): Promise<Outcome> {
        await sleep(1500);
        await deliveries.refresh();
        return this.outcome(before, this.look() ?? before, deliveries);
    }
}

/** What changes for as long as something is on its way. */
function markOf(outcome: Outcome): string {
    const { read, counted, others } = outcome;
    return [read, counted, rejectedTotal(outcome), ...[...others.values()].map((rows) => rows.length)].join(
        " ",
    );
}

/** Whether every record is accounted for, and the windows of all queries have been delivered. */
function isDone(outcome: Outcome, quietMillis: number, application: FlinkStatus): boolean {
    const accounted = outcome.counted + rejectedTotal(outcome) >= outcome.read - outcome.skipped;
    // How many rows the other queries have is not known, but no window of theirs comes later than its length.
    const quiet = outcome.others.size === 0 ? 0 : windowMillis(application) + QUIET_MILLIS;
    return accounted && quietMillis >= quiet;
}
