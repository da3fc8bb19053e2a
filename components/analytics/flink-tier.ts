import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FlinkSettings, flinkSettings, refuseQueries } from "../config/sections/analytics";
import { STACK_KEYS } from "../config/sections/stack";
import { fillSetting } from "../config/settings";
import { regionalArn, roleArn, s3Arn } from "../foundation/arns";
import { AwsAccess, awsAccess } from "../foundation/aws-access";
import { readyToRun } from "../foundation/contract";
import { writeApplicationLog, readObjects } from "../foundation/grants";
import { ResourceNames } from "../foundation/names";
import { PrivateBucket, housekeeping } from "../foundation/private-bucket";
import { withNames } from "../foundation/tier";
import { LifecycleArgs, ensureRunning, updateHooks } from "./application-lifecycle";
import { AnalyticsArgs, applicationRole } from "./application-role";
import { SUPERSEDED_CODE_RULE } from "./code-objects";
import {
    CodeFile,
    QueryCode,
    codeFile,
    flinkConfiguration,
    propertyGroups,
    runConfiguration,
} from "./flink-application";

const LOG_STREAM = "application";
/** Where `npm run build:flink` puts the job's JAR. */
const JAR = path.join(__dirname, "..", "..", "flink", "target", "cc-pipeline.jar");

/** Arguments of AnalyticsTier. */
export interface AnalyticsTierArgs extends AnalyticsArgs {
    /** Settings of the application; engine and queries are chosen by the tier and its argument. @default the default of each setting */
    readonly flink?: Partial<FlinkSettings>;
    /** Path of the Flink job's JAR. @default flink/target/cc-pipeline.jar, which npm run build:flink builds */
    readonly jar?: string;
    /** Retention of the application's log in days, one of CloudWatch Logs' values. @default the default of stack.logRetentionDays */
    readonly logRetentionDays?: number;
    /** Region and credentials for the calls that stop and start the application. @default by the stack's `aws:` configuration */
    readonly access?: AwsAccess;
}

type ResolvedArgs = AnalyticsTierArgs & {
    readonly names: ResourceNames;
    readonly flink: FlinkSettings;
    readonly logRetentionDays: number;
};

function resolve(args: AnalyticsTierArgs): ResolvedArgs {
    refuseQueries(args.queries);
    return {
        ...withNames(args),
        flink: flinkSettings("flink", args.flink, args.deployment.region),
        logRetentionDays: fillSetting("logRetentionDays", STACK_KEYS.logRetentionDays, args.logRetentionDays),
    };
}

/** The analytics tier: a Flink application that runs windowed SQL queries over the stream. */
export class AnalyticsTier extends pulumi.ComponentResource {
    /** The application's name, known at preview. */
    public readonly applicationName: string;
    /** The application itself. */
    public readonly application: aws.kinesisanalyticsv2.Application;
    /** The application's status at the end of the deployment, `RUNNING`. */
    public readonly status: pulumi.Output<string>;

    constructor(name: string, args: AnalyticsTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:analytics:AnalyticsTier", name, {}, opts);
        const resolved = resolve(args);
        const { deployment, names } = resolved;
        this.applicationName = names.application;

        const jar = codeFile(args.jar ?? JAR);
        const queries = args.queries.map(({ name: query, file, schemaFile }) => ({
            name: query,
            sql: codeFile(file),
            schema: codeFile(schemaFile),
        }));
        const files = [jar, ...queries.flatMap(({ sql, schema }) => [sql, schema])];
        const code = this.uploadCode(resolved, files);
        const logs = this.applicationLog(resolved);
        const policy = this.serviceRole(resolved);
        const lifecycle = this.lifecycle(resolved, files);

        this.application = new aws.kinesisanalyticsv2.Application(
            "analytics",
            {
                name: names.application,
                runtimeEnvironment: "FLINK-1_20",
                applicationMode: "STREAMING",
                serviceExecutionRole: roleArn(deployment, names.analyticsRole),
                cloudwatchLoggingOptions: {
                    logStreamArn: regionalArn(
                        deployment,
                        "logs",
                        `log-group:${names.applicationLogGroup}:log-stream:${LOG_STREAM}`,
                    ),
                },
                applicationConfiguration: this.configuration(resolved, jar, queries),
            },
            {
                parent: this,
                dependsOn: [...readyToRun(args), ...code, ...logs, policy],
                hooks: updateHooks(lifecycle),
            },
        );
        this.status = ensureRunning(lifecycle, this.application.arn);
        this.registerOutputs({ applicationName: this.applicationName, status: this.status });
    }

