import assert from "node:assert/strict";
import { createServer } from "node:net";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { rootClients } from "../../local/cloud/clients";
import { logFile, logLines } from "../support/access-log";
import { Clone, eventually, refused, signalGroup } from "../support/clone";

const ENGINE_LOG = /\(engine's log: \.local\/cloud\/logs\/pulumi\.log\)$/.source;
const NOT_DEPLOYED = new RegExp(
    `^error: the deployment of stack local failed; see the error above ${ENGINE_LOG}`,
);
const NOT_PREVIEWED = new RegExp(
    `^error: the preview of stack local failed; nothing was deployed ${ENGINE_LOG}`,
);

describe("npm start, where something is wrong", function () {
    this.timeout(240_000);
    const clone = new Clone("test-failures");
    const some = logFile(logLines(50));

    after(() => clone.npm("stop"));

    const DENIED = [
        {
            what: "the analytics role may not write to Firehose",
            from: '"firehose:PutRecordBatch"',
            to: '"firehose:DescribeDeliveryStream"',
            line: /^error: the application's role cc-pipeline-local-analytics-us-east-1 lacks a permission: .*firehose:PutRecordBatch/,
        },
        {
            what: "the producer role may not write to the stream",
            from: 'Action: ["kinesis:PutRecords"]',
            to: 'Action: ["kinesis:DescribeStream"]',
            line: /^error: the instance's role cc-pipeline-local-producer-us-east-1 lacks a permission: .*kinesis:PutRecords/,
        },
        {
            what: "the analytics role may not read the stream",
            from: '            "kinesis:GetRecords",\n',
            to: "",
            line: NOT_DEPLOYED,
            reported:
                /application cc-pipeline-local-analytics v\d+ does not start: .*not authorized to perform: kinesis:GetRecords/,
        },
        {
            what: "the analytics role may not read its code",
            from: '["s3:GetObject", "s3:GetObjectVersion"]',
            to: '["s3:GetObjectVersion"]',
            line: NOT_DEPLOYED,
            reported:
                /application cc-pipeline-local-analytics v\d+ does not start: .*not authorized to perform: s3:GetObject/,
        },
        {
            what: "the analytics role trusts another application",
            file: "components/foundation/policy-documents.ts",
            from: '{ "aws:SourceArn": sourceArn }',
            to: '{ "aws:SourceArn": `${sourceArn}-other` }',
            line: NOT_DEPLOYED,
            reported:
                /application cc-pipeline-local-analytics v\d+ does not start: .*not authorized to perform: sts:AssumeRole/,
        },
    ];
    for (const { what, file = "components/foundation/grants.ts", from, to, line, reported } of DENIED) {
        it(`says soon, and does not hang, where ${what}`, async () => {
            const undo = clone.edit(file, from, to);
            await clone.npm("stop");
            const ended = await clone.start("--log", some);
            undo();
            refused(ended, line);
            assert.match(ended.output, reported ?? /lacks a permission/);
            // Alone it takes 20 to 55 s, and in the first minutes of four lanes at once up to 120 s.
            assert.ok(ended.millis < 200_000, `it took ${ended.millis} ms`);
        });
    }

    it("works once the permission is there again, and has lost nothing", async () => {
        const { code, output } = await clone.start("--log", some);
        assert.equal(code, 0, output);
    });

    it("says what is wrong with a query", async () => {
        const undo = clone.edit("sql/status-counts.sql", "response AS status", "respons AS status");
        const ended = await clone.start("--log", some);
        undo();
        refused(ended, NOT_DEPLOYED);
        assert.match(
            ended.output,
            /application cc-pipeline-local-analytics v\d+ does not start: .*'respons' not found/,
        );
    });

    it("says what is wrong with agent.json", async () => {
        const undo = clone.edit(
            "agent-config/agent.json",
            '"partitionKeyOption": "RANDOM"',
            '"partitionKeyOption": "NEVER"',
        );
        const ended = await clone.start("--log", some);
        undo();
        refused(
            ended,
            /^error: agent of i-\w+ does not start: agent: agent\.json flows\[0\]\.partitionKeyOption: 'NEVER' is not one of/,
        );
    });

    it("refuses kinesis:* on * before anything is deployed, also in a preview", async () => {
        await clone.npm("stop");
        const undo = clone.edit(
            "components/foundation/grants.ts",
            'Action: ["kinesis:PutRecords"], Resource: [streamArn]',
            'Action: ["kinesis:*"], Resource: ["*"]',
        );
        const violation =
            /iam-least-privilege {2}\(aws:iam:RolePolicy: producer\)[\s\S]*'WriteToStream' \(statement 1\): kinesis:\* on \*/;
        const preview = await clone.npm("run", "preview", "--", "local");
        const start = await clone.start("--log", some);
        undo();
        refused(preview, NOT_PREVIEWED);
        assert.match(preview.output, violation);
        refused(start, NOT_DEPLOYED);
        assert.match(start.output, violation);
        assert.doesNotMatch(start.output, /created/);
        const { port } = JSON.parse(clone.read(".local/cloud/processes/emulator.json")) as { port: number };
        const { Buckets } = await rootClients(`http://127.0.0.1:${port}`, "us-east-1").s3.send(
            new ListBucketsCommand({}),
        );
        assert.deepEqual(Buckets ?? [], []);
    });

    const VIOLATIONS: [string, string, string, string, RegExp][] = [
        [
            "bucket-naming",
            "components/foundation/names.ts",
            "const base = `${d.project}-${d.stack}`",
            "const base = `${d.project}.${d.stack}`",
            /bucket-naming {2}\(aws:s3:Bucket: results\)[\s\S]*it must match this stack's pattern cc-pipeline-local-/,
        ],
        [
            "stream-shard-count",
            "Pulumi.local.yaml",
            "shardCount: 1",
            "shardCount: 17",
            /stream-shard-count {2}\(aws:kinesis:Stream: ingestion\)[\s\S]*shardCount: 17 is outside this stack's 1 to 16 shards/,
        ],
        [
            "iam-least-privilege, where a document is not known",
            "components/foundation/private-bucket.ts",
            "policy: tlsOnly(this.bucketArn)",
            "policy: this.bucket.arn.apply(tlsOnly)",
            /unknown-at-preview {2}\(aws:s3:BucketPolicy: results\)[\s\S]*the input 'policy' is not known before the update, so iam-least/,
        ],
    ];
    for (const [rule, name, from, to, violation] of VIOLATIONS) {
        it(`stops at a violation of ${rule}, in the first preview`, async () => {
            const undo = clone.edit(name, from, to);
            const preview = await clone.npm("run", "preview", "--", "local");
            undo();
            refused(preview, NOT_PREVIEWED);
            assert.match(preview.output, violation);
        });
    }

    const UNSERVED: [string, string, RegExp][] = [
        [
            "a resource type",
            'new aws.sqs.Queue("q", {}, { provider });',
            /resource type aws:sqs\/queue:Queue is not served by the local provider; it serves aws:athena/,
        ],
        [
            "a property",
            'new aws.kinesis.Stream("s", { name: "s", shardCount: 1, arn: "a" }, { provider });',
            /has no property 'arn' on the local cloud; it would be ignored, so it is refused/,
        ],
    ];
    for (const [what, statement, message] of UNSERVED) {
        it(`refuses ${what} that the local provider does not serve`, async () => {
            const undo = clone.edit("index.ts", "    return {", `    ${statement}\n    return {`);
            const { code, output } = await clone.npm("run", "preview", "--", "local");
            undo();
            assert.equal(code, 1, output);
            assert.match(output, message);
        });
    }

    it("refuses a configuration of the wrong type with one line", async () => {
        const undo = clone.edit("Pulumi.local.yaml", "shardCount: 1", "shardCount: two");
        const { code, output } = await clone.start("--log", some);
        undo();
        assert.equal(code, 1, output);
        assert.match(
            output,
            /cc-pipeline:stream\.shardCount: 'two' is not a whole number; give one from 1 to 500/,
        );
        assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
    });

    it("ends everything it has started when it is interrupted at any moment", async () => {
        await clone.npm("stop");
        for (const delay of [1000, 3000, 6000, 10_000, 16_000]) {
            const { child, ended } = clone.begin("start", "--", "--lines", "5000000");
            await new Promise((resolve) => setTimeout(resolve, delay));
            signalGroup(child, "SIGINT");
            const { output } = await ended;
            const left = () => clone.processes().map(({ command }) => command);
            await eventually("nothing runs any more", 20_000, () => left().length === 0).catch(
                (error: Error) => {
                    throw new Error(`${error.message} after ${delay} ms: ${left().join("\n")}\n${output}`);
                },
            );
        }
    });

    it("chooses other ports where its own are taken", async () => {
        await clone.npm("run", "local:reset");
        const servers = [4566, 8081].map((port) =>
            createServer()
                .on("error", () => undefined)
                .listen(port, "127.0.0.1"),
        );
        const { code, output } = await clone.start("--log", some);
        servers.forEach((server) => server.close());
        assert.equal(code, 0, output);
        assert.match(output, /AWS API {10}http:\/\/127\.0\.0\.1:45(6[7-9]|[789]\d)/);
        assert.doesNotMatch(output, /http:\/\/127\.0\.0\.1:8081/);
    });

    it("shows what runs, feeds more, and refuses a second command meanwhile", async () => {
        const status = await clone.npm("run", "local:status");
        assert.match(status.output, /AWS API +http:\/\/127\.0\.0\.1:\d+ +pid \d+/);
        assert.match(status.output, /RUNNING, \d+\.\d s behind/);
        const fed = await clone.npm("run", "local:feed", "--", some);
        assert.equal(fed.code, 0, fed.output);
        await eventually("the fed lines are read", 10_000, async () =>
            /100 lines read, 0 skipped, 100 sent, 0 bytes behind/.test(
                (await clone.npm("run", "local:status")).output,
            ),
        );
        const first = clone.begin("start", "--", "--log", some);
        await eventually("the first works", 10_000, () => clone.exists(".local/session.lock"));
        refused(
            await clone.start("--log", some),
            /^error: another command is working on the local cloud \(pid \d+\); wait for it/,
        );
        assert.equal((await first.ended).code, 0);
    });

    it("deletes the local cloud at a reset", async () => {
        assert.equal((await clone.npm("run", "local:reset")).code, 0);
        assert.equal(clone.exists(".local/cloud"), false);
        // What an engine has started sees within a second that it has ended.
        await eventually("nothing runs", 10_000, () => clone.processes().length === 0);
        refused(
            await clone.npm("run", "local:feed", "--", some),
            /^error: the local cloud is not running; start it with npm start$/,
        );
    });
});
