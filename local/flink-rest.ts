/** What Flink's REST interface tells of an application's job (Apache Flink documentation, "REST API"). */
export interface FlinkJob {
    readonly state: string;
    /** Milliseconds since 1970 up to which all records are known to have arrived; undefined before the first. */
    readonly watermarkMillis?: number;
    /** Records that the queries have got since the process was started. */
    readonly accepted: number;
    /** Records that were rejected since then, by reason; each lies in the error prefix. */
    readonly rejected: Readonly<Record<string, number>>;
}

interface Overview {
    readonly jobs: { readonly id: string; readonly status: string }[];
}
interface Detail {
    readonly vertices: { readonly id: string; readonly name: string; readonly status: string }[];
}
type Metrics = {
    readonly id: string;
    readonly value?: string;
    readonly min?: number;
    readonly sum?: number;
}[];

async function get<T>(port: number, path: string): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) {
        throw new Error(`Flink's REST interface answered ${answer.status} to ${path}`);
    }
    return (await answer.json()) as T;
}

/** Flink gives the least long for "no watermark yet". */
function watermark(emitted: Metrics): number | undefined {
    const least = Math.min(...emitted.map(({ min }) => min ?? 0));
    return Number.isFinite(least) && least > 0 ? least : undefined;
}

/** Metrics of all subtasks of one task, those whose id matches. */
async function metrics(
    port: number,
    jobId: string,
    taskId: string | undefined,
    pattern: RegExp,
): Promise<Metrics> {
    const of = `/jobs/${jobId}/vertices/${taskId}/subtasks/metrics`;
    const ids = (await get<Metrics>(port, of)).map(({ id }) => id).filter((id) => pattern.test(id));
    return ids.length > 0 ? get<Metrics>(port, `${of}?get=${ids.map(encodeURIComponent).join(",")}`) : [];
}

const REJECTED = /kinesisanalytics\.Reason\.(\w+)\.recordsRejected$/;

/** The job's watermark, and what became of the records that its source has read. */
async function progress(port: number, jobId: string, job: Detail): Promise<Omit<FlinkJob, "state">> {
    const source = job.vertices.find(({ name }) => name.startsWith("Source:"));
    const last = job.vertices[job.vertices.length - 1];
    const counted = await metrics(port, jobId, source?.id, /recordsAccepted$|recordsRejected$/);
    const sums = (pattern: RegExp) => counted.filter(({ id, sum }) => pattern.test(id) && (sum ?? 0) > 0);
    const rejected = sums(REJECTED).map(({ id, sum }) => [REJECTED.exec(id)?.[1] ?? "", sum ?? 0]);
    // A subtask of the source without a shard has no watermark, and the tasks behind it do not wait for one.
    const reached = await (last && last !== source
        ? metrics(port, jobId, last.id, /^currentInputWatermark$/)
        : metrics(port, jobId, source?.id, /^Source_.*\.currentOutputWatermark$/));
    return {
        watermarkMillis: watermark(reached),
        accepted: sums(/recordsAccepted$/).reduce((total, { sum }) => total + (sum ?? 0), 0),
        rejected: Object.fromEntries(rejected) as Record<string, number>,
    };
}

/** The job's state; a job whose tasks do not all run yet is still being initialized. */
function stateOf(state: string, job: Detail): string {
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
        const job = await get<Detail>(restPort, `/jobs/${first.id}`);
        return { state: stateOf(first.status, job), ...(await progress(restPort, first.id, job)) };
    } catch {
        return undefined;
    }
}