    private lifecycle(args: ResolvedArgs, files: readonly CodeFile[]): LifecycleArgs {
        const { deployment, names, flink } = args;
        return {
            access: args.access ?? awsAccess(deployment.region),
            applicationName: names.application,
            runConfiguration: runConfiguration(flink),
            keepSnapshots: flink.keepSnapshots,
            code: { bucketName: names.codeBucket, keys: files.map(({ key }) => key) },
            parent: this,
        };
    }

    private configuration(
        args: ResolvedArgs,
        jar: CodeFile,
        queries: readonly QueryCode[],
    ): aws.types.input.kinesisanalyticsv2.ApplicationApplicationConfiguration {
        const { deployment, names, flink } = args;
        return {
            applicationCodeConfiguration: {
                codeContentType: "ZIPFILE",
                codeContent: {
                    s3ContentLocation: {
                        bucketArn: s3Arn(deployment, names.codeBucket),
                        fileKey: jar.key,
                    },
                },
            },
            applicationSnapshotConfiguration: { snapshotsEnabled: flink.snapshots },
            environmentProperties: { propertyGroups: propertyGroups(args, queries) },
            flinkApplicationConfiguration: flinkConfiguration(flink),
            applicationEncryptionConfiguration:
                flink.kmsKeyArn === undefined
                    ? { keyType: "AWS_OWNED_KEY" }
                    : { keyType: "CUSTOMER_MANAGED_KEY", keyId: flink.kmsKeyArn },
        };
    }

    /**
     * The code bucket with the application's files.
     *
     * Each object's resource is named after its key, and so after its content. Were it one resource whose key changes, a
     * change that fails and is taken back would delete the object that it has just brought back: it has the same key as
     * the one that was still to be deleted. An object that is no longer named stays for some weeks, for a job that restarts
     * and for a rollback: the resource is forgotten, and the bucket's lifecycle ends the object.
     */
    private uploadCode(args: ResolvedArgs, files: readonly CodeFile[]): pulumi.Resource[] {
        const bucket = new PrivateBucket(
            "code",
            {
                deployment: args.deployment,
                bucketName: args.names.codeBucket,
                lifecycle: [housekeeping(), SUPERSEDED_CODE_RULE],
                // It holds only what the program has uploaded, including objects that are no longer in the state.
                forceDestroy: true,
            },
            { parent: this },
        );
        return files.map(
            ({ file, key }) =>
                new aws.s3.BucketObjectv2(
                    `code-${key}`,
                    { bucket: args.names.codeBucket, key, source: new pulumi.asset.FileAsset(file) },
                    { parent: this, dependsOn: bucket.ready, retainOnDelete: true },
                ),
        );
    }

    private applicationLog(args: ResolvedArgs): pulumi.Resource[] {
        const logGroup = new aws.cloudwatch.LogGroup(
            "analytics",
            {
                name: args.names.applicationLogGroup,
                retentionInDays: args.logRetentionDays,
            },
            { parent: this },
        );
        const logStream = new aws.cloudwatch.LogStream(
            "analytics",
            { name: LOG_STREAM, logGroupName: args.names.applicationLogGroup },
            { parent: this, dependsOn: [logGroup] },
        );
        return [logGroup, logStream];
    }

    /**
     * The application's role: reads the stream and its own code, writes results and its own log. The code is all that its
     * bucket holds: during an update, and after a rollback, the job reads the objects of another version.
     */
    private serviceRole(args: ResolvedArgs): pulumi.Resource {
        const { deployment, names } = args;
        const own = [
            readObjects([s3Arn(deployment, names.codeBucket, "*")]),
            ...writeApplicationLog(deployment, names.applicationLogGroup, LOG_STREAM),
        ];
        return applicationRole(args, own, this);
    }
}
