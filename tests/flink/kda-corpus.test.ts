import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { readApplications } from "../../tools/kda-import/forms/read-applications";
import { NamedQuery, Outcome } from "../../tools/kda-import/outcome";
import { RunAnswer, RunRequest, runOver } from "../../tools/sql/query-tool";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { folder } from "../support/folder";
import { CheckErrors, Row, checked, imported, sortedRows } from "./kda-pipeline";

/*
 * Applications as strangers would bring them: NAME/ has the application in one of the forms that people have, records of its stream,
 * the meaning of the application in DuckDB's SQL, written from the service's documentation and not from the translation, and
 * expected.json, which expected-rows.py computes from these two. What must be refused has the constructs and their lines instead.
 */
const KDA = path.join(__dirname, "..", "kda");
const CORPUS = path.join(KDA, "corpus");

interface Expected {
    /** Record i arrives at (i + 1) times this. */
    readonly everySeconds?: number;
    /** Rows by in-application stream, in any order. */
    readonly rows?: Readonly<Record<string, readonly Row[]>>;
    /** How many records cannot be read: they went to the service's error stream. */
    readonly rejected?: number;
    readonly refused?: readonly { readonly construct: string; readonly line?: number }[];
}

const NAMES = readdirSync(CORPUS).sort();
const EXPECTED = new Map(
    NAMES.map((name) => [
        name,
        JSON.parse(readFileSync(path.join(CORPUS, name, "expected.json"), "utf8")) as Expected,
    ]),
);
const CARRIED_OVER = NAMES.filter((name) => EXPECTED.get(name)?.refused === undefined);
const REFUSED = NAMES.filter((name) => EXPECTED.get(name)?.refused !== undefined);

/** The file or folder that describes the application of a case. */
function description(name: string): string {
    const own = /^(records\..*|meaning\.sql|expected\.json)$/;
    const [file, ...more] = readdirSync(path.join(CORPUS, name)).filter((entry) => !own.test(entry));
    assert.ok(file !== undefined && more.length === 0, `${name}: ${more.join()}`);
    return path.join(CORPUS, name, file);
}

/** The records of a case, as sql:try reads them: record i arrives at (i + 1) times everySeconds. */
function records(name: string): RunRequest["records"] {
    const file = readdirSync(path.join(CORPUS, name)).find((entry) => entry.startsWith("records."));
    const every = 1000 * (EXPECTED.get(name)?.everySeconds ?? 0);
    return readFileSync(path.join(CORPUS, name, file ?? ""), "utf8")
        .split("\n")
        .filter(Boolean)
        .map((data, i) => ({ arrivalMillis: (i + 1) * every, data }));
}

/** Asserts that no two rows of a query's results have the same key: the view would merge them. */
function assertKeysDiffer({ query }: NamedQuery, rows: readonly Row[]): void {
    const key = query.schema.resultKey as readonly string[];
    const keys = rows.map((row) => JSON.stringify(key.map((column) => row[column] ?? null)));
    assert.equal(new Set(keys).size, keys.length, `${query.stream}: rows of the same key (${key.join()})`);
}

describe("the corpus of Kinesis Data Analytics applications", function () {
    this.timeout(600_000);
    const outcomesOf = new Map<string, Outcome[]>();
    let errors: CheckErrors;
    const answers = new Map<NamedQuery, RunAnswer>();

    before(async () => {
        await flinkJar();
        const read = NAMES.flatMap((name) =>
            readApplications(description(name)).applications.map((application) => ({ name, application })),
        );
        const target = folder();
        const all = await imported(
            read.map(({ application }) => application),
            target,
        );
        read.forEach(({ name }, i) => {
            outcomesOf.set(name, [...(outcomesOf.get(name) ?? []), all[i] as Outcome]);
        });
        const queries = read.flatMap(({ name }, i) =>
            (all[i]?.queries ?? []).map((query) => ({ name, query })),
        );
        errors = checked(
            queries.map(({ query }) => query),
            target,
        );
        const runnable = queries.filter(
            ({ name, query }) => CARRIED_OVER.includes(name) && !errors.has(query.name),
        );
        const runs = await runOver(
            runnable.map(({ name, query: { name: queryName, query } }) => ({
                name: queryName,
                sql: query.sql,
                schema: JSON.stringify(query.schema),
                properties: {},
                records: records(name),
            })),
        );
        runnable.forEach(({ query }, i) => answers.set(query, runs[i] as RunAnswer));
    });

    it("has at least 60 applications that are carried over, and at least 10 that are refused", () =>
        assert.ok(
            CARRIED_OVER.length >= 60 && REFUSED.length >= 10,
            `${CARRIED_OVER.length}, ${REFUSED.length}`,
        ));

    it("expects the rows that an independent engine computes", async () => {
        const python = await emulatorPython();
        const { status, stderr } = spawnSync(python, [path.join(KDA, "expected-rows.py"), "--check"], {
            encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
    });

    CARRIED_OVER.forEach((name) => {
        it(`${name} gives the rows that it gave in the service`, () => {
            const all = outcomesOf.get(name) ?? [];
            assert.deepEqual(
                all.flatMap(({ refusals }) => refusals),
                [],
            );
            const queries = all.flatMap((outcome) => outcome.queries);
            const expected = EXPECTED.get(name)?.rows ?? {};
            assert.deepEqual(queries.map(({ query }) => query.stream).sort(), Object.keys(expected).sort());
            for (const query of queries) {
                assert.equal(errors.get(query.name), undefined, query.query.sql);
                const { rows = [], rejected = [], error } = answers.get(query) ?? {};
                assert.equal(error, undefined);
                assert.equal(rejected.length, EXPECTED.get(name)?.rejected ?? 0, JSON.stringify(rejected));
                const wanted = expected[query.query.stream] ?? [];
                const columns = Object.keys(wanted[0] ?? {});
                const message = `${query.query.sql}\n${JSON.stringify(query.query.schema)}`;
                assert.deepEqual(sortedRows(rows, columns), sortedRows(wanted, columns), message);
                assertKeysDiffer(query, rows);
            }
        });
    });

    REFUSED.forEach((name) => {
        it(`${name} is refused by construct and line`, () => {
            const all = outcomesOf.get(name) ?? [];
            assert.deepEqual(
                all.flatMap(({ queries }) => queries),
                [],
            );
            const refusals = all.flatMap((outcome) => outcome.refusals);
            for (const { construct, line } of EXPECTED.get(name)?.refused ?? []) {
                const found = refusals.some(
                    (refusal) =>
                        `${refusal.construct} ${refusal.message}`.includes(construct) &&
                        (line === undefined || refusal.line === line),
                );
                assert.ok(found, `no ${construct} of line ${line} in ${JSON.stringify(refusals)}`);
            }
        });
    });
});
