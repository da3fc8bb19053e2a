import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { GOOD } from "./checked-files";

const COMMAND = path.join(__dirname, "..", "..", "policy", "command.js");

describe("cc-pipeline-policy", function () {
    this.timeout(60_000);
    let folder: string;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-command-"));
        mkdirSync(path.join(folder, "policy"));
        writeFileSync(path.join(folder, "policy", "good.json"), JSON.stringify(GOOD));
        writeFileSync(path.join(folder, "policy:list"), JSON.stringify(GOOD));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    function run(args: readonly string[], env: Record<string, string> = {}) {
        const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, ...args], {
            cwd: folder,
            encoding: "utf8",
            env: { ...process.env, npm_command: "", ...env },
        });
        return { stdout, stderr, status };
    }

    for (const name of ["policy", "policy:list"]) {
        it(`runs once on a file or folder that is named '${name}', as an npm script is`, () => {
            assert.deepEqual(run([name]), {
                stdout: "1 accepted, 0 with advice, 0 refused\n",
                stderr: "",
                status: 0,
            });
        });
    }

    it("names itself in its usage, by itself and under npx", () => {
        const { stdout, stderr, status } = run([]);
        assert.deepEqual([stdout, status], ["", 2]);
        assert.match(stderr, /^usage: cc-pipeline-policy FILE… \[--format/);
        assert.doesNotMatch(stderr, /npm run/);
        assert.match(run([], { npm_command: "exec" }).stderr, /^usage: npx cc-pipeline-policy FILE… /);
    });

    it("explains itself on --help, which is not an error", () => {
        const { stdout, stderr, status } = run(["--help"]);
        assert.match(stdout, /^usage: cc-pipeline-policy FILE… /);
        assert.deepEqual([stderr, status], ["", 0]);
    });
});
