import assert from "node:assert/strict";
import { ResourceValidationArgs, unknownCheckingProxy } from "@pulumi/policy";
import { Exception, Exceptions } from "../../policy/pack/exceptions";
import { policiesOf } from "../../policy/pack/policies";
import { Rule } from "../../policy/pack/rule";
import { RULES, STACK_RULES } from "../../policy/rules";
import { encryptionAtRest } from "../../policy/rules/encryption-at-rest";
import { UNKNOWN, resource } from "../support/evaluate";

const STREAM = "aws:kinesis/stream:Stream";
const TOPIC = "aws:sns/topic:Topic";
const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

/** Stands for the engine: asks every policy about each resource in turn, then about the stack. */
async function reported(
    resources: readonly { type: string; name: string; props: Record<string, unknown> }[],
    config: Readonly<Record<string, object>> = {},
    rules: readonly Rule[] = RULES,
): Promise<string[]> {
    const policies = policiesOf(rules, STACK_RULES);
    const lines: string[] = [];
    const report = (policy: string) => (message: string) => void lines.push(`${policy}: ${message}`);
    for (const { type, name, props } of resources) {
        for (const policy of policies) {
            if ("validateResource" in policy && typeof policy.validateResource === "function") {
                const args = {
                    type,
                    name,
                    urn: urnOf(type, name),
                    props: unknownCheckingProxy(props) as Record<string, unknown>,
                    opts: { protect: false },
                    getConfig: () => config[policy.name] ?? {},
                } as unknown as ResourceValidationArgs;
                await policy.validateResource(args, report(policy.name));
            }
        }
    }
    for (const policy of policies) {
        if ("validateStack" in policy) {
            const listed = resources.map(({ type, name, props }) => ({
                type,
                urn: urnOf(type, name),
                props,
                opts: {},
            }));
            const args = { resources: listed, getConfig: () => config[policy.name] ?? {} };
            await policy.validateStack(args as never, report(policy.name));
        }
    }
    return lines;
}

const EXCEPTION: Exception = {
    rule: "encryption-at-rest",
    urn: "urn:pulumi:dev::shop::aws:kinesis/stream:Stream::old-*",
    reason: "its reader does not support KMS",
    owner: "data team",
    expires: "2999-12-31",
};
const PLAIN = { type: STREAM, name: "old-clicks", props: { shardCount: 1 } };
const MESSAGE =
    "encryptionType: records are not encrypted; set it to KMS, with kmsKeyId alias/aws/kinesis or a key of your own";
const excepted = (...entries: Exception[]) => ({ exceptions: { entries } });

