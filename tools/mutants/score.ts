import type { MutantResult } from "@stryker-mutator/api/core" with { "resolution-mode": "import" };

/** How many mutants the tests noticed. */
export interface Score {
    readonly mutants: number;
    readonly killed: number;
    readonly survived: number;
    /** 100 where there are none. */
    readonly percent: number;
}

function score(killed: number, survived: number): Score {
    const mutants = killed + survived;
    return { mutants, killed, survived, percent: mutants === 0 ? 100 : (100 * killed) / mutants };
}

/** A test failed, or did not end. */
function isKilled({ status }: Pick<MutantResult, "status">): boolean {
    return status === "Killed" || status === "Timeout";
}

/** No test failed; without coverage, none even ran the code. */
function isSurvivor({ status }: Pick<MutantResult, "status">): boolean {
    return status === "Survived" || status === "NoCoverage";
}

/**
 * Counts mutants. Those that are ignored count for nothing, as do those that do not run at all.
 *
 * @param results of Stryker.
 */
export function scoreOf(results: readonly Pick<MutantResult, "status">[]): Score {
    return score(results.filter(isKilled).length, results.filter(isSurvivor).length);
}

/** The score of several parts together. */
export function sum(scores: readonly Score[]): Score {
    const total = (key: "killed" | "survived") => scores.reduce((count, one) => count + one[key], 0);
    return score(total("killed"), total("survived"));
}

/** One line: mutants, killed, survived, score. */
export function scoreLine({ mutants, killed, survived, percent }: Score): string {
    return `${mutants} mutants, ${killed} killed, ${survived} survived, score ${percent.toFixed(1)} %`;
}
