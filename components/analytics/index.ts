import * as pulumi from "@pulumi/pulumi";
import { AnalyticsSettings } from "../config/sections/analytics";
import { AnalyticsTier, AnalyticsTierArgs } from "./flink-tier";
import { KinesisSqlTier } from "./kinesis-sql-tier";

/**
 * The analytics tier of an engine.
 *
 * @param name the component's.
 * @param args the tier's, and the engine; of the settings, kinesis-sql takes the window's length alone.
 */
export function analyticsTier(
    name: string,
    args: AnalyticsTierArgs & { readonly engine: AnalyticsSettings["engine"] },
    opts?: pulumi.ComponentResourceOptions,
): AnalyticsTier | KinesisSqlTier {
    const { engine, ...tierArgs } = args;
    return engine === "flink"
        ? new AnalyticsTier(name, tierArgs, opts)
        : new KinesisSqlTier(name, { ...tierArgs, windowSeconds: tierArgs.flink?.windowSeconds }, opts);
}
