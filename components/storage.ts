import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LifecycleRule, PrivateBucket, housekeeping } from "./bucket";
import { policyJson, serviceTrust } from "./iam";
import { bucketDelivery, keyUse, logStreamWriter, tableReader } from "./iam-statements";
import { Deployment, ResourceNames, regionalArn, roleArn, s3Arn } from "./naming";

/** Prefix of the keys of what Firehose could not deliver as it should. */
export const ERRORS_PREFIX = "errors/";
/** The partition key of the delivered objects: the hour of delivery, UTC. */
export const PARTITION_KEY = "delivery_hour";
/** Id of the metric filter that counts requests under the error prefix. */
export const ERRORS_FILTER = "errors";
const ERROR_LOG_STREAM = "DestinationDelivery";

/** How the results bucket keeps what it has. */
export interface BucketSettings {
    /** Name of a bucket that is there already, whose settings stay its owner's. @default a new one */
    readonly existing?: string;
    /** ARN of a customer key. @default SSE-S3 */
    readonly kmsKeyArn?: string;
    /** Whether what is overwritten or deleted is kept for 30 days. */
    readonly versioning: boolean;
    /** Days after which results move to STANDARD_IA, at least 30; 0 for never. */
    readonly transitionDays: number;
    /** Days after which results are deleted; 0 for never. */
    readonly expiryDays: number;
    /** Days after which what could not be delivered is deleted; 0 for never. */
    readonly errorExpiryDays: number;
    /** Days after which unfinished uploads are given up, at least 1. */
    readonly abortUploadDays: number;
    /** Bucket that takes the server access log. @default no log */
    readonly accessLogBucket?: string;
    /** Whether destroying the stack deletes what the bucket holds. */
    readonly forceDestroy: boolean;
}

/** How Firehose delivers. */
export interface DeliverySettings {
    /** MB that Firehose gathers before it writes an object, 1 to 128; at least 64 with Parquet. */
    readonly bufferMb: number;
    /** Seconds after which Firehose writes what it has, 0 to 900. */
    readonly bufferSeconds: number;
    /** Of the objects. */
    readonly compression: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
    /** Whether results are converted to Parquet by the Glue table. */
    readonly parquet: boolean;
    /** ARN of a customer key for what waits in Firehose. @default an AWS-owned key */
    readonly kmsKeyArn?: string;
}

/** What the storage tier is made from. */
export interface StorageTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names; `resultsBucket` is the bucket, new or existing. */
    readonly names: ResourceNames;
    /** The results bucket. */
    readonly bucket: BucketSettings;
    /** The delivery stream. */
    readonly delivery: DeliverySettings;
    /** Prefix of the results' keys, with its slash; the hour of delivery follows. */
    readonly resultsPrefix: string;
    /** The Glue table of the results, for Parquet. */
    readonly table: { readonly database: string; readonly name: string; readonly ready: pulumi.Resource[] };
    /** Days that the error log is kept, one of CloudWatch Logs' values. */
    readonly logRetentionDays: number;
    /** Refuses to delete the bucket. @default false */
    readonly protect?: boolean;
    /** Leaves the bucket in the account when the stack is destroyed. @default false */
    readonly retainOnDelete?: boolean;
}

/**
 * The results bucket's lifecycle: results and errors apart, and nothing paid for that nobody can see.
 *
 * @param settings the bucket's.
 * @param resultsPrefix prefix of the results' keys.
 * @returns the rules; a prefix that is kept for ever has none.
 */
export function resultsLifecycle(settings: BucketSettings, resultsPrefix: string): LifecycleRule[] {
    const { transitionDays, expiryDays, errorExpiryDays, abortUploadDays } = settings;
    const results: LifecycleRule = {
        id: "results",
        status: "Enabled",
        filter: { prefix: resultsPrefix },
        ...(transitionDays > 0 && { transitions: [{ days: transitionDays, storageClass: "STANDARD_IA" }] }),
        ...(expiryDays > 0 && { expiration: { days: expiryDays } }),
    };
    const errors: LifecycleRule = {
        id: "errors",
        status: "Enabled",
        filter: { prefix: ERRORS_PREFIX },
        expiration: { days: errorExpiryDays },
    };
    return [
        housekeeping(abortUploadDays),
        ...(transitionDays > 0 || expiryDays > 0 ? [results] : []),
        ...(errorExpiryDays > 0 ? [errors] : []),
    ];
}

/** The storage tier: a delivery stream that takes direct puts and writes them to a private bucket. */
export class StorageTier extends pulumi.ComponentResource {
    /** The results bucket's name, known at preview. */
    public readonly bucketName: string;
    /** The delivery stream's name, known at preview. */
    public readonly deliveryStreamName: string;
    /** The delivery stream's ARN, known at preview. */
    public readonly deliveryStreamArn: string;
    /** What must be in place before something is put. */
    public readonly ready: pulumi.Resource[];

