import { ALARM_KEYS, AlarmId } from "../config/sections/alarms";
import { SHARD } from "../foundation/limits";
import { MetricSource, MonitoredStack, metrics } from "./metrics";

/** An alarm: its metrics, when it is raised, why, and what to do then. */
export interface Alarm {
    readonly id: AlarmId;
    readonly sources: readonly MetricSource[];
    /** Metric math over `m1`, `m2`, …; without it, the first source itself. */
    readonly expression?: string;
    /** Seconds over which each value is taken. */
    readonly period: number;
    /** Periods in a row that must breach. */
    readonly periods: number;
    readonly comparison: "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold";
    readonly threshold: number;
    /** Whether missing data counts as breaching. */
    readonly missingDataBreaches?: boolean;
    readonly reason: string;
    readonly runbook: string;
}

type Draft = Omit<Alarm, "id" | "period" | "periods" | "comparison" | "threshold"> &
    Partial<Pick<Alarm, "periods" | "comparison" | "threshold">>;

/** What the stack sets, or else the default. */
function thresholdOf(id: AlarmId, config: MonitoredStack["config"]): number {
    return config.alarms[id] ?? ALARM_KEYS[id].defaultThreshold(config);
}

function streamAlarms(stack: MonitoredStack): Partial<Record<AlarmId, Draft>> {
    const { stream } = metrics(stack);
    const reshard = "Give the stream more shards (stream.shardCount), or mode ON_DEMAND.";
    return {
        iteratorAge: {
            sources: [stream("GetRecords.IteratorAgeMilliseconds", "Maximum")],
            reason: "The slowest reader is so far behind that records may expire before they are read",
            runbook:
                "See whether the application runs and keeps up; raise stream.retentionHours at once, then analytics.parallelism.",
        },
        writeThrottles: {
            sources: [stream("WriteProvisionedThroughputExceeded", "Sum")],
            reason: "The stream refused writes; the agents try again and fall behind",
            runbook: reshard,
        },
        readThrottles: {
            sources: [stream("ReadProvisionedThroughputExceeded", "Sum")],
            reason: "The stream refused reads: its readers share 5 reads/s and 2 MB/s a shard",
            runbook: "Give other readers enhanced fan-out (stream.consumers), or more shards.",
        },
        silentRecords: {
            sources: [stream("IncomingRecords", "Sum")],
            comparison: "LessThanOrEqualToThreshold",
            missingDataBreaches: true,
            reason: "Nothing arrives: the agents are silent",
            runbook:
                "Look at the agents' log group, open a session on an instance, and ask systemctl status aws-kinesis-agent.",
        },
    };
}

function capacityAlarms({ config, ...stack }: MonitoredStack): Partial<Record<AlarmId, Draft>> {
    if (config.stream.mode === "ON_DEMAND" || config.stream.existing !== undefined) {
        return {};
    }
    const { stream } = metrics(stack);
    const percent = (
        id: AlarmId,
        metric: string,
        perShard: number,
        what: string,
        runbook: string,
    ): Draft => ({
        sources: [stream(metric, "Sum")],
        expression: `100 * m1 / ${perShard * config.stream.shardCount * ALARM_KEYS[id].periodSeconds}`,
        reason: `${what}, in percent of what ${config.stream.shardCount} shard(s) take, ${perShard} a second each`,
        runbook,
    });
    const reshard = "Give the stream more shards (stream.shardCount) before it refuses.";
    return {
        streamBytesIn: percent("streamBytesIn", "IncomingBytes", SHARD.bytesIn, "Bytes written", reshard),
        streamRecordsIn: percent(
            "streamRecordsIn",
            "IncomingRecords",
            SHARD.recordsIn,
            "Records written",
            reshard,
        ),
        streamBytesOut: percent(
            "streamBytesOut",
            "GetRecords.Bytes",
            SHARD.bytesOut,
            "Bytes read by all shared readers",
            "Give other readers enhanced fan-out (stream.consumers), or more shards.",
        ),
    };
}

