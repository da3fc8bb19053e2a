import { FlinkStatus } from "../data-planes/flink/flink";
import { MachineStatus } from "../data-planes/machine/machine";
import { dataPlaneStatus, dataPlanesRun } from "../data-planes/supervisor/supervisor";
import { runningEmulator } from "../emulator/process";
import { flinkJob } from "../data-planes/flink/flink-rest";
import { running } from "../../tools/runtime/processes";

const number = (value: number) => value.toLocaleString("en");

function pidOf(name: string): string {
    const record = running(name);
    return record ? `pid ${record.pid}` : "not running";
}

/** How far the job's watermark is behind the clock. */
function lag(watermarkMillis: number | undefined): string {
    return watermarkMillis === undefined
        ? "no watermark yet"
        : `${((Date.now() - watermarkMillis) / 1000).toFixed(1)} s behind`;
}

function showMachine({ id, folder, agent, agentRestarts, error }: MachineStatus): void {
    console.log(`instance     ${id}  ${folder}`);
    console.log(`  agent      ${pidOf(`agent-${id}`)}, ${agentRestarts} restarts`);
    if (agent) {
        const lines = `${number(agent.read)} lines read, ${number(agent.skipped)} skipped, ${number(agent.sent)} sent`;
        console.log(`             ${lines}, ${number(agent.backlogBytes)} bytes behind`);
    }
    const failure = error ?? agent?.lastError;
    if (failure) {
        console.log(`             ${failure}`);
    }
}

async function showApplication({
    name,
    version,
    restarts,
    restPort,
    error,
    crash,
    logError,
}: FlinkStatus): Promise<void> {
    const job = await flinkJob(restPort);
    console.log(`application  ${name}  version ${version}`);
    console.log(`  Flink      ${pidOf(`flink-${name}`)}, ${restarts} restarts`);
    console.log(
        `             http://127.0.0.1:${restPort}  ${job ? `${job.state}, ${lag(job.watermarkMillis)}` : "starting"}`,
    );
    for (const failure of [error, job ? undefined : crash, logError && `log: ${logError}`]) {
        if (failure) {
            console.log(`             ${failure}`);
        }
    }
}

/** Shows what runs, with addresses and lag. */
export async function run(): Promise<void> {
    const emulator = await runningEmulator();
    console.log(`AWS API      ${emulator ? `${emulator.endpoint}  pid ${emulator.pid}` : "not running"}`);
    console.log(`data planes  ${pidOf("data-planes")}`);
    if (!dataPlanesRun()) {
        return;
    }
    const status = dataPlaneStatus();
    status?.machines.forEach(showMachine);
    for (const application of status?.applications ?? []) {
        await showApplication(application);
    }
}