    constructor(name: string, args: StorageTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:storage:StorageTier", name, {}, opts);
        const { deployment, names } = args;
        this.bucketName = names.resultsBucket;
        this.deliveryStreamName = names.deliveryStream;
        this.deliveryStreamArn = regionalArn(
            deployment,
            "firehose",
            `deliverystream/${names.deliveryStream}`,
        );
        const bucket = args.bucket.existing === undefined ? this.newBucket(args) : [];
        const dependsOn = [...bucket, ...this.errorLog(args), this.deliveryRole(args), ...args.table.ready];
        this.ready = [this.deliveryStream(args, dependsOn)];
        this.registerOutputs({ bucketName: this.bucketName, deliveryStreamName: this.deliveryStreamName });
    }

    /** The bucket, and the request metrics of its error prefix, which an alarm watches. */
    private newBucket(args: StorageTierArgs): pulumi.Resource[] {
        const { deployment, names, protect, retainOnDelete } = args;
        const bucket = new PrivateBucket(
            "results",
            {
                ...args.bucket,
                deployment,
                bucketName: names.resultsBucket,
                lifecycle: resultsLifecycle(args.bucket, args.resultsPrefix),
                protect,
                retainOnDelete,
            },
            { parent: this },
        );
        new aws.s3.BucketMetric(
            "errors",
            { bucket: names.resultsBucket, name: ERRORS_FILTER, filter: { prefix: ERRORS_PREFIX } },
            { parent: this, dependsOn: bucket.ready, deletedWith: bucket.bucket, retainOnDelete },
        );
        return bucket.ready;
    }

    private errorLog({ names, logRetentionDays }: StorageTierArgs): pulumi.Resource[] {
        const logGroup = new aws.cloudwatch.LogGroup(
            "delivery",
            { name: names.deliveryLogGroup, retentionInDays: logRetentionDays },
            { parent: this },
        );
        const logStream = new aws.cloudwatch.LogStream(
            "delivery",
            { name: ERROR_LOG_STREAM, logGroupName: names.deliveryLogGroup },
            { parent: this, dependsOn: [logGroup], deletedWith: logGroup },
        );
        return [logStream];
    }

    /** Firehose's role: writes to the bucket and the error log, and reads the table that it converts by. */
    private deliveryRole(args: StorageTierArgs): pulumi.Resource {
        const { deployment, names, bucket, delivery, table } = args;
        const role = new aws.iam.Role(
            "delivery",
            {
                name: names.deliveryRole,
                assumeRolePolicy: serviceTrust(deployment, "firehose.amazonaws.com", this.deliveryStreamArn),
            },
            { parent: this },
        );
        return new aws.iam.RolePolicy(
            "delivery",
            {
                name: "deliver-results",
                role: names.deliveryRole,
                policy: policyJson(
                    ...bucketDelivery(s3Arn(deployment, names.resultsBucket)),
                    logStreamWriter(deployment, names.deliveryLogGroup, ERROR_LOG_STREAM),
                    ...keyUse(deployment, bucket.kmsKeyArn, "s3", "kms:GenerateDataKey", "kms:Decrypt"),
                    ...(delivery.parquet ? [tableReader(deployment, table.database, table.name)] : []),
                ),
            },
            { parent: this, dependsOn: [role] },
        );
    }

    private deliveryStream(
        args: StorageTierArgs,
        dependsOn: pulumi.Resource[],
    ): aws.kinesis.FirehoseDeliveryStream {
        const { deployment, names, bucket, delivery } = args;
        const role = roleArn(deployment, names.deliveryRole);
        return new aws.kinesis.FirehoseDeliveryStream(
            "summary",
            {
                name: names.deliveryStream,
                destination: "extended_s3",
                serverSideEncryption: {
                    enabled: true,
                    ...(delivery.kmsKeyArn === undefined
                        ? { keyType: "AWS_OWNED_CMK" }
                        : { keyType: "CUSTOMER_MANAGED_CMK", keyArn: delivery.kmsKeyArn }),
                },
                extendedS3Configuration: {
                    roleArn: role,
                    bucketArn: s3Arn(deployment, names.resultsBucket),
                    bufferingSize: delivery.bufferMb,
                    bufferingInterval: delivery.bufferSeconds,
                    compressionFormat: delivery.compression,
                    ...(bucket.kmsKeyArn !== undefined && { kmsKeyArn: bucket.kmsKeyArn }),
                    prefix: `${args.resultsPrefix}${PARTITION_KEY}=!{timestamp:yyyy-MM-dd-HH}/`,
                    errorOutputPrefix: `${ERRORS_PREFIX}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
                    cloudwatchLoggingOptions: {
                        enabled: true,
                        logGroupName: names.deliveryLogGroup,
                        logStreamName: ERROR_LOG_STREAM,
                    },
                    ...(delivery.parquet && {
                        dataFormatConversionConfiguration: parquet(args.table, deployment, role),
                    }),
                },
            },
            { parent: this, dependsOn },
        );
    }
}

/** Conversion of JSON to Parquet by a Glue table (Amazon Data Firehose Developer Guide, "Convert input data format"). */
function parquet(table: StorageTierArgs["table"], deployment: Deployment, role: string) {
    return {
        enabled: true,
        inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: true } } },
        outputFormatConfiguration: { serializer: { parquetSerDe: { compression: "SNAPPY" } } },
        schemaConfiguration: {
            databaseName: table.database,
            tableName: table.name,
            region: deployment.region,
            roleArn: role,
        },
    };
}
