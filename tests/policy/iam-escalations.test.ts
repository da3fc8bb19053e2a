import assert from "node:assert/strict";
import { judgeDocument, managedPolicyFindings } from "../../policy/iam";

const SETTINGS = { accounts: ["123456789012"], trusted: [] };
const USER = "arn:aws:iam::123456789012:user/";
const ROLE = "arn:aws:iam::123456789012:role/";

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...more,
});
/** Level and message of each finding on an identity policy. */
async function findings(...Statement: object[]): Promise<string[]> {
    const found = await judgeDocument({ Version: "2012-10-17", Statement }, "identity", SETTINGS);
    return found.map(({ level, message }) => `${level} ${message}`);
}

describe("escalations that no wide resource shows", () => {
    const ONESELF = `${USER}\${aws:username}`;
    const attached =
        "privilege escalation: any policy is written into oneself (IAM User Guide, 'Delegating permission management with " +
        "permissions boundaries')";

    for (const self of [ONESELF, `${USER}\${aws:PrincipalTag/name}`]) {
        it(`are permissions written into ${self}`, async () =>
            assert.deepEqual(await findings(allow("iam:PutUserPolicy", [self, `${USER}deploy`])), [
                `refuse statement 1: iam:PutUserPolicy on ${self}: ${attached}`,
            ]));
    }

    it("are none on another user, or within a boundary", async () => {
        assert.deepEqual(await findings(allow("iam:PutUserPolicy", `${USER}deploy`)), []);
        const boundary = `arn:aws:iam::123456789012:policy/limit`;
        const Condition = { ArnEquals: { "iam:PermissionsBoundary": boundary } };
        assert.deepEqual(await findings(allow("iam:PutUserPolicy", ONESELF, { Condition })), []);
    });

    it("are a role that one changes and uses, by one of several resources", async () => {
        const change = allow("iam:PutRolePolicy", [`${ROLE}a`, `${ROLE}b`]);
        const message =
            "iam:PassRole allows to use what iam:PutRolePolicy changes; privilege escalation: any policy is written into a role that " +
            "one can use (IAM User Guide, 'Delegating permission management with permissions boundaries')";
        assert.deepEqual(await findings(change, allow("iam:PassRole", [`${ROLE}b`, `${ROLE}c`])), [
            `refuse statement 1: iam:PutRolePolicy: ${message}`,
        ]);
        assert.deepEqual(await findings(change, allow("iam:PassRole", `${ROLE}c`)), []);
        assert.deepEqual(await findings(change), []);
    });

    it("are not searched in the actions of a whole service, which is refused itself", async () =>
        assert.equal((await findings(allow("iam:*", ONESELF))).length, 1));
});

describe("findings on AWS managed policies", () => {
    const AWS = "arn:aws:iam::aws:policy/";
    const boundary = (arn: string) => managedPolicyFindings(arn, true).map(({ message }) => message);

    it("as a permissions boundary exist only where it limits nothing", () => {
        const limits =
            "as a permissions boundary limits nothing; name a policy with the most that may ever be allowed";
        assert.deepEqual(boundary(`${AWS}AdministratorAccess`), [`AdministratorAccess ${limits}`]);
        assert.deepEqual(boundary(`${AWS}AdministratorAccess-Amplify`), [
            `AdministratorAccess-Amplify ${limits}`,
        ]);
        assert.deepEqual(boundary(`${AWS}PowerUserAccess`), []);
        assert.deepEqual(boundary(`${AWS}aws-service-role/AWSFooAdministratorAccess`), []);
        assert.deepEqual(boundary("arn:aws:iam::123456789012:policy/AdministratorAccess"), []);
    });

    it("as permissions exist whatever its path", () => {
        const found = managedPolicyFindings(`${AWS}job-function/a/AmazonS3FullAccess`, false);
        assert.deepEqual(
            found.map(({ level, message }) => `${level} ${message}`),
            [
                "refuse AmazonS3FullAccess: an AWS managed policy that grants all of a service or more; write a policy of your own " +
                    "with the actions that are needed",
            ],
        );
    });
});
