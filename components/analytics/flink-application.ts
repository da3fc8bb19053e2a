import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { RunConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import * as pulumi from "@pulumi/pulumi";
import { Deployment, ResourceNames } from "../foundation/names";
import { slideSeconds } from "../queries/slide-seconds";

/** A file of the application, as it lies on disk and in the code bucket. */
export interface CodeFile {
    /** Path on disk. */
    readonly file: string;
    /** Key in the code bucket; it holds the content's hash, so that new content is a new object. */
    readonly key: string;
}

/** How the Flink application runs. */
export interface FlinkSettings {
    /** Length of the queries' windows in seconds; their `${windowSeconds}`. */
    readonly windowSeconds: number;
    /** Step of sliding and cumulating windows in seconds; the queries' `${slideSeconds}`. @default see slideSeconds() */
    readonly slideSeconds?: number;
    /** What becomes of a text that is longer than its column. */
    readonly columnOverflow: "TRUNCATE" | "FAIL" | "PASS";
    /** Parallel tasks. */
    readonly parallelism: number;
    /** Tasks that share a KPU, 1 to 8. */
    readonly parallelismPerKpu: number;
    /** Whether the service changes the parallelism with the load. */
    readonly autoScaling: boolean;
    /** Milliseconds between checkpoints, at least 500. */
    readonly checkpointIntervalMillis: number;
    /** Whether state is kept over an update of the application. */
    readonly snapshots: boolean;
    /** Whether a changed query starts although state of the old one has no place in it. */
    readonly allowNonRestoredState: boolean;
    /** Snapshots that are kept of those that the service takes by itself, 1 to 900. */
    readonly keepSnapshots: number;
    /** ARN of a customer key for running storage, checkpoints and snapshots. @default a key that AWS owns */
    readonly kmsKeyArn?: string;
    /** Milliseconds by which a shard's arrival times may be out of order. */
    readonly arrivalSkewMillis: number;
    /** What the application logs. */
    readonly logLevel: "INFO" | "WARN" | "ERROR" | "DEBUG";
    /** How finely the application's metrics are told. */
    readonly metricsLevel: "APPLICATION" | "TASK" | "OPERATOR" | "PARALLELISM";
}

/**
 * Finds a file's place in the code bucket.
 *
 * @param file path on disk.
 * @returns the file with a key of the form `NAME-HASH.EXT`, HASH being 12 digits of the content's SHA-256.
 * @throws pulumi.RunError where the file cannot be read.
 */
export function codeFile(file: string): CodeFile {
    let content: Buffer;
    try {
        content = readFileSync(file);
    } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code;
        throw new pulumi.RunError(
            `${file}: cannot be read (${reason}); build the JAR with: npm run build:flink`,
        );
    }
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
    const { name, ext } = path.parse(file);
    return { file, key: `${name}-${hash}${ext}` };
}

/** A delivery stream that takes what an application puts. */
export interface DeliveryTarget {
    readonly deliveryStreamName: string;
    readonly deliveryStreamArn: string;
}

/** What the delivery stream is called, among those of the queries, that takes records which could not be counted. */
export const REJECTED = "rejected";

/** One of an application's delivery streams. @throws Error where there is none of that name: a defect of the program. */
export function deliveryTarget(sink: SourceAndSink["sink"], id: string): DeliveryTarget {
    const target = sink[id];
    if (target === undefined) {
        throw new Error(`no delivery stream takes '${id}'; there are ${Object.keys(sink).join(", ")}`);
    }
    return target;
}

/** A query's two files in the code bucket. */
export interface QueryCode {
    /** The query's name. */
    readonly name: string;
    readonly sql: CodeFile;
    readonly schema: CodeFile;
}

/** What an analytics tier reads and writes, whatever its engine. */
export interface SourceAndSink {
    /** The stream that the query reads; its customer key, where it has one. */
    readonly source: {
        readonly streamName: string;
        readonly streamArn: string;
        readonly kmsKeyArn?: string;
    };
    /** The delivery streams by what they take: a query's name, and REJECTED. */
    readonly sink: Readonly<Record<string, DeliveryTarget>>;
}

/** What the Flink job is told of. */
export interface PropertyGroupArgs extends SourceAndSink {
    readonly deployment: Deployment;
    readonly names: ResourceNames;
    readonly flink: FlinkSettings;
}

/**
 * The property groups that the Flink job reads, all of them text.
 *
 * @param args the tier's.
 * @param queries the queries' places in the code bucket.
 */
export function propertyGroups(
    args: PropertyGroupArgs,
    queries: readonly QueryCode[],
): { propertyGroupId: string; propertyMap: Record<string, string> }[] {
    const { flink, sink, names } = args;
    const uri = (code: CodeFile) => `s3://${names.codeBucket}/${code.key}`;
    const target = (id: string) => ({ "delivery.stream.name": deliveryTarget(sink, id).deliveryStreamName });
    return [
        {
            propertyGroupId: "source",
            propertyMap: {
                "aws.region": args.deployment.region,
                "stream.name": args.source.streamName,
                "initial.position": "TRIM_HORIZON",
                "arrival.skew.millis": String(flink.arrivalSkewMillis),
                "column.overflow": flink.columnOverflow,
            },
        },
        ...queries.map(({ name, sql, schema }) => ({
            propertyGroupId: `query.${name}`,
            propertyMap: {
                "sql.uri": uri(sql),
                "schema.uri": uri(schema),
                windowSeconds: String(flink.windowSeconds),
                slideSeconds: String(flink.slideSeconds ?? slideSeconds(flink.windowSeconds)),
                ...target(name),
            },
        })),
        { propertyGroupId: REJECTED, propertyMap: target(REJECTED) },
    ];
}

/**
 * What each start of the application restores: the latest snapshot, which is taken of the running job before it is stopped
 * (Managed Service for Apache Flink Developer Guide, "Snapshots" and "RunConfiguration"). It is no input of the application:
 * the AWS provider sends it only where it differs, and the service then forgets it, see docs/decisions/changed-query.md.
 *
 * @param flink the application's settings; without snapshots each start has empty state.
 */
export function runConfiguration(
    flink: Pick<FlinkSettings, "snapshots" | "allowNonRestoredState">,
): RunConfiguration {
    return {
        ApplicationRestoreConfiguration: {
            ApplicationRestoreType: flink.snapshots
                ? "RESTORE_FROM_LATEST_SNAPSHOT"
                : "SKIP_RESTORE_FROM_SNAPSHOT",
        },
        FlinkRunConfiguration: { AllowNonRestoredState: flink.snapshots && flink.allowNonRestoredState },
    };
}

/** Checkpoints, monitoring and parallelism, all of them chosen and none left to the service. */
export function flinkConfiguration(flink: FlinkSettings) {
    return {
        checkpointConfiguration: {
            configurationType: "CUSTOM",
            checkpointingEnabled: true,
            checkpointInterval: flink.checkpointIntervalMillis,
            minPauseBetweenCheckpoints: Math.min(flink.checkpointIntervalMillis, 5000),
        },
        monitoringConfiguration: {
            configurationType: "CUSTOM",
            logLevel: flink.logLevel,
            metricsLevel: flink.metricsLevel,
        },
        parallelismConfiguration: {
            configurationType: "CUSTOM",
            autoScalingEnabled: flink.autoScaling,
            parallelism: flink.parallelism,
            parallelismPerKpu: flink.parallelismPerKpu,
        },
    };
}
