import assert from "node:assert/strict";
import { DocumentKind, deniesPlainHttp, detectKind, judgeDocument } from "../../policy/iam";
import { parseDocument } from "../../policy/iam/model/document";

const SETTINGS = { accounts: ["123456789012"], trusted: [] };
const JOBS = "arn:aws:sqs:eu-west-1:123456789012:jobs";

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const send = (more: object = {}) => ({ Effect: "Allow", Action: "sqs:SendMessage", Resource: JOBS, ...more });
const messages = async (policy: unknown, kind: DocumentKind = "identity") =>
    (await judgeDocument(policy, kind, SETTINGS)).map(({ message }) => message);

describe("reading a policy document", () => {
    const wrong: [string, object, string][] = [
        ["a principal that is a list", { Principal: ["*"] }, 'Principal is neither "*" nor an object'],
        ["a principal that is null", { Principal: null }, 'Principal is neither "*" nor an object'],
        [
            "a principal that is an ARN",
            { Principal: "arn:aws:iam::1:root" },
            'Principal is neither "*" nor an object',
        ],
        ["a NotPrincipal that is a number", { NotPrincipal: 1 }, 'NotPrincipal is neither "*" nor an object'],
        [
            "a name in a principal that is a number",
            { Principal: { AWS: [1] } },
            "Principal has 1, which is not a string",
        ],
        [
            "a resource that is an object",
            { Resource: { a: 1 } },
            'Resource has {"a":1}, which is not a string',
        ],
        [
            "a NotResource that is null",
            { NotResource: [null] },
            "NotResource has null, which is not a string",
        ],
        ["a NotAction that is a number", { NotAction: 1 }, "NotAction has 1, which is not a string"],
        ["a condition that is a list", { Condition: [] }, "Condition is not an object"],
        [
            "a condition's keys that are null",
            { Condition: { Bool: null } },
            "Condition.Bool is not an object",
        ],
        [
            "a condition's keys that are a string",
            { Condition: { Bool: "a" } },
            "Condition.Bool is not an object",
        ],
    ];
    for (const [what, more, why] of wrong) {
        it(`refuses ${what}`, () => {
            const statement = { Effect: "Allow", Action: "sqs:SendMessage", ...more };
            assert.throws(() => parseDocument(document(send(), statement)), {
                message: `statement 2: ${why}`,
            });
        });
    }

    it("refuses a document whose Statement is null", () =>
        assert.throws(() => parseDocument({ Statement: null }), { message: "it has no Statement" }));

    it("reads operator, qualifier, IfExists, key and values of a condition in any case", () => {
        const Condition = {
            "ForAllValues:StringEqualsIfExists": { "aws:TagKeys": ["a", "b"] },
            Bool: { "aws:SecureTransport": false },
            NumericLessThan: { "s3:TlsVersion": 1.2 },
        };
        assert.deepEqual(parseDocument(document(send({ Condition }))).statements[0]?.conditions, [
            {
                operator: "stringequals",
                qualifier: "forallvalues",
                ifExists: true,
                key: "aws:tagkeys",
                values: ["a", "b"],
            },
            { operator: "bool", ifExists: false, key: "aws:securetransport", values: ["false"] },
            { operator: "numericlessthan", ifExists: false, key: "s3:tlsversion", values: ["1.2"] },
        ]);
    });

    it("reads a version that is a string, and no other", () => {
        assert.equal(parseDocument(document()).version, "2012-10-17");
        assert.ok(!("version" in parseDocument({ Version: 2012, Statement: [] })));
    });

    it("reads a statement without principal, resource and condition as one that has none", () => {
        const { written, ...read } =
            parseDocument(document({ Effect: "Deny", Action: "s3:*" })).statements[0] ?? {};
        assert.deepEqual(written, { Effect: "Deny", Action: "s3:*" });
        assert.deepEqual(read, {
            label: "statement 1",
            allows: false,
            actions: ["s3:*"],
            hasNotAction: false,
            resources: [],
            hasNotResource: false,
            hasResource: false,
            principals: [],
            hasPrincipal: false,
            hasNotPrincipal: false,
            conditions: [],
        });
    });

    it("labels a statement by its Sid and its position", () => {
        const { statements } = parseDocument(document(send(), send({ Sid: "Jobs" }), send({ Sid: "" })));
        assert.deepEqual(
            statements.map(({ label }) => label),
            ["statement 1", "'Jobs' (statement 2)", "statement 3"],
        );
    });
});

describe("what a document is attached to", () => {
    const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
    const cases: [string, DocumentKind, unknown][] = [
        ["without a principal", "identity", document(send())],
        ["with a principal and without a resource", "trust", document(trust)],
        [
            "with a NotPrincipal",
            "trust",
            document({ ...trust, Principal: undefined, NotPrincipal: { AWS: "1" } }),
        ],
        ["with a principal and a resource", "resource", document({ ...trust, Resource: "*" })],
        ["with a principal and a NotResource", "resource", document({ ...trust, NotResource: "a" })],
        ["with a principal in its second statement only", "resource", document(send(), trust)],
        [
            "with a resource in its second statement only",
            "resource",
            document(trust, { ...trust, Resource: "*" }),
        ],
        ["as JSON", "trust", JSON.stringify(document(trust))],
        ["that cannot be read", "identity", "{"],
    ];
    for (const [what, kind, policy] of cases) {
        it(`is ${kind} for a document ${what}`, () => assert.equal(detectKind(policy), kind));
    }
});

