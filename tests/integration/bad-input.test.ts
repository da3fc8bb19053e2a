import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { logFile, logLines } from "../support/access-log";
import { Clone, refused } from "../support/clone";

describe("bad input", function () {
    this.timeout(60_000);
    const clone = new Clone("test-bad-input", 11_000);
    const some = logFile(logLines(5));

    const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-"));
    const file = (name: string, content: string | Buffer) => {
        writeFileSync(path.join(folder, name), content);
        return path.join(folder, name);
    };
    const cases: [string, string[], RegExp, number?][] = [
        [
            "a query without its name",
            ["run", "query"],
            /^error: npm run query -- NAME \[--stack STACK\]: NAME is missing, a query of sql\/athena\/, such as /,
            2,
        ],
        [
            "a query of an unknown stack",
            ["run", "query", "--", "status-by-hour", "-s", "nope"],
            /^error: stack 'nope': there is no Pulumi\.nope\.yaml/,
        ],
        [
            "a query where nothing runs",
            ["run", "query", "--", "status-by-hour"],
            /^error: the local cloud is not running; start it with npm start$/,
        ],
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
            /^error: unknown option '--logs'; the nearest is --log; see npm start -- --help$/,
            2,
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
        ["no stack", ["run", "preview"], /npm run preview -- STACK: STACK is missing, a stack with a /, 2],
        [
            "an unknown reset option",
            ["run", "local:reset", "--", "--all"],
            /unknown option '--all'; the nearest is --help; see npm run local:reset -- --help/,
            2,
        ],
    ];
    for (const [what, args, line, exitCode] of cases) {
        it(`refuses ${what}`, async () => refused(await clone.npm(...args), line, exitCode));
    }

    it("says in one line that AWS has no credentials of ours", async () => {
        const none = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" };
        const env = { PATH: process.env["PATH"], HOME: folder, ...none };
        const args = ["run", "query", "--", "status-by-hour", "-s", "dev"];
        refused(await clone.spawned("npm", args, env).ended, /^error: AWS refused: /);
    });

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
        const ended = await clone.spawned("node", ["tools/cli.js", "start"], { PATH: bin }).ended;
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

    for (const [what, args, file] of [
        ["npm start", ["start"], "Pulumi.local.yaml"],
        ["npm run preview", ["run", "preview", "--", "dev"], "Pulumi.dev.yaml"],
    ] as const) {
        it(`refuses a wrong configuration at ${what} before any tool is set up or started`, async () => {
            const undo = clone.edit(file, "shardCount: 1", "shardCount: 0");
            const tools = clone.file(".local/tools");
            const target = readlinkSync(tools);
            rmSync(tools); // a tool that is looked for would be set up
            const ended = await clone.npm(...args);
            const left = clone.list(".local").sort();
            symlinkSync(target, tools);
            undo();
            refused(
                ended,
                new RegExp(`^error: ${file}: cc-pipeline:stream\\.shardCount: '0' is out of range; give `),
            );
            assert.doesNotMatch(ended.output, /^(Tools|Local cloud|Offline preview)/m);
            // Neither a tool, nor an engine, nor a process of the local cloud has left anything.
            assert.deepEqual(
                left.filter((name) => !["bundles", "tool-versions.json"].includes(name)),
                [],
            );
        });
    }

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
