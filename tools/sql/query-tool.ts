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

/** An application for the tool: the source's properties that are not those of its stream, and its queries. */
export interface ApplicationRequest {
    /** Under the keys of property-groups.json. */
    readonly source: Readonly<Record<string, string>>;
    readonly queries: readonly QueryRequest[];
}

/** A former application and the one that replaces it. */
export interface ChangeRequest {
    readonly name: string;
    readonly before: ApplicationRequest;
    readonly after: ApplicationRequest;
}

/** What an operator keeps by key; `size` is milliseconds of a RANGE, or a number of ROWS. */
export interface KeptState {
    readonly operator: string;
    readonly keys: string;
    readonly until: "WINDOW" | "RANGE" | "ROWS" | "FOREVER";
    readonly size: number;
}

/** A query as it is planned. */
export interface PlannedQuery {
    /** Milliseconds that a record can stay in open windows. */
    readonly windowMillis: number;
    /** Each `NAME TYPE`. */
    readonly results: readonly string[];
    readonly windows: readonly {
        readonly kind: "TUMBLE" | "HOP" | "CUMULATE" | "SESSION";
        readonly sizeMillis: number;
        readonly stepMillis: number;
    }[];
    readonly state: readonly KeptState[];
}

/** What happens to a query of the changed application (flink/src/tool/java/ccpipeline/diff/QueryChange.java). */
export interface QueryChange {
    readonly name: string;
    /** The number of the job's input that it reads. */
    readonly input: number;
    readonly change: "ADDED" | "UNCHANGED" | "CHANGED";
    /** Where its source begins to read. */
    readonly from: "SNAPSHOT" | "OPEN_WINDOWS" | "OLDEST";
    /** How far before the watermark that is, milliseconds. */
    readonly backMillis: number;
    /** Whether the snapshot has nothing for its source. */
    readonly newSource: boolean;
    readonly keepsState: boolean;
    readonly discardsState: boolean;
    /** Whether its first results count all of their records. */
    readonly complete: boolean;
    /** Whether it delivers results that were delivered before. */
    readonly deliversAgain: boolean;
    /** By how much the watermark that it starts with is ahead of its own. */
    readonly watermarkShiftMillis: number;
    /** Whether that watermark is one of another column's time. */
    readonly comparesOtherTimes: boolean;
    /** The most time before the change that is in no result; -1 for no limit. */
    readonly uncountedMillis: number;
    /** By how much its watermark is behind the latest record. */
    readonly allowanceMillis: number;
    /** Null where it is added. */
    readonly before: PlannedQuery | null;
    readonly after: PlannedQuery;
}

/** What a change does; or error messages from the outermost to the innermost, and of which application. */
export interface ChangeAnswer {
    readonly name: string;
    readonly queries?: readonly QueryChange[];
    /** Names of the queries that the changed application does not have. */
    readonly removed?: readonly string[];
    /** Operators whose state is not restored: Flink refuses to start unless that is allowed. */
    readonly dropped?: readonly string[];
    readonly error?: readonly string[];
    readonly in?: "before" | "after";
}

/** The tool's classes, the job's, and Flink's with the planner itself in the place of its loader: both together are an error. */
function classPath(): string {
    const provided = readdirSync(FLINK_PROVIDED)
        .filter((jar) => !jar.startsWith("flink-table-planner-loader-"))
        .map((jar) => path.join(FLINK_PROVIDED, jar));
    return [FLINK_TOOL, `${FLINK_PLANNER}/*`, ...provided, FLINK_JAR].join(path.delimiter);
}

/** The arguments of Java for a program that has the job's classes and Flink's. */
export function javaArguments(main: string, options: readonly string[]): string[] {
    return [
        ...ADD_OPENS,
        "-XX:+UseSerialGC",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        ...options,
        "-cp",
        classPath(),
        main,
    ];
}

/** Runs the query tool, the job's own planner and reader without a cluster (flink/src/tool/java/ccpipeline/tool/QueryTool.java). */
async function ask<A>(
    mode: "check" | "run" | "import" | "diff",
    requests: readonly object[],
    onAnswer: (done: number) => void,
): Promise<A[]> {
    const brief = mode === "run" ? [] : ["-XX:TieredStopAtLevel=1"]; // it ends too soon to profit from more
    const options = ["-Xmx768m", ...brief, `-Dkda.constructs=${DISCONTINUED_CONSTRUCTS}`];
    const command = [...javaArguments("ccpipeline.tool.QueryTool", options), mode];
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

/**
 * Says what changes of applications do when they are deployed.
 *
 * @returns one answer per change, in their order.
 * @throws UserError if the process itself fails.
 */
export function compared(requests: readonly ChangeRequest[]): Promise<ChangeAnswer[]> {
    return ask("diff", requests, () => undefined);
}
