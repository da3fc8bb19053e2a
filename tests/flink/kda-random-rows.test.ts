import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import fc from "fast-check";
import { RunAnswer, runOver } from "../../tools/sql/query-tool";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { folder } from "../support/folder";
import { CheckErrors, Row, checked, imported, sortedRows } from "./kda-pipeline";
import { NamedQuery, Outcome } from "../../tools/kda-import/outcome";
import { COLUMNS, EVERY, RECORDS, RandomProgram, randomPrograms } from "./kda-programs";

/** More with CC_PIPELINE_PROGRAMS=400; another seed with CC_PIPELINE_SEED. */
const PROGRAMS = Number(process.env.CC_PIPELINE_PROGRAMS ?? 60);
const SEED = Number(process.env.CC_PIPELINE_SEED ?? 14);

/** The rows of each program, by DuckDB. */
function duckdbRows(python: string, programs: readonly RandomProgram[]): Row[][] {
    const input = programs.map(({ meaning }) =>
        JSON.stringify({ lines: RECORDS, every: EVERY, sql: meaning }),
    );
    const script = path.join(__dirname, "..", "kda", "expected-rows.py");
    const { status, stdout, stderr } = spawnSync(python, [script, "--queries"], {
        input: `${input.join("\n")}\n`,
        encoding: "utf8",
        maxBuffer: 256 * 1024 * 1024,
    });
    assert.equal(status, 0, stderr);
    return stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row[]);
}

/** What is wrong with the rows of a query; undefined where they are the expected ones, each with a key of its own. */
function rowsFault(named: NamedQuery, answer: RunAnswer, expected: readonly Row[]): string | undefined {
    const { rows = [], rejected = [], error } = answer;
    if (error !== undefined || rejected.length > 0) {
        return `${error?.join("\n")} ${JSON.stringify(rejected)}`;
    }
    const key = named.query.schema.resultKey as readonly string[];
    const keys = new Set(rows.map((row) => JSON.stringify(key.map((column) => row[column] ?? null))));
    if (keys.size !== rows.length) {
        return `two rows of one key (${key.join()})`;
    }
    const columns = Object.keys(expected[0] ?? {});
    const [got, want] = [sortedRows(rows, columns), sortedRows(expected, columns)];
    const only = (some: readonly string[], others: readonly string[]) =>
        some
            .filter((row) => !others.includes(row))
            .slice(0, 3)
            .join(" ");
    return got.join() === want.join()
        ? undefined
        : `got ${got.length} rows: ${only(got, want)}; expected ${want.length}: ${only(want, got)}`;
}

describe("random Kinesis Data Analytics applications", function () {
    this.timeout(600_000);
    const programs = fc.sample(randomPrograms, { numRuns: PROGRAMS, seed: SEED });
    let outcomes: Outcome[];
    let errors: CheckErrors;
    let wanted: Row[][];
    const answers = new Map<string, RunAnswer>();

    before(async () => {
        await flinkJar();
        wanted = duckdbRows(await emulatorPython(), programs);
        const target = folder();
        outcomes = await imported(
            programs.map(({ code }, i) => ({
                file: "random.sql",
                request: {
                    name: `random ${i}`,
                    code,
                    inputs: [{ streamNames: ["SOURCE_SQL_STREAM_001"], format: "JSON", columns: COLUMNS }],
                    outputs: ["OUT"],
                },
                leftOut: [],
                notes: [],
            })),
            target,
        );
        const queries = outcomes.flatMap((outcome) => outcome.queries);
        errors = checked(queries, target);
        const runnable = queries.filter(({ name }) => !errors.has(name));
        const runs = await runOver(
            runnable.map(({ name, query }) => ({
                name,
                sql: query.sql,
                schema: JSON.stringify(query.schema),
                properties: {},
                records: RECORDS.map((data, i) => ({ arrivalMillis: (i + 1) * EVERY * 1000, data })),
            })),
        );
        runnable.forEach(({ name }, i) => answers.set(name, runs[i] as RunAnswer));
    });

    /** Asserts that something holds of all programs, and shows each of which it does not. */
    function assertNone(faultOf: (outcome: Outcome, i: number) => string | undefined): void {
        const faults = outcomes.flatMap((outcome, i) => {
            const fault = faultOf(outcome, i);
            const sql = outcome.queries.map(({ query }) => query.sql).join("\n");
            return fault === undefined ? [] : [`${fault}\n${programs[i]?.code}\n${sql}`];
        });
        assert.equal(
            faults.length,
            0,
            `${faults.length} of ${PROGRAMS}:\n${faults.slice(0, 12).join("\n----\n")}`,
        );
    }

    it("are all carried over: each of their constructs has an equal", () => {
        assertNone(({ refusals }) =>
            refusals.length === 0
                ? undefined
                : refusals.map(({ construct, message }) => `${construct}: ${message}`).join(),
        );
    });

    it("become queries that pass sql:check", () => {
        assertNone(({ queries }) =>
            queries.map(({ name }) => errors.get(name)).find((error) => error !== undefined),
        );
    });

    it("give the rows that DuckDB gives for what they mean, each with a key of its own", () => {
        assertNone(({ queries: [named] }, i) => {
            const answer = answers.get(named?.name ?? "");
            // Where there is none, the tests above fail.
            return named && answer ? rowsFault(named, answer, wanted[i] ?? []) : undefined;
        });
    });
});
