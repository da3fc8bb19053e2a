import { KMS_KEY_ARN, boolean, integer, list, oneOf, optionalString } from "../key";
import { KPUS_PER_APPLICATION, QUERIES_PER_APPLICATION } from "../../foundation/limits";
import { Section, StackRegion, keyRegionMistake, linesOf } from "../section";
import { Settings, fillSection, fillSetting, refuseMistakes } from "../settings";

/** The keys that choose what runs. */
const CHOICE_KEYS = {
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
} as const;

/** The keys of the application that runs the queries. */
export const FLINK_KEYS = {
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
        // As many as there are KPUs: so no parallelismPerKpu can need more of them.
        max: KPUS_PER_APPLICATION,
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

/** The keys of the section `analytics`: the windowed queries and what runs them. */
export const ANALYTICS_KEYS = { ...CHOICE_KEYS, ...FLINK_KEYS } as const;

/** The settings of the application that runs the queries. */
export type FlinkSettings = Settings<typeof FLINK_KEYS>;

/** The settings of the queries and of the application that runs them. */
export type AnalyticsSettings = Settings<typeof ANALYTICS_KEYS>;

/**
 * The settings of the application, without those that choose what it is and runs.
 *
 * @param given those of the section that are set.
 */
export function flinkPart(given: Partial<AnalyticsSettings>): Partial<FlinkSettings> {
    const own = Object.entries(given).filter(([key]) => Object.hasOwn(FLINK_KEYS, key));
    return Object.fromEntries(own) as Partial<FlinkSettings>; // entries of the section itself
}

/**
 * What is wrong with settings of the application that are right one by one.
 *
 * @param section the settings, and which of them are set.
 * @param region the stack's.
 * @returns one line per mistake.
 */
export function flinkMistakes({ name, values, set }: Section<FlinkSettings>, region: StackRegion): string[] {
    const { parallelism, parallelismPerKpu, windowSeconds, slideSeconds, snapshots } = values;
    return linesOf(
        parallelismPerKpu > parallelism
            ? `${name}.parallelismPerKpu: '${parallelismPerKpu}' is more than ${name}.parallelism, ${parallelism}; give at most that`
            : undefined,
        slideSeconds !== undefined && windowSeconds % slideSeconds !== 0
            ? `${name}.slideSeconds: '${slideSeconds}' does not divide ${name}.windowSeconds, ${windowSeconds}; give a divisor`
            : undefined,
        set.has("allowNonRestoredState") && values.allowNonRestoredState && !snapshots
            ? `${name}.allowNonRestoredState: without snapshots there is no state to restore; set ${name}.snapshots to true, or leave it out`
            : undefined,
        keyRegionMistake(`${name}.kmsKeyArn`, values.kmsKeyArn, region),
    );
}

/**
 * What is wrong with the number of queries.
 *
 * @param name the setting or argument that holds them, for the message.
 * @param count how many there are.
 * @param engine what runs them.
 * @returns one line, or undefined.
 */
export function queryCountMistake(
    name: string,
    count: number,
    engine: AnalyticsSettings["engine"],
): string | undefined {
    if (engine === "kinesis-sql") {
        return count === 1
            ? undefined
            : `${name}: the engine kinesis-sql runs one query, and there are ${count}; give one`;
    }
    return count < 1 || count > QUERIES_PER_APPLICATION
        ? `${name}: ${count} queries; give 1 to ${QUERIES_PER_APPLICATION}`
        : undefined;
}

/**
 * What is wrong with settings of the queries and their application that are right one by one.
 *
 * @param section the settings, and which of them are set.
 * @param region the stack's.
 * @returns one line per mistake.
 */
export function analyticsMistakes(section: Section<AnalyticsSettings>, region: StackRegion): string[] {
    const { queries, engine } = section.values;
    return [
        ...linesOf(queryCountMistake(`${section.name}.queries`, queries.length, engine)),
        ...flinkMistakes(section, region),
    ];
}

/**
 * Refuses queries that a tier is given as what the configuration refuses as names: too many or none, and one of them twice.
 *
 * @param queries a tier's argument `queries`.
 * @param engine what runs them. @default flink
 * @throws pulumi.RunError one line, naming the argument.
 */
export function refuseQueries(
    queries: readonly { readonly name: string }[],
    engine: AnalyticsSettings["engine"] = "flink",
): void {
    const names = queries.map(({ name }) => name);
    fillSetting("queries", ANALYTICS_KEYS.queries, names);
    refuseMistakes(...linesOf(queryCountMistake("queries", names.length, engine)));
}

/** Keys of the section that are not the application's, and what a caller of the tier does instead. */
const NOT_OF_FLINK: Readonly<Record<keyof typeof CHOICE_KEYS, string>> = {
    engine: "the tier AnalyticsTier is the engine flink; leave it out, or create a KinesisSqlTier",
    queries: "the queries are an argument of the tier, from readQuery(); give them as queries",
};

/**
 * Fills and checks the settings of the application that runs the queries.
 *
 * @param name the argument that holds them, for the messages.
 * @param given those that the program sets. @default none
 * @param region the stack's.
 * @throws pulumi.RunError one line per mistake, naming the setting.
 */
export function flinkSettings(
    name: string,
    given: Partial<FlinkSettings> | undefined,
    region: string,
): FlinkSettings {
    const [foreign] = Object.entries(NOT_OF_FLINK).filter(([key]) => given !== undefined && key in given);
    refuseMistakes(...(foreign ? [`${name}.${foreign[0]}: ${foreign[1]}`] : []));
    const section = fillSection(name, FLINK_KEYS, given);
    refuseMistakes(...flinkMistakes(section, region));
    return section.values;
}
