import assert from "node:assert/strict";
import { RULES, STACK_RULES } from "../../policy/rules";
import { leftoverPages, policyPages } from "../../tools/docs/policy-pages";
import { evaluate, evaluateStack, resource } from "../support/evaluate";
import { EXAMPLES, RuleExample } from "./rule-examples";

/** What the rule of an example reports on its resources. */
async function report(name: string, { resources, config }: RuleExample): Promise<string[]> {
    const stackRule = STACK_RULES.find((one) => one.name === name);
    if (stackRule) {
        const stack = resources.map(({ type, props, ...more }) => resource(type, props, more));
        return evaluateStack(stackRule, stack, config);
    }
    const rule = RULES.find((one) => one.name === name);
    assert.ok(rule, name);
    const found = resources.map(({ type, props, ...more }) => evaluate(rule, type, props, config, more));
    return (await Promise.all(found)).flat();
}

describe("docs/policies", () => {
    it("has no page of a rule that no longer exists; if it has: npm run docs", () =>
        assert.deepEqual(leftoverPages(), []));

    it("has a page for every rule, which the list and the package's page name", () => {
        const pages = policyPages();
        for (const { name, why } of [...RULES, ...STACK_RULES]) {
            assert.ok(pages.get(`docs/policies/${name}.md`)?.includes(`**Why:** ${why}`), name);
            assert.ok(pages.get("docs/policies/README.md")?.includes(`[\`${name}\`](${name}.md)`), name);
            assert.ok(pages.get("policy/README.md")?.includes(`| \`${name}\` |`), name);
        }
    });

    it("shows an example as a program has it, with configuration and message", () => {
        const page = policyPages().get("docs/policies/protect-data.md") ?? "";
        assert.ok(
            page.includes(
                'new aws.kinesis.Stream("example", { name: "clicks", shardCount: 1 }, { protect: true });',
            ),
        );
        assert.ok(page.includes('{\n  "protect-data": {\n    "require": true\n  }\n}'));
        assert.ok(
            page.includes("```text\n'clicks' holds data and is not protected; set the resource option"),
        );
    });

    for (const [name, { accepted, refused }] of Object.entries(EXAMPLES)) {
        it(`shows what ${name} accepts: ${accepted.title}`, async () => {
            assert.deepEqual(await report(name, accepted), []);
            assert.deepEqual(accepted.says, []);
        });
        it(`shows what ${name} refuses: ${refused.title}`, async () => {
            assert.deepEqual(await report(name, refused), refused.says);
            assert.ok(refused.says.length > 0 && !refused.says[0]?.startsWith("advise: "));
        });
    }
});
