import { running, startDetached, stop } from "../../../tools/runtime/processes";

const FIRST_DELAY_MILLIS = 500;
const LONGEST_DELAY_MILLIS = 8000;
/** Running time after which a process counts as healthy: the next restart is quick again. */
const SOUND_AFTER_MILLIS = 30_000;

/** How a process is started, decided at each start. */
export interface Launch {
    readonly command: readonly string[];
    readonly env: NodeJS.ProcessEnv;
    readonly cwd: string;
    readonly port?: number;
}

/** A process that is started again whenever it has ended, as systemd does for a service with Restart=always. */
export class RestartedProcess {
    private starts = 0;
    private startedAt = 0;
    private delay = FIRST_DELAY_MILLIS;
    private begun = false;
    private failure: { readonly message: string; readonly atMillis: number } | undefined;
    private failed = 0;

    /**
     * @param name the process's name among the remembered ones.
     * @param prepare does what must be done before each start, and says what to start.
     */
    constructor(
        readonly name: string,
        private readonly prepare: () => Promise<Launch>,
    ) {}

    /** How often it was started again. */
    get restarts(): number {
        return Math.max(0, this.starts - 1);
    }

    /** How often in a row it has ended by itself, with a failure and soon; being killed is not a failure of its own. */
    get failures(): number {
        return this.failed;
    }

    /** Why and when the last start failed, where it did. */
    get startFailure(): { readonly message: string; readonly atMillis: number } | undefined {
        return this.failure;
    }

    /** Starts it where it does not run. Call it again and again. */
    async ensure(): Promise<void> {
        if (!this.begun) {
            await stop(this.name); // left by an earlier supervisor, which was killed
            this.begun = true;
        }
        if (running(this.name)) {
            return;
        }
        const sinceStart = Date.now() - this.startedAt;
        this.delay = sinceStart > SOUND_AFTER_MILLIS ? FIRST_DELAY_MILLIS : this.delay;
        if (this.starts > 0 && sinceStart < this.delay) {
            return;
        }
        this.delay = Math.min(2 * this.delay, LONGEST_DELAY_MILLIS);
        this.startedAt = Date.now();
        this.starts++;
        try {
            const launch = await this.prepare();
            const { child } = startDetached(this.name, launch.command, launch);
            child.on("exit", (code) => {
                const soon = Date.now() - this.startedAt < SOUND_AFTER_MILLIS;
                this.failed = code !== null && code !== 0 && soon ? this.failed + 1 : 0;
            });
            this.failure = undefined;
        } catch (error) {
            const message = `${(error as Error).name}: ${(error as Error).message}`;
            this.failure = { message, atMillis: Date.now() };
            console.error(`${new Date().toISOString()} ${this.name}: ${message}`);
        }
    }

    async end(): Promise<void> {
        await stop(this.name);
    }
}
