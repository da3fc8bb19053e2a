import { logFailure } from "../engine/event-log";
import { ServedProvider } from "./server";

/**
 * A provider whose failures are written into the engine's log with their stack traces.
 *
 * @param provider the provider.
 */
export function withFailureLog(provider: ServedProvider): ServedProvider {
    return new Proxy(provider, {
        get: (target, name) => {
            const method: unknown = Reflect.get(target, name);
            if (typeof method !== "function") {
                return method;
            }
            const fail = (error: unknown): never => {
                logFailure(`provider, ${String(name)}`, error);
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
