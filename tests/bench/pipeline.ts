import { rootClients } from "../../local/cloud/clients";
import { dataPlaneStatus } from "../../local/data-planes/process";
import { runningEmulator } from "../../local/emulator/process";
import { feedGenerated } from "../../local/feed";
import { Run } from "../../local/run";
import { Compared, Report, millisOf, seconds } from "./measure";

const FEW = 1000;
const MANY = 100_000;
/** Most of a run is its windows; a hundred times the lines may take so many times as long. */
const AGAINST_FEW = 4;

/** Measures the whole pipeline, where the local cloud runs: from lines in the log to their counts in the bucket. */
export async function pipelineBench(report: Report): Promise<void> {
    const emulator = await runningEmulator();
    const status = dataPlaneStatus();
    const [machine, application] = [status?.machines[0], status?.applications[0]];
    if (!emulator || !machine || !application) {
        report.figure("pipeline", "not measured: the local cloud does not run; npm start starts it");
        return;
    }
    const clients = rootClients(emulator.endpoint, "us-east-1");
    const run = new Run(machine.id, application.name, clients, emulator.endpoint);
    const counted = async (lines: number) => {
        let exact = false;
        const millis = await millisOf(async () => {
            const outcome = await run.count(
                (at) => feedGenerated(at, lines),
                () => undefined,
            );
            exact = outcome.counted === lines;
        });
        report.limit(`pipeline: ${lines.toLocaleString("en")} lines counted exactly`, exact, seconds(millis));
        return millis;
    };
    const compared: Compared = { baseline: await counted(FEW), subject: await counted(MANY) };
    const many = MANY.toLocaleString("en");
    report.ratio(`pipeline: ${many} lines, against ${FEW}, once`, compared, AGAINST_FEW, seconds);
}
