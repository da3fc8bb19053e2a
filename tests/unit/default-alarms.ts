import { NAMES, Registered } from "../support/program-run";

/** Metric, statistic, seconds of a period, comparison and default threshold of an alarm. */
type AlarmRow = readonly [
    metric: string,
    stat: string,
    period: number,
    when: ">" | "<" | "<=",
    threshold: number,
];

/**
 * Every alarm of a stack with the default configuration: one shard, 24 hours of retention, windows of 60 seconds and a buffer
 * of 300 seconds. The metrics are those of the pages "Monitor the Amazon Kinesis Data Streams service with Amazon CloudWatch",
 * "Metrics and dimensions in Managed Service for Apache Flink", "Monitor Amazon Data Firehose using CloudWatch metrics", and
 * "Metrics and dimensions" of the Amazon S3 User Guide.
 */
export const DEFAULT_ALARMS: Readonly<Record<string, AlarmRow>> = {
    iteratorAge: ["AWS/Kinesis GetRecords.IteratorAgeMilliseconds", "Maximum", 300, ">", 12 * 3_600_000],
    writeThrottles: ["AWS/Kinesis WriteProvisionedThroughputExceeded", "Sum", 300, ">", 0],
    readThrottles: ["AWS/Kinesis ReadProvisionedThroughputExceeded", "Sum", 300, ">", 0],
    silentRecords: ["AWS/Kinesis IncomingRecords", "Sum", 300, "<=", 0],
    streamBytesIn: ["AWS/Kinesis IncomingBytes", "Sum", 300, ">", 80],
    streamRecordsIn: ["AWS/Kinesis IncomingRecords", "Sum", 300, ">", 80],
    streamBytesOut: ["AWS/Kinesis GetRecords.Bytes", "Sum", 300, ">", 80],
    millisBehindLatest: ["AWS/KinesisAnalytics millisBehindLatest", "Maximum", 60, ">", 300_000],
    notRunning: ["AWS/KinesisAnalytics uptime", "Maximum", 60, "<=", 0],
    downtime: ["AWS/KinesisAnalytics downtime", "Maximum", 60, ">", 0],
    fullRestarts: ["AWS/KinesisAnalytics fullRestarts", "Maximum", 60, ">", 0],
    failedCheckpoints: ["AWS/KinesisAnalytics numberOfFailedCheckpoints", "Maximum", 60, ">", 0],
    lateRecords: ["AWS/KinesisAnalytics recordsRejected", "Maximum", 60, ">", 0],
    heap: ["AWS/KinesisAnalytics heapMemoryUtilization", "Maximum", 60, ">", 90],
    cpu: ["AWS/KinesisAnalytics cpuUtilization", "Maximum", 60, ">", 80],
    deliveryFreshness: ["AWS/Firehose DeliveryToS3.DataFreshness", "Maximum", 300, ">", 900],
    deliverySuccess: ["AWS/Firehose DeliveryToS3.Success", "Average", 300, "<", 100],
    deliveryThrottles: ["AWS/Firehose ThrottledRecords", "Sum", 300, ">", 0],
    deliveryBytes: ["AWS/Firehose IncomingBytes", "Sum", 300, ">", 80],
    deliveryRecords: ["AWS/Firehose IncomingRecords", "Sum", 300, ">", 80],
    deliveryRequests: ["AWS/Firehose IncomingPutRequests", "Sum", 300, ">", 80],
    errorObjects: ["AWS/S3 PutRequests", "Sum", 300, ">", 0],
};
export const COMPARISONS = {
    ">": "GreaterThanThreshold",
    "<": "LessThanThreshold",
    "<=": "LessThanOrEqualToThreshold",
} as const;

/** Metric math of the alarms that compute; two delivery streams: m1 and m2, then m3, their account's limit. */
export const EXPRESSIONS: Readonly<Record<string, string>> = {
    // A shard takes 1 MiB/s and 1000 records/s, and gives 2 MiB/s: "Quotas and limits" of Kinesis Data Streams.
    streamBytesIn: `100 * m1 / ${1_048_576 * 300}`,
    streamRecordsIn: `100 * m1 / ${1000 * 300}`,
    streamBytesOut: `100 * m1 / ${2_097_152 * 300}`,
    fullRestarts: "DIFF(m1)",
    failedCheckpoints: "DIFF(m1)",
    lateRecords: "DIFF(m1)",
    deliveryFreshness: "MAX(METRICS())",
    deliverySuccess: "100 * MIN(METRICS())",
    deliveryThrottles: "SUM(METRICS())",
    deliveryBytes: "100 * MAX([m1, m2]) / 300 / m3",
    deliveryRecords: "100 * MAX([m1, m2]) / 300 / m3",
    deliveryRequests: "100 * MAX([m1, m2]) / 300 / m3",
};