describe("the policy pack", () => {
    it("reports a violation by its rule, and advice by a policy that never stops a deployment", async () => {
        assert.deepEqual(await reported([PLAIN]), [`encryption-at-rest: ${MESSAGE}`]);
        const [line = ""] = await reported([{ type: TOPIC, name: "alarms", props: {} }]);
        assert.match(line, /^advice: encryption-at-rest: kmsMasterKeyId: messages are not encrypted/);
        const policies = policiesOf(RULES, STACK_RULES);
        const levels = new Map(policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]));
        assert.equal(levels.get("advice"), "advisory");
        assert.equal(levels.get("encryption-at-rest"), "mandatory");
        assert.equal(levels.get("unknown-at-preview"), "mandatory");
    });

    it("has a policy for unknown values, which says input and rule", async () => {
        const props = { shardCount: UNKNOWN, encryptionType: "KMS" };
        assert.deepEqual(await reported([{ type: STREAM, name: "clicks", props }]), [
            "unknown-at-preview: the input 'shardCount' is not known before the update, so stream-shard-count cannot evaluate it: it " +
                "comes from a resource that does not exist yet; build it from names, account and region that the program knows",
        ]);
    });

    it("reports the fix with a violation", async () => {
        const policy = JSON.stringify({
            Statement: { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" },
        });
        const [line = ""] = await reported([{ type: "aws:iam/policy:Policy", name: "p", props: { policy } }]);
        assert.match(
            line,
            /; this would pass: \{"Effect":"Allow","Action":\["sqs:SendMessage"\],"Resource":\["arn:aws:sqs:\*:\*:QUEUE_NAME"\]\}$/,
        );
    });

    it("fails where a rule fails, instead of passing", async () => {
        const broken: Rule = {
            ...encryptionAtRest,
            judge() {
                throw new Error("defect");
            },
        };
        await assert.rejects(reported([PLAIN], {}, [broken]), /^Error: defect$/);
    });

    describe("exceptions", () => {
        it("except a rule for a URN, and are reported with reason, owner and last day", async () => {
            assert.deepEqual(await reported([PLAIN], excepted(EXCEPTION)), [
                `advice: encryption-at-rest: excepted until 2999-12-31 by data team (its reader does not support KMS): ${MESSAGE}`,
            ]);
        });

        it("hold for that rule and URN only; one that is not used is reported", async () => {
            const other = { ...PLAIN, name: "clicks" };
            const what = `the exception of encryption-at-rest for ${EXCEPTION.urn} (data team: its reader does not support KMS)`;
            assert.deepEqual(await reported([other], excepted(EXCEPTION)), [
                `encryption-at-rest: ${MESSAGE}`,
                `exceptions-in-use: ${what} is not used; remove it`,
            ]);
        });

        it("end with their last day, and are then reported", async () => {
            const expired = { ...EXCEPTION, expires: "2026-01-31" };
            const what = `the exception of encryption-at-rest for ${EXCEPTION.urn} (data team: its reader does not support KMS)`;
            assert.deepEqual(await reported([PLAIN], excepted(expired)), [
                `encryption-at-rest: ${MESSAGE}`,
                `exceptions-in-use: ${what} expired on 2026-01-31; fix the resource, or renew the exception with a later date`,
            ]);
            const entries = new Exceptions([{ ...EXCEPTION, expires: "2026-11-24" }], "2026-11-24");
            assert.ok(entries.find("encryption-at-rest", urnOf(STREAM, "old-clicks")));
        });

        it("of a rule that does not exist are reported", async () => {
            const [line = ""] = new Exceptions([{ ...EXCEPTION, rule: "encryption" }]).problems(["imdsv2"]);
            assert.match(line, /names a rule that does not exist; remove it, or name one of imdsv2$/);
        });

        it("except a violation of the stack as a whole, which is reported as well", async () => {
            const bucket = {
                type: "aws:s3/bucket:Bucket",
                name: "old-files",
                props: { bucket: "old-files" },
            };
            const refusal = "bucket 'old-files' accepts requests without TLS; add a bucket policy";
            const [stopped = ""] = await reported([bucket]);
            assert.ok(stopped.startsWith(`tls-only: ${refusal}`), stopped);
            const entry = { ...EXCEPTION, rule: "tls-only", urn: "*::old-files" };
            const lines = await reported([bucket], excepted(entry));
            assert.equal(lines.length, 1);
            const expected = `exceptions-in-use: tls-only: excepted until 2999-12-31 by data team (its reader does not support KMS): ${refusal}`;
            assert.ok(lines[0]?.startsWith(expected), lines[0]);
        });

        it("except an unknown value as well", async () => {
            const entry = { ...EXCEPTION, rule: "unknown-at-preview", urn: "*" };
            const props = { shardCount: UNKNOWN, encryptionType: "KMS" };
            const [line = ""] = await reported([{ type: STREAM, name: "clicks", props }], excepted(entry));
            assert.match(
                line,
                /^advice: excepted until 2999-12-31 by data team \(its reader does not support KMS\): the input 'shardCount'/,
            );
        });
    });

    it("corrects what cannot change behavior: a stream without encryption gets the AWS-managed key", () => {
        const corrected = (props: Record<string, unknown>) =>
            encryptionAtRest.remediate?.(resource(STREAM, props), {});
        assert.deepEqual(corrected({ name: "s" }), {
            name: "s",
            encryptionType: "KMS",
            kmsKeyId: "alias/aws/kinesis",
        });
        assert.equal(corrected({ encryptionType: "NONE" }), undefined);
        assert.equal(encryptionAtRest.remediate?.(resource(TOPIC, {}), {}), undefined);
    });
});
