import { performance } from "node:perf_hooks";
import { toJson } from "../../local/data-planes/agent/apache-log";
import { dataPlaneStatus } from "../../local/data-planes/process";
import { runningEmulator } from "../../local/emulator/process";
import { feedGenerated } from "../../local/feed";
import { rootClients } from "../../local/cloud/clients";
import { Run } from "../../local/run";
import { flinkBench } from "./flink";
import { RUNS, median, show } from "./measure";
import { policyBench } from "./policy";

/** Measures, on this machine: the agent's parsing, the policy pack, and, where the local cloud runs, the whole pipeline. */
const LINE =
    '83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /presentations/a.png HTTP/1.1" 200 203023 "http://a.example/" "Mozilla"';

/** Milliseconds of some work: the median of all runs after one that does not count. */
async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
    const times: number[] = [];
    for (let i = 0; i <= RUNS; i++) {
        const begun = performance.now();
        await work();
        times.push(performance.now() - begun);
    }
    return median(times.slice(1));
}

async function parsing(): Promise<void> {
    const lines = 100_000;
    const millis = await timed(() => {
        for (let i = 0; i < lines; i++) {
            toJson(LINE, "COMMONAPACHELOG");
        }
    });
    show("agent: LOGTOJSON", `${Math.round(lines / (millis / 1000)).toLocaleString("en")} lines/s`);
}

async function pipeline(): Promise<void> {
    const emulator = await runningEmulator();
    const status = dataPlaneStatus();
    const [machine, application] = [status?.machines[0], status?.applications[0]];
    if (!emulator || !machine || !application) {
        show("pipeline", "not measured: the local cloud does not run; npm start starts it");
        return;
    }
    const lines = 100_000;
    const clients = rootClients(emulator.endpoint, "us-east-1");
    const run = new Run(machine.id, application.name, clients, emulator.endpoint);
    const begun = performance.now();
    const outcome = await run.count(
        (at) => feedGenerated(at, lines),
        () => undefined,
    );
    const seconds = (performance.now() - begun) / 1000;
    const exact = outcome.counted === lines ? "exact" : `NOT exact: ${outcome.counted}`;
    show(
        `pipeline: ${lines.toLocaleString("en")} lines, log to bucket`,
        `${seconds.toFixed(1)} s, ${exact} (once, windows included)`,
    );
}

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
    agent: parsing,
    policy: policyBench,
    pipeline,
    flink: flinkBench,
};

/** Measures the named parts, or all. */
async function main(names: readonly string[]): Promise<void> {
    for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
        const part = PARTS[name];
        if (!part) {
            throw new Error(
                `npm run bench -- ${name}: there is no such part; there are ${Object.keys(PARTS).join(", ")}`,
            );
        }
        await part();
    }
}

main(process.argv.slice(3)).then(
    () => process.exit(0),
    (error: Error) => {
        console.error(`error: ${error.message}`);
        process.exit(1);
    },
);
