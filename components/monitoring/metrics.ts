import rejectedRecords from "../../flink/src/main/resources/rejected-records.json";
import { AlarmSettings } from "../config/sections/alarms";
import { AnalyticsSettings } from "../config/sections/analytics";
import { BucketSettings } from "../config/sections/bucket";
import { DeliverySettings } from "../config/sections/delivery";
import { MonitoringSettings } from "../config/sections/monitoring";
import { StreamSettings } from "../config/sections/stream";
import { ERRORS_FILTER } from "../foundation/layout";
import { ResourceNames } from "../foundation/names";

/** Why the job rejects a record. */
type RecordReason = keyof typeof rejectedRecords.reasons.record;

/** One metric of an alarm or a graph. */
export interface MetricSource {
    readonly namespace: string;
    readonly metric: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly stat: "Sum" | "Maximum" | "Minimum" | "Average";
}

/** The parts of a stack that alarms and graphs are about. */
export interface MonitoredStack {
    readonly config: {
        readonly stream: StreamSettings;
        readonly analytics: AnalyticsSettings;
        readonly delivery: DeliverySettings;
        readonly bucket: BucketSettings;
        readonly monitoring: MonitoringSettings;
        readonly alarms: AlarmSettings;
    };
    readonly names: ResourceNames;
    /** The stream that is read, new or existing. */
    readonly streamName: string;
    /** The delivery streams. */
    readonly deliveries: readonly { readonly id: string; readonly deliveryStreamName: string }[];
}

/** The stack's metrics by tier, each with the dimensions of its service's metrics page. */
export function metrics({
    names,
    streamName,
    deliveries,
}: Pick<MonitoredStack, "names" | "streamName" | "deliveries">) {
    type Stat = MetricSource["stat"];
    const of =
        (namespace: string, dimensions: Record<string, string>) =>
        (metric: string, stat: Stat): MetricSource => ({ namespace, metric, dimensions, stat });
    return {
        stream: of("AWS/Kinesis", { StreamName: streamName }),
        application: of("AWS/KinesisAnalytics", { Application: names.application }),
        // The connector's metrics carry the stream's name with underscores as their Id.
        source: of("AWS/KinesisAnalytics", {
            Application: names.application,
            Flow: "Input",
            Id: streamName.replaceAll("-", "_"),
        }),
        /** A metric of each delivery stream. */
        delivery: (metric: string, stat: Stat) =>
            deliveries.map(({ deliveryStreamName }) =>
                of("AWS/Firehose", { DeliveryStreamName: deliveryStreamName })(metric, stat),
            ),
        /** Records that the job rejected for a reason: it publishes one metric per reason. */
        rejected: (reason: RecordReason) =>
            of("AWS/KinesisAnalytics", {
                Application: names.application,
                [rejectedRecords.metric.dimension]: reason,
            })(rejectedRecords.metric.name, "Maximum"),
        errors: of("AWS/S3", { BucketName: names.resultsBucket, FilterId: ERRORS_FILTER }),
    };
}
