import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { RunConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import * as pulumi from "@pulumi/pulumi";
import contract from "../../flink/src/main/resources/property-groups.json";
import { FlinkSettings } from "../config/sections/analytics";
import { Deployment } from "../foundation/arns";
import { SourceAndSink, deliveryTarget } from "../foundation/contract";
import { REJECTED } from "../foundation/layout";
import { ResourceNames } from "../foundation/names";
import { slideSeconds } from "../queries/slide-seconds";

/** A file of the application, as it lies on disk and in the code bucket. */
export interface CodeFile {
    /** Path on disk. */
    readonly file: string;
    /** Key in the code bucket; it holds the content's hash, so that new content is a new object. */
    readonly key: string;
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

/** A query's two files in the code bucket. */
export interface QueryCode {
    /** The query's name. */
    readonly name: string;
    readonly sql: CodeFile;
    readonly schema: CodeFile;
}

/** What the property groups are built from. */
interface PropertyGroupArgs extends SourceAndSink {
    readonly deployment: Deployment;
    readonly names: ResourceNames;
    readonly flink: Pick<
        FlinkSettings,
        "windowSeconds" | "slideSeconds" | "arrivalSkewMillis" | "columnOverflow"
    >;
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
    const deliveryStream = (id: string) => deliveryTarget(sink, id).deliveryStreamName;
    const { source, query, rejected } = contract;
    return [
        {
            propertyGroupId: source.id,
            propertyMap: propertyMap(source.properties, {
                region: args.deployment.region,
                streamName: args.source.streamName,
                initialPosition: "TRIM_HORIZON",
                arrivalSkewMillis: String(flink.arrivalSkewMillis),
                columnOverflow: flink.columnOverflow,
            }),
        },
        ...queries.map(({ name, sql, schema }) => ({
            propertyGroupId: `${query.idPrefix}${name}`,
            propertyMap: propertyMap(query.properties, {
                sqlUri: uri(sql),
                schemaUri: uri(schema),
                deliveryStreamName: deliveryStream(name),
                windowSeconds: String(flink.windowSeconds),
                slideSeconds: String(flink.slideSeconds ?? slideSeconds(flink.windowSeconds)),
            }),
        })),
        {
            propertyGroupId: rejected.id,
            propertyMap: propertyMap(rejected.properties, { deliveryStreamName: deliveryStream(REJECTED) }),
        },
    ];
}

/** A group's properties under the keys by which the job reads them. */
function propertyMap<P extends Readonly<Record<string, { readonly key: string }>>>(
    properties: P,
    values: Readonly<Record<keyof P, string>>,
): Record<string, string> {
    return Object.fromEntries(
        Object.entries(properties).map(([name, { key }]) => [key, values[name as keyof P]]),
    );
}

/**
 * What each start of the application restores: the latest snapshot, which is taken of the running job before it is stopped
 * (Managed Service for Apache Flink Developer Guide, "Snapshots" and "RunConfiguration"). It is not an input of the
 * application: the AWS provider sends it only where it differs, and the service does not keep it, see docs/decisions/changed-query.md.
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

/** Checkpoints, monitoring and parallelism; every value is set, none is left to the service's defaults. */
export function flinkConfiguration(
    flink: Pick<
        FlinkSettings,
        | "checkpointIntervalMillis"
        | "logLevel"
        | "metricsLevel"
        | "autoScaling"
        | "parallelism"
        | "parallelismPerKpu"
    >,
) {
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
