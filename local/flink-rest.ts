/** What Flink's REST interface tells of an application's job (Apache Flink documentation, "REST API"). */
export interface FlinkJob {
    readonly state: string;
    /** Milliseconds since 1970 up to which all records are known to have arrived; undefined before the first. */
    readonly watermarkMillis?: number;
    /** Records of the stream that could not be read as the query's input; each is whole in the log. */
    readonly notParsed: number;
}

interface Overview {
    readonly jobs: { readonly jid: string; readonly state: string }[];
}
interface Detail {
    readonly vertices: { readonly id: string; readonly name: string; readonly status: string }[];
}
type Metrics = { readonly id: string; readonly value?: string; readonly min?: number; readonly sum?: number }[];

async function get<T>(port: number, path: string): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) {
        throw new Error(`Flink's REST interface answered ${answer.status} to ${path}`);
    }
    return (await answer.json()) as T;
}

/** Flink gives the least long for "no watermark yet". */
function watermark(metrics: Metrics): number | undefined {
    const least = metrics.find(({ id }) => id === "currentOutputWatermark")?.min;
    return least !== undefined && least > 0 ? least : undefined;
}

/**
 * Looks at the job of an application.
 *
 * @param restPort the application's REST port.
 * @returns undefined where Flink does not answer yet, or has no job yet.
 */
export async function flinkJob(restPort: number): Promise<FlinkJob | undefined> {
    try {
        const { jobs } = await get<Overview>(restPort, "/jobs");
        const detail = await Promise.all(jobs.map(async ({ jid }) => [jid, await get<Detail>(restPort, `/jobs/${jid}`)] as const));
        const [jid, job] = detail[0] ?? [];
        if (!jid || !job) {
            return undefined;
        }
        const source = job.vertices.find(({ name }) => name.startsWith("Source:"));
        const of = `/jobs/${jid}/vertices/${source?.id}/subtasks/metrics`;
        const known = await get<Metrics>(restPort, of);
        const unread = known.find(({ id }) => id.endsWith("recordsNotParsed"))?.id;
        const wanted = ["currentOutputWatermark", ...(unread ? [unread] : [])].map(encodeURIComponent).join(",");
        const metrics = await get<Metrics>(restPort, `${of}?get=${wanted}`);
        const running = job.vertices.every(({ status }) => status === "RUNNING");
        const state = jobs[0]?.state ?? "";
        return {
            state: state === "RUNNING" && !running ? "INITIALIZING" : state,
            watermarkMillis: watermark(metrics),
            notParsed: metrics.find(({ id }) => id === unread)?.sum ?? 0,
        };
    } catch {
        return undefined;
    }
}
