import assert from "node:assert/strict";
import { DocumentKind, judgeDocument, removeRedundantStatements } from "../../policy/iam";

const SETTINGS = { accounts: ["123456789012"], trusted: [] };
const JOBS = "arn:aws:sqs:eu-west-1:123456789012:jobs";

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const send = (more: object = {}) => ({ Effect: "Allow", Action: "sqs:SendMessage", Resource: JOBS, ...more });
const messages = async (policy: unknown, kind: DocumentKind = "identity") =>
    (await judgeDocument(policy, kind, SETTINGS)).map(({ message }) => message);

describe("a statement that another one makes redundant", () => {
    const both = send({ Action: ["sqs:SendMessage", "sqs:ReceiveMessage"] });
    const covered = (a: number, b: number) =>
        `statement ${a}: statement ${b} allows all of it; remove one of them`;
    const team = (value: unknown) => ({ Condition: { StringEquals: { "aws:ResourceTag/team": value } } });

    const redundant: [string, object, object][] = [
        ["has fewer actions", send(), both],
        ["has an action in another case", send({ Action: "SQS:sendmessage" }), both],
        ["has fewer resources", send(), send({ Resource: [`${JOBS}-2`, JOBS] })],
        ["has a condition where the other has none", send(team("data")), both],
        [
            "has the same condition, its values in another order",
            send(team(["b", "a"])),
            send(team(["a", "b"])),
        ],
        [
            "has the same conditions in another order",
            send({ Condition: { Bool: { a: "true", b: "true" } } }),
            { ...both, Condition: { Bool: { b: "true", a: "true" } } },
        ],
    ];
    for (const [what, narrow, wide] of redundant) {
        it(`${what}`, async () =>
            assert.ok((await messages(document(narrow, wide))).some((m) => /allows all of it/.test(m))));
    }

    const needed: [string, object, object][] = [
        ["has another action", send({ Action: "sqs:DeleteMessage" }), both],
        ["has another resource", send({ Resource: `${JOBS}-2` }), both],
        ["has one more resource", send({ Resource: [JOBS, `${JOBS}-2`] }), both],
        ["has none of the other's conditions", send(), { ...both, ...team("data") }],
        ["has another value in the condition", send(team("logs")), { ...both, ...team("data") }],
        [
            "has the condition with another operator",
            send({ Condition: { StringLike: { "aws:ResourceTag/team": "data" } } }),
            { ...both, ...team("data") },
        ],
        [
            "has the condition only where the key exists",
            send({ Condition: { StringEqualsIfExists: { "aws:ResourceTag/team": "data" } } }),
            { ...both, ...team("data") },
        ],
        [
            "has the condition with a qualifier",
            send({ Condition: { "ForAnyValue:StringEquals": { "aws:ResourceTag/team": "data" } } }),
            { ...both, ...team("data") },
        ],
        [
            "is beside one that excludes resources",
            send(),
            { ...both, Resource: undefined, NotResource: JOBS },
        ],
        [
            "excludes resources itself",
            send({ Resource: undefined, NotResource: JOBS }),
            { ...both, Resource: "*" },
        ],
    ];
    for (const [what, narrow, other] of needed) {
        it(`is not one that ${what}`, async () =>
            assert.deepEqual(
                (await messages(document(narrow, other))).filter((m) => /allows all of it/.test(m)),
                [],
            ));
    }

    it("is not one that names other actions than NotAction, or other principals than NotPrincipal", async () => {
        const not = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };
        assert.deepEqual(
            (await messages(document(not, both))).filter((m) => /allows all of it/.test(m)),
            [],
        );
        const named = send({ Principal: { AWS: "123456789012" } });
        const except = send({ NotPrincipal: { AWS: "123456789012" } });
        for (const policy of [document(named, except), document(except, named)]) {
            assert.deepEqual(
                (await messages(policy, "resource")).filter((m) => /allows all of it/.test(m)),
                [],
            );
        }
    });

    it("is reported with the statement that allows all of it: of two equal ones, the first", async () => {
        assert.deepEqual(await messages(document(send(), send())), [covered(2, 1)]);
        assert.deepEqual(await messages(document(send(), both)), [covered(1, 2)]);
        assert.deepEqual(await messages(document(send(), send(), send())), [covered(2, 1), covered(3, 1)]);
    });

    it("is removed, and the rest of the document stays", () => {
        const text = JSON.stringify({ ...document(send(), both), Id: undefined });
        assert.deepEqual(JSON.parse(removeRedundantStatements(text) ?? ""), document(both));
        const once = JSON.stringify(document(send(), send()));
        assert.deepEqual(JSON.parse(removeRedundantStatements(once) ?? ""), document(send()));
        const denied = { ...send(), Effect: "Deny" };
        assert.equal(removeRedundantStatements(JSON.stringify(document(denied, both))), undefined);
        assert.equal(
            removeRedundantStatements(JSON.stringify(document({ ...both, Effect: "Deny" }, send()))),
            undefined,
        );
        assert.equal(removeRedundantStatements("{"), undefined);
    });

    it("has each of its findings once, however many statements have it", async () => {
        const everything = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", Sid: "Wide" };
        const found = await messages(document(everything, everything));
        assert.equal(new Set(found).size, found.length);
    });
});
