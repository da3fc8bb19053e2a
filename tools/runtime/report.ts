import { appendFileSync, mkdirSync } from "node:fs";
import * as path from "node:path";
import { LOGS_DIR, ROOT } from "./paths";
import { UserError } from "./user-error";

/** Writes the stack trace of an unforeseen failure to a log. @returns how the message names the log. */
function log(stack: string, commandLine: string): string {
    const file = path.join(LOGS_DIR, "command.log");
    try {
        mkdirSync(LOGS_DIR, { recursive: true });
        appendFileSync(file, `${new Date().toISOString()} ${commandLine}: ${stack}\n`);
        return ` (log: ${path.relative(ROOT, file)})`;
    } catch {
        return `\n${stack}`; // without a log, as on a full disk, it is better shown than lost
    }
}

/**
 * Reports a failure in one line and sets the exit code; the stack trace of an unforeseen one goes to a log.
 *
 * @param commandLine the command that failed, with its arguments.
 */
export function report(error: unknown, commandLine: string): void {
    process.exitCode = error instanceof UserError ? error.exitCode : 1;
    const { message, stack = message, name } = error as Error;
    const expected = error instanceof UserError || (error as NodeJS.ErrnoException).code === "ENOSPC";
    const line = message.split("\n")[0];
    console.error(expected ? `error: ${message}` : `error: ${name}: ${line}${log(stack, commandLine)}`);
}
