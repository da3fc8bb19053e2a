import assert from "node:assert/strict";
import {
    ApplicationInput,
    TranslatedApplication,
    TranslatedQuery,
    TranslationRequest,
} from "../../tools/kda-import/translation";
import { RunAnswer, runOver, translateApplications } from "../../tools/sql/query-tool";
import { TICKER, TranslationCase } from "./kda-cases/case";
import { PUMPS } from "./kda-cases/pumps";
import { REFUSED } from "./kda-cases/refused";
import { ROWS } from "./kda-cases/rows";
import { WINDOWS } from "./kda-cases/windows";

const MIDNIGHT = Date.UTC(2024, 0, 1);
const CASES = [...WINDOWS, ...ROWS, ...PUMPS];
/** Columns that every result has. */
const OF_EVERY_RESULT = ["windowEnd", "shardId", "sequenceNumber"];

type Row = Readonly<Record<string, unknown>>;

function inputColumn(column: string): ApplicationInput["columns"][number] {
    const [name = "", ...type] = column.split(" ");
    return { name, sqlType: type.join(" "), mapping: `$.${name}` };
}

function request(
    code: string,
    columns: readonly string[] | undefined,
    input: Partial<ApplicationInput> = {},
): TranslationRequest {
    const described = columns !== undefined || input.columns !== undefined;
    const one: ApplicationInput = {
        streamNames: ["SOURCE_SQL_STREAM_001"],
        format: "JSON",
        columns: (columns ?? []).map(inputColumn),
        ...input,
    };
    return { name: "application", code, inputs: described ? [one] : [], outputs: [] };
}

/** A row as the cases write it: times of the day, and nothing that every result has. */
function comparable(row: Row): string {
    const kept = Object.entries(row).filter(([name]) => !OF_EVERY_RESULT.includes(name));
    const times = kept.map(([name, value]) => [
        name,
        typeof value === "string" ? value.replace(/^2024-01-01 /, "") : value,
    ]);
    return JSON.stringify(Object.fromEntries(times));
}

/** Expected rows by stream; without a stream's name they belong to the only query. */
function expectedRows(
    { rows }: TranslationCase,
    [first]: TranslatedApplication["queries"],
): Record<string, readonly object[]> {
    return Array.isArray(rows)
        ? { [first?.stream ?? ""]: rows as object[] }
        : (rows as Record<string, readonly object[]>);
}

describe("the translation of Kinesis Data Analytics SQL", function () {
    this.timeout(600_000);
    const translations = new Map<string, TranslatedApplication>();
    const rowsOf = new Map<string, RunAnswer>();

    before(async () => {
        const all = [
            ...CASES.map(({ title, code, columns, input }) => ({
                title,
                asked: request(code, columns, input),
            })),
            ...REFUSED.map(({ title, code, bare }) => ({
                title,
                asked: request(code, bare ? undefined : TICKER),
            })),
        ];
        const answers = await translateApplications(all.map(({ asked }) => asked));
        all.forEach(({ title }, i) => translations.set(title, answers[i] as TranslatedApplication));
        const runs = CASES.flatMap(({ title, records }) =>
            (translations.get(title)?.queries ?? []).map((query) => ({
                key: `${title}/${query.stream}`,
                asked: {
                    name: "query",
                    sql: query.sql,
                    schema: JSON.stringify(query.schema),
                    properties: {},
                    records: records.map(([second, record]) => ({
                        arrivalMillis: MIDNIGHT + 1000 * second,
                        data: typeof record === "string" ? record : JSON.stringify(record),
                    })),
                },
            })),
        );
        const results = await runOver(runs.map(({ asked }) => asked));
        runs.forEach(({ key }, i) => rowsOf.set(key, results[i] as RunAnswer));
    });

    /** Compares a query's rows with the expected ones. */
    function checkRows(title: string, { stream, sql }: TranslatedQuery, wanted: readonly object[]): void {
        const { rows = [], rejected, error } = rowsOf.get(`${title}/${stream}`) ?? {};
        assert.equal(error, undefined, `${error?.join("\n")}\n${sql}`);
        assert.deepEqual(rejected, []);
        const expected = (wanted as readonly Row[]).map(comparable);
        assert.deepEqual(rows.map(comparable).sort(), expected.sort(), sql);
    }

    function checkNotes({ notes, schema }: TranslatedQuery, one: TranslationCase): void {
        for (const note of one.notes ?? []) {
            assert.ok(
                notes.some((line) => line.includes(note)),
                `${note} is not among ${notes.join("\n")}`,
            );
        }
        if (one.resultKey) {
            assert.deepEqual(schema["resultKey"], one.resultKey);
        }
    }

    for (const one of CASES) {
        it(one.title, () => {
            const { queries = [], refusals } = translations.get(one.title) ?? {};
            assert.deepEqual(refusals, []);
            const expected = expectedRows(one, queries);
            assert.deepEqual(queries.map(({ stream }) => stream).sort(), Object.keys(expected).sort());
            queries.forEach((query) => checkRows(one.title, query, expected[query.stream] ?? []));
            const [first] = queries;
            assert.ok(first);
            checkNotes(first, one);
        });
    }

    for (const { title, refusals: expected } of REFUSED) {
        it(`refuses ${title}`, () => {
            const { queries, refusals = [] } = translations.get(title) ?? {};
            assert.deepEqual(queries, []);
            const places = refusals.map(({ message: _message, ...place }) => place);
            assert.deepEqual(
                places,
                expected.map(({ says: _says, ...place }) => place),
            );
            expected.forEach(({ says }, i) => says && assert.match(refusals[i]?.message ?? "", says));
        });
    }
});
