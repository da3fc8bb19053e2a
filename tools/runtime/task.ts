import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import * as path from "node:path";
import { TOOLS_DIR } from "./paths";
import { forget, logTail, mayStart, remember, remembered, stop } from "./processes";
import { UserError } from "./user-error";

const PREFIX = "task-";

/** What a task is run with. */
export interface TaskOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** Sees each line that the task prints. */
    readonly onLine?: (line: string) => void;
}

/** Ends tasks that a command left when it was killed: two of them at once would interfere with each other. */
export async function endLeftTasks(): Promise<void> {
    await Promise.all(
        remembered()
            .filter((name) => name.startsWith(PREFIX))
            .map((name) => stop(name)),
    );
}

/**
 * Runs a command to its end, with its output in a log.
 *
 * @param name the task's name: of its log, and among the remembered processes.
 * @param command the executable and its arguments.
 * @throws UserError where it fails: one line with the end of its output and its log.
 */
export async function task(
    name: string,
    command: readonly string[],
    options: TaskOptions = {},
): Promise<void> {
    mayStart(name);
    const log = path.join(TOOLS_DIR, "logs", `${name}.log`);
    mkdirSync(path.dirname(log), { recursive: true });
    const [executable = "", ...args] = command;
    const child = spawn(executable, args, {
        cwd: options.cwd,
        env: options.env ?? process.env,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const output = createWriteStream(log);
    const failed = new Promise<Error>((resolve) => output.on("error", resolve));
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (data: Buffer) => {
            output.write(data);
            data.toString("utf8")
                .split(/[\r\n]+/)
                .filter(Boolean)
                .forEach((line) => options.onLine?.(line));
        });
    }
    if (child.pid !== undefined) {
        remember(PREFIX + name, child.pid);
    }
    const ended = new Promise<string | undefined>((resolve) => {
        child.on("error", (error) => resolve(error.message));
        child.on("close", (code, signal) =>
            resolve(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}`),
        );
    });
    const reason = await Promise.race([ended, failed.then((error) => error.message)]);
    output.end();
    forget(PREFIX + name);
    if (reason !== undefined) {
        const last = logTail(log, 3).replace(/\s*\n\s*/g, " | ");
        throw new UserError(`${name}: ${reason}: ${last} (log: ${path.relative(process.cwd(), log)})`);
    }
}
