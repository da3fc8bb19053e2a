import { report } from "./report";

/**
 * Runs a command to its end and ends the process: a failure is reported in one line and sets the exit code.
 *
 * @param commandLine the command with its arguments, for the log of unforeseen failures.
 * @param work the command.
 */
export async function runCommand(commandLine: string, work: () => void | Promise<void>): Promise<void> {
    try {
        await work();
    } catch (error) {
        report(error, commandLine);
    } finally {
        process.exit(); // connections that are kept open would keep the process
    }
}
