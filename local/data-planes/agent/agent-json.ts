import { readFileSync } from "node:fs";
import { LogFormat } from "../../../tools/sql/apache-log";

/** One flow of agent.json (awslabs/amazon-kinesis-agent, README, "Flow Configuration Options"). */
export interface Flow {
    /** Absolute path with `*` and `?` in its last part. */
    readonly filePattern: string;
    readonly kinesisStream: string;
    /** START_OF_FILE or END_OF_FILE: where a file that is new to the agent is begun. */
    readonly initialPosition: "START_OF_FILE" | "END_OF_FILE";
    readonly partitionKeyOption: "RANDOM" | "DETERMINISTIC";
    /** None: lines are sent as they are. */
    readonly logFormat?: LogFormat;
    readonly maxBufferSizeRecords: number;
    /** The wait before a call is repeated, at first and at most. */
    readonly retryInitialBackoffMillis: number;
    readonly retryMaxBackoffMillis: number;
}

const FLOW_KEYS = [
    "filePattern",
    "kinesisStream",
    "initialPosition",
    "partitionKeyOption",
    "maxBufferAgeMillis",
    "maxBufferSizeRecords",
    "retryInitialBackoffMillis",
    "retryMaxBackoffMillis",
    "dataProcessingOptions",
];
/** The agent's own defaults (its Constants). */
const INITIAL_BACKOFF_MILLIS = 100;
const MAX_BACKOFF_MILLIS = 10_000;
/** Amazon Kinesis Data Streams API Reference, "PutRecords": the most records of one call. */
const MOST_RECORDS = 500;

function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T, where: string): T {
    const text = value === undefined ? fallback : String(value);
    const found = allowed.find((candidate) => candidate === text);
    if (!found) {
        throw new Error(`${where}: '${text}' is not one of ${allowed.join(", ")}`);
    }
    return found;
}

function logFormat(options: unknown, where: string): Flow["logFormat"] {
    const list = (options ?? []) as Record<string, unknown>[];
    if (list.length === 0) {
        return undefined;
    }
    const option = list[0] ?? {};
    if (list.length > 1 || option["optionName"] !== "LOGTOJSON") {
        throw new Error(`${where}: the local agent serves one option, LOGTOJSON`);
    }
    return oneOf<LogFormat>(
        option["logFormat"],
        ["COMMONAPACHELOG", "COMBINEDAPACHELOG"],
        "COMMONAPACHELOG",
        `${where}.logFormat`,
    );
}

/** A number of milliseconds. */
function millis(value: unknown, fallback: number, where: string): number {
    const number = Number(value ?? fallback);
    if (!Number.isInteger(number) || number < 1) {
        throw new Error(`${where}: ${JSON.stringify(value)} is not a whole number from 1`);
    }
    return number;
}

function flow(value: Record<string, unknown>, where: string): Flow {
    const unknown = Object.keys(value).filter((key) => !FLOW_KEYS.includes(key));
    if (unknown.length > 0) {
        throw new Error(
            `${where}: the local agent does not serve ${unknown.join(", ")}; it would be ignored`,
        );
    }
    for (const key of ["filePattern", "kinesisStream"]) {
        if (typeof value[key] !== "string" || value[key] === "") {
            throw new Error(`${where}.${key} is missing`);
        }
    }
    const most = Number(value["maxBufferSizeRecords"] ?? MOST_RECORDS);
    if (!Number.isInteger(most) || most < 1 || most > MOST_RECORDS) {
        throw new Error(
            `${where}.maxBufferSizeRecords: ${most} is not a whole number from 1 to ${MOST_RECORDS}`,
        );
    }
    return {
        filePattern: String(value["filePattern"]),
        kinesisStream: String(value["kinesisStream"]),
        initialPosition: oneOf(
            value["initialPosition"],
            ["START_OF_FILE", "END_OF_FILE"],
            "END_OF_FILE",
            `${where}.initialPosition`,
        ),
        partitionKeyOption: oneOf(
            value["partitionKeyOption"],
            ["RANDOM", "DETERMINISTIC"],
            "RANDOM",
            `${where}.partitionKeyOption`,
        ),
        logFormat: logFormat(value["dataProcessingOptions"], `${where}.dataProcessingOptions`),
        maxBufferSizeRecords: most,
        retryInitialBackoffMillis: millis(
            value["retryInitialBackoffMillis"],
            INITIAL_BACKOFF_MILLIS,
            `${where}.retryInitialBackoffMillis`,
        ),
        retryMaxBackoffMillis: millis(
            value["retryMaxBackoffMillis"],
            MAX_BACKOFF_MILLIS,
            `${where}.retryMaxBackoffMillis`,
        ),
    };
}

/**
 * Reads an agent.json.
 *
 * @param file its path.
 * @returns its flows, with the agent's own defaults filled in.
 * @throws Error one line, where it is not JSON, lacks something, or asks for what the local agent would ignore.
 */
export function readAgentJson(file: string): Flow[] {
    let document: { flows?: Record<string, unknown>[] };
    try {
        document = JSON.parse(readFileSync(file, "utf8")) as typeof document;
    } catch (error) {
        throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    }
    if (!Array.isArray(document.flows) || document.flows.length === 0) {
        throw new Error(`${file}: 'flows' must name at least one flow`);
    }
    return document.flows.map((value, i) => flow(value, `agent.json flows[${i}]`));
}
