import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LifecycleRule, PrivateBucket, housekeeping } from "../foundation/private-bucket";
import { DeliveryTarget } from "../analytics/flink-application";
import { policyJson, serviceTrust } from "../foundation/policy-documents";
import { bucketDelivery, keyUse, logStreamWriter, tableReader } from "../foundation/grants";
import { Deployment, ResourceNames, regionalArn, roleArn, s3Arn } from "../foundation/names";
import { newRoleHooks } from "../foundation/new-role";

/** Prefix of the keys of what Firehose could not deliver as it should. */
export const ERRORS_PREFIX = "errors/";
/** Prefix of the keys of records that were not counted. */
export const REJECTED_PREFIX = `${ERRORS_PREFIX}rejected/`;
/** The partition key of the delivered objects: the hour of delivery, UTC. */
export const PARTITION_KEY = "delivery_hour";
/** Id of the metric filter that counts requests under the error prefix. */
export const ERRORS_FILTER = "errors";

/** Prefix of the keys of a query's results. */
export function resultsPrefix(query: string): string {
    return `${query}/`;
}

/** How the results bucket keeps what it has. */
export interface BucketSettings {
    /** Name of an existing bucket, whose settings stay its owner's. @default a new one */
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

/** What one delivery stream takes, and where it puts it. */
export interface Delivery {
    /** What it takes: a query's name, or REJECTED. */
    readonly id: string;
    /** The delivery stream's name. */
    readonly deliveryStreamName: string;
    /** Prefix of its keys, with its slash; the hour of delivery follows. */
    readonly prefix: string;
    /** Its Glue table, by which it is converted to Parquet; without one it stays JSON lines. */
    readonly table?: { readonly database: string; readonly name: string; readonly ready: pulumi.Resource[] };
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
    /** One delivery stream each. */
    readonly deliveries: readonly Delivery[];
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
 * @param prefixes of the keys of results.
 * @returns the rules; a prefix that is kept for ever has none.
 */
export function resultsLifecycle(settings: BucketSettings, prefixes: readonly string[]): LifecycleRule[] {
    const { transitionDays, expiryDays, errorExpiryDays, abortUploadDays } = settings;
    const results = (prefix: string): LifecycleRule => ({
        id: `results-${prefix.replace(/\/$/, "")}`,
        status: "Enabled",
        filter: { prefix },
        ...(transitionDays > 0 && { transitions: [{ days: transitionDays, storageClass: "STANDARD_IA" }] }),
        ...(expiryDays > 0 && { expiration: { days: expiryDays } }),
    });
    const errors: LifecycleRule = {
        id: "errors",
        status: "Enabled",
        filter: { prefix: ERRORS_PREFIX },
        expiration: { days: errorExpiryDays },
    };
    return [
        housekeeping(abortUploadDays),
        ...(transitionDays > 0 || expiryDays > 0 ? prefixes.map(results) : []),
        ...(errorExpiryDays > 0 ? [errors] : []),
    ];
}

/** The storage tier: delivery streams that take direct puts and write them to a private bucket. */
export class StorageTier extends pulumi.ComponentResource {
    /** The results bucket's name, known at preview. */
    public readonly bucketName: string;
    /** The delivery streams by what they take; names and ARNs are known at preview. */
    public readonly targets: Readonly<Record<string, DeliveryTarget>>;
    /** What must be in place before something is put. */
    public readonly ready: pulumi.Resource[];

    constructor(name: string, args: StorageTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:storage:StorageTier", name, {}, opts);
        const { deployment, names } = args;
        this.bucketName = names.resultsBucket;
        const target = (deliveryStreamName: string) => ({
            deliveryStreamName,
            deliveryStreamArn: regionalArn(deployment, "firehose", `deliverystream/${deliveryStreamName}`),
        });
        this.targets = Object.fromEntries(
            args.deliveries.map(({ id, deliveryStreamName }) => [id, target(deliveryStreamName)]),
        );
        const bucket = args.bucket.existing === undefined ? this.newBucket(args) : [];
        const dependsOn = [...bucket, ...this.errorLogs(args), this.deliveryRole(args)];
        this.ready = args.deliveries.map((delivery) =>
            this.deliveryStream(args, delivery, [...dependsOn, ...(delivery.table?.ready ?? [])]),
        );
        this.registerOutputs({ bucketName: this.bucketName, targets: this.targets });
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
                lifecycle: resultsLifecycle(
                    args.bucket,
                    args.deliveries
                        .map(({ prefix }) => prefix)
                        .filter((prefix) => !prefix.startsWith(ERRORS_PREFIX)),
                ),
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

    /** A log stream each, so that one can tell which delivery stream failed. */
    private errorLogs({ names, logRetentionDays, deliveries }: StorageTierArgs): pulumi.Resource[] {
        const logGroup = new aws.cloudwatch.LogGroup(
            "delivery",
            { name: names.deliveryLogGroup, retentionInDays: logRetentionDays },
            { parent: this },
        );
        return deliveries.map(
            ({ id }) =>
                new aws.cloudwatch.LogStream(
                    `delivery-${id}`,
                    { name: id, logGroupName: names.deliveryLogGroup },
                    { parent: this, dependsOn: [logGroup], deletedWith: logGroup },
                ),
        );
    }

    /** Firehose's role: writes to the bucket and the error log, and reads the tables that it converts by. */
    private deliveryRole(args: StorageTierArgs): pulumi.Resource {
        const { deployment, names, bucket, delivery, deliveries } = args;
        const tables = delivery.parquet ? deliveries.flatMap(({ table }) => table ?? []) : [];
        const streams = Object.values(this.targets).map(({ deliveryStreamArn }) => deliveryStreamArn);
        const role = new aws.iam.Role(
            "delivery",
            {
                name: names.deliveryRole,
                assumeRolePolicy: serviceTrust(deployment, "firehose.amazonaws.com", streams),
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
                    logStreamWriter(deployment, names.deliveryLogGroup, ...deliveries.map(({ id }) => id)),
                    ...keyUse(deployment, bucket.kmsKeyArn, "s3", "kms:GenerateDataKey", "kms:Decrypt"),
                    ...(tables.length > 0
                        ? [
                              tableReader(
                                  deployment,
                                  names.database,
                                  tables.map(({ name }) => name),
                              ),
                          ]
                        : []),
                ),
            },
            { parent: this, dependsOn: [role] },
        );
    }

    private deliveryStream(
        args: StorageTierArgs,
        { id, deliveryStreamName, prefix, table }: Delivery,
        dependsOn: pulumi.Resource[],
    ): aws.kinesis.FirehoseDeliveryStream {
        const { deployment, names, bucket, delivery } = args;
        const role = roleArn(deployment, names.deliveryRole);
        return new aws.kinesis.FirehoseDeliveryStream(
            id,
            {
                name: deliveryStreamName,
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
                    prefix: `${prefix}${PARTITION_KEY}=!{timestamp:yyyy-MM-dd-HH}/`,
                    errorOutputPrefix: `${ERRORS_PREFIX}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
                    cloudwatchLoggingOptions: {
                        enabled: true,
                        logGroupName: names.deliveryLogGroup,
                        logStreamName: id,
                    },
                    ...(delivery.parquet &&
                        table && { dataFormatConversionConfiguration: parquet(table, deployment, role) }),
                },
            },
            { parent: this, dependsOn, hooks: newRoleHooks(deliveryStreamName) },
        );
    }
}

/** Conversion of JSON to Parquet by a Glue table (Amazon Data Firehose Developer Guide, "Convert input data format"). */
function parquet(table: NonNullable<Delivery["table"]>, deployment: Deployment, role: string) {
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
