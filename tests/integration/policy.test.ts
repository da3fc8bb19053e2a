import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as path from "node:path";
import { pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { RULES, STACK_RULES } from "../../policy/rules";
import { PolicyProject, ProjectResource } from "./policy-project";

const STREAM = "aws:kinesis/stream:Stream";
const BUCKET = "aws:s3/bucket:Bucket";
const allow = (Action: string, Resource: string) =>
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource } });

/** What violates each rule, and a part of the message. */
const VIOLATIONS: Readonly<Record<string, readonly [string, Record<string, unknown>, string]>> = {
    "bucket-naming": [
        BUCKET,
        { bucket: "Orders" },
        "bucket name 'Orders': it may have only lower case letters",
    ],
    "code-version": [
        "aws:lambda/function:Function",
        { s3Bucket: "code", s3Key: "f.zip" },
        "the code 'f.zip' has no version",
    ],
    "discontinued-service": ["aws:qldb/ledger:Ledger", { name: "l" }, "AWS ended Amazon QLDB on 2025-07-31"],
    "encrypted-disks": ["aws:ebs/volume:Volume", { size: 8 }, "encrypted: the volume is not encrypted"],
    "encryption-at-rest": [STREAM, { name: "s", shardCount: 1 }, "encryptionType: records are not encrypted"],
    "firehose-error-log": [
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        { serverSideEncryption: { enabled: true }, extendedS3Configuration: { bucketArn: "arn:aws:s3:::a" } },
        "extendedS3Configuration.cloudwatchLoggingOptions: delivery errors are not logged",
    ],
    "flink-state": [
        "aws:kinesisanalyticsv2/application:Application",
        { runtimeEnvironment: "FLINK-1_20", applicationConfiguration: {} },
        "applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state",
    ],
    "iam-least-privilege": [
        "aws:iam/policy:Policy",
        { policy: allow("sqs:SendMessage", "*") },
        "policy: statement 1: sqs:SendMessage on *",
    ],
    imdsv2: [
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        { imageId: "ami-1" },
        "metadataOptions.httpTokens: IMDSv1 answers",
    ],
    "log-retention": [
        "aws:cloudwatch/logGroup:LogGroup",
        { name: "g" },
        "retentionInDays: events are kept forever",
    ],
    "open-ingress": [
        "aws:ec2/securityGroup:SecurityGroup",
        { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] },
        "ingress of port 22 from 0.0.0.0/0 is open to everyone",
    ],
    "plain-secrets": [
        "aws:ssm/document:Document",
        { content: `AKIA${"IOSFODNN7EXAMPLE"}` },
        "content: it holds what looks like an AWS access key",
    ],
    "public-access": [
        "aws:s3/bucketAcl:BucketAcl",
        { bucket: "b", acl: "public-read" },
        "acl: 'public-read' lets everyone read",
    ],
    "required-tags": ["aws:sqs/queue:Queue", { name: "q" }, "tags: owner missing"],
    "runtime-support": [
        "aws:lambda/layerVersion:LayerVersion",
        { compatibleRuntimes: ["nodejs16.x"] },
        "runtime nodejs16.x: AWS ended its support on 2024-06-12",
    ],
    "stream-shard-count": [
        STREAM,
        { name: "m", shardCount: 11, encryptionType: "KMS" },
        "shardCount: 11 is outside this stack's 1 to 10 shards",
    ],
};
const CONFIG = { "required-tags": { tags: ["owner"] } };
const violating = (rule: string): ProjectResource => {
    const [type = "", props = {}] = VIOLATIONS[rule] ?? [];
    return { type, name: `violates-${rule}`, props };
};
const safeBucket: readonly ProjectResource[] = [
    { type: BUCKET, name: "orders", props: { bucket: "orders-eu" } },
    {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        name: "orders-policy",
        props: {
            bucket: "orders-eu",
            policy: JSON.stringify({
                Statement: {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: "*",
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            }),
        },
    },
];

describe("the policy pack, packed by npm, on another project with the real engine", function () {
    this.timeout(120_000);
    let project: PolicyProject;

    before(async () => (project = new PolicyProject(await pulumiCli())));
    after(() => project?.remove());

    it("stops the preview at a violation of each rule, with its message", async () => {
        const rules = RULES.map(({ name }) => name);
        assert.deepEqual(Object.keys(VIOLATIONS).sort(), [...rules].sort());
        const { code, output } = await project.preview(rules.map(violating), CONFIG);
        assert.notEqual(code, 0, output);
        for (const [rule, [, , message]] of Object.entries(VIOLATIONS)) {
            assert.ok(output.includes(message), `${rule}: ${message}\n${output}`);
            assert.match(output, new RegExp(`\\[mandatory\\] +${rule} +\\(aws:`));
        }
    });

    it("lets a preview pass that violates nothing, and reports its advice", async () => {
        const topic = { type: "aws:sns/topic:Topic", name: "alarms", props: { name: "a" } };
        const { code, output } = await project.preview([...safeBucket, topic]);
        assert.equal(code, 0, output);
        assert.match(output, /\[advisory\] +advice +\(aws:sns:Topic: alarms\)/);
        assert.match(output, /encryption-at-rest: kmsMasterKeyId: messages are not encrypted by a KMS key/);
    });

    it("stops the preview at a violation of each rule about the stack as a whole", async () => {
        const props = { bucket: "orders-eu", forceDestroy: true };
        const required = { "protect-data": { require: true }, "budget-present": { require: true } };
        const { code, output } = await project.preview([{ type: BUCKET, name: "orders", props }], required);
        assert.notEqual(code, 0, output);
        const messages = {
            "bucket-force-destroy":
                "forceDestroy: true on bucket 'orders-eu' lets a mistake delete everything in it",
            "budget-present": "the stack has no budget with a notification",
            "protect-data": "'orders-eu' holds data and is not protected",
            "tls-only": "bucket 'orders-eu' accepts requests without TLS",
        };
        assert.deepEqual(Object.keys(messages).sort(), STACK_RULES.map(({ name }) => name).sort());
        for (const [rule, message] of Object.entries(messages)) {
            assert.match(output, new RegExp(`\\[mandatory\\] +${rule} `));
            assert.ok(output.includes(message), `${message}\n${output}`);
        }
    });

    it("stops at a value that is not known, by a policy of its own whose level can be set", async () => {
        const later = {
            type: "aws:iam/policy:Policy",
            name: "later",
            props: { policy: { unknown: "orders" } },
        };
        const stopped = await project.preview([...safeBucket, later]);
        assert.notEqual(stopped.code, 0, stopped.output);
        assert.match(stopped.output, /\[mandatory\] +unknown-at-preview +\(aws:iam:Policy: later\)/);
        assert.match(
            stopped.output,
            /the input 'policy' is not known before the update, so iam-least-privilege cannot evaluate it/,
        );
        const passed = await project.preview([...safeBucket, later], { "unknown-at-preview": "advisory" });
        assert.equal(passed.code, 0, passed.output);
        assert.match(passed.output, /\[advisory\] +unknown-at-preview/);
    });

    it("judges secrets without printing them", async () => {
        const secret = `pul-${"0123456789abcdef".repeat(3).slice(0, 40)}`;
        const props = { description: { secret }, content: secret };
        const { code, output } = await project.preview([
            { type: "aws:ssm/document:Document", name: "doc", props },
        ]);
        assert.notEqual(code, 0, output);
        assert.match(output, /description: it holds what looks like a Pulumi access token/);
        assert.ok(!output.includes(secret), output);
    });

    it("excepts what the configuration excepts, and reports an exception that is not used", async () => {
        const entry = {
            rule: "encrypted-disks",
            urn: "*::violates-*",
            reason: "scratch",
            owner: "data team",
            expires: "2999-12-31",
        };
        const entries = [entry, { ...entry, rule: "imdsv2" }];
        const { code, output } = await project.preview([violating("encrypted-disks")], {
            exceptions: { entries },
        });
        assert.equal(code, 0, output);
        assert.match(output, /encrypted-disks: excepted until 2999-12-31 by data team \(scratch\)/);
        assert.match(
            output,
            /\[advisory\] +exceptions-in-use[^]*the exception of imdsv2 .* is not used; remove it/,
        );
    });

    it("corrects what it can where the level is remediate", async () => {
        const config = { "encryption-at-rest": "remediate" };
        const { code, output } = await project.preview([violating("encryption-at-rest")], config);
        assert.equal(code, 0, output);
        assert.match(output, /\[remediate\] +encryption-at-rest/);
    });

    it("is refused a configuration that its schemas do not allow", async () => {
        const { code, output } = await project.preview([], { "stream-shard-count": { max: "many" } });
        assert.notEqual(code, 0, output);
        assert.match(output, /stream-shard-count[^]*max/);
    });

    it("also judges the preview's own JSON, without a deployment", async () => {
        const resources = [violating("encrypted-disks"), violating("iam-least-privilege")];
        const { code, output } = await project.preview(resources, { all: "disabled" }, "--json");
        assert.equal(code, 0, output);
        const json = output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1);
        const file = project.write("preview.json", JSON.parse(json));
        const command = path.join(project.pack, "command.js");
        const ended = spawnSync(process.execPath, [command, file, "--format", "json"], { encoding: "utf8" });
        assert.equal(ended.status, 1, ended.stderr);
        const verdicts = ended.stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as { id: string; verdict: string });
        assert.deepEqual(verdicts.map(({ id, verdict }) => [id.split("::").pop(), verdict]).sort(), [
            ["violates-encrypted-disks", "refuse"],
            ["violates-iam-least-privilege", "refuse"],
        ]);
        assert.match(execFileSync(process.execPath, [command, "--list"], { encoding: "utf8" }), /^imdsv2 /m);
    });
});
