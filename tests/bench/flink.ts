import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { flinkMeasures } from "../../local/data-planes/flink/flink-metrics";
import { flinkJob } from "../../local/data-planes/flink/flink-rest";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { Clone, eventually } from "../support/clone";
import { putSkewed, storedRecords } from "../support/stream-records";
import { STREAM, WindowsStack, total } from "../support/windows-stack";
import { Report, median, millisOf, seconds } from "./measure";

const RECORDS = 300_000;
/** Shards and parallel tasks that are compared to one of each. */
const COMPARED: readonly (readonly [number, number])[] = [
    [4, 1],
    [4, 4],
];
/** How much longer the same records may take, spread over more shards and tasks. */
const AGAINST_ONE = 1.5;
const [FEW_KEYS, MANY_KEYS] = [100, 100_000];
/** How much more of the heap a thousand times the keys may take. */
const AGAINST_FEW_KEYS = 4;
const WINDOW = 10_000;
/** What is not so after this time has failed, in milliseconds. */
const LIMIT_MILLIS = 120_000;
/** How long after its end, in window lengths, a window's rows may reach the bucket. */
const AGAINST_WINDOW = 1;

function request(i: number, hosts: number): string {
    const host = `host-${i % hosts}`;
    return JSON.stringify({ host, datetime: "", request: "GET / HTTP/1.1", response: "200", bytes: "5" });
}

function requests(hosts = 200): string[] {
    return Array.from({ length: RECORDS }, (_, i) => request(i, hosts));
}

const even = (shards: number) => Array.from({ length: shards }, () => 1 / shards);

/** A stack of its own, with so many shards and parallel tasks. */
class Bench {
    readonly stack: WindowsStack;
    private undo: (() => void)[] = [];

    constructor(private readonly clone: Clone) {
        this.stack = new WindowsStack(clone);
    }

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

/** Existing records are read as fast as it goes: milliseconds for all of them, at the rate from the first that is read on. */
async function catchUp(bench: Bench, shards: number, parallelism: number): Promise<number> {
    await bench.deploy(shards, parallelism);
    await sleep(6000); // a checkpoint, so that nothing older is read
    await bench.kill();
    const { kinesis } = bench.stack.clients;
    const loading = await millisOf(() => putSkewed(kinesis, STREAM, even(shards), requests()));
    console.log(`flink: ${RECORDS.toLocaleString("en")} records loaded in ${seconds(loading)}`);
    const started = bench.stack.start();
    started.catch(() => undefined); // met below, unless the bench is ended before
    const begun = await reached(bench, 1);
    const ended = await reached(bench, RECORDS);
    await started;
    return ((ended.at - begun.at) * RECORDS) / Math.max(1, ended.accepted - begun.accepted);
}

/** Catches up with one shard and task before and after the others. */
async function catchUps(bench: Bench, report: Report): Promise<void> {
    const first = await catchUp(bench, 1, 1);
    const times: number[] = [];
    for (const [shards, parallelism] of COMPARED) {
        times.push(await catchUp(bench, shards, parallelism));
    }
    const baseline = median([first, await catchUp(bench, 1, 1)]);
    COMPARED.forEach(([shards, parallelism], i) => {
        const what = `flink: ${RECORDS.toLocaleString("en")} records, ${shards} shards, parallelism ${parallelism}`;
        report.ratio(`${what}, against 1`, { baseline, subject: times[i] ?? 0 }, AGAINST_ONE, seconds);
    });
    const stored = (await storedRecords(bench.stack.clients.kinesis, STREAM)).length;
    const view = total(await bench.stack.settled(stored));
    report.limit("flink: all of these records counted", view === stored, `${view} of ${stored}`);
}

/** From the end of a window to its rows in the bucket. */
async function delay(bench: Bench, report: Report): Promise<void> {
    await bench.deploy(1, 1);
    const delays: number[] = [];
    for (let i = 0; i < 5; i++) {
        const before = total(await bench.stack.view());
        await putSkewed(bench.stack.clients.kinesis, STREAM, [1], requests().slice(0, 100));
        const end = (Math.floor(Date.now() / WINDOW) + 1) * WINDOW;
        await eventually(
            "the window's rows are delivered",
            LIMIT_MILLIS,
            async () => total(await bench.stack.view()) >= before + 100,
        );
        delays.push(Date.now() - end);
    }
    const compared = { baseline: WINDOW, subject: median(delays) };
    report.ratio(
        "flink: end of a window to its object, against its length",
        compared,
        AGAINST_WINDOW,
        seconds,
    );
}

/** Percent of the heap in use at most while a window with so many keys is open. */
async function heap(bench: Bench, keys: number): Promise<number> {
    await bench.deploy(1, 1, "sessions-by-host");
    await putSkewed(bench.stack.clients.kinesis, STREAM, [1], requests(keys));
    let most = 0;
    for (let i = 0; i < 20; i++) {
        await sleep(500);
        const [application] = bench.stack.status().applications;
        const measures = application && (await flinkMeasures(application.restPort));
        most = Math.max(most, measures?.heapPercent ?? 0);
    }
    return most;
}

/** From the start of the process to the job that runs. */
async function startUp(bench: Bench, report: Report): Promise<void> {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
        await bench.stack.killFlink();
        const killed = performance.now();
        await sleep(1000);
        await eventually(
            "Flink runs again",
            LIMIT_MILLIS,
            async () => (await bench.job().catch(() => undefined))?.state === "RUNNING",
        );
        times.push(performance.now() - killed);
    }
    report.figure("flink: start-up, killed to running", seconds(median(times)));
}

/**
 * Measures the Flink job on a local cloud of its own; takes some minutes.
 *
 * @param report takes the figures.
 * @param clone whose cloud it is.
 */
export async function flinkBench(report: Report, clone: Clone): Promise<void> {
    await pulumiCli();
    await emulatorPython();
    await flinkJar();
    const bench = new Bench(clone);
    try {
        await catchUps(bench, report);
        await startUp(bench, report);
        await delay(bench, report);
        const compared = { baseline: await heap(bench, FEW_KEYS), subject: await heap(bench, MANY_KEYS) };
        const what = `flink: heap for ${MANY_KEYS.toLocaleString("en")} keys in windows, against ${FEW_KEYS}`;
        report.ratio(what, compared, AGAINST_FEW_KEYS, (percent) => `${percent.toFixed(0)} %`);
    } finally {
        await clone.npm("stop");
    }
}
