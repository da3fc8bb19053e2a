import { appendFileSync } from "node:fs";

/** Names the engine's log to what the engine starts. */
export const ENGINE_LOG = "CC_PIPELINE_ENGINE_LOG";

/**
 * Writes a failure with its stack trace into the engine's log, where there is one: the engine gets one line.
 *
 * @param what failed.
 * @param error how.
 */
export function logFailure(what: string, error: unknown): void {
    const file = process.env[ENGINE_LOG];
    if (file !== undefined) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        appendFileSync(file, `${new Date().toISOString()} ${what}: ${text}\n`);
    }
}
