import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Deployment, ResourceNames } from "./naming";

/** A file of the application, as it lies on disk and in the code bucket. */
export interface CodeFile {
    /** Path on disk. */
    readonly file: string;
    /** Key in the code bucket; it holds the content's hash, so that new content is a new object. */
    readonly key: string;
}

/** How the Flink application runs. */
export interface FlinkSettings {
    /** Length of the query's window in seconds; the query's `${windowSeconds}`. */
    readonly windowSeconds: number;
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

/** What an analytics tier reads and writes, whatever its engine. */
export interface SourceAndSink {
    /** The stream that the query reads; its customer key, where it has one. */
    readonly source: {
        readonly streamName: string;
        readonly streamArn: string;
        readonly kmsKeyArn?: string;
    };
    /** The delivery stream that takes the query's results. */
    readonly sink: { readonly deliveryStreamName: string; readonly deliveryStreamArn: string };
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
 * @param query the query's place in the code bucket.
 * @param schema the input schema's.
 */
export function propertyGroups(
    args: PropertyGroupArgs,
    query: CodeFile,
    schema: CodeFile,
): { propertyGroupId: string; propertyMap: Record<string, string> }[] {
    const uri = (code: CodeFile) => `s3://${args.names.codeBucket}/${code.key}`;
    return [
        {
            propertyGroupId: "source",
            propertyMap: {
                "aws.region": args.deployment.region,
                "stream.name": args.source.streamName,
                "initial.position": "TRIM_HORIZON",
                "arrival.skew.millis": String(args.flink.arrivalSkewMillis),
            },
        },
        {
            propertyGroupId: "query",
            propertyMap: {
                "sql.uri": uri(query),
                "schema.uri": uri(schema),
                windowSeconds: String(args.flink.windowSeconds),
            },
        },
        {
            propertyGroupId: "sink",
            propertyMap: {
                "aws.region": args.deployment.region,
                "delivery.stream.name": args.sink.deliveryStreamName,
            },
        },
    ];
}

/**
 * What an update of the application starts from: the latest snapshot, which the service takes of the running job first
 * (Managed Service for Apache Flink Developer Guide, "Snapshots" and "RunConfiguration").
 *
 * @param flink the application's settings; without snapshots each update starts with empty state.
 */
export function runConfiguration(flink: FlinkSettings) {
    return {
        applicationRestoreConfiguration: {
            applicationRestoreType: flink.snapshots
                ? "RESTORE_FROM_LATEST_SNAPSHOT"
                : "SKIP_RESTORE_FROM_SNAPSHOT",
        },
        flinkRunConfiguration: { allowNonRestoredState: flink.allowNonRestoredState },
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
