import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { slideSeconds } from "../../components/queries/slide-seconds";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { queryFile, queryNames, request } from "../../tools/sql/query-file";
import { RunAnswer, RunRequest, runOver } from "../../tools/sql/query-tool";
import { HAND_CALCULATED } from "./hand-calculated";
import { KnownRecord, randomRecords, streamRecord } from "./random-records";

type Row = Readonly<Record<string, unknown>>;

const SEEDS = 20;
const RECORDS = 120;
const WINDOWS = [10, 60, 7];

interface Case {
    readonly title: string;
    readonly windowSeconds: number;
    readonly records: readonly KnownRecord[];
    readonly asked: RunRequest;
}

/** A query of sql/ over random records, 20 of each: 200 in all. */
function randomCases(): Case[] {
    return queryNames().flatMap((name, at) =>
        Array.from({ length: SEEDS }, (_, seed) => {
            const windowSeconds = WINDOWS[seed % WINDOWS.length] ?? 10;
            const records = randomRecords(1000 * at + seed, RECORDS, windowSeconds * 1000);
            const lengths = { windowSeconds, slideSeconds: slideSeconds(windowSeconds) };
            const asked = { ...request(queryFile(name), lengths), records: records.map(streamRecord) };
            return { title: `${name}, seed ${seed}`, windowSeconds, records, asked };
        }),
    );
}

function duckdbRows(python: string, cases: readonly Case[]): Row[][] {
    const input = cases.map(({ asked, windowSeconds, records }) => {
        const sql = readFileSync(path.join(__dirname, "expected", `${asked.name}.sql`), "utf8");
        const [size, step] = [1000 * windowSeconds, 1000 * slideSeconds(windowSeconds)];
        return `${JSON.stringify({ sql, size, step, records })}\n`;
    });
    const { status, stdout, stderr } = spawnSync(python, [path.join(__dirname, "duckdb-rows.py")], {
        input: input.join(""),
        encoding: "utf8",
        maxBuffer: 256 * 1024 * 1024,
    });
    assert.equal(status, 0, stderr);
    return stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Row[]);
}

const TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$/;

/** Rows in an order of their own, times as milliseconds, and numbers to twelve digits. */
function comparable(rows: readonly Row[]): string[] {
    const value = (of: unknown) => {
        if (typeof of === "string" && TIME.test(of)) {
            return Date.parse(`${of.replace(" ", "T")}Z`);
        }
        return typeof of === "number" && !Number.isInteger(of) ? Number(of.toPrecision(12)) : of;
    };
    const line = (row: Row) =>
        JSON.stringify(Object.fromEntries(Object.entries(row).map(([name, of]) => [name, value(of)])));
    return rows.map(line).sort();
}

function rowsOf(answer: RunAnswer | undefined): readonly Row[] {
    assert.equal(answer?.error, undefined, answer?.error?.join("\n"));
    return answer?.rows ?? [];
}

describe("the query library", function () {
    this.timeout(300_000);

    it("gives what was calculated by hand, row by row", async () => {
        const cases = HAND_CALCULATED.map(({ query, records, ...lengths }) => ({
            ...request(queryFile(query), lengths),
            records,
        }));
        assert.deepEqual(cases.map(({ name }) => name).sort(), queryNames());
        const answers = await runOver(cases);
        HAND_CALCULATED.forEach(({ query, rows, rejected = [] }, i) => {
            assert.deepEqual(comparable(rowsOf(answers[i])), comparable(rows), query);
            assert.deepEqual(
                answers[i]?.rejected?.map(({ reason }) => reason),
                rejected,
                query,
            );
        });
    });

    describe("agrees with DuckDB over random records", () => {
        const cases = randomCases();
        let answers: RunAnswer[];
        let expected: Row[][];

        before(async () => {
            expected = duckdbRows(await emulatorPython(), cases);
            answers = await runOver(cases.map(({ asked }) => asked));
        });

        for (const name of queryNames()) {
            it(`${name}, ${SEEDS} runs`, () => {
                let rows = 0;
                cases.forEach(({ title, asked }, i) => {
                    if (asked.name === name) {
                        const given = rowsOf(answers[i]);
                        assert.deepEqual(comparable(given), comparable(expected[i] ?? []), title);
                        rows += given.length;
                    }
                });
                assert.ok(rows > 0, "at least one of the runs has rows");
            });
        }

        it("rejects as late what came later than the schema allows, and nothing else", () => {
            cases.forEach(({ title, asked, records }, i) => {
                const late = asked.name === "late-aware-counts" ? lateOnes(records) : [];
                const rejected = answers[i]?.rejected ?? [];
                assert.deepEqual(
                    rejected.map(({ reason, sequenceNumber }) => [reason, Number(sequenceNumber)]),
                    late.map(({ seq }) => ["late", seq]),
                    title,
                );
            });
        });
    });
});

/** Records whose own time is more than a minute behind the latest before them. */
function lateOnes(records: readonly KnownRecord[]): KnownRecord[] {
    let latest = -Infinity;
    return records.filter(({ own }) => {
        const late = own < latest - 60_000;
        latest = Math.max(latest, own);
        return late;
    });
}
