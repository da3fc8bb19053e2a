import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { Arguments } from "../tools/registry/command";
import { FLINK_DIR, LOCAL_DIR, ROOT } from "../tools/runtime/paths";
import { emulatorPython } from "../tools/toolchain/emulator-venv";
import { flinkJar } from "../tools/toolchain/flink-jar";
import { pulumiCli } from "../tools/toolchain/pulumi-cli";

/**
 * Runs the checks and tests of a command: `test`, which needs nothing but the packages, or `test:integration`, which sets up
 * the local cloud's tools first. Its last line counts them, and so does .local/test-counts/COMMAND.json.
 */
interface Counts {
    passed: number;
    failed: number;
}

const COUNTS = path.join(LOCAL_DIR, "test-counts");
/**
 * Integration tests run in five lanes at a time: most of what they do is to wait for windows to end. Each file has a clone with a local
 * cloud of its own.
 */
const LANES: Readonly<Record<string, readonly string[]>> = {
    pipeline: ["pipeline", "emulator", "settlement"],
    stack: ["stack", "application-updates"],
    failures: ["failures", "preview", "bad-input", "plain-program", "refresh", "newer-node"],
    windows: ["windows", "windows-clock", "flink-service", "strict"],
    wire: [
        "emulator-strict",
        "emulator-propagation",
        "emulator-load",
        "check-aws",
        "stand-ins",
        "bench-interrupted",
        // These three preview from this checkout itself, where one engine works at a time.
        "policy",
        "examples",
        "component-package",
    ],
};

function runTool(title: string, command: string, args: string[], env = process.env): boolean {
    console.log(`\n== ${title}`);
    const begun = Date.now();
    const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", env });
    console.log(
        `== ${title}: ${status === 0 ? "passed" : "FAILED"}, ${((Date.now() - begun) / 1000).toFixed(1)} s`,
    );
    return status === 0;
}

/** A check that is one thing: it passes or fails. */
function check(title: string, command: string, args: string[]): Counts {
    const passed = runTool(title, path.join(ROOT, "node_modules", ".bin", command), args);
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
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

function mocha(title: string, name: string, folders: string[]): Counts {
    const files = folders.map((folder) => `tests/${folder}/**/*.test.ts`);
    const { counts, args, env } = mochaRun(name, files);
    return mochaCounts(counts, runTool(title, process.execPath, args, env));
}

/** Runs one lane; each of its lines is shown as it comes, with the lane's name before it. */
function lane(name: string, files: readonly string[]): Promise<Counts> {
    const { counts, args, env } = mochaRun(name, files);
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => console.log(`${name.padEnd(8)} │ ${line}`));
    }
    return new Promise((resolve) => {
        child.on("close", (code) => resolve(mochaCounts(counts, code === 0)));
    });
}

async function lanes(): Promise<Counts[]> {
    const named = Object.values(LANES).flat().sort();
    const there = readdirSync(path.join(ROOT, "tests", "integration"))
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => file.slice(0, -".test.ts".length))
        .sort();
    if (named.join() !== there.join()) {
        throw new Error(`tests/run.ts: the lanes have ${named.join(", ")}; there are ${there.join(", ")}`);
    }
    console.log("\n== integration tests");
    const begun = Date.now();
    const ofLane = (name: string, files: readonly string[]) => [
        ...(name === "windows" ? ["tests/flink/*.test.ts"] : []), // they wait for nothing, and this lane is the shortest
        ...files.map((file) => `tests/integration/${file}.test.ts`),
    ];
    const counts = await Promise.all(
        Object.entries(LANES).map(([name, files]) => lane(name, ofLane(name, files))),
    );
    console.log(`== integration tests: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    return counts;
}

/** Builds the Flink job with its unit tests; their counts are from Surefire's reports. */
async function flinkTests(): Promise<Counts> {
    const reports = path.join(FLINK_DIR, "target", "surefire-reports");
    rmSync(reports, { recursive: true, force: true });
    let failed = 0;
    await flinkJar(true).catch((error: Error) => {
        console.error(error.message);
        failed = 1;
    });
    const suites = readdirSync(reports).filter((file) => file.endsWith(".xml"));
    const of = (text: string, key: string) =>
        Number(new RegExp(`<testsuite [^>]*\\b${key}="(\\d+)"`).exec(text)?.[1] ?? 0);
    const texts = suites.map((file) => readFileSync(path.join(reports, file), "utf8"));
    const sum = (key: string) => texts.reduce((total, text) => total + of(text, key), 0);
    const broken = sum("failures") + sum("errors");
    return { passed: sum("tests") - broken, failed: Math.max(failed, broken) };
}

function lint(): Counts[] {
    return [
        check("lint", "eslint", ["."]),
        check("format", "prettier", ["--check", "--log-level", "warn", "."]),
    ];
}

const SUITES: Record<string, () => Promise<Counts[]>> = {
    lint: async () => lint(),
    types: async () => [check("types", "tsc", [])],
    test: async () => [
        ...lint(),
        check("types", "tsc", []),
        mocha("unit, policy, SQL, local, tools and docs tests", "unit", [
            "unit",
            "policy",
            "sql",
            "local",
            "tools",
            "docs",
        ]),
    ],
    "test:integration": async () => {
        await pulumiCli();
        await emulatorPython();
        return [await flinkTests(), ...(await lanes())];
    },
    // The windows' tests whole: more records, kills and parallelisms.
    "test:windows": async () => {
        await pulumiCli();
        await emulatorPython();
        await flinkJar();
        const { counts, args, env } = mochaRun("windows-whole", ["tests/integration/windows.test.ts"]);
        const whole = { ...env, CC_PIPELINE_WHOLE: "true" };
        return [mochaCounts(counts, runTool("windows, whole", process.execPath, args, whole))];
    },
};

/** Runs the suite that is named as the command. */
export async function run({ command: suite }: Arguments): Promise<void> {
    mkdirSync(COUNTS, { recursive: true });
    const counts = (await SUITES[suite]?.()) ?? [];
    const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
    const all = { passed: sum("passed"), failed: sum("failed") };
    writeFileSync(path.join(COUNTS, `${suite.replace(":", "-")}.json`), JSON.stringify(all));
    console.log(`\n${all.passed} passed, ${all.failed} failed`);
    process.exitCode = all.failed > 0 || all.passed === 0 ? 1 : 0;
}
