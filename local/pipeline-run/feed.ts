import { spawn } from "node:child_process";
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from "node:fs";
import * as path from "node:path";
import { setImmediate } from "node:timers/promises";
import { MachineStatus } from "../data-planes/machine/machine";
import { forget, mayStart, remember } from "../../tools/runtime/processes";
import { openLogFile } from "../../tools/sql/log-file";
import { UserError } from "../../tools/runtime/user-error";

const CHUNK_BYTES = 256 * 1024;
/** As fast as it can, and with no rotation, which would lose what the agent has not read by then. */
const ALL_AT_ONCE = ["--rate", "0", "--rotate-at", "0"];
const GENERATOR = "task-access-log-generator";

/** The log that the instance's access-log generator writes. */
function logOf(machine: MachineStatus): string {
    const at = machine.generator?.indexOf("--file") ?? -1;
    const log = at < 0 ? undefined : machine.generator?.[at + 1];
    if (!log) {
        throw new UserError(
            `instance ${machine.id}: its user data has no access-log generator that says where its log is`,
        );
    }
    mkdirSync(path.dirname(log), { recursive: true });
    return log;
}

/** Ends a line that a feed which was killed has left unfinished. @returns lines that this made. */
function endUnfinishedLine(log: string): number {
    const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0) {
        return 0;
    }
    const descriptor = openSync(log, "r");
    const last = Buffer.alloc(1);
    readSync(descriptor, last, 0, 1, size - 1);
    closeSync(descriptor);
    if (last[0] === 0x0a) {
        return 0;
    }
    appendFileSync(log, "\n");
    return 1;
}

function count(chunk: Buffer): number {
    let lines = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) {
        lines++;
    }
    return lines;
}

/** Readies an instance's log for a feed, so that what is fed begins with a line of its own. */
export function readyLog(machine: MachineStatus): void {
    endUnfinishedLine(logOf(machine));
}

/**
 * Writes a file's lines into an instance's log, as a web server would.
 *
 * @param machine the instance.
 * @param file an access log, see checkLogFile in tools/sql/log-file.ts.
 * @returns how many lines there were; a last one without newline gets one.
 */
export async function feedFile(machine: MachineStatus, file: string): Promise<number> {
    const log = logOf(machine);
    const descriptor = openLogFile(file);
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let lines = 0;
    try {
        for (let bytes = readSync(descriptor, chunk); bytes > 0; bytes = readSync(descriptor, chunk)) {
            const part = chunk.subarray(0, bytes);
            appendFileSync(log, part);
            lines += count(part);
            await setImmediate(); // an interruption is heard between two chunks
        }
    } finally {
        closeSync(descriptor);
    }
    return lines + endUnfinishedLine(log);
}

/**
 * Runs an instance's access-log generator, as it was deployed, for a number of lines.
 *
 * @returns how many lines it wrote.
 * @throws UserError where it fails.
 */
export async function feedGenerated(machine: MachineStatus, lines: number): Promise<number> {
    const [script = "", ...args] = machine.generator ?? [];
    logOf(machine);
    if (!existsSync(script)) {
        throw new UserError(`instance ${machine.id}: its access-log generator is not at ${script}`);
    }
    mayStart(GENERATOR);
    const child = spawn(script, [...args, ...ALL_AT_ONCE, "--lines", String(lines)], {
        stdio: ["ignore", "ignore", "pipe"],
    });
    if (child.pid !== undefined) {
        remember(GENERATOR, child.pid); // so that it is ended where we are
    }
    let complaint = "";
    child.stderr.on("data", (data: Buffer) => (complaint += data.toString("utf8")));
    const code = await new Promise<number | null>((resolve) => {
        child.on("error", () => resolve(null));
        child.on("close", resolve);
    });
    forget(GENERATOR);
    if (code !== 0) {
        throw new UserError(`the access-log generator failed: ${complaint.trim().replace(/\n/g, " | ")}`);
    }
    return lines;
}
