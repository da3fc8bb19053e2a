import { statSync } from "node:fs";
import * as path from "node:path";
import { dataPlaneStatus, dataPlanesRun, ensureDataPlanes } from "../data-planes/supervisor/supervisor";
import { emulatorRuns } from "../emulator/process";
import { LOGS_DIR, ROOT } from "../../tools/runtime/paths";
import { logFrom } from "../../tools/runtime/processes";

const EMULATOR_LOG = path.join(LOGS_DIR, "emulator.log");
/** The last line of a Python traceback. */
const EXCEPTION = /^[A-Z][\w.]*(?:Error|Exception): .*$/gm;
/** Most starts of the data planes during one deployment: after these, they would end again. */
const MOST_STARTS = 3;
/** The data planes look at what is deployed each second; an error that lasts this long does not pass. */
const LASTING_MILLIS = 20_000;

/** A log's path as it is shown: relative to the repository's root. */
export function shownLog(file: string): string {
    return path.relative(ROOT, file);
}

function log(name: string): string {
    return shownLog(path.join(LOGS_DIR, `${name}.log`));
}

/** Where the emulator's log ends now, in bytes. */
export function emulatorLogEnd(): number {
    return statSync(EMULATOR_LOG, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * An exception of the emulator's own, which its callers see as an error of the service without a reason.
 *
 * @param from where to look from in its log, in bytes.
 * @returns its last exception and the log; undefined where there is none.
 */
export function emulatorFault(from: number): string | undefined {
    const text = logFrom(EMULATOR_LOG, from).toString("utf8");
    const exception = /^Traceback/m.test(text) ? text.match(EXCEPTION)?.pop() : undefined;
    return exception && `the emulator failed: ${exception} (log: ${shownLog(EMULATOR_LOG)})`;
}

/** That the emulator has ended, where it has. */
export function lostEmulator(): string | undefined {
    return emulatorRuns()
        ? undefined
        : `the emulator has ended; run npm start again: the cloud is rebuilt from scratch (log: ${log("emulator")})`;
}

/** Watches the emulator and the data planes while something is deployed to them. */
export class StandIns {
    private starts = 1;
    private failing: { readonly error: string; readonly sinceMillis: number } | undefined;

    /**
     * @param endpoint the local cloud's address.
     * @param region the stack's.
     */
    constructor(
        private readonly endpoint: string,
        private readonly region: string,
    ) {}

    /** What has failed for good, in one line with its log. Data planes that have ended are started again, as AWS would do it. */
    failed(): string | undefined {
        const lost = lostEmulator();
        if (lost !== undefined || dataPlanesRun()) {
            return lost ?? this.lastingError();
        }
        if (this.starts >= MOST_STARTS) {
            return `the data planes have ended ${this.starts} times (log: ${log("data-planes")})`;
        }
        this.starts++;
        ensureDataPlanes(this.endpoint, this.region);
        return undefined;
    }

    private lastingError(): string | undefined {
        const error = dataPlaneStatus()?.error;
        if (error === undefined) {
            this.failing = undefined;
            return undefined;
        }
        this.failing ??= { error, sinceMillis: Date.now() };
        return Date.now() - this.failing.sinceMillis > LASTING_MILLIS
            ? `the data planes fail: ${error.split("\n")[0]} (log: ${log("data-planes")})`
            : undefined;
    }
}
