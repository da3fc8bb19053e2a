import { Judged, Rule } from "./known";

const ENDED =
    "AWS has ended Kinesis Data Analytics for SQL: no new applications since 2025-10-15, existing ones deleted from " +
    "2026-01-27; use Managed Service for Apache Flink (analytics.engine: flink), and npm run import:kda for the query";

/** Compliant: no application of the discontinued SQL engine, in the form of either API version. */
export const discontinuedEngine: Rule = {
    name: "discontinued-engine",
    description:
        "Run windowed SQL on Managed Service for Apache Flink: Kinesis Data Analytics for SQL Applications is discontinued.",
    configSchema: { properties: { allow: { type: "boolean", default: false } } },
    types: [
        "aws:kinesis/analyticsApplication:AnalyticsApplication",
        "aws:kinesisanalyticsv2/application:Application",
    ],
    judge({ type, props, config }: Judged): string[] {
        if (config["allow"] === true) {
            return [];
        }
        if (type === "aws:kinesis/analyticsApplication:AnalyticsApplication") {
            return [ENDED];
        }
        const runtime = props["runtimeEnvironment"];
        return typeof runtime === "string" && /^SQL-/.test(runtime)
            ? [`runtimeEnvironment: '${runtime}': ${ENDED}`]
            : [];
    },
};
