import { stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { LocalEngine } from "./deploy";
import { Emulator, Strict, ensureEmulator } from "../emulator/process";
import { localPlace, stackRegion } from "./engine-place";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { step } from "../../tools/runtime/steps";

/** The local cloud's control plane, and the engine that deploys to it. */
export interface LocalCloud {
    readonly emulator: Emulator;
    readonly engine: LocalEngine;
    readonly region: string;
}

/**
 * Sets up the tools, starts the emulator, and readies the engine.
 *
 * @param stack the stack to be deployed or previewed.
 * @param strict the emulator's mode; undefined keeps the mode in which it is running.
 * @throws UserError where a tool cannot be set up or the emulator does not start.
 */
export async function bringUp(stack: string, strict?: Strict): Promise<LocalCloud> {
    console.log("Tools");
    const cli = await pulumiCli();
    const python = await emulatorPython();
    await flinkJar();
    console.log(`  ✔ all set up: Pulumi CLI ${cli.version}, emulator, Flink job`);
    console.log("Local cloud");
    const emulator = await step("emulator", () =>
        ensureEmulator(
            python,
            async (lost) => {
                if (lost) {
                    console.log(
                        "  the emulator of the last run has ended, and its memory with it: the cloud is rebuilt from scratch",
                    );
                }
                await stopDataPlanes();
            },
            strict,
        ),
    );
    if (emulator.seed !== undefined) {
        console.log(
            `  strict mode, seed ${emulator.seed}: AWS's limits apply, and IAM takes effect with a delay`,
        );
    }
    const engine = new LocalEngine(cli, localPlace(stack, emulator.endpoint));
    await engine.select();
    return { emulator, engine, region: stackRegion(stack) };
}
