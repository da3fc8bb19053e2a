import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { Arguments } from "../tools/registry/command";
import { FLINK_DIR, LOCAL_DIR, ROOT } from "../tools/runtime/paths";
import { emulatorPython } from "../tools/toolchain/emulator-venv";
import { flinkJar, flinkUnitTests } from "../tools/toolchain/flink-jar";
import { pulumiCli } from "../tools/toolchain/pulumi-cli";

/**
 * Runs the checks and tests of a command: `test`, which needs nothing but the packages, or `test:integration`, which sets up
 * the local cloud's tools first. Its last line counts them, and so does .local/test-counts/COMMAND.json.
 */
interface Counts {
    passed: number;
    failed: number;
}

function sum(counts: readonly Counts[]): Counts {
    const of = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
    return { passed: of("passed"), failed: of("failed") };
}

const COUNTS = path.join(LOCAL_DIR, "test-counts");
const CACHES = path.join(LOCAL_DIR, "check-caches");
/** Groups of integration tests that run at a time: most of what they do is to wait for windows to end. */
const LANES = 5;
/**
 * Integration tests, in groups that run one after the other where they share something. A lane takes the next group when it is
 * done with one, so the longest come first. Each file has a clone with a local cloud and ports of its own.
 */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
    failures: ["failures"],
    pipeline: ["pipeline"],
    updates: ["application-updates"],
    windows: ["windows"],
    stack: ["stack"],
    service: ["flink-service"],
    standins: ["stand-ins"],
    emulator: ["emulator", "settlement", "emulator-strict", "emulator-propagation", "emulator-load"],
    node: ["newer-node"],
    strict: ["strict"],
    clock: ["windows-clock"],
    program: ["preview", "bad-input", "plain-program", "refresh"],
    checks: ["check-aws"],
};
/**
 * These work in this checkout itself, where one engine works at a time, and a command ends what another one has begun. So do
 * the tests of the Flink job and of its queries.
 */
const CHECKOUT: readonly string[] = ["policy", "examples", "component-package", "bench-interrupted"];

/** How a tool ended, and what it printed where that was kept. */
interface ToolRun {
    readonly passed: boolean;
    readonly output: string;
}

/** Runs a tool, and shows what it prints: as it comes, or not at all where the caller shows it later. */
async function runTool(
    title: string,
    command: string,
    args: readonly string[],
    { env = process.env, keep = false } = {},
): Promise<ToolRun> {
    const kept: string[] = [];
    const say = (text: string) => (keep ? kept.push(`${text}\n`) : console.log(text));
    say(`\n== ${title}`);
    const begun = Date.now();
    const child = spawn(command, args, { cwd: ROOT, stdio: keep ? "pipe" : "inherit", env });
    for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => kept.push(text));
    }
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    say(`== ${title}: ${code === 0 ? "passed" : "FAILED"}, ${seconds} s`);
    return { passed: code === 0, output: kept.join("") };
}

/** Checks that are one thing each: they pass or fail. Caches are by content, so that they hold in any checkout. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
    types: ["tsc", "--incremental", "--tsBuildInfoFile", path.join(CACHES, "types.json")],
    lint: ["eslint", "."],
    format: [
        ...["prettier", "--check", "--log-level", "warn", "--cache", "--cache-strategy", "content"],
        ...["--cache-location", path.join(CACHES, "format.json"), "."],
    ],
};

/** Runs checks one after the other. @param keep keeps what they print until all have ended. */
async function check(names: readonly string[], keep = false): Promise<{ counts: Counts[]; output: string }> {
    const counts: Counts[] = [];
    let output = "";
    for (const name of names) {
        const [tool = "", ...args] = CHECKS[name] ?? [];
        const run = await runTool(name, path.join(ROOT, "node_modules", ".bin", tool), args, { keep });
        counts.push({ passed: run.passed ? 1 : 0, failed: run.passed ? 0 : 1 });
        output += run.output;
    }
    return { counts, output };
}

/** Mocha's arguments for files, and where its report goes. */
function mochaRun(name: string, files: readonly string[]) {
    const counts = path.join(COUNTS, `mocha-${name}.json`);
    rmSync(counts, { force: true });
    const program = path.join(ROOT, "node_modules", "mocha", "bin", "mocha.js");
    const settings = ["--reporter", "tests/mocha-reporter.js", "--forbid-only", "--forbid-pending"];
    return {
        counts,
        args: ["--import", "tsx", program, ...settings, ...files],
        env: { ...process.env, MOCHA_COUNTS: counts },
    };
}

/** Mocha's own counts, from its report. A run that gives none has failed, however it ended. */
function mochaCounts(file: string, passed: boolean): Counts {
    try {
        const counts = JSON.parse(readFileSync(file, "utf8")) as Counts;
        return { passed: counts.passed, failed: counts.failed + (passed || counts.failed > 0 ? 0 : 1) };
    } catch {
        return { passed: 0, failed: 1 };
    }
}

async function mocha(title: string, name: string, folders: readonly string[]): Promise<Counts> {
    const files = folders.map((folder) => `tests/${folder}/**/*.test.ts`);
    const { counts, args, env } = mochaRun(name, files);
    return mochaCounts(counts, (await runTool(title, process.execPath, args, { env })).passed);
}

