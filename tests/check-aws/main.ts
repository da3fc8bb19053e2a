import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { LOCAL_DIR, ROOT } from "../../tools/runtime/paths";
import { Arguments } from "../../tools/registry/command";
import { report } from "../../tools/runtime/report";
import { session } from "../../tools/runtime/session";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { Scenario } from "./scenario";

/**
 * `npm run check:aws`: records every call of a local deployment and checks it against AWS's published service models. With
 * `-- RECORDING…` it checks recordings of other runs, which LOCAL_RECORD=FILE makes of any command that starts the emulator.
 */
const RECORDING = path.join(LOCAL_DIR, "check-aws.jsonl");
const COUNTS = path.join(LOCAL_DIR, "test-counts");
const CHECK = path.join(ROOT, "local", "aws-check", "main.py");

let scenario: Scenario | undefined;

/** Records the scenario. @returns whether it ran to its end; what was recorded of one that did not is checked as well. */
async function record(): Promise<boolean> {
    await pulumiCli();
    await flinkJar();
    rmSync(RECORDING, { force: true });
    process.env["LOCAL_RECORD"] = RECORDING; // the emulator inherits it
    console.log("Recording a local deployment");
    try {
        scenario = new Scenario();
        await scenario.run();
        return true;
    } catch (error) {
        report(error, "check:aws");
        return false;
    }
}

async function check(recordings: readonly string[]): Promise<boolean> {
    const python = await emulatorPython();
    const recorded = recordings.length > 0 || (await record());
    const typedIn = process.env["INIT_CWD"] ?? ""; // npm runs in the project's folder
    const given = recordings.map((file) => path.resolve(typedIn, file));
    const files = given.length > 0 ? given : [RECORDING];
    const part = given.length > 0 || !recorded ? ["--part"] : [];
    console.log("\nCalls, compared with the service models of botocore");
    const { status } = spawnSync(python, ["-B", CHECK, ...part, ...files], { stdio: "inherit" });
    return recorded && status === 0;
}

function writeCounts(passed: boolean): void {
    mkdirSync(COUNTS, { recursive: true });
    const counts = { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
    writeFileSync(path.join(COUNTS, "check-aws.json"), JSON.stringify(counts));
}

/** Runs `npm run check:aws`. */
export async function run({ positionals }: Arguments): Promise<void> {
    await session(
        async () => {
            writeCounts(false); // where it is interrupted, it has failed
            const passed = await check(positionals);
            writeCounts(passed);
            process.exitCode = passed ? 0 : 1;
        },
        async () => scenario?.end(),
    );
}