// Amazon S3 User Guide, "Security best practices for Amazon S3"
describe("a bucket policy that denies plain HTTP", () => {
    const deny = {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const denying: [string, object][] = [
        ["as the guide writes it", deny],
        [
            "with the value as a boolean, and everyone as an AWS principal",
            {
                ...deny,
                Principal: { AWS: "*" },
                Condition: { Bool: { "aws:SecureTransport": false } },
            },
        ],
        ["with every action of every service", { ...deny, Action: "*" }],
        ["on every resource", { ...deny, Resource: "*" }],
        ["on bucket and objects by one pattern", { ...deny, Resource: "arn:aws:s3:::reports*" }],
        [
            "on what a template fills in",
            { ...deny, Resource: ["${aws_s3_bucket.reports.arn}/*", "${aws_s3_bucket.reports.arn}"] },
        ],
        ["with S3's actions in any case, beside others", { ...deny, Action: ["s3:GetObject", "S3:*"] }],
        ["with everyone beside others", { ...deny, Principal: { AWS: ["111122223333", "*"] } }],
    ];
    for (const [what, statement] of denying) {
        it(`does so ${what}`, () => assert.equal(deniesPlainHttp(document(statement)), true));
    }

    it("does so in one statement of several, as JSON", () =>
        assert.equal(deniesPlainHttp(JSON.stringify(document(send({ Principal: "*" }), deny))), true));

    it("does so in one statement for the bucket and one for its objects", () => {
        const [bucket, objects] = deny.Resource.map((Resource) => ({ ...deny, Resource }));
        assert.equal(deniesPlainHttp({ Statement: [bucket, objects] }), true);
        const except = { ...deny, Resource: undefined, NotResource: "arn:aws:s3:::reports/public/*" };
        assert.equal(deniesPlainHttp({ Statement: [except, objects] }), false);
        const allowed = { ...objects, Effect: "Allow" };
        assert.equal(deniesPlainHttp({ Statement: [bucket, allowed] }), false);
    });

    const open: [string, object][] = [
        ["on the bucket alone", { ...deny, Resource: "arn:aws:s3:::reports" }],
        ["on the objects alone", { ...deny, Resource: "arn:aws:s3:::reports/*" }],
        [
            "on objects with a prefix",
            { ...deny, Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/a/*"] },
        ],
        ["on buckets of a name", { ...deny, Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::*-logs"] }],
        ["on one object", { ...deny, Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/a"] }],
        ["by NotResource", { ...deny, Resource: undefined, NotResource: "arn:aws:s3:::reports/public/*" }],
        ["that allows it", { ...deny, Effect: "Allow" }],
        ["for one principal", { ...deny, Principal: { AWS: "111122223333" } }],
        ["for one action", { ...deny, Action: "s3:GetObject" }],
        ["for actions that begin alike", { ...deny, Action: ["s3:*Object", "xs3:*"] }],
        ["without a condition", { ...deny, Condition: undefined }],
        ["where TLS is used", { ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
        ["with either value", { ...deny, Condition: { Bool: { "aws:SecureTransport": ["false", "true"] } } }],
        ["by another key", { ...deny, Condition: { Bool: { "aws:ViaAWSService": "false" } } }],
        [
            "by another operator",
            { ...deny, Condition: { StringNotEquals: { "aws:SecureTransport": "false" } } },
        ],
        [
            "under a second condition",
            {
                ...deny,
                Condition: {
                    Bool: { "aws:SecureTransport": "false" },
                    IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
                },
            },
        ],
        [
            "under the same condition twice",
            {
                ...deny,
                Condition: {
                    Bool: { "aws:SecureTransport": "false" },
                    BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
                },
            },
        ],
    ];
    for (const [what, statement] of open) {
        it(`is not one ${what}`, () => assert.equal(deniesPlainHttp(document(statement)), false));
    }

    it("is not one that cannot be read", () => assert.equal(deniesPlainHttp("{"), false));
});

// IAM User Guide, "IAM policy elements: Variables and tags"
describe("a policy variable in a document of an old version", () => {
    const home = send({ Resource: ["arn:aws:sqs:eu-west-1:123456789012:${aws:username}"] });
    const LITERAL =
        'Version is not "2012-10-17": policy variables such as ${aws:username} are taken literally';

    it("is taken literally without a version, and with that of 2008", async () => {
        assert.deepEqual(await messages({ Statement: home }), [LITERAL]);
        assert.deepEqual(await messages({ Version: "2008-10-17", Statement: [send(), home] }), [LITERAL]);
    });

    it("is replaced with the version of 2012", async () =>
        assert.deepEqual(await messages({ Version: "2012-10-17", Statement: home }), []));

    it("does not matter where there is none, or in a Deny", async () => {
        assert.deepEqual(await messages({ Statement: send() }), []);
        assert.deepEqual(await messages({ Statement: { ...home, Effect: "Deny" } }), []);
    });
});
