import assert from "node:assert/strict";
import { keepIgnored } from "../../local/provider/ignore-changes";
import {
    JSON_TEXT,
    Rule,
    Shape,
    byDefault,
    computed,
    inFormOf,
    same,
    unordered,
    withinInputs,
} from "../../local/provider/shape";

/** How the official provider's schema decides whether there is a difference: what AWS has, what the program gives. */
const DIFFERENCES: [what: string, shape: Shape, has: unknown, gives: unknown, same: boolean][] = [
    ["an optional property that AWS has and the program leaves out", true, "x", undefined, false],
    ["an optional property that neither has", true, undefined, undefined, true],
    ["an empty value and none", true, "", undefined, true],
    ["false and none", true, false, undefined, true],
    ["an empty list and none", true, [], undefined, true],
    ["a computed property that the program leaves out", computed(), "x", undefined, true],
    ["a computed property that the program gives otherwise", computed(), "x", "y", false],
    ["a computed list that the program gives as empty", computed(), ["x"], [], false],
    ["a default that AWS has", byDefault(24), 24, undefined, true],
    ["a default that AWS does not have", byDefault(24), 48, undefined, false],
    ["a default that AWS does not say", byDefault("UTC"), undefined, undefined, false],
    ["a number and the same as text", true, 5, "5", true],
    ["a list in another order", true, ["a", "b"], ["b", "a"], false],
    ["a set in another order", unordered(), ["a", "b"], ["b", "a"], true],
    ["a set with one of two twice", unordered(), ["a", "a"], ["a", "b"], false],
    [
        "a set of blocks in another order",
        unordered({ p: true }),
        [{ p: 1 }, { p: 2 }],
        [{ p: 2 }, { p: 1 }],
        true,
    ],
    ["JSON text with its members in another order", JSON_TEXT, '{"a":1,"b":2}', '{ "b": 2, "a": 1 }', true],
    ["JSON text that says something else", JSON_TEXT, '{"a":1}', '{"a":2}', false],
    ["text that is not JSON", JSON_TEXT, "a", "b", false],
    ["a map with one key more", true, { a: "1", b: "2" }, { a: "1" }, false],
    ["a map with a key without a value", true, { a: "" }, {}, false],
    ["a block with a computed part left out", { a: true, b: computed() }, { a: 1, b: 2 }, { a: 1 }, true],
    ["a block with an optional part left out", { a: true, b: true }, { a: 1, b: 2 }, { a: 1 }, false],
    ["a block left out", { a: true }, { a: 1 }, undefined, false],
];

describe("the comparison of the official provider's schema", () => {
    for (const [what, shape, has, gives, expected] of DIFFERENCES) {
        it(`${expected ? "finds no difference between" : "finds a difference for"} ${what}`, () => {
            assert.equal(same(has, gives, shape), expected);
        });
    }

    it("finds a difference in a map for a key without a value that only one side has", () => {
        assert.equal(same({ a: "1", b: "" }, { a: "1" }, true), false);
    });
});

describe("what was read", () => {
    it("keeps the state's form where it says the same", () => {
        const shape = { policy: JSON_TEXT, groups: unordered(), size: true, rest: true } as const;
        const state = { policy: '{ "a": 1 }', groups: ["b", "a"], size: "8", rest: undefined };
        const seen = { policy: '{"a":1}', groups: ["a", "b"], size: 8, rest: "" };
        assert.deepEqual(inFormOf(state, seen, shape), state);
    });

    it("takes what differs, and only that", () => {
        const shape = { groups: unordered(), size: true } as const;
        const seen = inFormOf({ groups: ["c", "b"], size: 8 }, { groups: ["b", "a"], size: 9 }, shape);
        assert.deepEqual(seen, { groups: ["b", "a"], size: 9 });
    });

    it("does not hide what the state did not have, whatever is computed", () => {
        const shape = new Rule({ computed: true }, { a: computed() });
        assert.deepEqual(inFormOf(undefined, { a: 1 }, shape), { a: 1 });
        assert.deepEqual(inFormOf({}, { a: 1 }, shape), { a: 1 });
    });

    it("becomes inputs within what the program gives; maps are taken whole", () => {
        const shape = { block: { a: true, b: computed() }, tags: true } as const;
        const inputs = { block: { a: 1 }, tags: { x: "1" } };
        const seen = { block: { a: 2, b: 3 }, tags: { y: "2" }, other: 1 };
        assert.deepEqual(withinInputs(inputs, seen, shape), { block: { a: 2 }, tags: { y: "2" } });
    });
});

describe("ignoreChanges", () => {
    it("keeps a property, a part of it and a key in quotes as the state has them", () => {
        const state = { a: 1, tags: { "x.y": "old", z: "old" }, list: [{ p: 1 }, { p: 2 }] };
        const news = { a: 2, tags: { "x.y": "new", z: "new" }, list: [{ p: 3 }, { p: 4 }] };
        assert.equal(keepIgnored(state, news, ["a"])["a"], 1);
        assert.deepEqual(keepIgnored(state, news, ['tags["x.y"]'])["tags"], { "x.y": "old", z: "new" });
        assert.deepEqual(keepIgnored(state, news, ["list[1].p"])["list"], [{ p: 3 }, { p: 2 }]);
        assert.deepEqual(keepIgnored(state, news, ["list[*].p"])["list"], [{ p: 1 }, { p: 2 }]);
    });

    it("takes back what the state does not have", () => {
        assert.deepEqual(keepIgnored({}, { a: 1 }, ["a"]), {});
    });
});
