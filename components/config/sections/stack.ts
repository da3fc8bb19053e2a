import { KMS_KEY_ARN, flag, optionalText, text, whole } from "../key";

/** CloudWatch Logs API Reference, "PutRetentionPolicy": the values that it takes. */
const LOG_RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** The keys of the section `stack`: the stack as a whole. */
export const STACK_KEYS = {
    owner: text({
        default: "cc-pipeline",
        form: /^[\p{L}\p{N}_.:/=+@ -]{1,256}$/u,
        takes: "1 to 256 letters, digits, spaces and _.:/=+-@",
        why: "whom the resources belong to; the tag `owner` on each of them",
    }),
    logRetentionDays: whole({
        unit: "days",
        default: 30,
        min: 1,
        max: 3653,
        oneOf: LOG_RETENTION_DAYS,
        why: "how long log groups keep events",
    }),
    protect: flag({
        default: false,
        why: "refuses to delete stream and buckets; set it where data counts",
    }),
    retainOnDelete: flag({
        default: false,
        why: "leaves stream and buckets in the account when the stack is destroyed",
    }),
} as const;

/** The keys of the section `monitoring`: who is told, and of what. */
export const MONITORING_KEYS = {
    enabled: flag({ default: true, why: "alarms, their topic, and the dashboard" }),
    email: optionalText({
        form: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
        takes: "an e-mail address",
        defaultText: "no subscription",
        why: "who is told of an alarm; AWS asks that address for its consent",
    }),
    kmsKeyArn: optionalText({
        ...KMS_KEY_ARN,
        defaultText: "no encryption by a key",
        why: "a customer key to encrypt alarms in their topic with; its policy must let cloudwatch and budgets use it",
    }),
    budgetUsd: whole({
        unit: "USD/month",
        default: 0,
        min: 0,
        max: 1_000_000,
        why: "a monthly budget of what bears this stack's tags, told at 80 % and 100 %; 0 for none",
    }),
} as const;
