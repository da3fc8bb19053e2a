import * as pulumi from "@pulumi/pulumi";

/** What a stack's configuration decides, read from the project's namespace. */
export interface PipelineConfig {
    /** Shards of the ingestion stream, 1 to 500, default 1. Each takes 1 MB/s and 1,000 records/s in. */
    readonly shardCount: number;
    /** Hours that the stream keeps a record, 24 to 8,760, default 24. */
    readonly retentionHours: number;
    /** Length of the query's window in seconds, 1 to 86,400, default 60. */
    readonly windowSeconds: number;
    /** Parallel tasks of the Flink application, 1 to 64, default 1. */
    readonly parallelism: number;
    /** Milliseconds between the application's checkpoints, 500 to 3,600,000, default 60,000. */
    readonly checkpointIntervalMillis: number;
    /** Milliseconds that a record's arrival time may lag behind the shard's clock, 0 to 60,000, default 5,000. */
    readonly arrivalSkewMillis: number;
    /** Type of the producer instance, default `t3.micro`; x86_64. */
    readonly instanceType: string;
    /** Lines a second that the access-log generator writes, 1 to 1,000, default 10. */
    readonly generatorRate: number;
    /** Days that log groups keep events, one of CloudWatch Logs' values, default 30. */
    readonly logRetentionDays: number;
}

/** One whole-number key: its limits, both included, and the value where the stack sets none. */
interface NumberKey {
    readonly min: number;
    readonly max: number;
    readonly default: number;
    /** Only these values, where the service takes no others. */
    readonly oneOf?: readonly number[];
}

/** CloudWatch Logs API Reference, "PutRetentionPolicy": the values that it takes. */
const LOG_RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const NUMBERS = {
    shardCount: { min: 1, max: 500, default: 1 },
    retentionHours: { min: 24, max: 8760, default: 24 },
    windowSeconds: { min: 1, max: 86_400, default: 60 },
    parallelism: { min: 1, max: 64, default: 1 },
    checkpointIntervalMillis: { min: 500, max: 3_600_000, default: 60_000 },
    arrivalSkewMillis: { min: 0, max: 60_000, default: 5_000 },
    generatorRate: { min: 1, max: 1000, default: 10 },
    logRetentionDays: { min: 1, max: 3653, default: 30, oneOf: LOG_RETENTION_DAYS },
} satisfies Record<string, NumberKey>;

const INSTANCE_TYPE = { default: "t3.micro", form: /^[a-z][a-z0-9-]*\.[a-z0-9]+$/ };

/**
 * Checks one whole-number value.
 *
 * @param key the key's full name, for the message.
 * @param text the value as the stack's file has it; undefined where it has none.
 * @param rule the key's limits and default.
 * @returns the number, or one line that says what is wrong and what would be right.
 */
export function checkedNumber(key: string, text: string | undefined, rule: NumberKey): number | string {
    if (text === undefined) {
        return rule.default;
    }
    const value = Number(text);
    if (!/^-?\d+$/.test(text.trim())) {
        return `${key}: '${text}' is not a whole number; give one from ${rule.min} to ${rule.max}`;
    }
    if (value < rule.min || value > rule.max) {
        return `${key}: ${text} is out of range; give a whole number from ${rule.min} to ${rule.max}`;
    }
    if (rule.oneOf && !rule.oneOf.includes(value)) {
        return `${key}: ${text} is not a value that the service takes; give one of ${rule.oneOf.join(", ")}`;
    }
    return value;
}

function checkedInstanceType(key: string, text: string | undefined): { value: string; mistake?: string } {
    const value = text ?? INSTANCE_TYPE.default;
    return INSTANCE_TYPE.form.test(value)
        ? { value }
        : { value, mistake: `${key}: '${value}' is not an instance type; give one such as t3.micro` };
}

/**
 * Reads and checks the whole configuration before any resource is declared.
 *
 * @param get gives the text of a key of the project's namespace, or undefined.
 * @param namespace the project's name, for the messages.
 * @returns the checked configuration.
 * @throws pulumi.RunError one line a mistake, all of them at once.
 */
export function readConfig(get: (key: string) => string | undefined, namespace: string): PipelineConfig {
    const mistakes: string[] = [];
    const number = (key: keyof typeof NUMBERS): number => {
        const checked = checkedNumber(`${namespace}:${key}`, get(key), NUMBERS[key]);
        if (typeof checked === "string") {
            mistakes.push(checked);
            return NUMBERS[key].default;
        }
        return checked;
    };
    const instanceType = checkedInstanceType(`${namespace}:instanceType`, get("instanceType"));
    if (instanceType.mistake) {
        mistakes.push(instanceType.mistake);
    }
    const config: PipelineConfig = {
        shardCount: number("shardCount"),
        retentionHours: number("retentionHours"),
        windowSeconds: number("windowSeconds"),
        parallelism: number("parallelism"),
        checkpointIntervalMillis: number("checkpointIntervalMillis"),
        arrivalSkewMillis: number("arrivalSkewMillis"),
        instanceType: instanceType.value,
        generatorRate: number("generatorRate"),
        logRetentionDays: number("logRetentionDays"),
    };
    if (mistakes.length > 0) {
        throw new pulumi.RunError(mistakes.join("\n"));
    }
    return config;
}
