import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { survivorLine } from "../../tools/mutants/plugins";
import { PARTS } from "../../tools/mutants/parts";
import { scoreLine, scoreOf, sum } from "../../tools/mutants/score";
import { whyIgnored } from "../../tools/mutants/texts";

const ROOT = path.join(__dirname, "..", "..");

type Status = "Killed" | "Timeout" | "Survived" | "NoCoverage" | "Ignored" | "RuntimeError";
const results = (...statuses: Status[]) => statuses.map((status) => ({ status }));
const mutant = (status: Status, fileName: string, line: number, replacement: string) => ({
    status,
    fileName,
    location: { start: { line, column: 4 }, end: { line, column: 9 } },
    mutatorName: "StringLiteral",
    replacement,
});

describe("npm run mutants", () => {
    it("has a part for each folder of components/ and policy/ with code, and tests that exist", () => {
        const folders = ["components", "policy"].flatMap((room) =>
            readdirSync(path.join(ROOT, room), { withFileTypes: true })
                .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
                .map((entry) => path.join(room, entry.name))
                .filter((folder) =>
                    readdirSync(path.join(ROOT, folder), { recursive: true }).some((file) =>
                        String(file).endsWith(".ts"),
                    ),
                ),
        );
        assert.deepEqual(PARTS.map(({ folder }) => folder).sort(), folders.sort());
        for (const file of PARTS.flatMap(({ tests }) => tests)) {
            assert.ok(existsSync(path.join(ROOT, file)), file);
        }
    });

    it("counts a test that does not end as failed, code that no test runs as surviving, and nothing that is ignored", () => {
        const score = scoreOf(
            results("Killed", "Timeout", "Killed", "Survived", "NoCoverage", "Ignored", "RuntimeError"),
        );
        assert.equal(scoreLine(score), "5 mutants, 3 killed, 2 survived, score 60.0 %");
        assert.equal(
            scoreLine(sum([score, scoreOf(results("Killed")), scoreOf([])])),
            "6 mutants, 4 killed, 2 survived, score 66.7 %",
        );
    });

    it("reports a survivor on one line, and nothing that a test noticed", () => {
        const lines = [
            mutant("Survived", "/r/policy/b.ts", 12, '{\n    "a"\n}'),
            mutant("NoCoverage", "/r/policy/b.ts", 3, '""'),
            mutant("Killed", "/r/policy/b.ts", 1, '""'),
            mutant("Survived", "/r/policy/a.ts", 40, "x".repeat(101)),
        ].map((result) => survivorLine(result, "/r"));
        assert.deepEqual(lines, [
            'policy/b.ts:12:4 StringLiteral → { "a" }',
            'policy/b.ts:3:4 StringLiteral (no test runs it) → ""',
            undefined,
            `policy/a.ts:40:4 StringLiteral → ${"x".repeat(99)}…`,
        ]);
    });

    it("leaves out prose, and neither names nor the words of errors", () => {
        const property = (name: string) => ({ type: "ObjectProperty", key: { name } });
        const ignored = (type: string, parent: object, listKey?: string) =>
            whyIgnored({
                node: { type },
                listKey,
                parentPath: { node: { type: "", ...parent }, parentPath: null },
            }) !== undefined;
        assert.ok(ignored("StringLiteral", property("runbook")));
        assert.ok(ignored("TemplateLiteral", property("why")));
        assert.ok(!ignored("StringLiteral", property("name")));
        assert.ok(!ignored("NumericLiteral", property("why")));
        const call = (name: string) => ({ type: "CallExpression", callee: { name } });
        assert.ok(ignored("StringLiteral", call("count"), "arguments"));
        assert.ok(!ignored("StringLiteral", call("refuse"), "arguments"));
    });

    for (const [what, file] of [
        ["a file that does not exist", "components/monitoring/alarm.ts"],
        ["a file outside of components/ and policy/", "tools/mutants/main.ts"],
    ] as const) {
        it(`refuses ${what}`, () => {
            const { status, stderr } = spawnSync(process.execPath, ["tools/cli.js", "mutants", file], {
                cwd: ROOT,
                encoding: "utf8",
            });
            assert.equal(status, 1);
            assert.match(
                stderr,
                new RegExp(`^error: '${file}' is not a file or folder of components/config, `),
            );
        });
    }
});
