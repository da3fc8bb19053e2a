import assert from "node:assert/strict";
import { suggestion } from "../support/iam-suggestion";

const UNKNOWN_ACCOUNT = { accounts: [], trusted: [] };
const ROOT = { AWS: "arn:aws:iam::123456789012:root" };
const WORKER = "arn:aws:iam::123456789012:role/batch/worker";
const FOREIGN = "arn:aws:iam::999988887777:root";
const ASSUME = ["sts:AssumeRole"];

const allow = (Principal: object, Action: readonly string[], more: object = {}) => ({
    Effect: "Allow",
    Principal,
    Action,
    ...more,
});

describe("the form that is suggested for a trust policy", () => {
    const assume = (Principal: unknown, Condition?: object) => ({
        Principal,
        Action: "sts:AssumeRole",
        ...(Condition && { Condition }),
    });
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

    const becomesOwnAccount: [string, object][] = [
        ["everyone", assume("*")],
        ["everyone as an AWS principal", assume({ AWS: "*" })],
        ["a wildcard in a principal", assume({ AWS: "arn:aws:iam::*:root" })],
        ["a wildcard in a service", assume({ Service: "*.amazonaws.com" })],
        ["NotPrincipal", { NotPrincipal: { AWS: WORKER }, Action: "sts:AssumeRole" }],
        [
            "NotPrincipal beside Principal",
            { Principal: { AWS: WORKER }, NotPrincipal: "*", Action: "sts:AssumeRole" },
        ],
        ["no principal", { Action: "sts:AssumeRole" }],
        ["an empty condition", assume("*", {})],
    ];
    for (const [what, statement] of becomesOwnAccount) {
        it(`is the own account for ${what}`, async () =>
            assert.deepEqual(await suggestion("trust", statement), allow(ROOT, ASSUME)));
    }

    it("has a placeholder where the own account is not known", async () =>
        assert.deepEqual(
            await suggestion("trust", assume("*"), UNKNOWN_ACCOUNT),
            allow({ AWS: "arn:aws:iam::ACCOUNT_ID:root" }, ASSUME),
        ));

    it("keeps the conditions of the statement", async () =>
        assert.deepEqual(
            await suggestion("trust", assume("*", mfa)),
            allow(ROOT, ASSUME, { Condition: mfa }),
        ));

    it("is one statement per principal, and keeps those that nothing is wrong with", async () =>
        assert.deepEqual(
            await suggestion(
                "trust",
                assume({
                    AWS: [WORKER, "arn:aws:iam::111122223333:root", "*"],
                    Service: "ec2.amazonaws.com",
                    CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
                }),
            ),
            [
                allow({ AWS: WORKER }, ASSUME),
                allow({ AWS: "arn:aws:iam::111122223333:root" }, ASSUME),
                allow(ROOT, ASSUME),
                allow({ Service: "ec2.amazonaws.com" }, ASSUME),
                allow(
                    { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
                    ASSUME,
                ),
            ],
        ));

    // IAM User Guide, "The confused deputy problem"
    const externalId = { StringEquals: { "sts:ExternalId": "EXTERNAL_ID" } };
    const foreign: [string, object | undefined, object][] = [
        ["without a condition", undefined, externalId],
        ["with another condition", mfa, { ...mfa, ...externalId }],
        [
            "with a condition of the same operator",
            { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
            { StringEquals: { "aws:RequestedRegion": "eu-west-1", "sts:ExternalId": "EXTERNAL_ID" } },
        ],
        [
            "with any ExternalId",
            { StringLike: { "STS:externalid": "*", "aws:PrincipalTag/team": "data" } },
            { StringLike: { "aws:PrincipalTag/team": "data" }, ...externalId },
        ],
        ["with any ExternalId alone", { StringLike: { "sts:ExternalId": "*" } }, externalId],
    ];
    for (const [what, before, Condition] of foreign) {
        it(`requires an ExternalId of a foreign account ${what}`, async () =>
            assert.deepEqual(
                await suggestion("trust", assume({ AWS: FOREIGN }, before)),
                allow({ AWS: FOREIGN }, ASSUME, { Condition }),
            ));
    }

    const OIDC = "arn:aws:iam::123456789012:oidc-provider/";
    const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
    const SAML = "arn:aws:iam::123456789012:saml-provider/Office";
    // IAM User Guide, "Create a role for OpenID Connect federation" and "IAM and AWS STS condition context keys"
    const federated: [string, string, object][] = [
        [
            `${OIDC}token.actions.githubusercontent.com`,
            "sts:AssumeRoleWithWebIdentity",
            {
                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                "token.actions.githubusercontent.com:sub": "SUBJECT",
            },
        ],
        [
            `${OIDC}${EKS}`,
            "sts:AssumeRoleWithWebIdentity",
            { [`${EKS}:aud`]: "sts.amazonaws.com", [`${EKS}:sub`]: "SUBJECT" },
        ],
        [
            "cognito-identity.amazonaws.com",
            "sts:AssumeRoleWithWebIdentity",
            { "cognito-identity.amazonaws.com:aud": "AUDIENCE" },
        ],
        ["accounts.google.com", "sts:AssumeRoleWithWebIdentity", { "accounts.google.com:aud": "AUDIENCE" }],
        ["www.amazon.com", "sts:AssumeRoleWithWebIdentity", { "www.amazon.com:app_id": "AUDIENCE" }],
        ["graph.facebook.com", "sts:AssumeRoleWithWebIdentity", { "graph.facebook.com:app_id": "AUDIENCE" }],
        [SAML, "sts:AssumeRoleWithSAML", { "SAML:aud": "https://signin.aws.amazon.com/saml" }],
    ];
    for (const [provider, action, asked] of federated) {
        it(`requires ${Object.keys(asked).join(" and ")} of ${provider}`, async () =>
            assert.deepEqual(
                await suggestion("trust", { Principal: { Federated: provider }, Action: action }),
                allow({ Federated: provider }, [action], { Condition: { StringEquals: asked } }),
            ));
    }
});

describe("the form that is suggested for a resource policy", () => {
    const vpce = { StringEquals: { "aws:SourceVpce": "vpce-0a1b" } };
    const READS = [
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ListDeadLetterSourceQueues",
        "sqs:ListMessageMoveTasks",
        "sqs:ListQueueTags",
        "sqs:ListQueues",
    ];

    it("names of a whole service the actions that only list and describe", async () => {
        const fix = await suggestion("resource", { Principal: { AWS: WORKER }, Action: "sqs:*" });
        const { Action, ...rest } = fix as { Action: string[] };
        assert.deepEqual([...Action].sort(), READS);
        assert.deepEqual(rest, { Effect: "Allow", Principal: { AWS: WORKER }, Resource: "*" });
    });

    it("does not exist where no action is known", async () =>
        assert.equal(await suggestion("resource", { Principal: "*", Action: "sqs:Sned" }), undefined));

    it("keeps resource and conditions, and names each action once", async () =>
        assert.deepEqual(
            await suggestion("resource", {
                Principal: "*",
                Action: ["s3:GetObject", "S3:getobject"],
                Resource: ["arn:aws:s3:::reports/*"],
                Condition: { Bool: { "aws:SecureTransport": "true" } },
            }),
            {
                ...allow(ROOT, ["s3:GetObject"]),
                Resource: ["arn:aws:s3:::reports/*"],
                Condition: { Bool: { "aws:SecureTransport": "true" } },
            },
        ));

    it("leaves everyone where conditions pin the principal, but no other wildcard", async () =>
        assert.deepEqual(
            await suggestion("resource", {
                Principal: { AWS: ["*", "arn:aws:iam::*:root"] },
                Action: "sqs:SendMessage",
                Resource: "*",
                Condition: vpce,
            }),
            [
                allow({ AWS: "*" }, ["sqs:SendMessage"], { Resource: "*", Condition: vpce }),
                allow(ROOT, ["sqs:SendMessage"], { Resource: "*", Condition: vpce }),
            ],
        ));

    it("requires nothing of a foreign account beyond the statement's conditions", async () =>
        assert.deepEqual(
            await suggestion("resource", {
                Principal: { AWS: [FOREIGN, "*"] },
                Action: "sqs:SendMessage",
                Resource: "*",
            }),
            [
                allow({ AWS: FOREIGN }, ["sqs:SendMessage"], { Resource: "*" }),
                allow(ROOT, ["sqs:SendMessage"], { Resource: "*" }),
            ],
        ));
});
