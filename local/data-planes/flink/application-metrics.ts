import {
    CloudWatchClient,
    MetricDatum,
    PutMetricDataCommand,
    StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import rejectedRecords from "../../../flink/src/main/resources/rejected-records.json";
import { FlinkMeasures, flinkMeasures } from "./flink-metrics";

const NAMESPACE = "AWS/KinesisAnalytics";
const INTERVAL_MILLIS = 10_000;

/** A metric of the job as the service publishes it to CloudWatch (Managed Service for Apache Flink Developer Guide, "Metrics and dimensions"). */
export function metricData(
    application: string,
    stream: string,
    measures: FlinkMeasures,
    at: Date,
): MetricDatum[] {
    const datum = (
        MetricName: string,
        Value: number | undefined,
        Unit: StandardUnit = "None",
        dimensions: Readonly<Record<string, string>> = {},
    ): MetricDatum[] =>
        Value === undefined || !Number.isFinite(Value)
            ? []
            : [
                  {
                      MetricName,
                      Value,
                      Unit,
                      Timestamp: at,
                      Dimensions: Object.entries({ Application: application, ...dimensions }).map(
                          ([Name, of]) => ({
                              Name,
                              Value: of,
                          }),
                      ),
                  },
              ];
    // The connector's metrics carry the stream's name with underscores as their Id.
    const input = { Id: stream.replaceAll("-", "_"), Flow: "Input" };
    return [
        ...datum("uptime", measures.uptimeMillis, "Milliseconds"),
        ...datum("downtime", measures.downtimeMillis, "Milliseconds"),
        ...datum("fullRestarts", measures.fullRestarts, "Count"),
        ...datum("numberOfFailedCheckpoints", measures.failedCheckpoints, "Count"),
        ...datum("lastCheckpointDuration", measures.lastCheckpointDurationMillis, "Milliseconds"),
        ...datum("lastCheckpointSize", measures.lastCheckpointBytes, "Bytes"),
        ...datum("lastCheckpointAge", measures.lastCheckpointAgeMillis, "Milliseconds"),
        ...datum("numRecordsIn", measures.recordsIn, "Count"),
        ...datum("numRecordsOut", measures.recordsOut, "Count"),
        ...datum("numLateRecordsDropped", measures.lateRecordsDropped, "Count"),
        ...datum("millisBehindLatest", measures.millisBehindLatest, "Milliseconds", input),
        ...datum("heapMemoryUtilization", measures.heapPercent, "Percent"),
        ...datum("cpuUtilization", measures.cpuPercent, "Percent"),
        ...datum("recordsAccepted", measures.accepted, "Count"),
        ...Object.entries(measures.rejected).flatMap(([reason, count]) =>
            datum(rejectedRecords.metric.name, count, "Count", {
                [rejectedRecords.metric.dimension]: reason,
            }),
        ),
    ];
}

/** Publishes a job's metrics to CloudWatch, as the service does. */
export class ApplicationMetrics {
    private publishedAt = 0;

    /**
     * @param application its name.
     * @param stream the stream that it reads.
     * @param cloudwatch a client of the service's own, not of a role of the account.
     */
    constructor(
        private readonly application: string,
        private readonly stream: string,
        private readonly cloudwatch: CloudWatchClient,
    ) {}

    /** Publishes the metrics of a job, once per interval. */
    async publish(restPort: number): Promise<void> {
        const now = Date.now();
        if (now - this.publishedAt < INTERVAL_MILLIS) {
            return;
        }
        this.publishedAt = now;
        const measures = await flinkMeasures(restPort);
        if (measures) {
            const MetricData = metricData(this.application, this.stream, measures, new Date(now));
            await this.cloudwatch.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));
        }
    }
}
