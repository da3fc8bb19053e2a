import rejectedRecords from "../../../flink/src/main/resources/rejected-records.json";

/** An application's job, as Flink's REST interface shows it (Apache Flink documentation, "REST API"). */
export interface FlinkJob {
    readonly state: string;
    /** Milliseconds since 1970 up to which all records are known to have arrived; undefined before the first. */
    readonly watermarkMillis?: number;
    /** For how long all its tasks have run, milliseconds. */
    readonly runningMillis: number;
    /** Records that the queries have got since the process was started. */
    readonly accepted: number;
    /** Records that were rejected since then, by reason; each lies in the error prefix. */
    readonly rejected: Readonly<Record<string, number>>;
}

interface Overview {
    readonly jobs: { readonly id: string; readonly status: string }[];
}
/** A job with its tasks. */
export interface JobDetail {
    /** The time by Flink's clock, milliseconds since 1970. */
    readonly now: number;
    readonly vertices: {
        readonly id: string;
        readonly name: string;
        readonly status: string;
        readonly "start-time": number;
        readonly metrics: { readonly "read-records": number; readonly "write-records": number };
    }[];
}

/** Metrics, of one thing or over all subtasks of a task. */
export type Metrics = {
    readonly id: string;
    readonly value?: string;
    readonly min?: number;
    readonly max?: number;
    readonly sum?: number;
}[];

/** Asks Flink's REST interface. @throws Error where it does not answer so. */
export async function get<T>(port: number, path: string): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) {
        throw new Error(`Flink's REST interface answered ${answer.status} to ${path}`);
    }
    return (await answer.json()) as T;
}

/** The id of the job of an application; undefined where it has none yet. */
export async function jobId(port: number): Promise<string | undefined> {
    return (await get<Overview>(port, "/jobs")).jobs[0]?.id;
}

/** Flink gives the least long for "no watermark yet". */
function watermark(emitted: Metrics): number | undefined {
    const least = Math.min(...emitted.map(({ min }) => min ?? 0));
    return Number.isFinite(least) && least > 0 ? least : undefined;
}

/** Metrics of all subtasks of one task, those whose id matches. */
export async function taskMetrics(
    port: number,
    job: string,
    taskId: string | undefined,
    pattern: RegExp,
): Promise<Metrics> {
    const of = `/jobs/${job}/vertices/${taskId}/subtasks/metrics`;
    const ids = (await get<Metrics>(port, of)).map(({ id }) => id).filter((id) => pattern.test(id));
    return ids.length > 0 ? get<Metrics>(port, `${of}?get=${ids.map(encodeURIComponent).join(",")}`) : [];
}

const { group, dimension, name: metricName } = rejectedRecords.metric;
const REJECTED = new RegExp(`${group}\\.${dimension}\\.(\\w+)\\.${metricName}$`);
const COUNTED = new RegExp(`recordsAccepted$|${metricName}$`);

/** The tasks that read the stream. */
export function sources(job: JobDetail): JobDetail["vertices"] {
    return job.vertices.filter(({ name }) => name.startsWith("Source:"));
}

/** Records that the queries got, and those that were rejected, by reason. */
export async function recordCounts(
    port: number,
    id: string,
    job: JobDetail,
): Promise<Pick<FlinkJob, "accepted" | "rejected">> {
    const ofAll = await Promise.all(sources(job).map((task) => taskMetrics(port, id, task.id, COUNTED)));
    let accepted = 0;
    const rejected: Record<string, number> = {};
    for (const { id: name, sum = 0 } of ofAll.flat()) {
        const reason = REJECTED.exec(name)?.[1];
        if (reason === undefined) {
            accepted += sum;
        } else if (sum > 0) {
            rejected[reason] = (rejected[reason] ?? 0) + sum;
        }
    }
    return { accepted, rejected };
}

/** The least watermark of the job's tasks. */
async function leastWatermark(port: number, id: string, job: JobDetail): Promise<number | undefined> {
    const readers = sources(job);
    const others = job.vertices.filter((task) => !readers.includes(task));
    // A subtask of the source without a shard has no watermark, and the tasks behind it do not wait for one.
    const reached = await Promise.all(
        others.length > 0
            ? others.map((task) => taskMetrics(port, id, task.id, /^currentInputWatermark$/))
            : readers.map((task) => taskMetrics(port, id, task.id, /^Source_.*\.currentOutputWatermark$/)),
    );
    return watermark(reached.flat());
}

/** The job's state; a job whose tasks do not all run yet is still being initialized. */
function stateOf(state: string, job: JobDetail): string {
    const running = job.vertices.every(({ status }) => status === "RUNNING");
    return state === "RUNNING" && !running ? "INITIALIZING" : state;
}

/**
 * Looks at the job of an application; it has one.
 *
 * @param restPort the application's REST port.
 * @returns undefined where Flink does not answer yet, or has no job yet.
 */
export async function flinkJob(restPort: number): Promise<FlinkJob | undefined> {
    try {
        const [first] = (await get<Overview>(restPort, "/jobs")).jobs;
        if (!first) {
            return undefined;
        }
        const { id, status } = first;
        const job = await get<JobDetail>(restPort, `/jobs/${id}`);
        return {
            state: stateOf(status, job),
            runningMillis: job.now - Math.max(...job.vertices.map((task) => task["start-time"])),
            watermarkMillis: await leastWatermark(restPort, id, job),
            ...(await recordCounts(restPort, id, job)),
        };
    } catch {
        return undefined;
    }
}
