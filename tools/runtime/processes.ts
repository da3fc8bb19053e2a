import { ChildProcess, spawn } from "node:child_process";
import {
    closeSync,
    existsSync,
    mkdirSync,
    openSync,
    readFileSync,
    readSync,
    readdirSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LOGS_DIR, PROCESSES_DIR } from "./paths";

/** A process that we started: what is needed to find it again, and to be sure that it is still the same one. */
export interface ProcessRecord {
    readonly name: string;
    readonly pid: number;
    /** When the system started it; a pid is given to another process one day, this is not. */
    readonly started: string;
    /** Its log. */
    readonly log?: string;
    /** The loopback port that it listens on. */
    readonly port?: number;
}

/** What a process is started with. */
export interface StartOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly port?: number;
}

let interrupted = false;

/** Keeps this command from starting anything more: it is being stopped. */
export function startNothingMore(): void {
    interrupted = true;
}

/** Called before each start. @throws Error where this command is being ended. */
export function mayStart(name: string): void {
    if (interrupted) {
        throw new Error(`${name} is not started: the command was interrupted`);
    }
}

function recordFile(name: string): string {
    return path.join(PROCESSES_DIR, `${name}.json`);
}

/** When the system started a process, or undefined where there is none of that pid, or only its remains. */
export function startTime(pid: number): string | undefined {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // proc(5): the name in parentheses may hold anything; state is the first field after it, start time the 20th.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return fields[0] === "Z" ? undefined : fields[19];
    } catch {
        return existsSync("/proc/self/stat") ? undefined : aliveWithoutProc(pid);
    }
}

/** Where there is no /proc, a pid is all that is known. */
function aliveWithoutProc(pid: number): string | undefined {
    try {
        process.kill(pid, 0);
        return "unknown";
    } catch {
        return undefined;
    }
}

/** Writes a file so that a reader, or a crash, never sees half of it, and nobody who runs it is disturbed. */
export function writeWhole(file: string, text: string, mode = 0o666): void {
    mkdirSync(path.dirname(file), { recursive: true });
    const next = `${file}.${process.pid}.next`;
    writeFileSync(next, text, { mode });
    renameSync(next, file);
}

/** Reads a JSON file; undefined where it is missing or was cut off. */
export function readJson<T>(file: string): T | undefined {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as T;
    } catch {
        return undefined;
    }
}

/** Remembers a running process, so that a later command finds it. */
export function remember(
    name: string,
    pid: number,
    more: { log?: string; port?: number } = {},
): ProcessRecord {
    const record = { name, pid, started: startTime(pid) ?? "ended", ...more };
    writeWhole(recordFile(name), JSON.stringify(record));
    return record;
}

export function forget(name: string): void {
    rmSync(recordFile(name), { force: true });
}

/** The remembered process of a name, where it still runs. */
export function running(name: string): ProcessRecord | undefined {
    const record = readJson<ProcessRecord>(recordFile(name));
    return record && startTime(record.pid) === record.started ? record : undefined;
}

/** Names of all remembered processes, running or not. */
export function remembered(): string[] {
    if (!existsSync(PROCESSES_DIR)) {
        return [];
    }
    return readdirSync(PROCESSES_DIR)
        .filter((file) => file.endsWith(".json"))
        .map((file) => file.slice(0, -".json".length));
}

/**
 * Starts a process that outlives us, with its output in a log of its own, and remembers it.
 *
 * @param name its name; there is one process per name.
 * @param command the executable and its arguments.
 */
export function startDetached(
    name: string,
    command: readonly string[],
    options: StartOptions = {},
): { child: ChildProcess; record: ProcessRecord } {
    mayStart(name);
    mkdirSync(LOGS_DIR, { recursive: true });
    const log = path.join(LOGS_DIR, `${name}.log`);
    const output = openSync(log, "a");
    const [executable = "", ...args] = command;
    const child = spawn(executable, args, {
        cwd: options.cwd,
        env: options.env ?? process.env,
        detached: true,
        stdio: ["ignore", output, output],
    });
    closeSync(output);
    child.on("error", () => undefined); // seen by its pid being missing
    if (child.pid === undefined) {
        throw new Error(`${name}: ${executable} could not be started`);
    }
    child.unref();
    return { child, record: remember(name, child.pid, { log, ...(options.port && { port: options.port }) }) };
}

function signal(pid: number, name: NodeJS.Signals): void {
    try {
        process.kill(pid, name);
    } catch {
        // gone meanwhile
    }
}

/**
 * Stops a remembered process by its pid: SIGTERM first, SIGKILL after a grace period.
 *
 * @returns whether it ran.
 */
export async function stop(name: string, graceMillis = 5000): Promise<boolean> {
    const record = running(name);
    if (record) {
        signal(record.pid, "SIGTERM");
        const end = Date.now() + graceMillis;
        while (startTime(record.pid) === record.started) {
            if (Date.now() > end) {
                signal(record.pid, "SIGKILL");
            }
            await sleep(50);
        }
    }
    forget(name);
    return record !== undefined;
}

/** What a log holds from a byte on; nothing where it is missing. */
export function logFrom(file: string, from: number): Buffer {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= from) {
        return Buffer.alloc(0);
    }
    const descriptor = openSync(file, "r");
    try {
        const bytes = Buffer.alloc(size - from);
        return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, from));
    } finally {
        closeSync(descriptor);
    }
}

/** The last lines of a log. */
export function logTail(file: string | undefined, lines: number): string {
    if (!file || !existsSync(file)) {
        return "";
    }
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
