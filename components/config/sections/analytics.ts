import { KMS_KEY_ARN, boolean, integer, list, oneOf, optionalString } from "../key";
import { Settings } from "../settings";

/** The keys of the section `analytics`: the windowed query and what runs it. */
export const ANALYTICS_KEYS = {
    engine: oneOf({
        of: ["flink", "kinesis-sql"],
        default: "flink",
        why: "`kinesis-sql` is the engine of Kinesis Data Analytics for SQL, which AWS has discontinued; a policy refuses it",
    }),
    queries: list({
        default: ["status-counts"],
        form: /^[a-z0-9][a-z0-9-]{0,42}$/,
        takes: "the name of a query of sql/, without .sql",
        why: "which windowed queries run, each to a prefix of its own",
    }),
    windowSeconds: integer({
        unit: "s",
        default: 60,
        min: 1,
        max: 86_400,
        why: "length of the queries' windows; results are delayed by as much",
    }),
    slideSeconds: integer<number | undefined>({
        unit: "s",
        default: undefined,
        min: 1,
        max: 86_400,
        defaultText: "a quarter of windowSeconds, or the next smaller part",
        why: "step of sliding and cumulating windows; it divides windowSeconds",
    }),
    columnOverflow: oneOf({
        of: ["TRUNCATE", "FAIL", "PASS"],
        default: "TRUNCATE",
        why: "a string longer than its column is truncated (TRUNCATE), rejects its record (FAIL), or is passed through unchanged (PASS)",
    }),
    // Managed Service for Apache Flink Developer Guide, "Quota": 64 KPUs per application, each with at least one task.
    parallelism: integer({
        unit: "tasks",
        default: 1,
        min: 1,
        max: 64,
        why: "parallel tasks of the application",
    }),
    parallelismPerKpu: integer({
        unit: "tasks",
        default: 1,
        min: 1,
        max: 8,
        why: "tasks that share a KPU (1 vCPU, 4 GB), the unit that AWS bills",
    }),
    autoScaling: boolean({ default: false, why: "lets the service change the parallelism with the load" }),
    checkpointIntervalMillis: integer({
        unit: "ms",
        default: 60_000,
        min: 500,
        max: 3_600_000,
        why: "time between checkpoints: how much is recomputed after a failure",
    }),
    snapshots: boolean({ default: true, why: "keeps state when the application is updated" }),
    allowNonRestoredState: boolean({
        default: true,
        why: "lets a changed query start although it cannot restore all state of the old one; the records that its windows need are read again",
    }),
    keepSnapshots: integer({
        unit: "snapshots",
        default: 10,
        min: 1,
        max: 900,
        why: "automatic snapshots that each deployment keeps; AWS deletes none, and at 1,000 an update fails",
    }),
    kmsKeyArn: optionalString({
        ...KMS_KEY_ARN,
        defaultText: "a key that AWS owns",
        why: "a customer key for the application's running storage, checkpoints and snapshots; its policy must allow kinesisanalytics and infrastructure.kinesisanalytics .amazonaws.com and whoever deploys",
    }),
    arrivalSkewMillis: integer({
        unit: "ms",
        default: 5000,
        min: 0,
        max: 60_000,
        why: "how far arrival times within a shard may be out of order",
    }),
    logLevel: oneOf({
        of: ["INFO", "WARN", "ERROR", "DEBUG"],
        default: "INFO",
        why: "log level of the application",
    }),
    metricsLevel: oneOf({
        of: ["APPLICATION", "TASK", "OPERATOR", "PARALLELISM"],
        default: "TASK",
        why: "granularity of the application's metrics; finer levels cost more",
    }),
} as const;

/** The settings of the queries and of the application that runs them. */
export type AnalyticsSettings = Settings<typeof ANALYTICS_KEYS>;
