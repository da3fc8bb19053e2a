import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import * as path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Clients, clientSettings } from "../../cloud/clients";
import { freePort } from "../../../tools/runtime/free-port";
import { APPLICATIONS_DIR, LOGS_DIR } from "../../../tools/runtime/paths";
import { flinkMeasures } from "./flink-metrics";
import { flinkJob } from "./flink-rest";
import { logFrom, running, writeWhole } from "../../../tools/runtime/processes";
import { ApplicationLog } from "./application-log";
import { ApplicationMetrics } from "./application-metrics";
import { applicationCommand } from "./application-process";
import { DeployedApplication } from "../../cloud/deployed";
import { sourceStream } from "../../cloud/property-groups";
import { ApplicationRun, FlinkControlPlane, FlinkTask } from "./flink-control-plane";
import { flinkSettings } from "./flink-settings";
import { FlinkState } from "./flink-state";
import { RestartedProcess } from "../supervisor/restarted-process";
import { RoleCredentials } from "../roles/role-credentials";
import { roleEnvironment } from "../roles/role-environment";

const FIRST_REST_PORT = 8081;
/** What an AWS client's log line has where a role may not do something. */
const DENIED = /is not authorized to perform|AccessDenied/;

/** Time without a denied call after which a missing permission counts as granted: the job repeats the call. */
const DENIED_MILLIS = 60_000;
/** Failed starts before the application is reported as failed: a permission may still be propagating. */
const FAILED_STARTS = 2;

/** The line of a stack trace that says what was wrong. */
const CAUSE = /^(?:Caused by: )?(?:[\w$]+\.)+[\w$]*(?:Exception|Error): .+$/gm;

/** The status of an application. */
export interface FlinkStatus {
    readonly name: string;
    readonly version: number;
    readonly roleArn: string;
    /** Flink's own REST interface and dashboard. */
    readonly restPort: number;
    readonly restarts: number;
    readonly propertyGroups: DeployedApplication["propertyGroups"];
    /** The last line of its log that names a missing permission, or why it could not be started. */
    readonly error?: string;
    /** When that was seen, milliseconds since 1970. */
    readonly errorMillis?: number;
    /** What ended its last processes, where they ended by themselves, soon, one after the other. */
    readonly crash?: string;
    /** How many these are. */
    readonly crashes: number;
    /** Why its log could not be written into its log stream. */
    readonly logError?: string;
}

/** A Flink application on this machine: its JAR from the bucket, its property groups, and one Flink process. */
export class FlinkApplication {
    private readonly folder: string;
    private readonly process: RestartedProcess;
    private readonly state: FlinkState;
    private shown: string;
    private restPort = 0;
    private runFrom = 0;
    private seenTo = 0;
    private crash: string | undefined;
    private denied: { readonly line: string; readonly atMillis: number } | undefined;
    private readonly applicationLog: ApplicationLog | undefined;
    private readonly metrics: ApplicationMetrics;

    /**
     * @param run what should run; after an update of the application, that is a new run and a new object.
     * @param controlPlane receives its status.
     * @param credentials where roles' sessions come from.
     * @param endpoint the local cloud's address.
     * @param clients of the account's root, as the service itself.
     */
    constructor(
        readonly run: ApplicationRun,
        private readonly controlPlane: FlinkControlPlane,
        private readonly credentials: RoleCredentials,
        private readonly endpoint: string,
        private readonly clients: Clients,
    ) {
        const { application } = run;
        this.folder = path.join(APPLICATIONS_DIR, application.name);
        this.state = new FlinkState(this.folder, run);
        this.process = new RestartedProcess(`flink-${application.name}`, () => this.prepare());
        const stream = sourceStream(application) ?? "";
        this.metrics = new ApplicationMetrics(application.name, stream, clients.cloudwatch);
        this.applicationLog = this.logTarget();
        this.shown = run.status;
    }

    private get application(): DeployedApplication {
        return this.run.application;
    }

    private get region(): string {
        return this.clients.region;
    }

    private logTarget(): ApplicationLog | undefined {
        const { arn, version, logStreamArn } = this.application;
        if (logStreamArn === undefined) {
            return undefined;
        }
        const target = { applicationArn: arn, applicationVersion: version, logStreamArn, role: this.role };
        const sent = path.join(this.folder, "log-sent");
        return new ApplicationLog(this.log, sent, target, this.credentials, this.endpoint, this.region);
    }

    private get role() {
        const { roleArn, arn } = this.application;
        return { roleArn, service: "kinesisanalytics.amazonaws.com", sourceArn: arn };
    }

    private get log(): string {
        return path.join(LOGS_DIR, `${this.process.name}.log`);
    }

    /** Downloads the JAR with the application's role, as the service does; it stays where it has come whole. */
    private async jar(): Promise<string> {
        const { bucket, key } = this.application.code;
        const file = path.join(this.folder, "code", path.basename(key));
        if (existsSync(file)) {
            return file;
        }
        rmSync(path.dirname(file), { recursive: true, force: true });
        mkdirSync(path.dirname(file), { recursive: true });
        const s3 = new S3Client({
            ...clientSettings(this.endpoint, this.region),
            forcePathStyle: true,
            credentials: await this.credentials.clientCredentials(this.role),
        });
        const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        await pipeline(answer.Body as Readable, createWriteStream(`${file}.part`));
        renameSync(`${file}.part`, file);
        return file;
    }

