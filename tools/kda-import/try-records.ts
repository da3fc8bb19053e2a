import { readFileSync } from "node:fs";
import { toJson } from "../sql/apache-log";
import { checkLogFile } from "../sql/log-file";
import { LogRecords, fileRecords } from "../sql/log-records";
import { RunAnswer, RunRequest, runOver } from "../sql/query-tool";
import { show } from "../sql/sql-try";
import { Refusal } from "./application";
import { NamedQuery, Outcome } from "./outcome";

/** Records to run queries over; how they are read depends on a query's schema. */
export interface SampleRecords {
    readonly text: string;
    /** Time between the arrivals of two records. */
    readonly everyMillis: number;
}

/**
 * Reads a file of records, as sql:try does.
 *
 * @throws UserError where it cannot be read.
 */
export function sampleRecords(file: string, everyMillis: number): SampleRecords {
    checkLogFile(file, "--records ");
    return { text: readFileSync(file, "utf8"), everyMillis };
}

/** A query, its request, and the records that it reads. */
interface Trial {
    readonly named: NamedQuery;
    readonly request: RunRequest;
    readonly read: LogRecords;
}

function trial(named: NamedQuery, { text, everyMillis }: SampleRecords): Trial {
    const { sql, schema: content } = named.query;
    const schema = JSON.stringify(content);
    const parseLine = (line: string) => toJson(line, "COMMONAPACHELOG");
    const read = fileRecords(text, { parseLine, everyMillis, schema });
    return { named, read, request: { name: named.name, sql, schema, properties: {}, records: read.records } };
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
    const trials = all.flatMap(({ queries }) => queries).map((named) => trial(named, samples));
    const answers = trials.length === 0 ? [] : await runOver(trials.map(({ request }) => request));
    const failures = new Map<NamedQuery, Refusal>();
    trials.forEach(({ named, read }, i) => {
        const answer = answers[i] ?? { name: named.name, error: [] };
        if (answer.error) {
            failures.set(named, failure(named, answer));
        } else {
            console.log(`${named.name}, over the records:`);
            show(answer, read.records.length, read.skipped, false);
        }
    });
    return all.map((outcome) => {
        const refusals = outcome.queries.flatMap((named) => failures.get(named) ?? []);
        return refusals.length === 0 ? outcome : { ...outcome, queries: [], refusals };
    });
}
