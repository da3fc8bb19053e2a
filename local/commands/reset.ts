import { rmSync } from "node:fs";
import { stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { stopEmulator } from "../emulator/process";
import { CLOUD_DIR, LOCAL_DIR, OFFLINE_DIR } from "../../tools/runtime/paths";
import { report, session } from "../../tools/runtime/session";
import { UserError } from "../../tools/runtime/user-error";

const [option, ...more] = process.argv.slice(3);
if (more.length > 0 || (option !== undefined && option !== "--tools")) {
    report(
        new UserError(`'${[option, ...more].join(" ")}': npm run local:reset takes -- --tools or nothing`),
    );
} else {
    /** Stops and forgets the local cloud. The tools stay, unless they are to go as well. */
    void session(async () => {
        await stopDataPlanes();
        await stopEmulator();
        for (const folder of option === "--tools" ? [LOCAL_DIR] : [CLOUD_DIR, OFFLINE_DIR]) {
            rmSync(folder, { recursive: true, force: true });
        }
        console.log(`forgotten: the local cloud${option === "--tools" ? " and its tools" : ""}`);
    });
}
