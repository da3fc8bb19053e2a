import * as pulumi from "@pulumi/pulumi";
import { AnalyticsSettings } from "../config/sections/analytics";
import { AnalyticsTier, AnalyticsTierArgs } from "./flink-tier";
import { KinesisSqlTier } from "./kinesis-sql-tier";

/**
 * The analytics tier of the engine that the settings name.
 *
 * @param name the component's.
 * @param args the tier's, with its settings.
 */
export function analyticsTier(
    name: string,
    args: AnalyticsTierArgs & { readonly flink: AnalyticsSettings },
    opts?: pulumi.ComponentResourceOptions,
): AnalyticsTier | KinesisSqlTier {
    const { engine, windowSeconds } = args.flink;
    return engine === "flink"
        ? new AnalyticsTier(name, args, opts)
        : new KinesisSqlTier(name, { ...args, windowSeconds }, opts);
}
