import { dataPlaneStatus, dataPlanesRun } from "../data-planes/supervisor/supervisor";
import { emulatorRuns } from "../emulator/process";
import { checkLogFile, feedFile, readyLog } from "../pipeline-run/feed";
import { report, session } from "../../tools/runtime/session";
import { UserError } from "../../tools/runtime/user-error";

const [file, ...more] = process.argv.slice(3);
try {
    if (!file || more.length > 0) {
        throw new UserError("npm run local:feed -- FILE: name one access log");
    }
    checkLogFile(file);
    if (!emulatorRuns() || !dataPlanesRun()) {
        throw new UserError("the local cloud does not run; npm start starts it");
    }
    void session(async () => {
        const machine = dataPlaneStatus()?.machines[0];
        if (!machine) {
            throw new UserError("no instance runs on the local cloud; npm start deploys one");
        }
        readyLog(machine);
        const lines = await feedFile(machine, file);
        console.log(
            `${lines.toLocaleString("en")} lines written into the log of ${machine.id}; npm run local:status shows them pass`,
        );
    });
} catch (error) {
    report(error);
}
