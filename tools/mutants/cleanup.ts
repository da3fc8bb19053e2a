import { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { rmSync } from "node:fs";
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Makes this process leave nothing behind, also where a signal ends it: Stryker then neither stops the worker processes
 * that it started nor deletes its copy of the files.
 *
 * @param folders deleted when the process exits; more can be added to the list until then.
 */
export function cleanUpAtExit(folders: readonly string[]): void {
    const children = new Set<ChildProcess>();
    // Node.js publishes each process that it starts (Node.js documentation, "Diagnostics Channel").
    subscribe("child_process", (message) => {
        const { process: child } = message as { process: ChildProcess };
        children.add(child);
        child.once("exit", () => children.delete(child));
    });
    process.once("exit", () => {
        for (const child of children) {
            child.kill("SIGKILL"); // a worker in an endless loop takes no other signal
        }
        for (const folder of folders) {
            rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
        }
    });
    for (const signal of SIGNALS) {
        process.once(signal, () => process.exit(128 + constants.signals[signal]));
    }
}
