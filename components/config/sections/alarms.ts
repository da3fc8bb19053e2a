import { integer } from "../key";
import { Settings } from "../settings";
import { AnalyticsSettings } from "./analytics";
import { DeliverySettings } from "./delivery";
import { StreamSettings } from "./stream";

const PERCENT = { unit: "%", min: 1, max: 100 } as const;
const MILLIS = { unit: "ms", min: 1, max: 604_800_000 } as const;

/** Seconds over which an alarm looks; CloudWatch's own period of most of these metrics is a minute. */
const PERIOD = 300;
/** Flink's own metrics are evaluated each minute: a restart is over soon. */
const FLINK_PERIOD = 60;

/** Windows by which the application may be behind, and minutes where windows are short. */
const BEHIND = { windows: 3, minutes: 5 } as const;
/** Buffers that a result may wait in the delivery stream, and seconds where buffers are short. */
const WAITING = { buffers: 2, seconds: 900 } as const;

/** The settings that default thresholds follow from. */
interface ThresholdInputs {
    readonly stream: StreamSettings;
    readonly analytics: AnalyticsSettings;
    readonly delivery: DeliverySettings;
}

/** A default threshold, and the same in words. */
interface DefaultThreshold {
    readonly text: string;
    readonly of: (settings: ThresholdInputs) => number;
}

function fixed(value: number): DefaultThreshold {
    return { text: String(value), of: () => value };
}

/** An alarm's threshold, with its default as a function. @param periodSeconds over which the alarm looks. */
function threshold<L extends { unit: string; min: number; max: number }>(
    limits: L,
    { text, of }: DefaultThreshold,
    why: string,
    periodSeconds = PERIOD,
) {
    const key = integer({ ...limits, default: undefined, defaultText: text, why });
    return { ...key, periodSeconds, defaultThreshold: of };
}

/** A threshold that is a number of events in the alarm's period: any event is one too many. */
function count(why: string, periodSeconds = PERIOD) {
    const unit = periodSeconds === 60 ? "per minute" : `per ${periodSeconds / 60} min`;
    return threshold({ unit, min: 0, max: 1_000_000_000 }, fixed(0), why, periodSeconds);
}

/**
 * The keys of the section `alarms`: one per alarm, with the period over which it looks and the threshold that it has where a
 * stack sets none.
 */
export const ALARM_KEYS = {
    iteratorAge: threshold(
        MILLIS,
        {
            text: "half of the retention",
            of: ({ stream }) => (stream.retentionHours * 3_600_000) / 2,
        },
        "the slowest reader is so far behind that records may expire unread",
    ),
    writeThrottles: count("writes that the stream refused"),
    readThrottles: count("reads that the stream refused"),
    silentRecords: count("at or below this many records, the agents count as silent"),
    streamBytesIn: threshold(PERCENT, fixed(80), "bytes written, of what the shards take"),
    streamRecordsIn: threshold(PERCENT, fixed(80), "records written, of what the shards take"),
    streamBytesOut: threshold(
        PERCENT,
        fixed(80),
        "bytes read, of what the shards give to all shared readers",
    ),
    millisBehindLatest: threshold(
        MILLIS,
        {
            text: `${BEHIND.windows} windows, at least ${BEHIND.minutes} minutes`,
            of: ({ analytics }) =>
                1000 * Math.max(BEHIND.minutes * 60, BEHIND.windows * analytics.windowSeconds),
        },
        "how far the application is behind the stream's tip",
        FLINK_PERIOD,
    ),
    notRunning: threshold(
        { unit: "min", min: 1, max: 1440 },
        fixed(10), // an update or a start usually takes less time
        "minutes without a running job: stopped, not started, or failing",
        FLINK_PERIOD,
    ),
    downtime: threshold(
        { ...MILLIS, min: 0 },
        fixed(0),
        "how long the job has not been running",
        FLINK_PERIOD,
    ),
    fullRestarts: count("restarts of the job", FLINK_PERIOD),
    failedCheckpoints: count("checkpoints that failed", FLINK_PERIOD),
    lateRecords: count(
        "records that arrived after their window was closed; they are rejected, to errors/rejected/",
        FLINK_PERIOD,
    ),
    heap: threshold(PERCENT, fixed(90), "heap in use", FLINK_PERIOD),
    cpu: threshold(PERCENT, fixed(80), "CPU in use", FLINK_PERIOD),
    deliveryFreshness: threshold(
        { ...MILLIS, unit: "s", max: 86_400 },
        {
            text: `${WAITING.buffers} times the buffer's seconds, at least ${WAITING.seconds}`,
            of: ({ delivery }) => Math.max(WAITING.seconds, WAITING.buffers * delivery.bufferSeconds),
        },
        "age of the oldest result that is not yet in the bucket",
    ),
    deliverySuccess: threshold(
        PERCENT,
        fixed(100),
        "deliveries to the bucket that succeed: an alarm below it",
    ),
    deliveryThrottles: count("results that Firehose refused"),
    deliveryBytes: threshold(PERCENT, fixed(80), "bytes put, of Firehose's limit"),
    deliveryRecords: threshold(PERCENT, fixed(80), "records put, of Firehose's limit"),
    deliveryRequests: threshold(PERCENT, fixed(80), "put requests, of Firehose's limit"),
    errorObjects: count("objects written under the error prefix"),
} as const;

/** The id of an alarm. */
export type AlarmId = keyof typeof ALARM_KEYS;

/** Thresholds of the alarms; undefined where they follow from other settings. */
export type AlarmSettings = Settings<typeof ALARM_KEYS>;
