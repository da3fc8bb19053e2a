import assert from "node:assert/strict";
import * as iam from "../../components/foundation/policy-documents";
import { iamLeastPrivilege } from "../../policy/rules/iam-least-privilege";
import { DEPLOYMENT } from "../support/program-run";
import { UNKNOWN, evaluate, resource } from "../support/evaluate";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ROLE = "aws:iam/role:Role";
const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:jobs";
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });
const judge = (type: string, props: Record<string, unknown>, config = {}, more = {}) =>
    evaluate(iamLeastPrivilege, type, props, config, more);
const identity = (policy: unknown) => judge(ROLE_POLICY, { policy });

const WHOLE =
    "policy: statement 1: s3:* on *: it grants all actions of the service s3; name the actions that are needed";
const PUBLIC = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }],
});
const EVERYONE =
    "statement 1: it allows everyone (Principal *) without a condition that pins an account, an organisation, a VPC endpoint " +
    "or a source ARN; name the intended principals, or add such a condition";

describe("policy iam-least-privilege", () => {
    it("refuses the SQL system's two over-broad policies, each service by itself", async () => {
        const refusal = (service: string) =>
            `policy: statement 1: ${service}:* on *: it grants all actions of the service ${service}; name the actions that are needed`;
        assert.deepEqual(await identity(allow(["kinesis:*"])), [refusal("kinesis")]);
        const second = await identity(allow(["cloudwatch:*", "logs:*", "sns:*", "autoscaling:Describe*"]));
        assert.deepEqual(
            second.filter((line) => !line.startsWith("advise")),
            ["cloudwatch", "logs", "sns"].map(refusal),
        );
    });

    it("names statement, action, resource, why, and the ARN form that the action takes", async () => {
        assert.deepEqual(await identity(allow("kinesis:PutRecords", "*", { Sid: "Wide" })), [
            "policy: 'Wide' (statement 1): kinesis:PutRecords on *: kinesis:PutRecords (Write) can be narrowed; name resources of " +
                "the form arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}",
        ]);
    });

    it("says which conditions do not help", async () => {
        const fromOffice = { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
        const [line = ""] = await identity(allow("sqs:SendMessage", "*", fromOffice));
        assert.match(line, /; the condition on aws:sourceip names no resource$/);
        const [whole = ""] = await identity(allow("sqs:*", "*", fromOffice));
        assert.match(whole, /; the condition on aws:sourceip names no resource$/);
    });

    it("reports what a pattern grants, by access level", async () => {
        const [line = ""] = await identity(allow("sqs:*Message", QUEUE));
        assert.match(
            line,
            /^advise: policy: statement 1: sqs:\*Message on .*: it grants 2 Write, 1 Read today, and what AWS adds to them/,
        );
    });

    it("corrects a policy by removing a redundant statement, which changes nothing", () => {
        const send = { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: QUEUE };
        const both = { Effect: "Allow", Action: ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource: QUEUE };
        const corrected = (...Statement: object[]) => {
            const policy = JSON.stringify({ Version: "2012-10-17", Statement });
            const found = iamLeastPrivilege.remediate?.(resource(ROLE_POLICY, { role: "r", policy }), {});
            return found && { ...found, policy: JSON.parse(String(found["policy"])) as unknown };
        };
        const policy = { Version: "2012-10-17", Statement: [both] };
        assert.deepEqual(corrected(send, both), { role: "r", policy });
        assert.deepEqual(corrected(both, both), { role: "r", policy });
        assert.equal(corrected(both), undefined);
        assert.equal(corrected(send, { ...both, Effect: "Deny" }), undefined);
        assert.equal(iamLeastPrivilege.remediate?.(resource(ROLE_POLICY, { policy: "{" }), {}), undefined);
    });

    it("gives the narrowest form that would pass, ready to paste", async () => {
        const document = allow(["kinesis:PutRecords", "s3:ListAllMyBuckets", "kinesis:ListStreams"]);
        const findings = await iamLeastPrivilege.judge(
            { type: ROLE_POLICY, urn: "u", props: { policy: document } },
            { accounts: ["123456789012"] },
        );
        assert.deepEqual(JSON.parse(findings[0]?.fix ?? ""), [
            {
                Effect: "Allow",
                Action: ["kinesis:PutRecords"],
                Resource: ["arn:aws:kinesis:*:123456789012:stream/STREAM_NAME"],
            },
            { Effect: "Allow", Action: ["s3:ListAllMyBuckets", "kinesis:ListStreams"], Resource: ["*"] },
        ]);
    });

    const unreadable: [string, unknown, string][] = [
        ["what is not JSON", "{", "it is not JSON"],
        ["a list", "[]", "it is not an object with a Statement"],
        ["a document without statements", "{}", "it has no Statement"],
        ["a statement that is none", '{"Statement":["a"]}', "statement 1 is not an object"],
        [
            "a statement without effect",
            '{"Statement":[{"Action":"s3:GetObject","Resource":"*"}]}',
            "statement 1 has neither Effect Allow nor Deny",
        ],
        [
            "a statement without action",
            '{"Statement":{"Effect":"Allow","Resource":"*"}}',
            "statement 1 has neither Action nor NotAction",
        ],
        [
            "an element that IAM does not know",
            '{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Ressource":"*"}}',
            "statement 1 has the element 'Ressource', which IAM does not know",
        ],
        [
            "an action that is not a string",
            '{"Statement":{"Effect":"Allow","Action":[1],"Resource":"*"}}',
            "statement 1: Action has 1, which is not a string",
        ],
        [
            "a condition that is none",
            '{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":1}}}',
            "statement 1: Condition.Bool is not an object",
        ],
    ];
    for (const [what, policy, why] of unreadable) {
        it(`refuses ${what}`, async () =>
            assert.deepEqual(await identity(policy), [`policy: the policy document cannot be read: ${why}`]));
    }

    it("also takes a document as an object", async () => {
        assert.deepEqual(await identity(JSON.parse(allow("s3:*"))), [WHOLE]);
    });

    const places: [string, Record<string, unknown>, string][] = [
        ["aws:iam/policy:Policy", { policy: allow("s3:*") }, WHOLE],
        ["aws:iam/userPolicy:UserPolicy", { policy: allow("s3:*") }, WHOLE],
        ["aws:iam/groupPolicy:GroupPolicy", { policy: allow("s3:*") }, WHOLE],
        [
            ROLE,
            {
                assumeRolePolicy: iam.instanceTrust(DEPLOYMENT),
                inlinePolicies: [{ name: "a", policy: allow("s3:*") }],
            },
            `inlinePolicies[0].${WHOLE}`,
        ],
        ["aws:s3/bucketPolicy:BucketPolicy", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        ["aws:s3/bucket:Bucket", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        ["aws:sqs/queuePolicy:QueuePolicy", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        ["aws:sns/topicPolicy:TopicPolicy", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        ["aws:kms/key:Key", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        ["aws:secretsmanager/secretPolicy:SecretPolicy", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        ["aws:glue/resourcePolicy:ResourcePolicy", { policy: PUBLIC }, `policy: ${EVERYONE}`],
        [
            "aws:lambda/permission:Permission",
            { action: "lambda:InvokeFunction", principal: "*", function: "f" },
            `permission: ${EVERYONE.replace("statement 1", "'permission' (statement 1)")}`,
        ],
        [
            "aws:lambda/permission:Permission",
            { action: "lambda:InvokeFunction", principal: "s3.amazonaws.com", statementId: "s3" },
            "advise: permission: 's3' (statement 1): s3.amazonaws.com may be made to act for another account's resource; add a " +
                "condition on aws:SourceAccount or aws:SourceArn",
        ],
        [
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
            "policyArn: AdministratorAccess: an AWS managed policy that grants all of a service or more; write a policy of your own " +
                "with the actions that are needed",
        ],
        [
            ROLE,
            { managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"] },
            "managedPolicyArns: AWSLambdaBasicExecutionRole: an AWS managed policy that grants logs:CreateLogGroup on everything; " +
                "write a policy of your own with the actions that are needed",
        ],
        [
            "aws:iam/userPolicyAttachment:UserPolicyAttachment",
            { policyArn: "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess" },
            "advise: policyArn: AmazonEC2ReadOnlyAccess: an AWS managed policy that lists and describes more than is needed; write a " +
                "policy of your own with the actions that are needed",
        ],
        [
            "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
            { policyArn: "arn:aws:iam::aws:policy/BrandNewPolicy" },
            "advise: policyArn: BrandNewPolicy: an AWS managed policy that is not in the fact file of 2026-09-24; review it, or write a " +
                "policy of your own with the actions that are needed",
        ],
        [
            "aws:iam/user:User",
            { permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess" },
            "advise: permissionsBoundary: AdministratorAccess as a permissions boundary limits nothing; name a policy with the " +
                "most that may ever be allowed",
        ],
    ];
    for (const [type, props, says] of places) {
        it(`judges ${type.split(":").pop()}: ${says.slice(0, 60)}…`, async () =>
            assert.deepEqual(await judge(type, props), [says]));
    }

    it("accepts a policy of one's own that is attached, and AWS's own narrow ones", async () => {
        for (const policyArn of [
            "arn:aws:iam::123456789012:policy/mine",
            "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
        ]) {
            assert.deepEqual(await judge("aws:iam/policyAttachment:PolicyAttachment", { policyArn }), []);
        }
    });

    it("knows the own and the trusted accounts by configuration, or by the provider", async () => {
        const trust = (principal: string) =>
            JSON.stringify({
                Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" }],
            });
        const props = { assumeRolePolicy: trust("arn:aws:iam::111122223333:root") };
        assert.match((await judge(ROLE, props)).join(), /^advise: .*the stack's own account is not known/);
        assert.deepEqual(await judge(ROLE, props, { accounts: ["111122223333"] }), []);
        const provider = { allowedAccountIds: '["111122223333"]' };
        assert.deepEqual(await judge(ROLE, props, {}, { provider }), []);
        assert.match(
            (await judge(ROLE, props, { accounts: ["123456789012"] })).join(),
            /belongs to a foreign account, without/,
        );
        const trusted = { accounts: ["123456789012"], trusted: ["111122223333"] };
        assert.match((await judge(ROLE, props, trusted)).join(), /^advise: .*trusted account, but without/);
    });

    it("takes an unknown document, and an unknown value in one, for a violation", async () => {
        assert.match(
            (await identity(UNKNOWN)).join(),
            /^unknown: the input 'policy' is not known before the update/,
        );
        const inner = { Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: UNKNOWN }] };
        assert.match(
            (await identity(inner)).join(),
            /^unknown: the input 'policy.Statement\[0\].Resource' is not known/,
        );
    });
});
