import assert from "node:assert/strict";
import * as iam from "../../components/iam";
import { iamLeastPrivilege } from "../../policy/rules/iam-least-privilege";
import { DEPLOYMENT } from "../unit/mocks";
import { UNKNOWN, judged } from "./judged";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });
const identity = (policy: unknown) => judged(iamLeastPrivilege, ROLE_POLICY, { policy });
const trust = (document: object) =>
    judged(iamLeastPrivilege, "aws:iam/role:Role", { assumeRolePolicy: JSON.stringify(document) });
const bucket = (document: object) =>
    judged(iamLeastPrivilege, "aws:s3/bucketPolicy:BucketPolicy", { policy: JSON.stringify(document) });

const STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/s";

describe("policy iam-least-privilege", () => {
    describe("refuses the original system's two over-broad policies", () => {
        it("kinesis:* on *", async () => {
            assert.deepEqual(await identity(allow(["kinesis:*"])), [
                "policy: statement 1: kinesis:* on *: it grants all actions of the service kinesis; " +
                    "name the actions that are needed",
            ]);
        });

        it("cloudwatch:*, logs:*, sns:*, autoscaling:Describe* on *", async () => {
            const found = await identity(allow(["cloudwatch:*", "logs:*", "sns:*", "autoscaling:Describe*"]));
            assert.deepEqual(
                found,
                ["cloudwatch", "logs", "sns"].map(
                    (service) =>
                        `policy: statement 1: ${service}:* on *: it grants all actions of the service ${service}; ` +
                        "name the actions that are needed",
                ),
            );
        });
    });

    const refused: [string, string, string][] = [
        [
            "everything",
            allow("*"),
            "statement 1: * on *: it grants all actions of every service; name the actions that are needed",
        ],
        [
            "a whole service on one resource",
            allow("KINESIS:*", STREAM),
            `statement 1: KINESIS:* on ${STREAM}: it grants all actions of the service kinesis; name the actions that are needed`,
        ],
        [
            "a write on * that can be narrowed, naming the ARN form",
            allow("kinesis:PutRecords"),
            "statement 1: kinesis:PutRecords on *: kinesis:PutRecords (Write) can be narrowed; name resources of the form " +
                "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}",
        ],
        [
            "Allow with NotAction",
            JSON.stringify({ Statement: { Effect: "Allow", NotAction: "iam:*", Resource: "*" } }),
            "statement 1: Allow with NotAction grants every action but the named ones; name the actions that are needed",
        ],
        [
            "Allow with NotResource",
            JSON.stringify({
                Statement: { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::a/*" },
            }),
            "statement 1: Allow with NotResource grants every resource but the named ones; name the resources that are needed",
        ],
        [
            "a service that does not exist",
            allow("kinesys:PutRecords"),
            "statement 1: kinesys:PutRecords on *: the service 'kinesys' does not exist",
        ],
        [
            "an action that does not exist",
            allow("kinesis:PutRecordz"),
            "statement 1: kinesis:PutRecordz on *: the action kinesis:PutRecordz does not exist",
        ],
        ["what is not JSON", "{", "the policy document cannot be read: it is not JSON"],
        ["a document without statements", "{}", "the policy document cannot be read: it has no Statement"],
        [
            "a statement without effect",
            JSON.stringify({ Statement: [{ Action: "s3:GetObject", Resource: "*" }] }),
            "the policy document cannot be read: statement 1 has neither Effect Allow nor Deny",
        ],
    ];
    for (const [what, policy, message] of refused) {
        it(`refuses ${what}`, async () => assert.deepEqual(await identity(policy), [`policy: ${message}`]));
    }

    it("names the statement by its Sid", async () => {
        assert.match(
            (await identity(allow("sqs:*", "*", { Sid: "Wide" }))).join(),
            /^policy: 'Wide' \(statement 1\): sqs:\* /,
        );
    });

    const accepted: [string, string][] = [
        ["an exact action on a named resource", allow("kinesis:PutRecords", STREAM)],
        ["an action that knows no narrower resource", allow("xray:PutTraceSegments")],
        ["listing on *", allow("kinesis:ListStreams")],
        [
            "a write on * under a condition that narrows",
            allow("sqs:SendMessage", "*", { Condition: { StringEquals: { "aws:ResourceTag/app": "x" } } }),
        ],
        [
            "a document that only denies",
            JSON.stringify({ Statement: { Effect: "Deny", Action: "*", Resource: "*" } }),
        ],
    ];
    for (const [what, policy] of accepted) {
        it(`accepts ${what}`, async () => assert.deepEqual(await identity(policy), []));
    }

    it("does not take a condition that does not narrow for one that does", async () => {
        const condition = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
        assert.equal((await identity(allow("sqs:SendMessage", "*", condition))).length, 1);
    });

    it("takes conditions that name a name space, an instance or a service for narrowing", async () => {
        for (const [action, operator, key, value] of [
            ["cloudwatch:PutMetricData", "StringEquals", "cloudwatch:namespace", "Mine"],
            [
                "ssm:UpdateInstanceInformation",
                "ArnLike",
                "ec2:SourceInstanceARN",
                "arn:aws:ec2:*:*:instance/i",
            ],
            ["kms:Decrypt", "StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"],
        ] as const) {
            assert.equal((await identity(allow(action))).length, 1, action);
            const narrowed = allow(action, "*", { Condition: { [operator]: { [key]: value } } });
            assert.deepEqual(await identity(narrowed), [], action);
        }
    });

    it("refuses open principals in trust and bucket policies", async () => {
        const open = { Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
        const why =
            "statement 1: it allows everyone (Principal *) without a condition; name the principals that are meant";
        assert.deepEqual(await trust(open), [`assumeRolePolicy: ${why}`]);
        const read = {
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject", Resource: "*" }],
        };
        assert.deepEqual(await bucket(read), [`policy: ${why}`]);
        const not = {
            Statement: [
                { Effect: "Allow", NotPrincipal: { AWS: "1" }, Action: "s3:GetObject", Resource: "*" },
            ],
        };
        assert.match((await bucket(not)).join(), /Allow with NotPrincipal/);
    });

    it("judges a role's inline policies", async () => {
        const found = await judged(iamLeastPrivilege, "aws:iam/role:Role", {
            assumeRolePolicy: iam.instanceTrust(DEPLOYMENT),
            inlinePolicies: [{ name: "a", policy: allow("s3:*") }],
        });
        assert.match(found.join(), /^inlinePolicies\[0\]\.policy: statement 1: s3:\* on \*/);
    });

    it("takes an unknown document for a violation", async () => {
        assert.deepEqual(await identity(UNKNOWN), [
            "unknown-at-preview: string value at .policy can't be known during preview, so nothing can be judged " +
                "before deploy; build the value from names, account and region that the program knows",
        ]);
    });
});
