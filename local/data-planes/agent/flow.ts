import { JavaPattern } from "../../../components/foundation/java-regex/java-pattern";
import { compilePattern } from "../../../tools/logs/log-parser";
import { checkFilePattern } from "./file-pattern";
import { Converter, readProcessing } from "./processing";
import { MemberReader, Members } from "./values";

/** One flow of agent.json (awslabs/amazon-kinesis-agent, FileFlow and KinesisFileFlow). */
export interface Flow {
    /** Absolute path, its last part a glob of Java. */
    readonly filePattern: string;
    readonly kinesisStream: string;
    /** START_OF_FILE or END_OF_FILE: where the files that the agent finds at its first start are begun. */
    readonly initialPosition: "START_OF_FILE" | "END_OF_FILE";
    readonly partitionKeyOption: "RANDOM" | "DETERMINISTIC";
    /** What is sent of a record; without it, records are sent as they are. */
    readonly convert?: Converter;
    /** What the first line of a record begins with; without it, each line is a record. */
    readonly multiLineStart?: JavaPattern;
    /** Lines at the beginning of each file that are left out. */
    readonly skipHeaderLines: number;
    /** The most of one call. */
    readonly maxBufferSizeRecords: number;
    readonly maxBufferSizeBytes: number;
    /** What ends a record that was cut to what a stream takes. */
    readonly truncatedRecordTerminator: string;
    /** The wait before files are looked at once more, where nothing was new. */
    readonly pollMillis: number;
    /** The wait before a call is repeated, at first and at most. */
    readonly retryInitialBackoffMillis: number;
    readonly retryMaxBackoffMillis: number;
}

const MIB = 1024 * 1024;
/** The largest record, with its key (KinesisConstants). */
export const MAX_RECORD_BYTES = MIB;
/** The most of one call (KinesisConstants; Amazon Kinesis Data Streams API Reference, "PutRecords"). */
const MAX_CALL_RECORDS = 500;
const MAX_CALL_BYTES = 5 * MIB;
/** Ages and waits that the agent takes (KinesisFileFlow). */
const AGE_MILLIS = { min: 1000, max: 900_000 };
/** The agent's own defaults (Constants, FileFlow). */
const INITIAL_BACKOFF_MILLIS = 100;
const MAX_BACKOFF_MILLIS = 10_000;
const POLL_MILLIS = 100;

/** Keys that are obeyed. */
const OBEYED = [
    "filePattern",
    "kinesisStream",
    "initialPosition",
    "partitionKeyOption",
    "maxBufferSizeRecords",
    "maxBufferSizeBytes",
    "minTimeBetweenFilePollsMillis",
    "retryInitialBackoffMillis",
    "retryMaxBackoffMillis",
    "skipHeaderLines",
    "multiLineStartPattern",
    "truncatedRecordTerminator",
    "dataProcessingOptions",
];

/**
 * Keys that only bound what the local agent never does: it sends at once, looks at all files each time, and has one call under way.
 */
const WITHOUT_EFFECT: Readonly<Record<string, { readonly min: number; readonly max?: number }>> = {
    maxBufferAgeMillis: AGE_MILLIS,
    waitOnFullPublishQueueMillis: AGE_MILLIS,
    waitOnEmptyPublishQueueMillis: AGE_MILLIS,
    publishQueueCapacity: { min: 1 },
    maxTimeBetweenFileTrackerRefreshMillis: { min: 0 },
};

/** All keys of a flow that are not refused. */
export const FLOW_KEYS: readonly string[] = [
    ...OBEYED,
    ...Object.keys(WITHOUT_EFFECT),
    "log.emitInternalMetrics",
];

function multiLineStart(flow: MemberReader): JavaPattern | undefined {
    const pattern = flow.text("multiLineStartPattern");
    if (!pattern) {
        return undefined; // the agent takes an empty one for none, too
    }
    try {
        return compilePattern(pattern);
    } catch (error) {
        throw new Error(`${flow.at("multiLineStartPattern")}: ${(error as Error).message}`, { cause: error });
    }
}

function filePattern(flow: MemberReader): string {
    const pattern = flow.required("filePattern");
    try {
        checkFilePattern(pattern);
    } catch (error) {
        throw new Error(`${flow.at("filePattern")}: ${(error as Error).message}`, { cause: error });
    }
    return pattern;
}

function terminator(flow: MemberReader): string {
    const text = flow.text("truncatedRecordTerminator") ?? "\n";
    if (Buffer.byteLength(text) >= MAX_RECORD_BYTES / 2) {
        throw new Error(
            `${flow.at("truncatedRecordTerminator")}: it is longer than half of the largest record`,
        );
    }
    return text;
}

/** Refuses keys that are not obeyed, each by its name. */
function checkKeys(flow: MemberReader): void {
    if (flow.has("deliveryStream")) {
        throw new Error(
            `${flow.at("deliveryStream")}: the local agent sends to streams only, not to Firehose directly; give kinesisStream`,
        );
    }
    flow.knows(FLOW_KEYS, "is not served by the local agent and would be ignored");
    flow.boolean("log.emitInternalMetrics");
    for (const [key, range] of Object.entries(WITHOUT_EFFECT)) {
        flow.integer(key, range);
    }
}

/**
 * Reads one flow.
 *
 * @param value the flow's members.
 * @param where its place, such as `agent.json flows[0]`.
 * @throws Error one line, beginning with the key that is wrong or not served.
 */
export function readFlow(value: Members, where: string): Flow {
    const flow = new MemberReader(value, where);
    checkKeys(flow);
    const convert = readProcessing(flow.value("dataProcessingOptions"), flow.at("dataProcessingOptions"));
    const start = multiLineStart(flow);
    return {
        filePattern: filePattern(flow),
        kinesisStream: flow.required("kinesisStream"),
        initialPosition: flow.word("initialPosition", ["START_OF_FILE", "END_OF_FILE"]) ?? "END_OF_FILE",
        partitionKeyOption: flow.word("partitionKeyOption", ["RANDOM", "DETERMINISTIC"]) ?? "RANDOM",
        ...(convert && { convert }),
        ...(start && { multiLineStart: start }),
        skipHeaderLines: flow.integer("skipHeaderLines", { min: 0 }) ?? 0,
        maxBufferSizeRecords:
            flow.integer("maxBufferSizeRecords", { min: 1, max: MAX_CALL_RECORDS }) ?? MAX_CALL_RECORDS,
        maxBufferSizeBytes:
            flow.integer("maxBufferSizeBytes", { min: 1, max: MAX_CALL_BYTES }) ?? MAX_CALL_BYTES,
        truncatedRecordTerminator: terminator(flow),
        pollMillis: flow.integer("minTimeBetweenFilePollsMillis", { min: 0 }) ?? POLL_MILLIS,
        retryInitialBackoffMillis:
            flow.integer("retryInitialBackoffMillis", { min: 1 }) ?? INITIAL_BACKOFF_MILLIS,
        retryMaxBackoffMillis: flow.integer("retryMaxBackoffMillis", { min: 1 }) ?? MAX_BACKOFF_MILLIS,
    };
}
