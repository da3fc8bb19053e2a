import assert from "node:assert/strict";
import { DocumentKind, judgeDocument } from "../../policy/iam";
import { classifyPrincipal } from "../../policy/iam/model/principals";

const OWN = "123456789012";
const TRUSTED = "111122223333";
const FOREIGN = "arn:aws:iam::999988887777:root";
const WORKER = `arn:aws:iam::${OWN}:role/batch/worker`;
const SETTINGS = { accounts: [OWN], trusted: [TRUSTED] };

/** Level and message of each finding on a statement, without its label. */
async function findings(kind: DocumentKind, statement: object, settings = SETTINGS): Promise<string[]> {
    const document = { Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } };
    const found = await judgeDocument(document, kind, settings);
    return found.map(({ level, message }) => `${level} ${message.replace(/^statement 1: /, "")}`);
}

const trust = (Principal: unknown, Condition?: object, Action: unknown = "sts:AssumeRole") =>
    findings("trust", { Principal, Action, ...(Condition && { Condition }) });
const resource = (Principal: unknown, Condition?: object, Action: unknown = "sqs:SendMessage") =>
    findings("resource", { Principal, Action, Resource: "*", ...(Condition && { Condition }) });

const org = (key = "aws:PrincipalOrgID") => ({ StringEquals: { [key]: "o-a1b2c3d4e5" } });
const NO_PRINCIPAL = "refuse it has no Principal; name the intended principals";
const NOT_PRINCIPAL =
    "refuse Allow with NotPrincipal allows everyone except the listed principals; name the intended principals";
const NOT_ACTION =
    "refuse Allow with NotAction grants every action except the listed ones; name the actions that are needed";

// IAM User Guide, "IAM JSON policy elements: Principal"
describe("the principal of a trust policy", () => {
    const LETS_EVERYONE =
        "refuse it lets everyone (Principal *) assume the role; name the intended principals, or pin them by " +
        "aws:PrincipalArn or aws:PrincipalOrgID";

    it("is everyone where it is *, whatever does not pin the caller", async () => {
        assert.deepEqual(await trust("*"), [LETS_EVERYONE]);
        assert.deepEqual(await trust({ AWS: "*" }, { StringEquals: { "aws:SourceVpce": "vpce-0a1b" } }), [
            LETS_EVERYONE,
        ]);
        assert.deepEqual(await trust("*", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::a" } }), [
            LETS_EVERYONE,
        ]);
    });

    for (const key of [
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:SourceOrgID",
        "aws:SourceAccount",
        "aws:userid",
    ]) {
        it(`is pinned by ${key}`, async () => assert.deepEqual(await trust("*", org(key)), []));
    }

    it("is judged by the account that aws:PrincipalArn or aws:PrincipalAccount pins it to", async () => {
        const by = (value: string, key = "aws:PrincipalArn") => trust("*", { StringLike: { [key]: value } });
        assert.deepEqual(await by(`arn:aws:iam::${OWN}:role/ci-*`), []);
        assert.deepEqual(await by(OWN, "aws:PrincipalAccount"), []);
        const foreign = (who: string) =>
            `refuse ${who} belongs to a foreign account, without a condition on sts:ExternalId; add one`;
        assert.deepEqual(await by(FOREIGN), [foreign("999988887777")]);
        assert.deepEqual(await by("999988887777", "aws:PrincipalAccount"), [foreign("999988887777")]);
        assert.deepEqual(await by("arn:aws:iam::*:role/ci"), [
            "refuse AWS:arn:aws:iam::*:role/ci: a wildcard in a principal; name the intended principals",
        ]);
    });

    it("has no wildcard but *", async () => {
        for (const [type, name] of [
            ["AWS", "arn:aws:iam::*:root"],
            ["AWS", `arn:aws:iam::${OWN}:role/?`],
            ["AWS", "arn:aws:iam::${var.account}:role/*"],
            ["Service", "*.amazonaws.com"],
        ] as const) {
            assert.deepEqual(await trust({ [type]: name }), [
                `refuse ${type}:${name}: a wildcard in a principal; name the intended principals`,
            ]);
        }
    });

    it("is not judged where it has no account, as a unique id or a placeholder", async () => {
        for (const AWS of [
            "AIDACKCEVSQ6C2EXAMPLE",
            "1234567890123",
            "12345678901",
            "arn:aws:iam::${var.accounts[*].id}:root",
            "arn:aws:iam::1234567890123:root",
            "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF",
        ]) {
            assert.deepEqual(await trust({ AWS }), [], AWS);
        }
        assert.deepEqual(await trust({ CanonicalUser: "79a59df900b949e55d96a1e698fbaced" }), []);
        assert.equal(classifyPrincipal("CanonicalUser:79a59df900b949e55d96a1e698fbaced", SETTINGS), "named");
    });

    it("may be foreign where the own account is not known", async () => {
        const unknown = await findings(
            "trust",
            { Principal: { AWS: WORKER }, Action: "sts:AssumeRole" },
            { accounts: [], trusted: [TRUSTED] },
        );
        assert.deepEqual(unknown, [
            `advise ${WORKER}: the stack's own account is not known, so it may be a foreign one; set 'accounts'`,
        ]);
    });

    it("of another account needs an ExternalId or an organisation, and trust", async () => {
        const externalId = { StringEquals: { "sts:ExternalId": "a1b2" } };
        assert.deepEqual(await trust({ AWS: FOREIGN }, externalId), [
            `advise ${FOREIGN} belongs to a foreign account; if you trust it, add the account to the setting 'trusted'`,
        ]);
        assert.deepEqual(await trust({ AWS: FOREIGN }, { StringLike: { "sts:ExternalId": "*" } }), [
            `refuse ${FOREIGN} belongs to a foreign account, without a condition on sts:ExternalId; add one`,
        ]);
        assert.deepEqual(await trust({ AWS: FOREIGN }, org()), []);
        assert.deepEqual(await trust({ AWS: TRUSTED }, org()), []);
        assert.deepEqual(await trust({ AWS: TRUSTED }, externalId), []);
        assert.deepEqual(await trust({ AWS: TRUSTED }), [
            `advise ${TRUSTED} belongs to a trusted account, but without a condition on sts:ExternalId`,
        ]);
    });
});

