import { readFileSync } from "node:fs";
import { checkLogFile } from "../sql/log-file";
import { logRecords } from "../sql/log-records";
import { RunAnswer, RunRequest, runOver } from "../sql/query-tool";
import { show } from "../sql/sql-try";
import { NamedQuery, Outcome } from "./outcome";
import { Refusal } from "./application";

/** Records to run queries over. */
export interface SampleRecords {
    readonly records: RunRequest["records"];
    /** Lines that are no records. */
    readonly skipped: number;
}

/**
 * Reads records from a file, as sql:try does.
 *
 * @param everyMillis time between the arrivals of two records.
 * @throws UserError where it cannot be read.
 */
export function sampleRecords(file: string, everyMillis: number): SampleRecords {
    checkLogFile(file, "--records ");
    return logRecords(readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean), everyMillis);
}

function runRequest({ name, query }: NamedQuery, { records }: SampleRecords): RunRequest {
    return { name, sql: query.sql, schema: JSON.stringify(query.schema), properties: {}, records };
}

/** What a failed run says of a query, as a refusal of its application. */
function failure({ query }: NamedQuery, { error = [] }: RunAnswer): Refusal {
    return {
        construct: query.stream,
        message: `its query fails over the records: ${error[0]?.split("\n")[0] ?? "without a message"}`,
    };
}

/**
 * Runs the queries of all applications over records and prints their rows.
 *
 * @returns the outcomes; an application with a query that fails is refused.
 */
export async function tried(all: readonly Outcome[], samples: SampleRecords): Promise<Outcome[]> {
    const queries = all.flatMap((outcome) => outcome.queries);
    const answers = await runOver(queries.map((query) => runRequest(query, samples)));
    const answerOf = new Map(queries.map((query, i) => [query, answers[i]] as const));
    return all.map((outcome) => {
        const refusals = outcome.queries.flatMap((named) => {
            const answer = answerOf.get(named) ?? { name: named.name, error: [] };
            if (answer.error) {
                return [failure(named, answer)];
            }
            console.log(`${named.name}, over the records:`);
            show(answer, samples.records.length, samples.skipped, false);
            return [];
        });
        return refusals.length === 0 ? outcome : { ...outcome, queries: [], refusals };
    });
}
