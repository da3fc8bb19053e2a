import assert from "node:assert/strict";
import { RULES, STACK_RULES } from "../../policy/rules";
import { evaluate } from "../support/evaluate";
import { DATA_CASES } from "./rule-cases-data";
import { RUNTIME_CASES } from "./rule-cases-runtime";

const RULE_CASES = { ...DATA_CASES, ...RUNTIME_CASES };

/** Rules whose cases are in a test file of their own. */
const ELSEWHERE = ["bucket-naming", "iam-least-privilege", "stream-shard-count"];

describe("policy rules", () => {
    for (const [name, cases] of Object.entries(RULE_CASES)) {
        describe(name, () => {
            const rule = RULES.find((one) => one.name === name);
            for (const [kind, list] of Object.entries(cases)) {
                list.forEach(({ type, props, config, more, says }: (typeof list)[number], i: number) =>
                    it(`${kind} ${i + 1}: ${type.split(":").pop()}`, async () => {
                        assert.ok(rule);
                        assert.deepEqual(await evaluate(rule, type, props, config, more), says ?? []);
                    }),
                );
            }
            it("has cases of each kind, and accepts what it is not for", async () => {
                assert.ok(rule);
                for (const list of Object.values(cases)) {
                    assert.ok(list.length > 0);
                }
                assert.deepEqual(await evaluate(rule, "aws:athena/database:Database", { name: "a" }), []);
            });
        });
    }

    it("all have cases, a description, and what they accept", () => {
        const names = RULES.map(({ name }) => name);
        assert.deepEqual([...Object.keys(RULE_CASES), ...ELSEWHERE].sort(), names.sort());
        for (const { description, accepts } of [...RULES, ...STACK_RULES]) {
            assert.ok(description.length > 20 && accepts.length > 20);
        }
    });
});