// IAM User Guide, "The confused deputy problem"
describe("a service in a trust policy", () => {
    const mayBeMade = (host: string) =>
        `advise ${host} may be made to assume the role for another account's resource; add a condition on ` +
        "aws:SourceAccount or aws:SourceArn";
    for (const host of [
        "firehose.amazonaws.com",
        "firehose.amazonaws.com.cn",
        "logs.eu-west-1.amazonaws.com",
        "logs.us-gov-west-1.amazonaws.com",
        "logs.cn-north-1.amazonaws.com.cn",
        "states.ap-southeast-2.amazonaws.com",
    ]) {
        it(`gives a source where it is ${host}`, async () =>
            assert.deepEqual(await trust({ Service: host }), [mayBeMade(host)]));
    }
    for (const host of [
        "ec2.amazonaws.com",
        "lambda.amazonaws.com",
        "ec2.eu-west-1.amazonaws.com",
        "logs.example.com",
        "batchoperations.amazonaws.com.s3",
        "batchoperations.eu-west-1.s3.amazonaws.com",
    ]) {
        it(`gives none where it is ${host}`, async () =>
            assert.deepEqual(await trust({ Service: host }), []));
    }
});

// IAM User Guide, "Create a role for OpenID Connect federation" and "IAM and AWS STS condition context keys"
describe("a federated principal of a trust policy", () => {
    const SAML = `arn:aws:iam::${OWN}:saml-provider/Office`;
    const GITHUB = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
    const COGNITO = "cognito-identity.amazonaws.com";
    const federated = (provider: string, Condition?: object) =>
        trust({ Federated: provider }, Condition, "sts:AssumeRoleWithWebIdentity");
    const key = (name: string) => `token.actions.githubusercontent.com:${name}`;
    const github = (sub: unknown, aud: unknown = "sts.amazonaws.com") =>
        federated(GITHUB, { StringLike: { [key("sub")]: sub, [key("aud")]: aud } });
    const refused = (missing: string) =>
        `refuse ${GITHUB}: OIDC federation without a condition on ${missing}; add it`;

    it("by SAML needs an audience that pins something", async () => {
        const needed = [`refuse ${SAML}: SAML federation without a condition on SAML:aud; add one`];
        const aud = "https://signin.aws.amazon.com/saml";
        assert.deepEqual(await federated(SAML), needed);
        assert.deepEqual(await federated(SAML, { StringEquals: { "SAML:aud": aud } }), []);
        assert.deepEqual(await federated(SAML, { StringLike: { "SAML:aud": "*" } }), needed);
        assert.deepEqual(await federated(SAML, { StringEquals: { "SAML:aud": "" } }), needed);
        assert.deepEqual(await federated(SAML, { StringEqualsIfExists: { "SAML:aud": aud } }), needed);
        assert.deepEqual(await federated(SAML, { StringEquals: { "SAML:sub": "a" } }), needed);
    });

    for (const sub of [
        "repo:example/data:ref:refs/heads/main",
        "repo:example/data:*",
        "repo:example/*",
        "repo:e*",
        "org:e",
        "system:serviceaccount:data:loader",
        "repo:",
        ["repo:example/data:*", "repo:example/logs:*"],
    ]) {
        it(`by OIDC may have the subject ${String(sub)}`, async () =>
            assert.deepEqual(await github(sub), []));
    }
    for (const sub of [
        "*",
        "repo:*",
        "repo:*/data",
        "repo:?",
        "repo:*:ref:refs/heads/main",
        "system:serviceaccount:*:*",
        ["repo:example/data:*", "repo:*"],
    ]) {
        it(`by OIDC may not have the subject ${String(sub)}`, async () =>
            assert.deepEqual(await github(sub), [refused("subject (…:sub)")]));
    }

    it("by OIDC may have no wildcard in its audience", async () => {
        for (const aud of ["*", "sts.*", "sts.amazonaws.co?", ["sts.amazonaws.com", "sts.*"]]) {
            assert.deepEqual(
                await github("repo:example/data:*", aud),
                [refused("audience (…:aud)")],
                String(aud),
            );
        }
        assert.deepEqual(await federated(GITHUB), [refused("audience (…:aud) and subject (…:sub)")]);
    });

    it("by web identity needs an audience or a subject", async () => {
        assert.deepEqual(await federated(COGNITO), [
            `refuse ${COGNITO}: web identity federation without a condition on the audience; add one`,
        ]);
        assert.deepEqual(
            await federated(COGNITO, { StringEquals: { [`${COGNITO}:aud`]: "eu-west-1:a1" } }),
            [],
        );
        assert.deepEqual(
            await federated(COGNITO, { StringEquals: { [`${COGNITO}:sub`]: "eu-west-1:a1" } }),
            [],
        );
        assert.deepEqual(
            await federated("www.amazon.com", { StringEquals: { "www.amazon.com:app_id": "a1" } }),
            [],
        );
    });
});

