import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { RunAnswer, runOver } from "../../tools/sql/query-tool";

const LEGACY = path.join(__dirname, "..", "..", "sql", "legacy");
const text = (name: string, file: string) => readFileSync(path.join(LEGACY, name, file), "utf8");

interface Example {
    readonly records: readonly { readonly arrival: string }[];
    readonly rows: readonly Readonly<Record<string, unknown>>[];
}

describe("the mapping of Kinesis Data Analytics SQL to Flink", function () {
    this.timeout(180_000);
    const names = readdirSync(LEGACY).sort();
    let answers: RunAnswer[];

    before(async () => {
        answers = await runOver(
            names.map((name) => ({
                name,
                sql: text(name, "flink.sql"),
                schema: text(name, "flink.schema.json"),
                properties: {},
                records: (JSON.parse(text(name, "example.json")) as Example).records.map(
                    ({ arrival, ...data }) => ({
                        arrivalMillis: Date.parse(`${arrival.replace(" ", "T")}Z`),
                        data: JSON.stringify(data),
                    }),
                ),
            })),
        );
    });

    it("has at least 20 constructs", () => assert.ok(names.length >= 20, `${names.length}`));

    names.forEach((name, i) => {
        it(`${name} gives what was calculated by hand`, () => {
            const { rows, rejected, error } = answers[i] ?? {};
            assert.equal(error, undefined, error?.join("\n"));
            const sorted = (all: readonly object[]) => all.map((row) => JSON.stringify(row)).sort();
            assert.deepEqual(
                sorted(rows ?? []),
                sorted((JSON.parse(text(name, "example.json")) as Example).rows),
            );
            assert.deepEqual(rejected, []);
        });
    });
});
