/**
 * The step of sliding and cumulating windows where a stack sets none.
 *
 * @param windowSeconds the windows' length.
 * @returns the largest divisor of the length that goes into it at least four times: Flink asks for a divisor. The length
 * itself where it has none.
 */
export function slideSeconds(windowSeconds: number): number {
    for (let parts = 4; parts <= windowSeconds; parts++) {
        if (windowSeconds % parts === 0) {
            return windowSeconds / parts;
        }
    }
    return windowSeconds;
}
