import { boolean, integer, string } from "../key";

/** CloudWatch Logs API Reference, "PutRetentionPolicy": the values that it takes. */
const LOG_RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** The keys of the section `stack`: the stack as a whole. */
export const STACK_KEYS = {
    owner: string({
        default: "cc-pipeline",
        form: /^[\p{L}\p{N}_.:/=+@ -]{1,256}$/u,
        takes: "1 to 256 letters, digits, spaces and _.:/=+-@",
        why: "owner of the resources; the tag `owner` on each of them",
    }),
    logRetentionDays: integer({
        unit: "days",
        default: 30,
        min: 1,
        max: 3653,
        oneOf: LOG_RETENTION_DAYS,
        why: "how long log groups keep events",
    }),
    protect: boolean({
        default: false,
        why: "refuses to delete stream and buckets; set it where data counts",
    }),
    retainOnDelete: boolean({
        default: false,
        why: "leaves stream and buckets in the account when the stack is destroyed",
    }),
} as const;
