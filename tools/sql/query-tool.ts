import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ADD_OPENS } from "../toolchain/flink-java";
import { FLINK_JAR, FLINK_PROVIDED } from "../runtime/paths";
import { java } from "../toolchain/prerequisites";
import { UserError } from "../runtime/user-error";

/** A query as the tool takes it: the texts of its two files, and what fills its placeholders. */
export interface QueryRequest {
    readonly name: string;
    readonly sql: string;
    readonly schema: string;
    readonly properties: Readonly<Record<string, string>>;
}

/** A record as it lies in a stream. */
export interface StreamRecord {
    /** Milliseconds since 1970. */
    readonly arrivalMillis: number;
    readonly data?: string;
    readonly dataBase64?: string;
}

/** A query with the records that it is to be run over, in the order of one shard. */
export interface RunRequest extends QueryRequest {
    readonly records: readonly StreamRecord[];
    readonly overflow?: "TRUNCATE" | "FAIL" | "PASS";
}

/** What the planner made of a query; or its messages, from the outermost to the innermost. */
export interface PlanAnswer {
    readonly name: string;
    readonly plan?: string;
    /** The columns that it gives, each `NAME TYPE`. */
    readonly results?: readonly string[];
    /** How long its windows last, milliseconds. */
    readonly windowMillis?: number;
    readonly error?: readonly string[];
}

/** What came out of a run; or the messages of what was wrong. */
export interface RunAnswer {
    readonly name: string;
    readonly rows?: readonly Readonly<Record<string, unknown>>[];
    readonly rejected?: readonly Readonly<Record<string, unknown>>[];
    readonly error?: readonly string[];
}

/** Runs the job's own planner and reader in a process without a cluster (flink/src/main/java/ccpipeline/QueryTool.java). */
async function asked<A>(
    mode: "check" | "run",
    requests: readonly object[],
    onAnswer: (done: number) => void,
): Promise<A[]> {
    const command = [
        ...ADD_OPENS,
        "-Xmx768m",
        "-XX:+UseSerialGC",
        ...(mode === "check" ? ["-XX:TieredStopAtLevel=1"] : []), // it does not live long enough for more
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "-cp",
        `${FLINK_PROVIDED}/*:${FLINK_JAR}`,
        "ccpipeline.QueryTool",
        mode,
    ];
    const child = spawn(java(), command, { stdio: ["pipe", "pipe", "pipe"] });
    const answers: A[] = [];
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString("utf8")));
    createInterface({ input: child.stdout }).on("line", (line) => {
        answers.push(JSON.parse(line) as A);
        onAnswer(answers.length);
    });
    child.stdin.on("error", () => undefined); // how it ends tells more
    child.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
    const code = await new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    if (code !== 0 || answers.length < requests.length) {
        throw new UserError(`Flink's planner ended with exit code ${code}: ${errors.trim().slice(-2000)}`);
    }
    return answers;
}

/**
 * Plans queries with the planner that is deployed.
 *
 * @returns one answer a query, in their order.
 * @throws UserError where the process itself fails.
 */
export function planned(requests: readonly QueryRequest[]): Promise<PlanAnswer[]> {
    return asked("check", requests, () => undefined);
}

/**
 * Runs queries over records that are at hand, each to the end of its records.
 *
 * @param onAnswer told how many are done.
 * @returns one answer a query, in their order.
 * @throws UserError where the process itself fails.
 */
export function runOver(
    requests: readonly RunRequest[],
    onAnswer: (done: number) => void = () => undefined,
): Promise<RunAnswer[]> {
    return asked("run", requests, onAnswer);
}