/** Runs one group; each of its lines is shown as it comes, with the group's name before it. */
function runGroup(name: string, files: readonly string[]): Promise<Counts> {
    const { counts, args, env } = mochaRun(name, files);
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => console.log(`${name.padEnd(8)} │ ${line}`));
    }
    return new Promise((resolve) => {
        child.on("close", (code) => resolve(mochaCounts(counts, code === 0)));
    });
}

/** Every integration test is in a group, and no other is. */
function requireAllGrouped(): void {
    const named = [...Object.values(GROUPS).flat(), ...CHECKOUT].sort();
    const existing = readdirSync(path.join(ROOT, "tests", "integration"))
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => file.slice(0, -".test.ts".length))
        .sort();
    if (named.join() !== existing.join()) {
        throw new Error(
            `tests/run.ts: the groups have ${named.join(", ")}; there are ${existing.join(", ")}`,
        );
    }
}

const integrationTest = (name: string) => `tests/integration/${name}.test.ts`;

/** Runs what works in this checkout itself, one after the other. */
async function checkoutTests(): Promise<Counts> {
    const files = ["tests/flink/*.test.ts", ...CHECKOUT.map(integrationTest)];
    return sum([await flinkTests(), await runGroup("checkout", files)]);
}

/** Runs all groups in lanes. */
async function integrationTests(): Promise<Counts[]> {
    requireAllGrouped();
    console.log("\n== integration tests");
    const begun = Date.now();
    const seconds = (since: number) => ((Date.now() - since) / 1000).toFixed(1);
    const waiting: [string, () => Promise<Counts>][] = [
        ["checkout", checkoutTests],
        ...Object.entries(GROUPS).map(([name, files]): [string, () => Promise<Counts>] => [
            name,
            () => runGroup(name, files.map(integrationTest)),
        ]),
    ];
    const counts: Counts[] = [];
    const lane = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
            const [name, run] = next;
            const since = Date.now();
            counts.push(await run());
            console.log(`== ${name}: ${seconds(since)} s`);
        }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    console.log(`== integration tests: ${seconds(begun)} s`);
    return counts;
}

/** Runs the Flink job's unit tests; their counts are from Surefire's reports. */
async function flinkTests(): Promise<Counts> {
    const reports = path.join(FLINK_DIR, "target", "surefire-reports");
    rmSync(reports, { recursive: true, force: true });
    let failed = 0;
    await flinkUnitTests().catch((error: Error) => {
        console.error(error.message);
        failed = 1;
    });
    const suites = existsSync(reports) ? readdirSync(reports).filter((file) => file.endsWith(".xml")) : [];
    const of = (text: string, key: string) =>
        Number(new RegExp(`<testsuite [^>]*\\b${key}="(\\d+)"`).exec(text)?.[1] ?? 0);
    const texts = suites.map((file) => readFileSync(path.join(reports, file), "utf8"));
    const all = (key: string) => texts.reduce((total, text) => total + of(text, key), 0);
    const broken = all("failures") + all("errors");
    return { passed: all("tests") - broken, failed: Math.max(failed, broken) };
}

/** The tests that need no cloud, with the checks beside them: mocha takes one processor, and they the other. */
async function unitTests(): Promise<Counts[]> {
    const folders = ["unit", "policy", "sql", "local", "tools", "docs"];
    const [checks, tests] = await Promise.all([
        check(Object.keys(CHECKS), true),
        mocha("unit, policy, SQL, local, tools and docs tests", "unit", folders),
    ]);
    console.log(checks.output);
    return [...checks.counts, tests];
}

const SUITES: Record<string, () => Promise<Counts[]>> = {
    lint: async () => (await check(["lint", "format"])).counts,
    types: async () => (await check(["types"])).counts,
    test: unitTests,
    "test:integration": async () => {
        await pulumiCli();
        await emulatorPython();
        await flinkJar();
        return integrationTests();
    },
    // The windows' tests whole: more records, kills and parallelisms.
    "test:windows": async () => {
        await pulumiCli();
        await emulatorPython();
        await flinkJar();
        const { counts, args, env } = mochaRun("windows-whole", ["tests/integration/windows.test.ts"]);
        const whole = { ...env, CC_PIPELINE_WHOLE: "true" };
        const { passed } = await runTool("windows, whole", process.execPath, args, { env: whole });
        return [mochaCounts(counts, passed)];
    },
};

/** Runs the suite that is named as the command. */
export async function run({ command: suite }: Arguments): Promise<void> {
    mkdirSync(COUNTS, { recursive: true });
    mkdirSync(CACHES, { recursive: true });
    const counts = (await SUITES[suite]?.()) ?? [];
    const all = sum(counts);
    writeFileSync(path.join(COUNTS, `${suite.replace(":", "-")}.json`), JSON.stringify(all));
    console.log(`\n${all.passed} passed, ${all.failed} failed`);
    process.exitCode = all.failed > 0 || all.passed === 0 ? 1 : 0;
}
