import { stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { stopEmulator } from "../emulator/process";
import { session } from "../../tools/runtime/session";

/** Stops all that runs. What the cloud held was in its memory; the next start builds it anew. */
void session(async () => {
    const dataPlanes = await stopDataPlanes();
    const emulator = await stopEmulator();
    console.log(dataPlanes || emulator ? "stopped: data planes, emulator" : "nothing ran");
});
