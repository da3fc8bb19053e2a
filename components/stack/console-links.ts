import { AnalyticsSettings } from "../config/sections/analytics";
import { Deployment } from "../foundation/arns";
import { ResourceNames } from "../foundation/names";

/** Hosts of the consoles that are the same in each region; elsewhere the region goes before. */
const GLOBAL_HOSTS: Readonly<Record<string, string>> = {
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** Console pages of a stack, for a person to click. */
interface ConsoleLinks {
    readonly stream: string;
    readonly application: string;
    readonly bucket: string;
    readonly dashboard: string;
    readonly athena: string;
}

/**
 * Builds the console's addresses.
 *
 * @param d where the stack lives.
 * @param names its resources.
 * @param streamName the stream, new or existing.
 * @param engine which of the two consoles of analytics.
 */
export function consoleLinks(
    d: Deployment,
    names: ResourceNames,
    streamName: string,
    engine: AnalyticsSettings["engine"],
): ConsoleLinks {
    const host = GLOBAL_HOSTS[d.partition] ?? `${d.region}.console.aws.amazon.com`;
    const page = (path: string, place: string) => `https://${host}/${path}?region=${d.region}${place}`;
    const application = engine === "flink" ? "flink" : "kinesisanalytics";
    return {
        stream: page("kinesis/home", `#/streams/details/${streamName}/monitoring`),
        application: page(`${application}/home`, `#/applications/${names.application}/details`),
        bucket: `https://s3.${GLOBAL_HOSTS[d.partition] ?? "console.aws.amazon.com"}/s3/buckets/${names.resultsBucket}?region=${d.region}`,
        dashboard: page("cloudwatch/home", `#dashboards:name=${names.dashboard}`),
        athena: page("athena/home", `#/query-editor/saved-queries`),
    };
}
