import { rmSync } from "node:fs";
import { stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { stopEmulator } from "../emulator/process";
import { Arguments } from "../../tools/registry/command";
import type { LOCAL_COMMANDS } from "../../tools/registry/local-commands";
import { CLOUD_DIR, LOCAL_DIR, OFFLINE_DIR } from "../../tools/runtime/paths";
import { session } from "../../tools/runtime/session";

type ResetArguments = Arguments<(typeof LOCAL_COMMANDS)["local:reset"]>;

/** Stops and deletes the local cloud. The tools stay, unless they are to be deleted as well. */
export async function run({ values: { tools } }: ResetArguments): Promise<void> {
    await session(async () => {
        await stopDataPlanes();
        await stopEmulator();
        for (const folder of tools ? [LOCAL_DIR] : [CLOUD_DIR, OFFLINE_DIR]) {
            rmSync(folder, { recursive: true, force: true });
        }
        console.log(`deleted: the local cloud${tools ? " and its tools" : ""}`);
    });
}
