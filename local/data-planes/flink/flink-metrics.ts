import { FlinkJob, JobDetail, Metrics, get, jobId, recordCounts, sources, taskMetrics } from "./flink-rest";

/** Metrics of a job for CloudWatch; undefined where Flink does not have them yet. */
export interface FlinkMeasures extends Pick<FlinkJob, "accepted" | "rejected"> {
    readonly uptimeMillis?: number;
    readonly downtimeMillis?: number;
    readonly fullRestarts?: number;
    readonly failedCheckpoints?: number;
    readonly lastCheckpointDurationMillis?: number;
    readonly lastCheckpointBytes?: number;
    /** Since the last complete checkpoint was begun. */
    readonly lastCheckpointAgeMillis?: number;
    /** Records that the job has read, and rows that it has given to its sinks. */
    readonly recordsIn: number;
    readonly recordsOut: number;
    readonly lateRecordsDropped: number;
    readonly millisBehindLatest?: number;
    readonly heapPercent?: number;
    readonly cpuPercent?: number;
}

const JOB_METRICS = [
    "uptime",
    "downtime",
    "fullRestarts",
    "numberOfFailedCheckpoints",
    "lastCheckpointDuration",
    "lastCheckpointSize",
];
const JVM_METRICS = ["Status.JVM.Memory.Heap.Used", "Status.JVM.Memory.Heap.Max", "Status.JVM.CPU.Load"];

/** Values by name; Flink has -1 for what it does not know yet. */
function values(metrics: Metrics): (name: string) => number | undefined {
    return (name) => {
        const value = Number(metrics.find(({ id }) => id === name)?.value ?? NaN);
        return Number.isNaN(value) || value < 0 ? undefined : value;
    };
}

async function jobValues(port: number, id: string) {
    const value = values(await get<Metrics>(port, `/jobs/${id}/metrics?get=${JOB_METRICS.join(",")}`));
    return {
        uptimeMillis: value("uptime"),
        downtimeMillis: value("downtime"),
        fullRestarts: value("fullRestarts"),
        failedCheckpoints: value("numberOfFailedCheckpoints"),
        lastCheckpointDurationMillis: value("lastCheckpointDuration"),
        lastCheckpointBytes: value("lastCheckpointSize"),
    };
}

async function jvmValues(port: number) {
    const value = values(await get<Metrics>(port, `/jobmanager/metrics?get=${JVM_METRICS.join(",")}`));
    const [used, max, load] = JVM_METRICS.map(value);
    return {
        heapPercent: used !== undefined && max !== undefined ? (100 * used) / max : undefined,
        cpuPercent: load === undefined ? undefined : 100 * load,
    };
}

async function checkpointAge(port: number, id: string, now: number): Promise<number | undefined> {
    const { latest } = await get<{ latest?: { completed?: { trigger_timestamp?: number } } }>(
        port,
        `/jobs/${id}/checkpoints`,
    );
    const begun = latest?.completed?.trigger_timestamp;
    return begun === undefined ? undefined : now - begun;
}

async function ofTasks(
    port: number,
    id: string,
    tasks: JobDetail["vertices"],
    pattern: RegExp,
): Promise<Metrics> {
    return (await Promise.all(tasks.map((task) => taskMetrics(port, id, task.id, pattern)))).flat();
}

/**
 * Measures an application's job.
 *
 * @param port of Flink's REST interface.
 * @returns undefined where Flink does not answer yet, or has no job yet.
 */
export async function flinkMeasures(port: number): Promise<FlinkMeasures | undefined> {
    try {
        const id = await jobId(port);
        if (id === undefined) {
            return undefined;
        }
        const job = await get<JobDetail>(port, `/jobs/${id}`);
        const late = await ofTasks(port, id, job.vertices, /numLateRecordsDropped$/);
        const behind = await ofTasks(port, id, sources(job), /millisBehindLatest$/);
        const out = await ofTasks(port, id, job.vertices, /Writer\.numRecordsSend$|Writer\.numRecordsOut$/);
        const sum = (metrics: Metrics) => metrics.reduce((total, one) => total + (one.sum ?? 0), 0);
        const counts = await recordCounts(port, id, job);
        const known = behind.flatMap(({ max }) => max ?? []);
        return {
            ...(await jobValues(port, id)),
            ...(await jvmValues(port)),
            ...counts,
            lastCheckpointAgeMillis: await checkpointAge(port, id, job.now),
            recordsIn:
                counts.accepted + Object.values(counts.rejected).reduce((total, one) => total + one, 0),
            recordsOut: sum(out),
            lateRecordsDropped: sum(late),
            millisBehindLatest: known.length > 0 ? Math.max(...known) : undefined,
        };
    } catch {
        return undefined;
    }
}