describe("the form of a statement of a trust or resource policy", () => {
    it("names principals, and by what they are", async () => {
        for (const [kind, Action] of [
            ["trust", "sts:AssumeRole"],
            ["resource", "sqs:SendMessage"],
        ] as const) {
            assert.deepEqual(await findings(kind, { Action }), [NO_PRINCIPAL]);
            assert.deepEqual(await findings(kind, { Action, NotPrincipal: { AWS: WORKER } }), [
                NOT_PRINCIPAL,
            ]);
        }
        assert.deepEqual(await findings("resource", { Action: "sqs:*", Resource: "*" }), [
            NO_PRINCIPAL,
            "refuse sqs:*: it grants all actions of the service sqs; name the actions that are needed",
        ]);
    });

    it("names actions by what they are", async () =>
        assert.deepEqual(await findings("trust", { Principal: { AWS: WORKER }, NotAction: "s3:*" }), [
            NOT_ACTION,
        ]));

    it("has no resource in a trust policy", async () =>
        assert.deepEqual(
            await findings("trust", { Principal: { AWS: WORKER }, Action: "sts:AssumeRole", Resource: "*" }),
            ["advise a trust policy has no Resource: it is about its own role"],
        ));

    it("names exact actions in a trust policy", async () => {
        assert.deepEqual(await trust({ AWS: WORKER }, undefined, ["sts:AssumeRole", "sts:TagSession"]), []);
        assert.deepEqual(await trust({ AWS: WORKER }, undefined, "sts:Assume*"), [
            "advise sts:Assume*: it grants any matching action that AWS adds later; name the actions that are needed, such as " +
                "sts:AssumeRole",
        ]);
        assert.deepEqual(await trust({ AWS: WORKER }, undefined, "sts:*"), [
            "refuse sts:*: it grants all actions of the service sts; name the actions that are needed, such as sts:AssumeRole",
        ]);
    });
});

describe("the principal of a resource policy", () => {
    it("may be the own account's root with all actions of a service, and nobody else beside it", async () => {
        const ROOT = `arn:aws:iam::${OWN}:root`;
        const wide =
            "refuse kms:*: it grants all actions of the service kms; name the actions that are needed";
        for (const AWS of [ROOT, OWN, [ROOT, OWN], "arn:aws:iam::${var.account}:root"]) {
            assert.deepEqual(await resource({ AWS }, undefined, "kms:*"), [], String(AWS));
        }
        for (const AWS of [
            WORKER,
            [ROOT, WORKER],
            `arn:aws:iam::${OWN}:rooted`,
            `arn:aws:iam::${OWN}:user/root/a`,
        ]) {
            assert.deepEqual(await resource({ AWS }, undefined, "kms:*"), [wide], String(AWS));
        }
        assert.ok((await resource({ AWS: TRUSTED }, undefined, "kms:*")).includes(wide));
        assert.ok((await resource({ AWS: FOREIGN }, undefined, "kms:*")).includes(wide));
        assert.ok((await resource({ AWS: "arn:aws:iam::*:root" }, undefined, "kms:*")).includes(wide));
    });

    it("of a foreign account needs a condition or trust", async () => {
        assert.deepEqual(await resource({ AWS: FOREIGN }), [
            `advise ${FOREIGN} belongs to a foreign account, without a condition; if you trust it, add the account to the setting ` +
                "'trusted'",
        ]);
        assert.deepEqual(await resource({ AWS: FOREIGN }, { Bool: { "aws:SecureTransport": "true" } }), []);
        assert.deepEqual(await resource({ AWS: TRUSTED }), []);
    });

    it("may be federated", async () =>
        assert.deepEqual(await resource({ Federated: "cognito-identity.amazonaws.com" }), []));
});

describe("an action of a resource policy", () => {
    it("is to be removed where AWS has retired it, and refused where it does not exist", async () =>
        assert.deepEqual(await resource({ AWS: WORKER }, undefined, ["SNS:Receive", "sns:Recieve"]), [
            "advise SNS:Receive: AWS has retired this action; remove it",
            "refuse sns:Recieve: the action sns:Recieve does not exist",
        ]));
});
