import { dataPlaneStatus, dataPlanesRun } from "../data-planes/process";
import { runningEmulator } from "../emulator/process";
import { flinkJob } from "../flink-rest";
import { running } from "../processes";
import { report } from "../session";

const number = (value: number) => value.toLocaleString("en");

function pidOf(name: string): string {
    const record = running(name);
    return record ? `pid ${record.pid}` : "does not run";
}

/** How far the job's watermark is behind the clock. */
function lag(watermarkMillis: number | undefined): string {
    return watermarkMillis === undefined ? "no watermark yet" : `${((Date.now() - watermarkMillis) / 1000).toFixed(1)} s behind`;
}

async function status(): Promise<void> {
    const emulator = await runningEmulator();
    console.log(`AWS API      ${emulator ? `${emulator.endpoint}  pid ${emulator.pid}` : "does not run"}`);
    console.log(`data planes  ${pidOf("data-planes")}`);
    if (!dataPlanesRun()) {
        return;
    }
    const told = dataPlaneStatus();
    for (const { id, folder, agent, agentRestarts, error } of told?.machines ?? []) {
        console.log(`instance     ${id}  ${folder}`);
        console.log(`  agent      ${pidOf(`agent-${id}`)}, started again ${agentRestarts} times`);
        if (agent) {
            console.log(
                `             ${number(agent.read)} lines read, ${number(agent.skipped)} skipped, ${number(agent.sent)} sent, ` +
                    `${number(agent.backlogBytes)} bytes behind`,
            );
        }
        const failure = error ?? agent?.lastError;
        if (failure) {
            console.log(`             ${failure}`);
        }
    }
    for (const application of told?.applications ?? []) {
        const job = await flinkJob(application.restPort);
        console.log(`application  ${application.name}  version ${application.version}`);
        console.log(`  Flink      ${pidOf(`flink-${application.name}`)}, started again ${application.restarts} times`);
        console.log(`             http://127.0.0.1:${application.restPort}  ${job ? `${job.state}, ${lag(job.watermarkMillis)}` : "starting"}`);
        if (application.error) {
            console.log(`             ${application.error}`);
        }
    }
}

status().catch(report);
