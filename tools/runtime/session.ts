import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { LOCAL_DIR } from "./paths";
import { startNothingMore, startTime } from "./processes";
import { endLeftTasks } from "./task";
import { UserError } from "./user-error";

const LOCK = path.join(LOCAL_DIR, "session.lock");
const WATCH_MILLIS = 1000;
/** Processes that npm starts between itself and this command. */
const BETWEEN = new Set(["sh", "bash", "dash", "npm", "npm start"]);

interface Holder {
    readonly pid: number;
    readonly started: string;
}

function holder(): Holder | undefined {
    try {
        return JSON.parse(readFileSync(LOCK, "utf8")) as Holder;
    } catch {
        return undefined;
    }
}

/** Takes the lock of the local cloud; one command at a time may change it. */
function lock(): void {
    mkdirSync(LOCAL_DIR, { recursive: true });
    const other = holder();
    if (!other || startTime(other.pid) !== other.started) {
        rmSync(LOCK, { force: true }); // it was killed
    }
    // Written first and named then, so that the lock is never seen half written.
    const mine = `${LOCK}.${process.pid}`;
    writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startTime(process.pid) }));
    try {
        linkSync(mine, LOCK);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
            throw error;
        }
        const pid = holder()?.pid;
        throw new UserError(
            `another command is working on the local cloud (pid ${pid}); wait for it, or stop it with Ctrl-C`,
        );
    } finally {
        rmSync(mine, { force: true });
    }
}

/** The parents of this process up to npm: when one of them is killed, nobody waits for this command any more. */
function parents(): Holder[] {
    const found: Holder[] = [];
    for (let pid = process.ppid, i = 0; pid > 1 && i < 4; i++) {
        const started = startTime(pid);
        if (!started) {
            break;
        }
        found.push({ pid, started });
        try {
            const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
            const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
            if (!BETWEEN.has(name.trim())) {
                break;
            }
            pid = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        } catch {
            break; // no /proc: the parent is all that is known
        }
    }
    return found;
}

/**
 * Holds the lock of the local cloud while a command works on it, and ends the command cleanly on Ctrl-C, on a signal, or when
 * npm ends.
 *
 * @param work the command's work; after an interruption it can start nothing more.
 * @param cleanUp ends what the command has started, after an interruption.
 * @throws UserError where another command holds the lock, and whatever the work throws.
 */
export async function session(
    work: () => Promise<void>,
    cleanUp: () => Promise<void> = async () => undefined,
): Promise<void> {
    let watch: NodeJS.Timeout | undefined;
    let locked = false;
    const stopped = new Promise<"stopped">((resolve) => {
        const interrupt = () => {
            startNothingMore();
            resolve("stopped");
        };
        for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(name, interrupt);
        }
        const above = parents();
        watch = setInterval(
            () => above.some(({ pid, started }) => startTime(pid) !== started) && interrupt(),
            WATCH_MILLIS,
        );
    });
    // Where our reader is gone, printing must not end us before we have cleaned up.
    process.stdout.on("error", () => undefined);
    process.stderr.on("error", () => undefined);
    try {
        lock();
        locked = true;
        await endLeftTasks();
        const working = work().then(() => "done" as const);
        working.catch(() => undefined); // after an interruption, how it fails is of no interest
        if ((await Promise.race([working, stopped])) === "stopped") {
            console.log("\ninterrupted; stopping what was started …");
            await endLeftTasks();
            await cleanUp();
            process.exitCode = 130;
        }
    } finally {
        clearInterval(watch);
        if (locked) {
            rmSync(LOCK, { force: true });
        }
    }
}
