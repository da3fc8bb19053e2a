import { KMS_KEY_ARN, boolean, integer, optionalString } from "../key";
import { Section, StackRegion, keyRegionMistake, linesOf } from "../section";
import { Settings } from "../settings";

/** The keys of the section `monitoring`: who is notified, and of what. */
export const MONITORING_KEYS = {
    enabled: boolean({ default: true, why: "alarms, their topic, and the dashboard" }),
    email: optionalString({
        form: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
        takes: "an e-mail address",
        defaultText: "no subscription",
        why: "who is notified of an alarm; AWS asks that address to confirm",
    }),
    kmsKeyArn: optionalString({
        ...KMS_KEY_ARN,
        defaultText: "no encryption by a key",
        why: "a customer key to encrypt alarms in their topic with; its policy must let cloudwatch and budgets use it",
    }),
    budgetUsd: integer({
        unit: "USD/month",
        default: 0,
        min: 0,
        max: 1_000_000,
        why: "a monthly budget for the resources with this stack's tags, with notifications at 80 % and 100 %; 0 for none",
    }),
} as const;

/** The settings of alarms, topic and budget. */
export type MonitoringSettings = Settings<typeof MONITORING_KEYS>;

/**
 * What is wrong with settings of the monitoring that are right one by one.
 *
 * @param section the settings.
 * @param region the stack's.
 * @returns one line per mistake.
 */
export function monitoringMistakes(
    { name, values }: Section<MonitoringSettings>,
    region: StackRegion,
): string[] {
    return linesOf(keyRegionMistake(`${name}.kmsKeyArn`, values.kmsKeyArn, region));
}
