import { Alarm } from "./alarms";
import { MetricSource, MonitoredStack, metrics } from "./metrics";

/** Columns of CloudWatch's grid (Amazon CloudWatch User Guide, "Dashboard body structure and syntax"). */
const GRID_WIDTH = 24;
const HEIGHT = 6;

interface Graph {
    readonly title: string;
    readonly metrics: readonly MetricSource[];
}

function rows(stack: MonitoredStack): { heading: string; graphs: Graph[] }[] {
    const { stream, application, source, delivery, errors, rejected } = metrics(stack);
    const flink = stack.config.analytics.engine === "flink";
    return [
        {
            heading: `## 1 Ingestion: stream ${stack.streamName}`,
            graphs: [
                { title: "Records in", metrics: [stream("IncomingRecords", "Sum")] },
                {
                    title: "Bytes in and out",
                    metrics: [stream("IncomingBytes", "Sum"), stream("GetRecords.Bytes", "Sum")],
                },
                {
                    title: "Refused",
                    metrics: [
                        stream("WriteProvisionedThroughputExceeded", "Sum"),
                        stream("ReadProvisionedThroughputExceeded", "Sum"),
                    ],
                },
                {
                    title: "Age of the oldest record not read",
                    metrics: [stream("GetRecords.IteratorAgeMilliseconds", "Maximum")],
                },
            ],
        },
        {
            heading: `## 2 Analytics: application ${stack.names.application}`,
            graphs: flink
                ? [
                      {
                          title: "Behind the stream's tip",
                          metrics: [source("millisBehindLatest", "Maximum")],
                      },
                      {
                          title: "Restarts and failed checkpoints",
                          metrics: [
                              application("fullRestarts", "Maximum"),
                              application("numberOfFailedCheckpoints", "Maximum"),
                          ],
                      },
                      {
                          title: "CPU and heap",
                          metrics: [
                              application("cpuUtilization", "Maximum"),
                              application("heapMemoryUtilization", "Maximum"),
                          ],
                      },
                      {
                          title: "Late records",
                          metrics: [rejected("late")],
                      },
                  ]
                : [
                      {
                          title: "Behind the stream's tip",
                          metrics: [application("MillisBehindLatest", "Maximum")],
                      },
                  ],
        },
        {
            heading: `## 3 Storage: delivery streams ${stack.deliveries.map(({ deliveryStreamName }) => deliveryStreamName).join(", ")}`,
            graphs: [
                { title: "Results put", metrics: delivery("IncomingRecords", "Sum") },
                { title: "Freshness", metrics: delivery("DeliveryToS3.DataFreshness", "Maximum") },
                { title: "Delivered", metrics: delivery("DeliveryToS3.Success", "Average") },
                {
                    title: "Refused, and objects under errors/",
                    metrics: [...delivery("ThrottledRecords", "Sum"), errors("PutRequests", "Sum")],
                },
            ],
        },
    ];
}

function metricRow({ namespace, metric, dimensions, stat }: MetricSource): unknown[] {
    return [namespace, metric, ...Object.entries(dimensions).flat(), { stat }];
}

/**
 * The dashboard's body: alarms first, then one row of graphs per tier, in pipeline order.
 *
 * @param stack the stack.
 * @param alarmArns of all its alarms.
 * @param region for example `us-east-1`.
 * @returns JSON, known at preview.
 */
export function dashboardBody(stack: MonitoredStack, alarmArns: readonly string[], region: string): string {
    const widgets: unknown[] = [
        {
            type: "alarm",
            ...place(0, 0, GRID_WIDTH, 3),
            properties: { title: "Alarms", alarms: alarmArns },
        },
    ];
    let y = 3;
    for (const { heading, graphs } of rows(stack)) {
        widgets.push({ type: "text", ...place(0, y, GRID_WIDTH, 1), properties: { markdown: heading } });
        const width = GRID_WIDTH / graphs.length;
        graphs.forEach((graph, i) =>
            widgets.push({
                type: "metric",
                ...place(i * width, y + 1, width, HEIGHT),
                properties: {
                    title: graph.title,
                    region,
                    view: "timeSeries",
                    period: 60,
                    metrics: graph.metrics.map(metricRow),
                },
            }),
        );
        y += 1 + HEIGHT;
    }
    return JSON.stringify({ widgets });
}

function place(x: number, y: number, width: number, height: number) {
    return { x, y, width, height };
}

/** An alarm's description: what it means, and the first thing to do. */
export function alarmDescription(alarm: Alarm): string {
    return `${alarm.reason}.\nRunbook: ${alarm.runbook}`;
}
