import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { ADD_OPENS } from "../toolchain/flink-java";
import type { TranslatedApplication, TranslationRequest } from "../kda-import/translation";
import {
    DISCONTINUED_CONSTRUCTS,
    FLINK_JAR,
    FLINK_PLANNER,
    FLINK_PROVIDED,
    FLINK_TOOL,
} from "../runtime/paths";
import { java } from "../toolchain/prerequisites";
import { UserError } from "../runtime/user-error";

/** A query for the tool: the contents of its two files, and the values of its placeholders. */
export interface QueryRequest {
    readonly name: string;
    readonly sql: string;
    readonly schema: string;
    readonly properties: Readonly<Record<string, string>>;
}

/** A record of the stream. */
export interface StreamRecord {
    /** Milliseconds since 1970. */
    readonly arrivalMillis: number;
    readonly data?: string;
    readonly dataBase64?: string;
}

/** A query and the records to run it over, in the order of one shard. */
export interface RunRequest extends QueryRequest {
    readonly records: readonly StreamRecord[];
    /** What happens to a string that is longer than its column: a value of `column.overflow` in property-groups.json. */
    readonly overflow?: string;
}

/** Something that rows of the same resultKey can differ in. */
export interface KeyLack {
    /** Such as "grouped column `to`". */
    readonly what: string;
    /** The result column that shows it; null where none does. */
    readonly shownAs: string | null;
}

/** The planner's result for a query, or its error messages from the outermost to the innermost. */
export interface PlanAnswer {
    readonly name: string;
    readonly plan?: string;
    /** The columns that the query produces, each `NAME TYPE`. */
    readonly results?: readonly string[];
    /** What rows of the same resultKey can differ in; empty where the key determines the row. */
    readonly keyLacks?: readonly KeyLack[];
    /** Length of its windows, milliseconds. */
    readonly windowMillis?: number;
    readonly error?: readonly string[];
}

/** The output of a run, or its error messages. */
export interface RunAnswer {
    readonly name: string;
    readonly rows?: readonly Readonly<Record<string, unknown>>[];
    /** The rows as they are delivered, with all digits of their numbers. */
    readonly rowLines?: readonly string[];
    readonly rejected?: readonly Readonly<Record<string, unknown>>[];
    readonly error?: readonly string[];
}

/** The tool's classes, the job's, and Flink's with the planner itself in the place of its loader: both together are an error. */
function classPath(): string {
    const provided = readdirSync(FLINK_PROVIDED)
        .filter((jar) => !jar.startsWith("flink-table-planner-loader-"))
        .map((jar) => path.join(FLINK_PROVIDED, jar));
    return [FLINK_TOOL, `${FLINK_PLANNER}/*`, ...provided, FLINK_JAR].join(path.delimiter);
}

/** Runs the query tool, the job's own planner and reader without a cluster (flink/src/tool/java/ccpipeline/tool/QueryTool.java). */
async function ask<A>(
    mode: "check" | "run" | "import",
    requests: readonly object[],
    onAnswer: (done: number) => void,
): Promise<A[]> {
    const command = [
        ...ADD_OPENS,
        "-Xmx768m",
        "-XX:+UseSerialGC",
        ...(mode === "run" ? [] : ["-XX:TieredStopAtLevel=1"]), // it ends too soon to profit from more
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        `-Dkda.constructs=${DISCONTINUED_CONSTRUCTS}`,
        "-cp",
        classPath(),
        "ccpipeline.tool.QueryTool",
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
    child.stdin.on("error", () => undefined); // its exit code and its errors say more
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
 * @returns one answer per query, in their order.
 * @throws UserError if the process itself fails.
 */
export function planned(requests: readonly QueryRequest[]): Promise<PlanAnswer[]> {
    return ask("check", requests, () => undefined);
}

/**
 * Runs queries over given records, each to the end of its records.
 *
 * @param onAnswer called with the number of queries that are done.
 * @returns one answer per query, in their order.
 * @throws UserError if the process itself fails.
 */
export function runOver(
    requests: readonly RunRequest[],
    onAnswer: (done: number) => void = () => undefined,
): Promise<RunAnswer[]> {
    return ask("run", requests, onAnswer);
}

/**
 * Translates applications of Kinesis Data Analytics for SQL, and plans each query that comes of it.
 *
 * @returns one answer per application, in their order.
 * @throws UserError if the process itself fails.
 */
export function translateApplications(
    requests: readonly TranslationRequest[],
): Promise<TranslatedApplication[]> {
    return ask("import", requests, () => undefined);
}