function flinkAlarms({ config, ...stack }: MonitoredStack): Partial<Record<AlarmId, Draft>> {
    if (config.analytics.engine !== "flink") {
        return {};
    }
    const { application, source, rejected } = metrics(stack);
    const draft = (metric: MetricSource, reason: string, runbook: string): Draft => ({
        sources: [metric],
        reason,
        runbook,
    });
    // These count up from the job's start: what matters is that they grow.
    const growing = (metric: MetricSource, reason: string, runbook: string): Draft => ({
        ...draft(metric, reason, runbook),
        expression: "DIFF(m1)",
    });
    const log = "Look at the application's log group for the exception; the dashboard shows when it began.";
    return {
        millisBehindLatest: draft(
            source("millisBehindLatest", "Maximum"),
            "The application is behind the stream's tip: results are late",
            "Raise analytics.parallelism up to the number of shards, or set analytics.autoScaling.",
        ),
        // A job that does not run sends nothing. Its uptime is 0 while it fails and is restarted.
        notRunning: {
            ...draft(
                application("uptime", "Maximum"),
                "The application has not been running: it was stopped, did not start, or fails again and again",
                "Deploy once more (pulumi up starts it, or says why it does not start); or: aws kinesisanalyticsv2 " +
                    `start-application --application-name ${stack.names.application} --run-configuration ` +
                    `'{"FlinkRunConfiguration":{"AllowNonRestoredState":true}}'`,
            ),
            periods: thresholdOf("notRunning", config),
            threshold: 0, // its key is the minutes
            comparison: "LessThanOrEqualToThreshold",
            missingDataBreaches: true,
        },
        downtime: draft(
            application("downtime", "Maximum"),
            "The job does not run: it fails or recovers",
            log,
        ),
        fullRestarts: growing(
            application("fullRestarts", "Maximum"),
            "The job was restarted as a whole",
            log,
        ),
        failedCheckpoints: growing(
            application("numberOfFailedCheckpoints", "Maximum"),
            "A checkpoint failed: a failure now would compute more again",
            `${log} Raise analytics.checkpointIntervalMillis where they take too long.`,
        ),
        lateRecords: growing(
            rejected("late"),
            "Records came later than is allowed, were left out of the counts, and lie under errors/rejected/",
            "Raise analytics.arrivalSkewMillis, or maxOutOfOrderSeconds in the query's schema; ask rejected-by-reason in Athena.",
        ),
        heap: draft(
            application("heapMemoryUtilization", "Maximum"),
            "Little heap is left: the job may end for lack of memory",
            "Lower analytics.parallelismPerKpu, which gives each task more memory.",
        ),
        cpu: draft(
            application("cpuUtilization", "Maximum"),
            "The application's CPU is near its end: it will fall behind",
            "Raise analytics.parallelism, or set analytics.autoScaling.",
        ),
    };
}

function deliveryAlarms({ config, ...stack }: MonitoredStack): Partial<Record<AlarmId, Draft>> {
    const { delivery, errors } = metrics(stack);
    // An alarm takes ten metrics at most. The limits are those of the account, the same for each delivery stream.
    const ofLimit = (id: AlarmId, metric: string, limit: string, what: string): Draft => ({
        sources: [...delivery(metric, "Sum"), ...delivery(limit, "Minimum").slice(0, 1)],
        expression: `100 * MAX([${stack.deliveries.map((_, i) => `m${i + 1}`).join(", ")}]) / ${ALARM_KEYS[id].periodSeconds} / m${stack.deliveries.length + 1}`,
        reason: `${what}, in percent of a delivery stream's limit`,
        runbook: "Ask AWS for a higher limit of the delivery stream (Service Quotas, Amazon Data Firehose).",
    });
    const errorLog = "Look at the delivery stream's error log group; Firehose tries S3 again for 24 hours.";
    const unfiltered = config.bucket.existing !== undefined;
    return {
        deliveryFreshness: {
            sources: delivery("DeliveryToS3.DataFreshness", "Maximum"),
            expression: "MAX(METRICS())",
            reason: "The oldest result that is not yet in the bucket is too old",
            runbook: errorLog,
        },
        deliverySuccess: {
            sources: delivery("DeliveryToS3.Success", "Average"),
            expression: "100 * MIN(METRICS())",
            comparison: "LessThanThreshold",
            reason: "Deliveries to the bucket fail",
            runbook: errorLog,
        },
        deliveryThrottles: {
            sources: delivery("ThrottledRecords", "Sum"),
            expression: "SUM(METRICS())",
            reason: "Firehose refused results; the application tries again and falls behind",
            runbook:
                "Ask AWS for a higher limit of the delivery stream (Service Quotas, Amazon Data Firehose).",
        },
        deliveryBytes: ofLimit("deliveryBytes", "IncomingBytes", "BytesPerSecondLimit", "Bytes put"),
        deliveryRecords: ofLimit(
            "deliveryRecords",
            "IncomingRecords",
            "RecordsPerSecondLimit",
            "Records put",
        ),
        deliveryRequests: ofLimit(
            "deliveryRequests",
            "IncomingPutRequests",
            "PutRequestsPerSecondLimit",
            "Put requests",
        ),
        // The request metrics of a bucket that is not ours are not ours to set.
        ...(!unfiltered && {
            errorObjects: {
                sources: [errors("PutRequests", "Sum")],
                reason: "Something lies under errors/: records that could not be counted, or results that could not be delivered",
                runbook:
                    "Ask rejected-by-reason in Athena; elsewhere under errors/, each object holds the result and Firehose's error.",
            },
        }),
    };
}

/**
 * Every alarm of a stack, in pipeline order.
 *
 * @param stack its configuration and names. Each threshold follows from it, unless the stack sets `alarms.ID`.
 */
export function alarms(stack: MonitoredStack): Alarm[] {
    const drafts = {
        ...streamAlarms(stack),
        ...capacityAlarms(stack),
        ...flinkAlarms(stack),
        ...deliveryAlarms(stack),
    };
    return Object.entries(drafts).map(([key, draft]) => {
        const id = key as AlarmId;
        return {
            period: ALARM_KEYS[id].periodSeconds,
            periods: 1,
            comparison: "GreaterThanThreshold",
            threshold: thresholdOf(id, stack.config),
            ...draft,
            id,
        };
    });
}
