import assert from "node:assert/strict";
import { ChildProcess, execFileSync, spawn } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

/** How a command of the clone ended. */
export interface Ended {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    /** Both outputs, as they came. */
    readonly output: string;
    readonly millis: number;
}

/**
 * A copy of the project with a local cloud of its own, so that tests can change the program, kill what runs, and leave the
 * developer's cloud alone. Packages and tools are shared: they are the same.
 */
export class Clone {
    readonly folder: string;
    /** What was begun and has not ended. */
    private readonly children = new Set<ChildProcess>();
    private closed = false;

    /**
     * @param name of the copy's folder below .local/.
     * @param portOffset keeps its ports apart from those of clones that run at the same time.
     */
    constructor(
        name: string,
        private readonly portOffset = 0,
    ) {
        this.folder = path.join(ROOT, ".local", name);
        rmSync(this.folder, { recursive: true, force: true });
        const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
            cwd: ROOT,
            encoding: "utf8",
        });
        for (const file of files.trim().split("\n")) {
            if (existsSync(path.join(ROOT, file))) {
                cpSync(path.join(ROOT, file), path.join(this.folder, file), { preserveTimestamps: true });
            }
        }
        mkdirSync(path.join(this.folder, ".local"), { recursive: true });
        for (const shared of ["node_modules", ".local/tools", "flink/target"]) {
            symlinkSync(path.join(ROOT, shared), path.join(this.folder, shared));
        }
    }

    /** A file of the clone. */
    file(name: string): string {
        return path.join(this.folder, name);
    }

    read(name: string): string {
        return readFileSync(this.file(name), "utf8");
    }

    list(name: string): string[] {
        return readdirSync(this.file(name));
    }

    exists(name: string): boolean {
        return existsSync(this.file(name));
    }

    copy(from: string, to: string): void {
        cpSync(this.file(from), this.file(to));
    }

    /** Changes a file of the clone; the text that is replaced must be there. @returns what undoes it. */
    edit(name: string, from: string, to: string): () => void {
        const before = readFileSync(this.file(name), "utf8");
        if (!before.includes(from)) {
            throw new Error(`${name} has no '${from}'`);
        }
        writeFileSync(this.file(name), before.replace(from, to));
        return () => writeFileSync(this.file(name), before);
    }

    /** Begins an npm script. */
    begin(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
        return this.spawned("npm", args);
    }

    /** Begins a program in the clone. */
    spawned(
        command: string,
        args: string[],
        env: NodeJS.ProcessEnv = process.env,
    ): { child: ChildProcess; ended: Promise<Ended> } {
        if (this.closed) {
            throw new Error(`${command} is not started: the clone was ended`);
        }
        return this.launch(command, args, env);
    }

    private launch(
        command: string,
        args: string[],
        env: NodeJS.ProcessEnv = process.env,
    ): { child: ChildProcess; ended: Promise<Ended> } {
        const begun = Date.now();
        // In a process group of its own, as a shell does it: a Ctrl-C goes to the whole group.
        const child = spawn(command, args, {
            cwd: this.folder,
            env: { ...env, CC_PIPELINE_PORT_OFFSET: String(this.portOffset) },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        this.children.add(child);
        let output = "";
        child.stdout.on("data", (data: Buffer) => (output += data.toString("utf8")));
        child.stderr.on("data", (data: Buffer) => (output += data.toString("utf8")));
        const ended = new Promise<Ended>((resolve) => {
            child.on("close", (code, signal) => {
                this.children.delete(child);
                resolve({ code, signal, output, millis: Date.now() - begun });
            });
        });
        return { child, ended };
    }

    /** Ends what was begun, and the clone's cloud; nothing more can be begun. */
    async end(): Promise<void> {
        this.closed = true;
        const ending = [...this.children].map(
            (child) => new Promise((resolve) => child.on("close", resolve)),
        );
        this.children.forEach((child) => signalGroup(child, "SIGINT"));
        await Promise.all(ending);
        await this.launch("npm", ["stop"]).ended;
    }

    /** Runs an npm script to its end. */
    npm(...args: string[]): Promise<Ended> {
        return this.begin(...args).ended;
    }

    /** Runs `npm start` with arguments. */
    start(...args: string[]): Promise<Ended> {
        return this.npm("start", ...(args.length > 0 ? ["--", ...args] : []));
    }

    /** Commands of all processes that run from the clone's folder. */
    processes(): { pid: number; command: string }[] {
        const listed = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
        return listed
            .trim()
            .split("\n")
            .map((line) => /^\s*(\d+) (.*)$/.exec(line))
            .flatMap((match) => (match ? [{ pid: Number(match[1]), command: match[2] ?? "" }] : []))
            .filter(({ pid, command }) => pid !== process.pid && command.includes(this.folder));
    }

    /** Kills a remembered process, once it runs. */
    async kill(name: string): Promise<void> {
        await eventually(`${name} can be killed`, 30_000, () => {
            try {
                return process.kill(this.pid(name), "SIGKILL");
            } catch {
                return false; // ended before, and not started again yet
            }
        });
    }

    /** The pid of a remembered process. */
    pid(name: string): number {
        const record = readFileSync(this.file(`.local/cloud/processes/${name}.json`), "utf8");
        return (JSON.parse(record) as { pid: number }).pid;
    }
}

/** Asserts that a command failed with one line that matches, and no stack trace. */
export function refused({ code, output }: Ended, line: RegExp, exitCode = 1): void {
    assert.equal(code, exitCode, output);
    const errors = output
        .split("\n")
        .filter((text) => text.startsWith("error: ") || text.startsWith("missing: "));
    assert.equal(errors.length, 1, output);
    assert.match(errors[0] ?? "", line);
    assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
}

/** Sends a signal to a process and all that it has begun in its group. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
    process.kill(-(child.pid ?? 0), signal);
}

/** Waits until a condition holds. */
export async function eventually(
    what: string,
    limitMillis: number,
    holds: () => boolean | Promise<boolean>,
): Promise<void> {
    const end = Date.now() + limitMillis;
    while (!(await holds())) {
        if (Date.now() > end) {
            throw new Error(`not so after ${limitMillis / 1000} s: ${what}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
