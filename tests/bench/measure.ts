/** Each figure is the median of so many runs. */
export const RUNS = 5;

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
    return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}

/** Shows a figure. */
export function show(what: string, figure: string): void {
    console.log(`${what.padEnd(44)} ${figure}`);
}
