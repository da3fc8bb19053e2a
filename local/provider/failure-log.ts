import { appendFileSync } from "node:fs";
import { ServedProvider } from "./server";

/** Names the engine's log to what the engine starts. */
export const ENGINE_LOG = "CC_PIPELINE_ENGINE_LOG";

function write(file: string, method: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    appendFileSync(file, `${new Date().toISOString()} provider, ${method}: ${text}\n`);
}

/**
 * A provider whose failures are written into the engine's log with their stack traces: the engine is told one line.
 *
 * @param provider the provider.
 * @param file the log; without one, nothing is written.
 */
export function withFailureLog(provider: ServedProvider, file = process.env[ENGINE_LOG]): ServedProvider {
    if (file === undefined) {
        return provider;
    }
    return new Proxy(provider, {
        get: (target, name) => {
            const method: unknown = Reflect.get(target, name);
            if (typeof method !== "function") {
                return method;
            }
            const fail = (error: unknown): never => {
                write(file, String(name), error);
                throw error;
            };
            return (...args: unknown[]) => {
                try {
                    const answer: unknown = method.apply(target, args);
                    return answer instanceof Promise ? answer.catch(fail) : answer;
                } catch (error) {
                    return fail(error);
                }
            };
        },
    });
}
