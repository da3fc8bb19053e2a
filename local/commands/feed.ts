import { dataPlaneStatus, dataPlanesRun } from "../data-planes/supervisor/supervisor";
import { emulatorRuns } from "../emulator/process";
import { feedFile, readyLog } from "../pipeline-run/feed";
import { checkLogFile } from "../../tools/sql/log-file";
import { Arguments } from "../../tools/registry/command";
import { session } from "../../tools/runtime/session";
import { UserError } from "../../tools/runtime/user-error";

/** Feeds a log to the instance that runs on the local cloud. */
export async function run({ positionals }: Arguments): Promise<void> {
    const [file = ""] = positionals;
    checkLogFile(file, "");
    if (!emulatorRuns() || !dataPlanesRun()) {
        throw new UserError("the local cloud is not running; start it with npm start");
    }
    await session(async () => {
        const machine = dataPlaneStatus()?.machines[0];
        if (!machine) {
            throw new UserError("no instance is running on the local cloud; npm start deploys one");
        }
        readyLog(machine);
        const lines = await feedFile(machine, file);
        console.log(
            `${lines.toLocaleString("en")} lines written to the log of ${machine.id}; npm run local:status shows how far they are`,
        );
    });
}