export interface Query {
    readonly id: string;
    readonly metric?: {
        namespace: string;
        metricName: string;
        dimensions: Record<string, string>;
        period: number;
        stat: string;
    };
    readonly expression?: string;
    readonly label?: string;
    readonly returnData?: boolean;
}

/** An alarm's metrics in the form of metric math, whether it uses it or not. */
export function queriesOf(inputs: Registered["inputs"]): Query[] {
    const { metricQueries, namespace, metricName, dimensions, period, statistic } = inputs;
    return (metricQueries ?? [
        { id: "m1", metric: { namespace, metricName, dimensions, period, stat: statistic } },
    ]) as Query[];
}

const STREAM = { StreamName: "cc-pipeline-test-ingestion" };
const APPLICATION = { Application: "cc-pipeline-test-analytics" };
const DELIVERIES = ["cc-pipeline-test-summary-status-counts", "cc-pipeline-test-rejected"].map((name) => ({
    DeliveryStreamName: name,
}));
const [FIRST_DELIVERY] = DELIVERIES;

/** The dimensions of an alarm's metrics, where they are not those of their service. */
export const OWN_DIMENSIONS: Readonly<Record<string, readonly unknown[]>> = {
    // The connector's Id is the stream's name with underscores.
    millisBehindLatest: [{ ...APPLICATION, Flow: "Input", Id: "cc_pipeline_test_ingestion" }],
    lateRecords: [{ ...APPLICATION, Reason: "late" }],
    errorObjects: [{ BucketName: NAMES.resultsBucket, FilterId: "errors" }],
    deliveryBytes: [...DELIVERIES, FIRST_DELIVERY],
    deliveryRecords: [...DELIVERIES, FIRST_DELIVERY],
    deliveryRequests: [...DELIVERIES, FIRST_DELIVERY],
};
export const DIMENSIONS: Readonly<Record<string, readonly unknown[]>> = {
    "AWS/Kinesis": [STREAM],
    "AWS/KinesisAnalytics": [APPLICATION],
    "AWS/Firehose": DELIVERIES,
};

/** What a test reads of a dashboard's widget. */
export interface Widget {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: {
        readonly title?: string;
        readonly markdown?: string;
        readonly region?: string;
        readonly view?: string;
        readonly period?: number;
        readonly metrics?: readonly unknown[][];
    };
}

const stream = (metric: string, stat: string) =>
    `AWS/Kinesis ${metric} StreamName cc-pipeline-test-ingestion ${stat}`;
const application = (metric: string, more = "") =>
    `AWS/KinesisAnalytics ${metric} Application cc-pipeline-test-analytics ${more}Maximum`;
const deliveries = (metric: string, stat: string) =>
    DELIVERIES.map(
        ({ DeliveryStreamName: name }) => `AWS/Firehose ${metric} DeliveryStreamName ${name} ${stat}`,
    );

/** Graphs of the default configuration: title, and namespace, metric, dimensions and statistic of each line. */
export const GRAPHS: readonly (readonly [title: string, metrics: readonly string[]])[] = [
    ["Records in", [stream("IncomingRecords", "Sum")]],
    ["Bytes in and out", [stream("IncomingBytes", "Sum"), stream("GetRecords.Bytes", "Sum")]],
    [
        "Refused",
        [
            stream("WriteProvisionedThroughputExceeded", "Sum"),
            stream("ReadProvisionedThroughputExceeded", "Sum"),
        ],
    ],
    ["Age of the oldest record not read", [stream("GetRecords.IteratorAgeMilliseconds", "Maximum")]],
    [
        "Behind the stream's tip",
        [application("millisBehindLatest", "Flow Input Id cc_pipeline_test_ingestion ")],
    ],
    [
        "Restarts and failed checkpoints",
        [application("fullRestarts"), application("numberOfFailedCheckpoints")],
    ],
    ["CPU and heap", [application("cpuUtilization"), application("heapMemoryUtilization")]],
    ["Late records", [application("recordsRejected", "Reason late ")]],
    ["Results put", deliveries("IncomingRecords", "Sum")],
    ["Freshness", deliveries("DeliveryToS3.DataFreshness", "Maximum")],
    ["Delivered", deliveries("DeliveryToS3.Success", "Average")],
    [
        "Refused, and objects under errors/",
        [
            ...deliveries("ThrottledRecords", "Sum"),
            `AWS/S3 PutRequests BucketName ${NAMES.resultsBucket} FilterId errors Sum`,
        ],
    ],
];
