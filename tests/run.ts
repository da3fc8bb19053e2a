import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";

/** Runs the checks and tests of a command: `test` or `test:integration`. Its last line counts them. */
const ROOT = path.join(__dirname, "..");
const COUNTS = path.join(ROOT, ".local", "test-counts.json");

interface Counts {
    passed: number;
    failed: number;
}

function run(title: string, command: string, args: string[]): boolean {
    console.log(`\n== ${title}`);
    const begun = Date.now();
    const env = { ...process.env, MOCHA_COUNTS: COUNTS };
    const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", env });
    console.log(
        `== ${title}: ${status === 0 ? "passed" : "FAILED"}, ${((Date.now() - begun) / 1000).toFixed(1)} s`,
    );
    return status === 0;
}

/** A check that is one thing: it passes or fails. */
function check(title: string, command: string, args: string[]): Counts {
    const passed = run(title, path.join(ROOT, "node_modules", ".bin", command), args);
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** Mocha's own counts, from its report. A run that gives none has failed, however it ended. */
function mocha(title: string, folders: string[]): Counts {
    mkdirSync(path.dirname(COUNTS), { recursive: true });
    rmSync(COUNTS, { force: true });
    const files = folders.map((folder) => `tests/${folder}/**/*.test.ts`);
    const program = path.join(ROOT, "node_modules", "mocha", "bin", "mocha.js");
    const settings = ["--reporter", "tests/mocha-reporter.js", "--forbid-only", "--forbid-pending"];
    const passed = run(title, process.execPath, ["--import", "tsx", program, ...settings, ...files]);
    try {
        const counts = JSON.parse(readFileSync(COUNTS, "utf8")) as Counts;
        return { passed: counts.passed, failed: counts.failed + (passed || counts.failed > 0 ? 0 : 1) };
    } catch {
        return { passed: 0, failed: 1 };
    }
}

const SUITES: Record<string, () => Counts[]> = {
    test: () => [
        check("lint", "eslint", ["."]),
        check("format", "prettier", ["--check", "--log-level", "warn", "."]),
        check("types", "tsc", []),
        mocha("unit, policy and local tests", ["unit", "policy", "local"]),
    ],
    "test:integration": () => [mocha("integration tests", ["integration"])],
};

const counts = SUITES[process.argv[2] ?? "test"]?.() ?? [];
const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);
