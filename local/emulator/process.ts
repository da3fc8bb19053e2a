import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../tools/runtime/free-port";
import { CLOUD_DIR } from "../../tools/runtime/paths";
import { logTail, remembered, running, startDetached, stop } from "../../tools/runtime/processes";
import { UserError } from "../../tools/runtime/user-error";

const NAME = "emulator";
const FIRST_PORT = 4566;
const START_LIMIT_MILLIS = 60_000;
const ANSWER_LIMIT_MILLIS = 10_000;

/** The seed of strict mode where none is given. */
export const DEFAULT_SEED = 1;

/** The local cloud's control plane. */
export interface Emulator {
    readonly endpoint: string;
    readonly pid: number;
    /** The seed of strict mode (see strict/__init__.py); undefined where AWS's limits and delays are not applied. */
    readonly seed?: number;
}

/** What a command needs: strict mode with a seed, or with any seed (true), or no strict mode (false). */
export type Strict = number | boolean;

async function answers(endpoint: string, limitMillis: number): Promise<boolean> {
    try {
        const answer = await fetch(`${endpoint}/_ministack/health`, {
            signal: AbortSignal.timeout(limitMillis),
        });
        return answer.ok;
    } catch {
        return false;
    }
}

/** Whether the emulator at an address is the one that was started with a token, and not that of another clone. */
async function isOurs(endpoint: string, token: string): Promise<boolean> {
    try {
        const answer = await fetch(`${endpoint}/_local/token`, { signal: AbortSignal.timeout(1000) });
        return answer.ok && (await answer.text()) === token;
    } catch {
        return false;
    }
}

/** The seed of an emulator's strict mode, empty without it; undefined where the emulator does not answer as ours do. */
async function strictSeed(endpoint: string): Promise<string | undefined> {
    try {
        const answer = await fetch(`${endpoint}/_local/strict`, {
            signal: AbortSignal.timeout(ANSWER_LIMIT_MILLIS),
        });
        const seed = await answer.text();
        return answer.ok && /^\d*$/.test(seed) ? seed : undefined;
    } catch {
        return undefined;
    }
}

/** The emulator that runs, where one does and answers. */
export async function runningEmulator(): Promise<Emulator | undefined> {
    const record = running(NAME);
    const endpoint = `http://127.0.0.1:${record?.port}`;
    const seed =
        record && (await answers(endpoint, ANSWER_LIMIT_MILLIS)) ? await strictSeed(endpoint) : undefined;
    return record && seed !== undefined
        ? { endpoint, pid: record.pid, seed: seed === "" ? undefined : Number(seed) }
        : undefined;
}

/** @throws UserError where a running emulator is not what a command needs: its mode is set when it starts. */
function refuseOtherMode(seed: number | undefined, wanted: Strict | undefined): void {
    const fits = wanted === undefined || wanted === (typeof wanted === "number" ? seed : seed !== undefined);
    if (fits) {
        return;
    }
    const runs = seed === undefined ? "without strict mode" : `in strict mode with seed ${seed}`;
    throw new UserError(`the local cloud runs ${runs}; run npm stop first, then start it in the other mode`);
}

/** Whether the emulator's process runs, asked without calling it. */
export function emulatorRuns(): boolean {
    return running(NAME) !== undefined;
}

/** Ends the emulator. What it holds is in its memory, and goes with it. */
export async function stopEmulator(): Promise<boolean> {
    return stop(NAME);
}

/** Starts it on the next free port; where another process has taken that port meanwhile, on the one after. */
async function start(python: string, seed: number | undefined, attempts = 5): Promise<Emulator> {
    const port = await freePort(FIRST_PORT);
    const endpoint = `http://127.0.0.1:${port}`;
    const token = randomUUID();
    const { record } = startDetached(
        NAME,
        // No worker processes: this process is the emulator, and is ended as one.
        [python, "-m", "hypercorn", "--workers", "0", "app:app", "--bind", `127.0.0.1:${port}`],
        {
            cwd: __dirname,
            port,
            env: {
                ...process.env,
                AUTH: "true",
                GATEWAY_PORT: String(port),
                LOCAL_TOKEN: token,
                LOCAL_STRICT: seed?.toString(),
                LOCAL_CLOCK: undefined,
                IOT_MTLS_ENABLED: "0",
                SFTP_ENABLED: "0",
                // The account's root has this key and no other; the user's own stays out of it.
                AWS_SESSION_TOKEN: undefined,
                AWS_PROFILE: undefined,
                AWS_ACCESS_KEY_ID: "test",
                AWS_SECRET_ACCESS_KEY: "test",
                LOG_LEVEL: "WARNING",
                PYTHONDONTWRITEBYTECODE: "1",
            },
        },
    );
    const end = Date.now() + START_LIMIT_MILLIS;
    while (!(await isOurs(endpoint, token))) {
        if (!running(NAME) || Date.now() > end) {
            await stop(NAME);
            if (attempts > 1 && /address already in use/i.test(logTail(record.log, 3))) {
                return start(python, seed, attempts - 1);
            }
            throw new UserError(
                `the emulator did not start: ${logTail(record.log, 3).replace(/\n/g, " | ")}`,
            );
        }
        await sleep(100);
    }
    return { endpoint, pid: record.pid, seed };
}

/**
 * Makes sure that the emulator runs. Where it has to be started, it is empty, so what is remembered of an earlier cloud is
 * forgotten, and everything is rebuilt from scratch.
 *
 * @param python its virtual environment's Python.
 * @param onRestart called before that; `lost` where the earlier emulator was not stopped, but has ended or no longer answers.
 * @param strict the mode that is needed; undefined takes a running emulator as it is, and starts one without strict mode.
 * @throws UserError where an emulator runs in another mode.
 */
export async function ensureEmulator(
    python: string,
    onRestart: (lost: boolean) => Promise<void>,
    strict?: Strict,
): Promise<Emulator> {
    const found = await runningEmulator();
    if (found) {
        refuseOtherMode(found.seed, strict);
        return found;
    }
    await onRestart(remembered().includes(NAME));
    await stop(NAME);
    rmSync(CLOUD_DIR, { recursive: true, force: true });
    const seed = strict === true ? DEFAULT_SEED : strict;
    return start(python, seed === false ? undefined : seed);
}