    private settings(): Record<string, string> {
        const restored = this.state.toRestore();
        if (restored !== undefined) {
            this.state.removeEarlier(restored);
        }
        return flinkSettings(this.application, {
            restPort: this.restPort,
            tmp: path.join(this.folder, "tmp"),
            checkpoints: this.state.checkpoints,
            restored,
        });
    }

    private async prepare() {
        const jar = await this.jar();
        const properties = path.join(this.folder, "application_properties.json");
        const groups = this.application.propertyGroups.map(({ id, map }) => ({
            PropertyGroupId: id,
            PropertyMap: map,
        }));
        writeWhole(properties, JSON.stringify(groups));
        const tmp = path.join(this.folder, "tmp");
        rmSync(tmp, { recursive: true, force: true });
        mkdirSync(tmp, { recursive: true });
        this.restPort = await freePort(FIRST_REST_PORT);
        this.crash = this.causeOfEnd();
        this.runFrom = this.seenTo = statSync(this.log, { throwIfNoEntry: false })?.size ?? 0;
        const { folder, application } = this;
        const settings = this.settings();
        return {
            command: await applicationCommand({
                ...{ folder, tmp, jar, settings },
                logLevel: application.logLevel,
            }),
            cwd: this.folder,
            port: this.restPort,
            env: {
                ...roleEnvironment(this.credentials, this.role, this.folder, this.endpoint, this.region),
                APPLICATION_PROPERTIES_FILE: properties,
            },
        };
    }

    /** Starts it where it does not run; its log and its numbers go where the service puts them. */
    async ensure(): Promise<void> {
        await this.process.ensure();
        // Neither keeps the next look at what is deployed waiting.
        void this.applicationLog?.ship();
        this.metrics.publish(this.restPort).catch((error: Error) => {
            console.error(`${new Date().toISOString()} ${this.application.name}: metrics: ${error.message}`);
        });
        await this.show();
    }

    /** Tells the control plane when the job runs, and before that, why it does not. */
    private async show(): Promise<void> {
        if (this.shown === "RUNNING") {
            return;
        }
        const reason = this.failure;
        if (await this.runs()) {
            await this.controlPlane.runsNow(this.run.id);
            this.shown = "RUNNING";
        } else if (reason !== undefined && this.shown !== reason) {
            await this.controlPlane.failed(this.run.id, reason);
            this.shown = reason;
        }
    }

    /** Whether the job runs and has read its stream: one that may not read runs too, for a moment. */
    private async runs(): Promise<boolean> {
        const job = await flinkJob(this.restPort);
        if (job?.state !== "RUNNING" || job.watermarkMillis !== undefined) {
            return job?.state === "RUNNING";
        }
        // Without a record, events whose time is a column of theirs have no watermark.
        const behind = (await flinkMeasures(this.restPort))?.millisBehindLatest;
        return behind !== undefined && behind >= 0;
    }

    /**
     * Does what the control plane wants done with the job, and reports it. Where its savepoint cannot be taken, the job goes
     * on as it was; until that is certain, the task stays, and is performed again.
     *
     * @returns whether the job has ended with it.
     */
    async perform(task: FlinkTask): Promise<boolean> {
        if (!task.savepoint) {
            await this.process.end();
            await this.controlPlane.done(task.id, undefined);
            return true;
        }
        const { folder, failure } = await this.state.trySavepoint(running(this.process.name)?.port, task);
        if (failure !== undefined) {
            await this.controlPlane.taskFailed(task.id, failure);
        }
        if (folder === undefined) {
            return false;
        }
        if (task.kind === "STOP") {
            await this.process.end();
        }
        await this.controlPlane.done(task.id, folder);
        return task.kind === "STOP";
    }

    end(): Promise<void> {
        return this.process.end();
    }

    /** Why the job does not run: a start that failed again and again, or a permission that it lacks. */
    private get failure(): string | undefined {
        const often = this.process.restarts >= FAILED_STARTS;
        return (often ? (this.process.startFailure?.message ?? this.crash) : undefined) ?? this.denied?.line;
    }

    /** What the last process's log gives as the cause of its end, where it is not the first that has failed. */
    private causeOfEnd(): string | undefined {
        return this.process.failures < 2
            ? undefined
            : logFrom(this.log, this.runFrom).toString("utf8").match(CAUSE)?.pop();
    }

    /** Looks through what is new in the log for a missing permission. */
    private watchLog(): void {
        const bytes = logFrom(this.log, this.seenTo);
        this.seenTo += bytes.length;
        const denied = bytes
            .toString("utf8")
            .split("\n")
            .filter((line) => DENIED.test(line))
            .pop();
        if (denied) {
            this.denied = { line: denied.trim(), atMillis: Date.now() };
        } else if (Date.now() - (this.denied?.atMillis ?? 0) > DENIED_MILLIS) {
            this.denied = undefined;
        }
    }

    status(): FlinkStatus {
        this.watchLog();
        const failure = this.process.startFailure;
        const { name, version, roleArn, propertyGroups } = this.application;
        return {
            name,
            version,
            roleArn,
            restPort: this.restPort,
            restarts: this.process.restarts,
            propertyGroups,
            error: failure?.message ?? this.denied?.line,
            crash: this.crash,
            crashes: this.process.failures,
            logError: this.applicationLog?.error,
            errorMillis: failure?.atMillis ?? this.denied?.atMillis,
        };
    }
}
