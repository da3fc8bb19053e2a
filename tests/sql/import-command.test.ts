import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { folder } from "../support/folder";
import { STATUS_SQL, STEP, described, status } from "./legacy-applications";

const ROOT = path.join(__dirname, "..", "..");

describe("import:kda as a command", () => {
    const run = (...args: string[]) =>
        spawnSync(process.execPath, ["--import", "tsx", "tools/kda-import/main.ts", "import:kda", ...args], {
            cwd: ROOT,
            encoding: "utf8",
        });

    it("writes the query and its schema, and says what to set", () => {
        const place = folder();
        const file = path.join(place, "application.json");
        writeFileSync(file, described(status(STEP)));
        const { status: code, stdout } = run(file, "--to", place);
        assert.equal(code, 0);
        assert.match(stdout, /query: sql-streaming-application\n {4}windowSeconds: 60/);
        assert.equal(readFileSync(path.join(place, "sql-streaming-application.sql"), "utf8"), STATUS_SQL);
        assert.ok(existsSync(path.join(place, "sql-streaming-application.schema.json")));
        const again = run(file, "--to", place);
        assert.equal(again.status, 1);
        assert.match(again.stderr, /^error: sql\/sql-streaming-application\.sql is there already; rename it/);
    });

    it("writes nothing where something cannot be carried over", () => {
        const place = folder();
        const file = path.join(place, "application.json");
        writeFileSync(file, described(status(STEP).replace("COUNT(*)", 'EXP_AVG("bytes", 1)')));
        const { status: code, stderr } = run(file, "--to", place);
        assert.equal(code, 1);
        assert.equal(
            stderr,
            "error: application sql-streaming-application: nothing is written, because this could not be carried over:\n  the function EXP_AVG; what stands for it in Flink is in sql/legacy/exp-avg\n",
        );
        assert.deepEqual(readdirSync(place), ["application.json"]);
    });

    const place = folder();
    const bad: [string, string | undefined, RegExp][] = [
        ["a missing file", undefined, /it cannot be read \(ENOENT\)$/m],
        ["no JSON", "SELECT 1", /it is no JSON: /],
        ["something else", "{}", /it holds no Kinesis Data Analytics SQL application; give the JSON of /],
        [
            "a Flink application",
            '{"ApplicationDetail":{"ApplicationName":"f"}}',
            /application f: it has no SQL code; only SQL applications can be imported/,
        ],
    ];
    bad.forEach(([what, content, line], i) =>
        it(`refuses ${what} with one line`, () => {
            const file = path.join(place, `bad-${i}.json`);
            if (content !== undefined) {
                writeFileSync(file, content);
            }
            const { status: code, stderr } = run(file);
            assert.equal(code, 1);
            assert.match(stderr, line);
            assert.equal(stderr.trim().split("\n").length, 1, stderr);
        }),
    );

    it("says how it is called", () =>
        assert.match(run().stderr, /^error: npm run import:kda -- FILE \[--to FOLDER\]: give one file/));
});
