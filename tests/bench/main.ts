import { performance } from "node:perf_hooks";
import { policyJson } from "../../components/iam";
import { bucketDelivery, streamReader } from "../../components/iam-statements";
import { toJson } from "../../local/data-planes/agent/apache-log";
import { dataPlaneStatus } from "../../local/data-planes/process";
import { runningEmulator } from "../../local/emulator/process";
import { feedGenerated } from "../../local/feed";
import { rootClients } from "../../local/cloud/clients";
import { Run } from "../../local/run";
import { documentViolations } from "../../policy/rules/iam-least-privilege";

/**
 * Measures, on this machine: the agent's parsing, the policies, and, where the local cloud runs, the whole pipeline.
 * Each figure is the median of five runs after one that does not count.
 */
const RUNS = 5;
const LINE =
    '83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /presentations/a.png HTTP/1.1" 200 203023 "http://a.example/" "Mozilla"';

async function median(work: () => Promise<unknown> | unknown): Promise<number> {
    const times: number[] = [];
    for (let i = 0; i <= RUNS; i++) {
        const begun = performance.now();
        await work();
        times.push(performance.now() - begun);
    }
    const counted = times.slice(1).sort((a, b) => a - b);
    return counted[Math.floor(RUNS / 2)] ?? 0;
}

function show(what: string, figure: string): void {
    console.log(`${what.padEnd(44)} ${figure}`);
}

async function parsing(): Promise<void> {
    const lines = 100_000;
    const millis = await median(() => {
        for (let i = 0; i < lines; i++) {
            toJson(LINE, "COMMONAPACHELOG");
        }
    });
    show("agent: LOGTOJSON", `${Math.round(lines / (millis / 1000)).toLocaleString("en")} lines/s`);
}

async function policies(): Promise<void> {
    const documents = 1000;
    const document = policyJson(
        streamReader("arn:aws:kinesis:eu-west-1:123456789012:stream/s"),
        ...bucketDelivery("arn:aws:s3:::results"),
        { Sid: "Wide", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["*"] },
    );
    const millis = await median(async () => {
        for (let i = 0; i < documents; i++) {
            await documentViolations(document, "identity");
        }
    });
    show("policy: iam-least-privilege", `${(millis / documents).toFixed(3)} ms a document`);
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

async function main(): Promise<void> {
    await parsing();
    await policies();
    await pipeline();
}

main().then(
    () => process.exit(0),
    (error: Error) => {
        console.error(`error: ${error.message}`);
        process.exit(1);
    },
);
