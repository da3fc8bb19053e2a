import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { flinkMeasures } from "../../local/flink-measures";
import { flinkJob } from "../../local/flink-rest";
import { emulatorPython } from "../../local/setup/emulator-venv";
import { flinkJar } from "../../local/setup/flink-jar";
import { pulumiCli } from "../../local/setup/pulumi-cli";
import { Clone } from "../integration/clone";
import { putSkewed, storedRecords } from "../integration/stream-records";
import { STREAM, WindowsStack, total } from "../integration/windows-stack";
import { median, show } from "./measure";

const RECORDS = 300_000;
const SHARDS = [1, 4];
const PARALLELISM = [1, 2, 4];
const KEYS = [100, 100_000];
const WINDOW = 10_000;

function request(i: number, hosts: number): string {
    const host = `host-${i % hosts}`;
    return JSON.stringify({ host, datetime: "", request: "GET / HTTP/1.1", response: "200", bytes: "5" });
}

function requests(hosts = 200): string[] {
    return Array.from({ length: RECORDS }, (_, i) => request(i, hosts));
}

const even = (shards: number) => Array.from({ length: shards }, () => 1 / shards);
const seconds = (millis: number) => `${(millis / 1000).toFixed(1)} s`;

/** A stack of its own, with so many shards and parallel tasks. */
class Bench {
    readonly clone = new Clone("bench-flink", 5000);
    readonly stack = new WindowsStack(this.clone);
    private undo: (() => void)[] = [];

    async deploy(shards: number, parallelism: number, queries = "status-counts"): Promise<void> {
        this.undo.reverse().forEach((one) => one());
        const more = `windowSeconds: 10\n    parallelism: ${parallelism}\n    queries: [${queries}]`;
        this.undo = [
            this.clone.edit("Pulumi.local.yaml", "shardCount: 1", `shardCount: ${shards}`),
            this.clone.edit("Pulumi.local.yaml", "windowSeconds: 10", more),
        ];
        await this.stack.start();
    }

    /** The job of the application; undefined while it starts. */
    async job() {
        const [application] = this.stack.status().applications;
        return application && (await flinkJob(application.restPort));
    }

    /** Kills Flink and its supervisor; the next `npm start` goes on where the last checkpoint was. */
    kill(): Promise<void> {
        return this.stack.killAnalytics(false);
    }
}

/** When the job had got at least so many records, and how many these were. Flink renews its numbers each second. */
async function reached(bench: Bench, records: number): Promise<{ at: number; accepted: number }> {
    const end = performance.now() + 180_000;
    while (performance.now() < end) {
        const job = await bench.job().catch(() => undefined);
        const accepted = job?.accepted ?? 0;
        if (accepted >= records) {
            return { at: performance.now(), accepted };
        }
        await sleep(50);
    }
    throw new Error(`${records} records were not read within 180 s`);
}

/** Records that are there already are read as fast as it goes: from the first one that is read to the last. */
async function catchUp(bench: Bench, shards: number, parallelism: number): Promise<void> {
    await bench.deploy(shards, parallelism);
    await sleep(6000); // a checkpoint, so that nothing older is read
    await bench.kill();
    await putSkewed(bench.stack.clients.kinesis, STREAM, even(shards), requests());
    const started = bench.stack.start();
    const begun = await reached(bench, 1);
    const ended = await reached(bench, RECORDS);
    await started;
    const [records, millis] = [ended.accepted - begun.accepted, ended.at - begun.at];
    const rate = Math.round(records / (millis / 1000)).toLocaleString("en");
    show(
        `flink: ${shards} shard(s), parallelism ${parallelism}`,
        `${rate} records/s, ${records.toLocaleString("en")} in ${seconds(millis)}`,
    );
}

/** From the end of a window to its rows in the bucket. */
async function delay(bench: Bench): Promise<void> {
    await bench.deploy(1, 1);
    const delays: number[] = [];
    for (let i = 0; i < 5; i++) {
        const before = total(await bench.stack.view());
        await putSkewed(bench.stack.clients.kinesis, STREAM, [1], requests().slice(0, 100));
        const end = (Math.floor(Date.now() / WINDOW) + 1) * WINDOW;
        while (total(await bench.stack.view()) < before + 100) {
            await sleep(100);
        }
        delays.push(Date.now() - end);
    }
    show("flink: end of a window to its object", seconds(median(delays)));
}

/** Heap in use while a window with so many keys is open. */
async function memory(bench: Bench, keys: number): Promise<void> {
    await bench.deploy(1, 1, "sessions-by-host");
    await putSkewed(bench.stack.clients.kinesis, STREAM, [1], requests(keys));
    let most = 0;
    for (let i = 0; i < 20; i++) {
        await sleep(500);
        const [application] = bench.stack.status().applications;
        const measures = application && (await flinkMeasures(application.restPort));
        most = Math.max(most, measures?.heapPercent ?? 0);
    }
    show(
        `flink: ${keys.toLocaleString("en")} keys in open windows`,
        `${most.toFixed(0)} % of 768 MB heap at most`,
    );
}

/** From the start of the process to the job that runs. */
async function startUp(bench: Bench): Promise<void> {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
        await bench.stack.killFlink();
        const killed = performance.now();
        await sleep(1000);
        let running = false;
        while (!running) {
            await sleep(50);
            running = (await bench.job().catch(() => undefined))?.state === "RUNNING";
        }
        times.push(performance.now() - killed);
    }
    show("flink: start-up, killed to running", seconds(median(times)));
}

/** Measures the Flink job on a local cloud of its own; takes some minutes. */
export async function flinkBench(): Promise<void> {
    await pulumiCli();
    await emulatorPython();
    await flinkJar();
    const bench = new Bench();
    try {
        for (const shards of SHARDS) {
            for (const parallelism of PARALLELISM) {
                await catchUp(bench, shards, parallelism);
            }
        }
        const stored = (await storedRecords(bench.stack.clients.kinesis, STREAM)).length;
        const view = total(await bench.stack.settled(stored));
        show(
            "flink: of all these records counted",
            `${view === stored ? "all" : `NOT all: ${view} of ${stored}`}`,
        );
        await startUp(bench);
        await delay(bench);
        for (const keys of KEYS) {
            await memory(bench, keys);
        }
    } finally {
        await bench.clone.npm("stop");
    }
}
