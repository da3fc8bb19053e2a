import { whole } from "../key";

/** Limits of one shard (Amazon Kinesis Data Streams Developer Guide, "Quotas and limits"). */
export const SHARD = { bytesIn: 1024 * 1024, recordsIn: 1000, bytesOut: 2 * 1024 * 1024 } as const;

const PERCENT = { unit: "%", min: 1, max: 100 } as const;
const MILLIS = { unit: "ms", min: 1, max: 604_800_000 } as const;
const COUNT = { unit: "in 5 min", min: 0, max: 1_000_000_000 } as const;

function derived<L extends { unit: string; min: number; max: number }>(
    limits: L,
    defaultText: string,
    why: string,
) {
    return whole({ ...limits, default: undefined, defaultText, why });
}

/**
 * The keys of the section `alarms`: one an alarm. Where a stack sets none, the threshold follows from the rest of the
 * configuration, see alarms.ts.
 */
export const ALARM_KEYS = {
    iteratorAge: derived(
        MILLIS,
        "half of the retention",
        "readers so far behind that records may expire unread",
    ),
    writeThrottles: derived(COUNT, "0", "writes that the stream refused"),
    readThrottles: derived(COUNT, "0", "reads that the stream refused"),
    silentRecords: derived(
        COUNT,
        "0",
        "records in 5 minutes that are still silence: the agents send nothing",
    ),
    streamBytesIn: derived(PERCENT, "80", "bytes written, of what the shards take"),
    streamRecordsIn: derived(PERCENT, "80", "records written, of what the shards take"),
    streamBytesOut: derived(PERCENT, "80", "bytes read, of what the shards give to all shared readers"),
    millisBehindLatest: derived(
        MILLIS,
        "3 windows, at least 5 minutes",
        "the application so far behind the stream's tip",
    ),
    notRunning: derived(
        { unit: "min", min: 1, max: 1440 },
        "10",
        "minutes without a running job: stopped, not started, or failing",
    ),
    downtime: derived({ ...MILLIS, min: 0 }, "0", "the job not running for so long"),
    fullRestarts: derived(COUNT, "0", "restarts of the job"),
    failedCheckpoints: derived(COUNT, "0", "checkpoints that failed"),
    lateRecords: derived(COUNT, "0", "records dropped because their window was closed"),
    heap: derived(PERCENT, "90", "heap in use"),
    cpu: derived(PERCENT, "80", "CPU in use"),
    deliveryFreshness: derived(
        { ...MILLIS, unit: "s", max: 86_400 },
        "twice the buffer's seconds, at least 900",
        "age of the oldest result not yet in the bucket",
    ),
    deliverySuccess: derived(PERCENT, "100", "deliveries to the bucket that succeed: an alarm below it"),
    deliveryThrottles: derived(COUNT, "0", "results that Firehose refused"),
    deliveryBytes: derived(PERCENT, "80", "bytes put, of Firehose's limit"),
    deliveryRecords: derived(PERCENT, "80", "records put, of Firehose's limit"),
    deliveryRequests: derived(PERCENT, "80", "put requests, of Firehose's limit"),
    errorObjects: derived(COUNT, "0", "objects written under the error prefix"),
} as const;

/** The id of an alarm. */
export type AlarmId = keyof typeof ALARM_KEYS;
