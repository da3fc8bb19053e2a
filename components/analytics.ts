import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "./bucket";
import {
    applicationLogWriter,
    deliveryStreamWriter,
    objectReader,
    policyJson,
    serviceTrust,
    streamReader,
} from "./iam";
import { Deployment, ResourceNames, regionalArn, roleArn, s3Arn } from "./naming";

const LOG_STREAM = "application";

/** A file of the application, as it lies on disk and in the code bucket. */
export interface CodeFile {
    /** Path on disk. */
    readonly file: string;
    /** Key in the code bucket; it holds the content's hash, so that new content is a new object. */
    readonly key: string;
}

/** What the analytics tier is made from. */
export interface AnalyticsTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** The stream that the query reads. */
    readonly source: { readonly streamName: string; readonly streamArn: string };
    /** The delivery stream that takes the query's results. */
    readonly sink: { readonly deliveryStreamName: string; readonly deliveryStreamArn: string };
    /** What must be in place before the application starts: the stream and the delivery stream. */
    readonly dependsOn: pulumi.Resource[];
    /** Path of the Flink job's JAR. */
    readonly jar: string;
    /** Path of the query, a .sql file; its input schema lies beside it, as NAME.schema.json. */
    readonly query: string;
    /** Length of the query's window in seconds; the query's `${windowSeconds}`. */
    readonly windowSeconds: number;
    /** Parallel tasks; also the KPUs, at one task a KPU. */
    readonly parallelism: number;
    /** Milliseconds between checkpoints, at least 500. */
    readonly checkpointIntervalMillis: number;
    /** Milliseconds by which a shard's arrival times may be out of order. */
    readonly arrivalSkewMillis: number;
    /** Days that the application's log is kept, one of CloudWatch Logs' values. */
    readonly logRetentionDays: number;
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

/**
 * The property groups that the Flink job reads, all of them text.
 *
 * @param args the tier's.
 * @param query the query's place in the code bucket.
 * @param schema the input schema's.
 */
export function propertyGroups(
    args: AnalyticsTierArgs,
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
                "arrival.skew.millis": String(args.arrivalSkewMillis),
            },
        },
        {
            propertyGroupId: "query",
            propertyMap: {
                "sql.uri": uri(query),
                "schema.uri": uri(schema),
                windowSeconds: String(args.windowSeconds),
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

/** The analytics tier: a Flink application that runs one windowed SQL query over the stream. */
export class AnalyticsTier extends pulumi.ComponentResource {
    /** The application's name, known at preview. */
    public readonly applicationName: string;
    /** The application itself. */
    public readonly application: aws.kinesisanalyticsv2.Application;

    constructor(name: string, args: AnalyticsTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:analytics:AnalyticsTier", name, {}, opts);
        const { deployment, names } = args;
        this.applicationName = names.application;

        const jar = codeFile(args.jar);
        const query = codeFile(args.query);
        const schema = codeFile(args.query.replace(/\.sql$/, ".schema.json"));
        const code = this.uploaded(args, { jar, query, schema });
        const logs = this.applicationLog(args);
        const policy = this.serviceRole(args, [jar, query, schema]);

        this.application = new aws.kinesisanalyticsv2.Application(
            "analytics",
            {
                name: names.application,
                runtimeEnvironment: "FLINK-1_20",
                applicationMode: "STREAMING",
                serviceExecutionRole: roleArn(deployment, names.analyticsRole),
                startApplication: true,
                cloudwatchLoggingOptions: {
                    logStreamArn: regionalArn(
                        deployment,
                        "logs",
                        `log-group:${names.applicationLogGroup}:log-stream:${LOG_STREAM}`,
                    ),
                },
                applicationConfiguration: {
                    applicationCodeConfiguration: {
                        codeContentType: "ZIPFILE",
                        codeContent: {
                            s3ContentLocation: {
                                bucketArn: s3Arn(deployment, names.codeBucket),
                                fileKey: jar.key,
                            },
                        },
                    },
                    applicationSnapshotConfiguration: { snapshotsEnabled: true },
                    environmentProperties: { propertyGroups: propertyGroups(args, query, schema) },
                    flinkApplicationConfiguration: {
                        checkpointConfiguration: {
                            configurationType: "CUSTOM",
                            checkpointingEnabled: true,
                            checkpointInterval: args.checkpointIntervalMillis,
                            minPauseBetweenCheckpoints: Math.min(args.checkpointIntervalMillis, 5000),
                        },
                        monitoringConfiguration: {
                            configurationType: "CUSTOM",
                            logLevel: "INFO",
                            metricsLevel: "TASK",
                        },
                        parallelismConfiguration: {
                            configurationType: "CUSTOM",
                            autoScalingEnabled: false,
                            parallelism: args.parallelism,
                            parallelismPerKpu: 1,
                        },
                    },
                },
            },
            { parent: this, dependsOn: [...args.dependsOn, ...code, ...logs, policy] },
        );
        this.registerOutputs({ applicationName: this.applicationName });
    }

    /** The code bucket with the application's three files. */
    private uploaded(args: AnalyticsTierArgs, files: Record<string, CodeFile>): pulumi.Resource[] {
        const bucket = new PrivateBucket(
            "code",
            { deployment: args.deployment, bucketName: args.names.codeBucket },
            { parent: this },
        );
        return Object.entries(files).map(
            ([what, { file, key }]) =>
                new aws.s3.BucketObjectv2(
                    `code-${what}`,
                    { bucket: args.names.codeBucket, key, source: new pulumi.asset.FileAsset(file) },
                    { parent: this, dependsOn: bucket.ready },
                ),
        );
    }

    private applicationLog(args: AnalyticsTierArgs): pulumi.Resource[] {
        const logGroup = new aws.cloudwatch.LogGroup(
            "analytics",
            { name: args.names.applicationLogGroup, retentionInDays: args.logRetentionDays },
            { parent: this },
        );
        const logStream = new aws.cloudwatch.LogStream(
            "analytics",
            { name: LOG_STREAM, logGroupName: args.names.applicationLogGroup },
            { parent: this, dependsOn: [logGroup] },
        );
        return [logGroup, logStream];
    }

    /** The application's role: reads the stream and its own code, writes results and its own log. */
    private serviceRole(args: AnalyticsTierArgs, files: CodeFile[]): pulumi.Resource {
        const { deployment, names } = args;
        const applicationArn = regionalArn(
            deployment,
            "kinesisanalytics",
            `application/${names.application}`,
        );
        const role = new aws.iam.Role(
            "analytics",
            {
                name: names.analyticsRole,
                assumeRolePolicy: serviceTrust(deployment, "kinesisanalytics.amazonaws.com", applicationArn),
            },
            { parent: this },
        );
        return new aws.iam.RolePolicy(
            "analytics",
            {
                name: "run-query",
                role: names.analyticsRole,
                policy: policyJson(
                    streamReader(args.source.streamArn),
                    deliveryStreamWriter(args.sink.deliveryStreamArn),
                    objectReader(files.map(({ key }) => s3Arn(deployment, names.codeBucket, key))),
                    ...applicationLogWriter(deployment, names.applicationLogGroup, LOG_STREAM),
                ),
            },
            { parent: this, dependsOn: [role] },
        );
    }
}
