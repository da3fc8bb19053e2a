import { integer } from "../key";
import { Settings } from "../settings";

const PERCENT = { unit: "%", min: 1, max: 100 } as const;
const MILLIS = { unit: "ms", min: 1, max: 604_800_000 } as const;

/** Seconds over which an alarm looks; CloudWatch's own period of most of these metrics is a minute. */
const PERIOD = 300;
/** Flink's own metrics are evaluated each minute: a restart is over soon. */
const FLINK_PERIOD = 60;

/** An alarm's threshold. @param periodSeconds over which the alarm looks. */
function threshold<L extends { unit: string; min: number; max: number }>(
    limits: L,
    defaultText: string,
    why: string,
    periodSeconds = PERIOD,
) {
    return { ...integer({ ...limits, default: undefined, defaultText, why }), periodSeconds };
}

/** A threshold that is a number of events in the alarm's period. */
function count(why: string, periodSeconds = PERIOD) {
    const unit = periodSeconds === 60 ? "per minute" : `per ${periodSeconds / 60} min`;
    return threshold({ unit, min: 0, max: 1_000_000_000 }, "0", why, periodSeconds);
}

/**
 * The keys of the section `alarms`: one per alarm, with the period over which it looks. Where a stack sets none, the threshold
 * follows from the rest of the configuration, see monitoring/alarms.ts.
 */
export const ALARM_KEYS = {
    iteratorAge: threshold(
        MILLIS,
        "half of the retention",
        "the slowest reader is so far behind that records may expire unread",
    ),
    writeThrottles: count("writes that the stream refused"),
    readThrottles: count("reads that the stream refused"),
    silentRecords: count("at or below this many records, the agents count as silent"),
    streamBytesIn: threshold(PERCENT, "80", "bytes written, of what the shards take"),
    streamRecordsIn: threshold(PERCENT, "80", "records written, of what the shards take"),
    streamBytesOut: threshold(PERCENT, "80", "bytes read, of what the shards give to all shared readers"),
    millisBehindLatest: threshold(
        MILLIS,
        "3 windows, at least 5 minutes",
        "how far the application is behind the stream's tip",
        FLINK_PERIOD,
    ),
    notRunning: threshold(
        { unit: "min", min: 1, max: 1440 },
        "10",
        "minutes without a running job: stopped, not started, or failing",
        FLINK_PERIOD,
    ),
    downtime: threshold({ ...MILLIS, min: 0 }, "0", "how long the job has not been running", FLINK_PERIOD),
    fullRestarts: count("restarts of the job", FLINK_PERIOD),
    failedCheckpoints: count("checkpoints that failed", FLINK_PERIOD),
    lateRecords: count(
        "records that arrived after their window was closed; they are rejected, to errors/rejected/",
        FLINK_PERIOD,
    ),
    heap: threshold(PERCENT, "90", "heap in use", FLINK_PERIOD),
    cpu: threshold(PERCENT, "80", "CPU in use", FLINK_PERIOD),
    deliveryFreshness: threshold(
        { ...MILLIS, unit: "s", max: 86_400 },
        "twice the buffer's seconds, at least 900",
        "age of the oldest result that is not yet in the bucket",
    ),
    deliverySuccess: threshold(PERCENT, "100", "deliveries to the bucket that succeed: an alarm below it"),
    deliveryThrottles: count("results that Firehose refused"),
    deliveryBytes: threshold(PERCENT, "80", "bytes put, of Firehose's limit"),
    deliveryRecords: threshold(PERCENT, "80", "records put, of Firehose's limit"),
    deliveryRequests: threshold(PERCENT, "80", "put requests, of Firehose's limit"),
    errorObjects: count("objects written under the error prefix"),
} as const;

/** The id of an alarm. */
export type AlarmId = keyof typeof ALARM_KEYS;

/** Thresholds of the alarms; undefined where they follow from other settings. */
export type AlarmSettings = Settings<typeof ALARM_KEYS>;
