import { existsSync, readFileSync } from "node:fs";
import { CloudWatchLogsClient, InputLogEvent, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { clientSettings } from "../../cloud/clients";
import { logFrom, writeWhole } from "../../../tools/runtime/processes";
import { RoleCredentials, ServiceRole } from "../roles/role-credentials";

/** A line of Flink's log: time (UTC), thread, level, logger and message; lines without them continue the one before. */
const LINE =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}) \[(.*?)\] (TRACE|DEBUG|INFO|WARN|ERROR) (\S+) - (.*)$/s;
/** Amazon CloudWatch Logs API Reference, "PutLogEvents": 10,000 events and 1 MB per call, 26 bytes per event in addition to its text. */
const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_000_000;
const EVENT_BYTES = 26;

/** Where an application's log goes, and who writes it. */
export interface ApplicationLogTarget {
    readonly applicationArn: string;
    readonly applicationVersion: number;
    /** ARN of the log stream that the application names. */
    readonly logStreamArn: string;
    readonly role: ServiceRole;
}

/** An entry as the service writes it (Managed Service for Apache Flink Developer Guide, "Analyzing logs"). */
function event(text: string, target: ApplicationLogTarget): InputLogEvent | undefined {
    const [, time, threadName, messageType, logger, message] = LINE.exec(text) ?? [];
    if (time === undefined) {
        return undefined; // what the JVM says by itself is not an entry of the application
    }
    return {
        timestamp: Date.parse(`${time}Z`),
        message: JSON.stringify({
            applicationARN: target.applicationArn,
            applicationVersionId: String(target.applicationVersion),
            logger,
            message,
            messageSchemaVersion: "1",
            messageType,
            threadName,
        }),
    };
}

/** Whole entries of a piece of log, and how many bytes they take: the last one may go on. */
export function wholeEntries(text: string): { entries: string[]; bytes: number } {
    const starts = [...text.matchAll(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3} \[/gm)].map(
        ({ index }) => index,
    );
    const last = starts[starts.length - 1];
    if (last === undefined) {
        return { entries: [], bytes: 0 };
    }
    const entries = starts.slice(0, -1).map((start, i) => text.slice(start, starts[i + 1]).trimEnd());
    return { entries, bytes: Buffer.byteLength(text.slice(0, last)) };
}

function batches(events: readonly InputLogEvent[]): InputLogEvent[][] {
    const all: InputLogEvent[][] = [[]];
    let bytes = 0;
    for (const one of events) {
        const size = Buffer.byteLength(one.message ?? "") + EVENT_BYTES;
        const last = all[all.length - 1] ?? [];
        if (last.length >= MOST_EVENTS || bytes + size > MOST_BYTES) {
            all.push([one]);
            bytes = size;
        } else {
            last.push(one);
            bytes += size;
        }
    }
    return all.filter((batch) => batch.length > 0);
}

/** Writes what Flink logs into the log stream that the application names, with the application's role. */
export class ApplicationLog {
    private busy = false;
    /** Why entries could not be written; they are written again. */
    error: string | undefined;

    /**
     * @param file Flink's log.
     * @param sentFile keeps how far it was written, for a supervisor that was killed.
     * @param target where it goes.
     * @param credentials where the role's session comes from.
     * @param endpoint the local cloud's address.
     * @param region for example `us-east-1`.
     */
    constructor(
        private readonly file: string,
        private readonly sentFile: string,
        private readonly target: ApplicationLogTarget,
        private readonly credentials: RoleCredentials,
        private readonly endpoint: string,
        private readonly region: string,
    ) {}

    private sentTo(): number {
        return existsSync(this.sentFile) ? Number(readFileSync(this.sentFile, "utf8")) : 0;
    }

    /** Writes what is new; where it is still busy with what was new before, nothing. */
    async ship(): Promise<void> {
        const [, group, stream] = /log-group:(.+):log-stream:(.+)$/.exec(this.target.logStreamArn) ?? [];
        if (this.busy || group === undefined) {
            return;
        }
        this.busy = true;
        try {
            const sentTo = this.sentTo();
            const { entries, bytes } = wholeEntries(logFrom(this.file, sentTo).toString("utf8"));
            await this.put(
                group,
                stream ?? "",
                entries.flatMap((entry) => event(entry, this.target) ?? []),
            );
            if (bytes > 0) {
                writeWhole(this.sentFile, String(sentTo + bytes));
            }
            this.error = undefined;
        } catch (error) {
            this.error = `${(error as Error).name}: ${(error as Error).message}`;
        } finally {
            this.busy = false;
        }
    }

    private async put(logGroupName: string, logStreamName: string, events: InputLogEvent[]): Promise<void> {
        if (events.length === 0) {
            return;
        }
        const logs = new CloudWatchLogsClient({
            ...clientSettings(this.endpoint, this.region),
            credentials: await this.credentials.clientCredentials(this.target.role),
        });
        for (const logEvents of batches(events)) {
            await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
        }
        logs.destroy();
    }
}
