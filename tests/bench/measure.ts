import { performance } from "node:perf_hooks";

/** Each figure is the median of so many runs. */
export const RUNS = 5;

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
    return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}

/** Milliseconds of some work. */
export async function millisOf(work: () => Promise<unknown> | unknown): Promise<number> {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
}

/** A measured subject, and what it is measured against in the same run. */
export interface Compared {
    readonly baseline: number;
    readonly subject: number;
}

/**
 * Measures two things in turn, so that whatever else this machine does meets both.
 *
 * @param baseline measures the one, in any unit.
 * @param subject measures the other, in the same unit.
 * @param runs of each, after one that does not count.
 * @returns the medians.
 */
export async function alternating(
    baseline: () => Promise<number>,
    subject: () => Promise<number>,
    runs = RUNS,
): Promise<Compared> {
    const figures: { baseline: number; subject: number }[] = [];
    for (let run = 0; run <= runs; run++) {
        figures.push({ baseline: await baseline(), subject: await subject() });
    }
    const counted = figures.slice(1);
    return {
        baseline: median(counted.map((figure) => figure.baseline)),
        subject: median(counted.map((figure) => figure.subject)),
    };
}

/** The figures of a run of the bench, and the limits that were missed. */
export class Report {
    private readonly missed: string[] = [];
    private limits = 0;

    /** The limits that were missed, one line each. */
    get misses(): readonly string[] {
        return this.missed;
    }

    /** How many limits there were. */
    get count(): number {
        return this.limits;
    }

    /** Shows a figure that has no limit. */
    figure(what: string, figure: string): void {
        console.log(`${what.padEnd(58)} ${figure}`);
    }

    /** Takes a limit, and whether it was kept. */
    limit(what: string, kept: boolean, figure: string): void {
        this.limits++;
        this.figure(what, `${figure}  ${kept ? "✔" : "✘ MISSED"}`);
        if (!kept) {
            this.missed.push(`${what}: ${figure}`);
        }
    }

    /**
     * Takes a comparison.
     *
     * @param what subject and baseline.
     * @param compared their figures.
     * @param atMost how often the subject may be as much as the baseline.
     * @param shown writes one of the figures.
     */
    ratio(what: string, { baseline, subject }: Compared, atMost: number, shown: (n: number) => string): void {
        const ratio = subject / baseline;
        const figure = `${ratio.toFixed(2)} times (${shown(subject)} against ${shown(baseline)}), at most ${atMost}`;
        this.limit(what, ratio <= atMost, figure);
    }

    /** Takes the failure of a part. */
    failed(part: string, error: unknown): void {
        this.limits++;
        this.missed.push(`${part}: ${(error as Error).message.split("\n")[0]}`);
        console.log(`${part}: not measured: ${(error as Error).message}`);
    }
}

/** Seconds as text. */
export function seconds(millis: number): string {
    return `${(millis / 1000).toFixed(2)} s`;
}

/** Milliseconds as text. */
export function milliseconds(millis: number): string {
    return `${millis.toFixed(2)} ms`;
}
