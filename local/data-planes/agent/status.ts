import { writeWhole } from "../../../tools/runtime/processes";

/** What the agent says of itself. */
export interface AgentStatus {
    readonly read: number;
    readonly skipped: number;
    readonly sent: number;
    readonly lastSentMillis: number;
    /** Bytes of the logs that are not yet in the stream. */
    readonly backlogBytes: number;
    /** The last failure, cleared by the next success. */
    readonly lastError?: string;
    /** When that was, milliseconds since 1970. */
    readonly lastErrorMillis?: number;
    /** When this was written, milliseconds since 1970. */
    readonly atMillis: number;
}

/** The status of several flows as one: sums, and the last of what happened last. */
export function merged(flows: readonly AgentStatus[]): AgentStatus {
    const sum = (key: "read" | "skipped" | "sent" | "backlogBytes") =>
        flows.reduce((total, flow) => total + flow[key], 0);
    const failed = flows
        .filter(({ lastError }) => lastError !== undefined)
        .sort((a, b) => (b.lastErrorMillis ?? 0) - (a.lastErrorMillis ?? 0))[0];
    return {
        read: sum("read"),
        skipped: sum("skipped"),
        sent: sum("sent"),
        lastSentMillis: Math.max(...flows.map(({ lastSentMillis }) => lastSentMillis)),
        backlogBytes: sum("backlogBytes"),
        ...(failed && { lastError: failed.lastError, lastErrorMillis: failed.lastErrorMillis }),
        atMillis: Math.max(...flows.map(({ atMillis }) => atMillis)),
    };
}

/** Writes the status of an agent's flows, once each has one: a part would look as if the rest had nothing to do. */
export class StatusFile {
    private readonly flows = new Map<number, AgentStatus>();

    /**
     * @param file where the status is written.
     * @param count how many flows there are.
     */
    constructor(
        private readonly file: string,
        private readonly count = 1,
    ) {}

    /** Takes the status of one flow. */
    report(flow: number, status: AgentStatus): void {
        this.flows.set(flow, status);
        if (this.flows.size === this.count) {
            writeWhole(this.file, JSON.stringify(merged([...this.flows.values()])));
        }
    }
}
