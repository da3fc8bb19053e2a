import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { rootClients } from "../../local/cloud/clients";
import { logFile, logLines } from "./access-log";
import { Clone, Ended, eventually, signalGroup } from "./clone";

/** Asserts that a command failed with one line that matches, and no stack trace. */
function refused({ code, output }: Ended, line: RegExp): void {
    assert.equal(code, 1, output);
    const errors = output
        .split("\n")
        .filter((text) => text.startsWith("error: ") || text.startsWith("missing: "));
    assert.equal(errors.length, 1, output);
    assert.match(errors[0] ?? "", line);
    assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
}

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
            line: /^error: the application's role cc-pipeline-local-analytics-us-east-1 lacks a permission: .*kinesis:GetRecords/,
        },
        {
            what: "the analytics role may not read its code",
            from: '["s3:GetObject", "s3:GetObjectVersion"]',
            to: '["s3:GetObjectVersion"]',
            line: /^error: the application's role cc-pipeline-local-analytics-us-east-1 lacks a permission: .*s3:GetObject/,
        },
        {
            what: "the analytics role trusts another application",
            from: '{ "aws:SourceArn": sourceArn }',
            to: '{ "aws:SourceArn": `${sourceArn}-other` }',
            line: /^error: the application's role cc-pipeline-local-analytics-us-east-1 lacks a permission: .*sts:AssumeRole/,
        },
    ];
    for (const { what, from, to, line } of DENIED) {
        it(`says within a minute that ${what}`, async () => {
            const undo = clone.edit("components/iam.ts", from, to);
            await clone.npm("stop");
            const ended = await clone.start("--log", some);
            undo();
            refused(ended, line);
            assert.ok(ended.millis < 60_000, `it took ${ended.millis} ms`);
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
        refused(
            ended,
            /^error: application cc-pipeline-local-analytics does not start: .*'respons' not found/,
        );
    });

    it("refuses kinesis:* on * before anything is deployed, also in a preview", async () => {
        await clone.npm("stop");
        const undo = clone.edit(
            "components/iam.ts",
            'Action: ["kinesis:PutRecords"], Resource: [streamArn]',
            'Action: ["kinesis:*"], Resource: ["*"]',
        );
        const violation =
            /iam-least-privilege {2}\(aws:iam:RolePolicy: producer\)[\s\S]*'WriteToStream' \(statement 1\): kinesis:\* on \*/;
        const preview = await clone.npm("run", "preview", "--", "local");
        const start = await clone.start("--log", some);
        undo();
        refused(preview, /^error: the preview of stack local failed; nothing was deployed$/);
        assert.match(preview.output, violation);
        refused(start, /^error: the deployment of stack local failed; what is wrong stands above$/);
        assert.match(start.output, violation);
        assert.doesNotMatch(start.output, /created/);
        const { port } = JSON.parse(clone.read(".local/cloud/processes/emulator.json")) as { port: number };
        const { Buckets } = await rootClients(`http://127.0.0.1:${port}`, "us-east-1").s3.send(
            new ListBucketsCommand({}),
        );
        assert.deepEqual(Buckets ?? [], []);
    });

    const UNSERVED: [string, string, RegExp][] = [
        [
            "a resource type",
            'new aws.sns.Topic("t", {});',
            /resource type aws:sns\/topic:Topic is not served by the local provider; it serves aws:cloudwatch/,
        ],
        [
            "a property",
            'new aws.kinesis.Stream("s", { name: "s", shardCount: 1, enforceConsumerDeletion: true });',
            /has no property 'enforceConsumerDeletion' on the local cloud; it would be ignored, so it is refused/,
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
        const undo = clone.edit(
            "Pulumi.local.yaml",
            'cc-pipeline:shardCount: "1"',
            "cc-pipeline:shardCount: two",
        );
        const { code, output } = await clone.start("--log", some);
        undo();
        assert.equal(code, 1, output);
        assert.match(output, /cc-pipeline:shardCount: 'two' is not a whole number; give one from 1 to 500/);
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
            /^error: another command works on the local cloud \(pid \d+\); wait for it/,
        );
        assert.equal((await first.ended).code, 0);
    });

    it("forgets all at a reset", async () => {
        assert.equal((await clone.npm("run", "local:reset")).code, 0);
        assert.equal(clone.exists(".local/cloud"), false);
        assert.deepEqual(clone.processes(), []);
        refused(
            await clone.npm("run", "local:feed", "--", some),
            /^error: the local cloud does not run; npm start starts it$/,
        );
    });

    describe("with bad input", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-"));
        const file = (name: string, content: string | Buffer) => {
            writeFileSync(path.join(folder, name), content);
            return path.join(folder, name);
        };
        const cases: [string, string[], RegExp][] = [
            [
                "a missing log",
                ["start", "--", "--log", "/no/such/log"],
                /--log \/no\/such\/log: there is no such file; give the path/,
            ],
            [
                "a directory",
                ["start", "--", "--log", folder],
                /: it is a directory; give the path of an access log$/,
            ],
            [
                "an empty log",
                ["start", "--", "--log", file("empty", "")],
                /: it is empty; give a file with at least one line$/,
            ],
            [
                "a binary file",
                ["start", "--", "--log", file("binary", Buffer.from([0x7f, 0, 1]))],
                /: it is a binary file; give/,
            ],
            [
                "a wrong number",
                ["start", "--", "--lines", "many"],
                /--lines: 'many' is not a whole number from 1 to 10000000/,
            ],
            [
                "an unknown option",
                ["start", "--", "--logs", "x"],
                /Unknown option '--logs'; npm start takes -- --log FILE/,
            ],
            [
                "both options",
                ["start", "--", "--log", "x", "--lines", "1"],
                /--log and --lines: give one of them/,
            ],
            [
                "an unknown stack",
                ["run", "preview", "--", "staging"],
                /stack 'staging': there is no Pulumi\.staging\.yaml/,
            ],
            ["no stack", ["run", "preview"], /npm run preview -- STACK: name one stack/],
            [
                "an unknown reset option",
                ["run", "local:reset", "--", "--all"],
                /'--all': npm run local:reset takes -- --tools or nothing/,
            ],
        ];
        for (const [what, args, line] of cases) {
            it(`refuses ${what}`, async () => refused(await clone.npm(...args), line));
        }

        it("refuses a log that may not be read", async function () {
            const secret = file("secret", "x\n");
            chmodSync(secret, 0);
            if (process.getuid?.() !== 0) {
                refused(
                    await clone.start("--log", secret),
                    /: it may not be read; give a file that you may read/,
                );
            } else {
                // The system lets root read everything, so root is refused nothing.
                assert.doesNotMatch(
                    (await clone.start("--log", secret, "--lines", "0")).output,
                    /may not be read/,
                );
            }
        });

        it("names each missing prerequisite and how to get it", async () => {
            const bin = path.join(folder, "bin");
            mkdirSync(bin);
            for (const name of ["node", "npm", "sh", "git"]) {
                const { output } = await clone.spawned("sh", ["-c", `command -v ${name}`]).ended;
                symlinkSync(output.trim(), path.join(bin, name));
            }
            const ended = await clone.spawned("node", ["local/bootstrap.js", "start"], { PATH: bin }).ended;
            assert.equal(ended.code, 1, ended.output);
            assert.deepEqual(
                ended.output
                    .trim()
                    .split("\n")
                    .map((line) => line.slice(0, 22)),
                ["missing: Python with v", "missing: Java was not ", "missing: Maven was not"],
            );
            assert.match(ended.output, /get a JDK of version 17 or newer, from adoptium\.net/);
        });

        it("says that the disk of the tools is full", async () => {
            rmSync(clone.file(".local/tools"));
            const small = await clone.spawned("sh", [
                "-c",
                "mkdir -p .local/tools && mount -t tmpfs -o size=1m none .local/tools",
            ]).ended;
            if (small.code !== 0) {
                return; // no right to mount here: local/disk.test.ts has the message
            }
            const ended = await clone.start("--log", some);
            await clone.spawned("umount", [".local/tools"]).ended;
            refused(
                ended,
                /^error: disk: .*\.local\/tools has \d MB free, .+ needs \d+ MB; free some and run again$/,
            );
        });
    });
});
