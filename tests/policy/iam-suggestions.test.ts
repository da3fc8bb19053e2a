import assert from "node:assert/strict";
import { DocumentKind, judgeDocument } from "../../policy/iam";
import { ActionFacts } from "../../policy/iam/data/action-data";
import { suggestedActions } from "../../policy/iam/suggest/identity";

const OWN = { accounts: ["123456789012"], trusted: ["111122223333"] };
const UNKNOWN_ACCOUNT = { accounts: [], trusted: [] };
const ROOT = { AWS: "arn:aws:iam::123456789012:root" };
const WORKER = "arn:aws:iam::123456789012:role/batch/worker";
const FOREIGN = "arn:aws:iam::999988887777:root";
const ASSUME = ["sts:AssumeRole"];

/** The form that is suggested with the first refusal of a statement; undefined where there is none. */
async function suggestion(kind: DocumentKind, statement: object, settings = OWN): Promise<unknown> {
    const document = { Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } };
    const refused = (await judgeDocument(document, kind, settings)).filter(({ level }) => level === "refuse");
    assert.notEqual(refused.length, 0, "it is not refused");
    const fix = refused[0]?.fix;
    return fix === undefined ? undefined : JSON.parse(fix);
}

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

describe("the form that is suggested for an identity policy", () => {
    const JOBS = "arn:aws:sqs:eu-west-1:123456789012:jobs";
    const grant = (Action: readonly string[], Resource: readonly string[], more: object = {}) => ({
        Effect: "Allow",
        Action,
        Resource,
        ...more,
    });

    it("keeps resources that are narrow and can be the action's", async () =>
        assert.deepEqual(
            await suggestion("identity", {
                Action: ["sqs:SendMessage", "sns:Publish", "sqs:DeleteMessage"],
                Resource: [JOBS, "arn:aws:sns:*:*:*"],
            }),
            [
                grant(["sqs:SendMessage", "sqs:DeleteMessage"], [JOBS]),
                grant(["sns:Publish"], ["arn:aws:sns:*:123456789012:TOPIC_NAME"]),
            ],
        ));

    it("keeps several resources in their order, and drops the wide one among them", async () => {
        const two = [JOBS, "arn:aws:sqs:eu-west-1:123456789012:mails"];
        assert.deepEqual(
            await suggestion("identity", { Action: "sqs:SendMessage", Resource: [...two, "*"] }),
            grant(["sqs:SendMessage"], two),
        );
    });

    it("does not keep what NotResource excludes", async () =>
        assert.deepEqual(
            await suggestion("identity", { Action: "sqs:SendMessage", NotResource: JOBS }),
            grant(["sqs:SendMessage"], ["arn:aws:sqs:*:123456789012:QUEUE_NAME"]),
        ));

    it("has * for an account that is not known", async () =>
        assert.deepEqual(
            await suggestion("identity", { Action: "sqs:SendMessage", Resource: "*" }, UNKNOWN_ACCOUNT),
            grant(["sqs:SendMessage"], ["arn:aws:sqs:*:*:QUEUE_NAME"]),
        ));

    // Service Authorization Reference, "Actions, resources, and condition keys for AWS Glue"
    it("names every resource that the action requires, and no optional one", async () => {
        const fix = await suggestion("identity", { Action: "glue:UpdateTable", Resource: "*" });
        const { Resource } = fix as { Resource: string[] };
        assert.deepEqual([...Resource].sort(), [
            "arn:aws:glue:*:123456789012:catalog",
            "arn:aws:glue:*:123456789012:database/DATABASE_NAME",
            "arn:aws:glue:*:123456789012:table/DATABASE_NAME/TABLE_NAME",
        ]);
    });

    it("names one resource where the action requires none", async () =>
        assert.deepEqual(
            await suggestion("identity", {
                Action: "ec2:DeleteVpcEndpointConnectionNotifications",
                Resource: "*",
            }),
            grant(
                ["ec2:DeleteVpcEndpointConnectionNotifications"],
                ["arn:aws:ec2:*:123456789012:vpc-endpoint/VPC_ENDPOINT_ID"],
            ),
        ));

    it("keeps the conditions of the statement in each part", async () => {
        const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
        assert.deepEqual(
            await suggestion("identity", {
                Action: ["sqs:SendMessage", "sqs:ListQueues"],
                Resource: "*",
                Condition,
            }),
            [
                grant(["sqs:SendMessage"], ["arn:aws:sqs:*:123456789012:QUEUE_NAME"], { Condition }),
                grant(["sqs:ListQueues"], ["*"], { Condition }),
            ],
        );
    });

    it("names each action once, however many patterns match it", async () =>
        assert.deepEqual(
            await suggestion("identity", { Action: ["sqs:SendMessage", "sqs:Send*"], Resource: "*" }),
            grant(["sqs:SendMessage"], ["arn:aws:sqs:*:123456789012:QUEUE_NAME"]),
        ));

    it("does not exist where only a person can know the actions", async () => {
        assert.equal(await suggestion("identity", { Action: "*", Resource: "*" }), undefined);
        assert.equal(await suggestion("identity", { NotAction: "iam:*", Resource: "*" }), undefined);
    });

    const action = (i: number, level: string, id = `example:Do${i}`): ActionFacts => ({
        id,
        levels: [level],
        forms: [],
    });
    const several = (count: number, level: string) =>
        Array.from({ length: count }, (_, i) => action(i, level));

    it("has all of 12 actions, and of more those that only list and describe, at most 12", () => {
        const writes = several(12, "Write");
        assert.deepEqual(suggestedActions({ pattern: "example:Do*", actions: writes }), writes);
        const more = [...writes, action(12, "List")];
        assert.deepEqual(suggestedActions({ pattern: "example:Do*", actions: more }), [action(12, "List")]);
        const reads = several(13, "Read");
        assert.deepEqual(suggestedActions({ pattern: "example:Do*", actions: reads }), reads.slice(0, 12));
    });

    it("has of a whole service no write and no read of contents, however few actions it has", () => {
        const actions = [
            action(0, "Write"),
            action(1, "List"),
            action(2, "Read", "dynamodb:GetItem"),
            action(3, "Read", "dynamodb:DescribeTable"),
        ];
        assert.deepEqual(
            suggestedActions({ pattern: "dynamodb:*", whole: "all actions", actions }).map(({ id }) => id),
            ["example:Do1", "dynamodb:DescribeTable"],
        );
    });
});
