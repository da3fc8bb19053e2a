import { stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { stopEmulator } from "../emulator/process";
import { session } from "../../tools/runtime/session";

/** Stops everything that runs. What the cloud held was in its memory; the next start rebuilds it from scratch. */
export async function run(): Promise<void> {
    await session(async () => {
        const dataPlanes = await stopDataPlanes();
        const emulator = await stopEmulator();
        console.log(dataPlanes || emulator ? "stopped: data planes, emulator" : "nothing was running");
    });
}
