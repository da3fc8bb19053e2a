import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { translated } from "../../tools/kda-import/translate";
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

    it("is what import:kda gives a query that Flink plans", async () => {
        const code = (select: string) =>
            'CREATE OR REPLACE STREAM "D" ("n" INTEGER, "at" TIMESTAMP); ' +
            `CREATE OR REPLACE PUMP "P" AS INSERT INTO "D" ${select}`;
        const selects = [
            `SELECT STREAM COUNT(*), MONOTONIC(FLOOR("SOURCE_SQL_STREAM_001".ROWTIME TO MINUTE)) FROM "SOURCE_SQL_STREAM_001"
            GROUP BY "word", MONOTONIC(FLOOR("SOURCE_SQL_STREAM_001".ROWTIME TO MINUTE))`,
            `SELECT STREAM "value", CHAR_TO_TIMESTAMP('yyyy-MM-dd', "word") FROM "SOURCE_SQL_STREAM_001"`,
        ];
        const columns = [
            { name: "word", sqlType: "VARCHAR(10)" },
            { name: "value", sqlType: "INTEGER" },
        ];
        const requests = selects.map((select) => {
            const { sql, schema } = translated({ name: "a", code: code(select), columns, leftOut: [] });
            return {
                name: "a",
                sql,
                schema: JSON.stringify(schema),
                properties: { windowSeconds: "60" },
                records: [],
            };
        });
        for (const { error } of await runOver(requests)) {
            assert.equal(error, undefined, error?.join("\n"));
        }
    });

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
