import assert from "node:assert/strict";
import { RULES, STACK_RULES } from "../../policy/rules";
import { evaluate } from "../support/evaluate";
import { DATA_CASES } from "./rule-cases-data";
import { EXPOSURE_CASES } from "./rule-cases-exposure";
import { RUNTIME_CASES } from "./rule-cases-runtime";

const RULE_CASES = { ...DATA_CASES, ...EXPOSURE_CASES, ...RUNTIME_CASES };

/** Rules whose cases are in a test file of their own. */
const ELSEWHERE = ["bucket-naming", "iam-least-privilege", "stream-shard-count"];

describe("policy rules", () => {
    for (const [name, cases] of Object.entries(RULE_CASES)) {
        describe(name, () => {
            const { examples, ...lists } = cases;
            const rule = RULES.find((one) => one.name === name);
            for (const [kind, list] of Object.entries(lists)) {
                for (const { title, type, props, config, more, says } of list) {
                    it(`${kind}: ${title}`, async () => {
                        assert.ok(rule);
                        assert.deepEqual(await evaluate(rule, type, props, config, more), says ?? []);
                    });
                }
            }
            it("has cases of each kind, and accepts what it is not for", async () => {
                assert.ok(rule);
                for (const list of Object.values(lists)) {
                    assert.ok(list.length > 0);
                    assert.equal(new Set(list.map(({ title }) => title)).size, list.length);
                }
                assert.ok(lists.accepted.some(({ title }) => title === examples.accepted));
                assert.ok(lists.refused.some(({ title }) => title === examples.refused));
                assert.deepEqual(await evaluate(rule, "aws:athena/database:Database", { name: "a" }), []);
            });
        });
    }

    it("all have cases, a description, a reason, and what they accept", () => {
        const names = RULES.map(({ name }) => name);
        assert.deepEqual([...Object.keys(RULE_CASES), ...ELSEWHERE].sort(), names.sort());
        for (const { name, description, why, accepts, configSchema } of [...RULES, ...STACK_RULES]) {
            assert.ok(
                [description, why, accepts].every((text) => text.length > 20),
                name,
            );
            for (const [key, setting] of Object.entries(configSchema?.properties ?? {})) {
                assert.ok((setting.description ?? "").length > 5, `${name}.${key}`);
            }
        }
    });
});
