import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";

import { rootClients } from "../cloud/clients";

/** What AWS counts of what its limits refuse, by namespace and metric; see local/emulator/strict/. */
const METRICS = {
    "records into the stream": ["AWS/Kinesis", "WriteProvisionedThroughputExceeded", "StreamName"],
    "reads of the stream": ["AWS/Kinesis", "ReadProvisionedThroughputExceeded", "StreamName"],
    "records into Firehose": ["AWS/Firehose", "ThrottledRecords", "DeliveryStreamName"],
} as const;
const LOOK_BACK_MILLIS = 3 * 3_600_000;
const PERIOD_SECONDS = 3600;

/** Where to ask. */
interface Place {
    readonly emulator: { readonly endpoint: string; readonly seed?: number };
    readonly region: string;
}

/** Sum of a metric over all that have the one dimension and no other. */
async function total(
    cloudwatch: CloudWatchClient,
    Namespace: string,
    MetricName: string,
    dimension: string,
): Promise<number> {
    const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ Namespace, MetricName }));
    const whole = Metrics.filter(
        ({ Dimensions = [] }) => Dimensions.length === 1 && Dimensions[0]?.Name === dimension,
    );
    if (whole.length === 0) {
        return 0;
    }
    const { MetricDataResults = [] } = await cloudwatch.send(
        new GetMetricDataCommand({
            StartTime: new Date(Date.now() - LOOK_BACK_MILLIS),
            EndTime: new Date(Date.now() + PERIOD_SECONDS * 1000),
            MetricDataQueries: whole.map((Metric, i) => ({
                Id: `m${i}`,
                MetricStat: { Metric, Period: PERIOD_SECONDS, Stat: "Sum" },
            })),
        }),
    );
    return MetricDataResults.flatMap(({ Values = [] }) => Values).reduce((sum, value) => sum + value, 0);
}

/** How much the limits of a cloud in strict mode have refused within the last hours, by what it was; nothing without them. */
export async function throttles({ emulator, region }: Place): Promise<Map<string, number>> {
    if (emulator.seed === undefined) {
        return new Map();
    }
    const { cloudwatch } = rootClients(emulator.endpoint, region);
    const totals = Object.entries(METRICS).map(
        async ([what, [namespace, metric, dimension]]) =>
            [what, await total(cloudwatch, namespace, metric, dimension)] as const,
    );
    return new Map(await Promise.all(totals));
}

/** One line of what was refused since an earlier look. */
export function throttlesText(
    refused: ReadonlyMap<string, number>,
    before: ReadonlyMap<string, number>,
): string {
    return [...refused]
        .map(([what, count]) => `${(count - (before.get(what) ?? 0)).toLocaleString("en")} ${what}`)
        .join(", ");
}
