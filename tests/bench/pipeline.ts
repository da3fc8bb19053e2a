import { Clone, Ended } from "../support/clone";
import { Compared, Report, seconds } from "./measure";

const FEW = 1000;
const MANY = 100_000;
/** Most of a run is its windows; a hundred times the lines may take so many times as long. */
const AGAINST_FEW = 4;

function number(lines: number): string {
    return lines.toLocaleString("en");
}

/**
 * Measures the whole pipeline on a local cloud of its own, by `npm start`: it exits with 0 only where every line is counted.
 *
 * @param report takes the figures.
 * @param clone whose cloud it is.
 */
export async function pipelineBench(report: Report, clone: Clone): Promise<void> {
    const started = async (lines: number): Promise<Ended> => {
        const ended = await clone.start("--lines", String(lines));
        const exact = ended.code === 0;
        report.limit(`pipeline: ${number(lines)} lines counted exactly`, exact, seconds(ended.millis));
        return ended;
    };
    try {
        const first = await started(FEW);
        report.figure(
            "npm start with its tools set up, a new cloud (goal on a quiet machine: 35 s)",
            seconds(first.millis),
        );
        const few = await started(FEW);
        const many = await started(MANY);
        const compared: Compared = { baseline: few.millis, subject: many.millis };
        report.ratio(
            `pipeline: ${number(MANY)} lines, against ${number(FEW)}, once`,
            compared,
            AGAINST_FEW,
            seconds,
        );
    } finally {
        await clone.npm("stop");
    }
}
