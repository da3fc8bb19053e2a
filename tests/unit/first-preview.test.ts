import assert from "node:assert/strict";
import prod from "../../policy/config/prod.json";
import { RULES, STACK_RULES } from "../../policy/rules";
import { UNKNOWN, evaluate, evaluateStack, resource } from "../support/evaluate";
import { EVERYTHING_ON } from "./everything-on";
import { Registered, one } from "../support/program-run";
import { runProgram } from "../support/program";

/** The settings of prod, but for the pattern of names: the stack of these tests is another one. */
const PROD: Readonly<Record<string, Record<string, unknown>>> = { ...prod, "bucket-naming": {} };

/** Paths of all unknown values below a value. */
function unknownPaths(value: unknown, at: string): string[] {
    if (value === UNKNOWN) {
        return [at];
    }
    if (Array.isArray(value)) {
        return value.flatMap((item, i) => unknownPaths(item, `${at}[${i}]`));
    }
    return value !== null && typeof value === "object"
        ? Object.entries(value).flatMap(([key, item]) => unknownPaths(item, `${at}.${key}`))
        : [];
}

/** What is only known once it is made, and no policy needs: ids of other resources. */
const MAY_BE_UNKNOWN = [
    "aws:ec2/launchTemplate:LaunchTemplate.vpcSecurityGroupIds[0]",
    "aws:ec2/launchTemplate:LaunchTemplate.keyName",
    "aws:ec2/instance:Instance.launchTemplate.id",
    "aws:ec2/instance:Instance.launchTemplate.version",
];

/** What decides about safety, by type: all of it must be there to be judged. */
const SECURITY_RELEVANT: Readonly<Record<string, readonly string[]>> = {
    "aws:iam/role:Role": ["name", "assumeRolePolicy"],
    "aws:iam/rolePolicy:RolePolicy": ["policy"],
    "aws:s3/bucket:Bucket": ["bucket", "forceDestroy"],
    "aws:s3/bucketPolicy:BucketPolicy": ["policy"],
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["blockPublicAcls", "restrictPublicBuckets"],
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["rules"],
    "aws:sns/topicPolicy:TopicPolicy": ["policy"],
    "aws:kinesis/stream:Stream": ["shardCount", "encryptionType", "kmsKeyId", "retentionPeriod"],
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
        "serverSideEncryption",
        "extendedS3Configuration",
    ],
    "aws:ec2/securityGroup:SecurityGroup": ["ingress", "egress"],
    "aws:cloudwatch/logGroup:LogGroup": ["retentionInDays"],
    "aws:athena/workgroup:Workgroup": ["configuration"],
};

/** The one thing that could be better by default: a key that alarms may use has to be the user's own. */
const TOPIC_KEY =
    "encryption-at-rest: aws:sns/topic:Topic alarms: advise: kmsMasterKeyId: messages are not encrypted by a KMS key; for " +
    "alarms it must be a customer managed key that CloudWatch may use";

for (const [what, config, advice] of [
    ["by default", {}, [TOPIC_KEY]],
    ["with everything on", EVERYTHING_ON, []],
] as const) {
    describe(`the first preview of an empty stack, ${what}`, () => {
        let registered: Registered[];

        before(async () => ({ registered } = await runProgram(config)));

        it("knows every input but ids of other resources", () => {
            const unknown = registered.flatMap(({ type, inputs }) => unknownPaths(inputs, type));
            const surprising = unknown.filter((path) => !MAY_BE_UNKNOWN.includes(path));
            assert.deepEqual(surprising, []);
            assert.ok(unknown.length > 0, "the mocked engine must leave something unknown");
        });

        it("knows all that decides about safety", () => {
            for (const [type, properties] of Object.entries(SECURITY_RELEVANT)) {
                const found = registered.filter((resource) => resource.type === type);
                assert.ok(found.length > 0, type);
                for (const { name, inputs } of found) {
                    for (const property of properties) {
                        assert.ok(inputs[property] !== undefined, `${type} ${name} ${property}`);
                        assert.deepEqual(unknownPaths(inputs[property], property), []);
                    }
                }
            }
        });

        it("violates no policy, as on prod, without any exception", async () => {
            const provider = one(registered, "pulumi:providers:aws");
            const reported: string[] = [];
            for (const rule of RULES) {
                for (const { type, name, inputs } of registered) {
                    const more = { provider, protect: true };
                    const found = await evaluate(rule, type, inputs, PROD[rule.name], more);
                    reported.push(...found.map((line) => `${rule.name}: ${type} ${name}: ${line}`));
                }
            }
            assert.deepEqual(reported, advice);
        });

        it("violates no policy of the stack as a whole", () => {
            const resources = registered.map(({ type, inputs }) => resource(type, inputs));
            for (const rule of STACK_RULES) {
                const required = rule.name === "budget-present" ? { require: what !== "by default" } : {};
                assert.deepEqual(evaluateStack(rule, resources, required), [], rule.name);
            }
        });
    });
}
