import assert from "node:assert/strict";
import { recordEffects } from "../../tools/sql/change/record-effects";
import { resultEffects } from "../../tools/sql/change/result-effects";
import { RecordColumn, ResultColumn, SchemaText } from "../../tools/sql/change/schema-text";
import { spoken } from "../../tools/sql/change/effect";

const WINDOW: ResultColumn = { name: "windowStart", type: "TIMESTAMP" };
const COUNT: ResultColumn = { name: "n", type: "BIGINT" };
const HOST: RecordColumn = { name: "host", type: "STRING" };

function schema(parts: Partial<SchemaText>): SchemaText {
    return { columns: [HOST], results: [WINDOW, COUNT], resultKey: ["windowStart"], ...parts };
}

/** The texts of the effects, each with whether it does harm. */
function results(after: Partial<SchemaText>, before: Partial<SchemaText> = {}): [string, boolean][] {
    return resultEffects("my-query", schema(before), schema(after)).map(({ text, harm }) => [text, harm]);
}

function records(
    after: readonly RecordColumn[],
    before: readonly RecordColumn[] = [HOST],
    overflow = "TRUNCATE",
) {
    const found = recordEffects("q", schema({ columns: before }), schema({ columns: after }), overflow);
    return found.map(({ text, harm }): [string, boolean] => [text, harm]);
}

const REPLACED = [
    "table my_query is updated and view my_query_once replaced: queries of the view fail for a moment",
    false,
];

describe("effects of a change on results", () => {
    it("there are none where columns and key are the same", () => {
        assert.deepEqual(results({}), []);
    });

    it("a new column harms nobody", () => {
        const total = { name: "total", type: "BIGINT" };
        assert.deepEqual(results({ results: [WINDOW, COUNT, total] }), [
            [
                "result column total BIGINT is new: the table and the view get it, and rows from before the change have null there",
                false,
            ],
            REPLACED,
        ]);
    });

    it("a column that is gone breaks queries that name it", () => {
        const [first, second] = results({ results: [WINDOW] });
        assert.match(first?.[0] ?? "", /^result column n is gone: /);
        assert.equal(first?.[1], true);
        assert.deepEqual(second, REPLACED);
    });

    it("a column of the same place and type is renamed", () => {
        const found = results({ results: [WINDOW, { name: "requests", type: "BIGINT" }] });
        assert.equal(found.length, 2);
        assert.match(found[0]?.[0] ?? "", /^result column n is now requests: /);
        assert.equal(found[0]?.[1], true);
    });

    it("a column of another type breaks old rows", () => {
        const [first] = results({ results: [WINDOW, { name: "n", type: "STRING" }] });
        assert.match(first?.[0] ?? "", /^result column n was BIGINT and is STRING: /);
        assert.equal(first?.[1], true);
    });

    it("a smaller key merges rows, a larger one does not", () => {
        const [smaller] = results({ resultKey: ["windowStart"] }, { resultKey: ["windowStart", "n"] });
        assert.deepEqual(smaller, [
            "resultKey is now windowStart: my_query_once groups all rows by it, old ones as well; rows that differ in n only become one",
            true,
        ]);
        const [larger] = results({ resultKey: ["windowStart", "n"] });
        assert.equal(larger?.[1], false);
    });
});

describe("effects of a change on records", () => {
    it("a new column rejects records without it, unless it is optional", () => {
        const extra = { name: "extra", type: "STRING" };
        assert.deepEqual(records([HOST, extra]), [["records without extra are rejected", true]]);
        assert.deepEqual(records([HOST, { ...extra, optional: true }]), [
            ["extra is read too; records may lack it", false],
        ]);
    });

    it("a column that becomes optional accepts more, and one that no longer is rejects more", () => {
        const optional = { ...HOST, optional: true };
        assert.deepEqual(records([optional]), [
            ["records without host are accepted, and have null there", false],
        ]);
        assert.deepEqual(records([HOST], [optional]), [["records without host are rejected", true]]);
    });

    it("a shorter VARCHAR does to longer texts what the stack says", () => {
        const short = [{ ...HOST, type: "VARCHAR(8)" }];
        assert.deepEqual(records(short), [["texts in host longer than VARCHAR(8) are truncated", true]]);
        assert.deepEqual(records(short, [HOST], "FAIL"), [
            ["texts in host longer than VARCHAR(8) are rejected", true],
        ]);
        assert.deepEqual(records(short, [{ ...HOST, type: "VARCHAR(4)" }]), [
            ["host takes texts as long as VARCHAR(8)", false],
        ]);
    });

    it("another type and another pattern reject values that do not read so", () => {
        const [type] = records([{ ...HOST, type: "INTEGER" }]);
        assert.deepEqual(type, [
            "host is read as INTEGER, before as STRING: records with another value are rejected",
            true,
        ]);
        const time = { name: "at", type: "TIMESTAMP" };
        assert.deepEqual(records([{ ...time, pattern: "dd/MM/yyyy" }], [time]), [
            [
                "the pattern of at is dd/MM/yyyy: records whose time is written in another way are rejected",
                true,
            ],
        ]);
    });
});

describe("a length of time", () => {
    it("is in the largest unit that it is whole in", () => {
        assert.deepEqual([65_000, 120_000, 3_600_000, 90_500].map(spoken), [
            "65 s",
            "2 min",
            "1 h",
            "90.5 s",
        ]);
    });
});
