import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CatalogTier } from "../catalog/catalog-tier";
import { refuseQueries } from "../config/sections/analytics";
import { BUCKET_KEYS, BucketSettings, bucketMistakes } from "../config/sections/bucket";
import { DELIVERY_KEYS, DeliverySettings, deliveryMistakes } from "../config/sections/delivery";
import { STACK_KEYS } from "../config/sections/stack";
import { fillSection, fillSetting, refuseMistakes } from "../config/settings";
import { Deployment, regionalArn, roleArn, s3Arn } from "../foundation/arns";
import { DeliverySink } from "../foundation/contract";
import { deliverToBucket, useKey, writeLogStreams, readTables } from "../foundation/grants";
import { ERRORS_FILTER, ERRORS_PREFIX, PARTITION_FORMAT, PARTITION_KEY } from "../foundation/layout";
import { ResourceNames } from "../foundation/names";
import { newRoleHooks } from "../foundation/new-role";
import { policyJson, serviceTrust } from "../foundation/policy-documents";
import { LifecycleRule, PrivateBucket, housekeeping } from "../foundation/private-bucket";
import { TierArgs, withNames } from "../foundation/tier";
import { WindowedQuery } from "../queries/query";
import { Delivery, deliveriesOf } from "./deliveries";

/** Arguments of StorageTier. */
export interface StorageTierArgs extends TierArgs {
    /** The queries whose results are delivered; one delivery stream each. */
    readonly queries: readonly WindowedQuery[];
    /** Whether records that could not be counted are delivered; the engine kinesis-sql delivers none. @default true */
    readonly withRejected?: boolean;
    /** The catalog by which results are converted to Parquet. @default none: JSON lines */
    readonly catalog?: CatalogTier;
    /** Settings of the results bucket. @default the default of each setting */
    readonly bucket?: Partial<BucketSettings>;
    /** Settings of the delivery streams. @default the default of each setting */
    readonly delivery?: Partial<DeliverySettings>;
    /** Retention of the error log in days, one of CloudWatch Logs' values. @default the default of stack.logRetentionDays */
    readonly logRetentionDays?: number;
    /** Whether Pulumi refuses to delete the bucket. @default false */
    readonly protectData?: boolean;
    /** Whether the bucket stays in the account when the stack is destroyed. @default false */
    readonly retainData?: boolean;
}

/** The arguments with all that was left out. */
interface ResolvedArgs {
    readonly deployment: Deployment;
    readonly names: ResourceNames;
    readonly bucket: BucketSettings;
    readonly delivery: DeliverySettings;
    readonly deliveries: readonly Delivery[];
    readonly logRetentionDays: number;
    readonly protectData: boolean;
    readonly retainData: boolean;
}

/** The catalog has to describe what is delivered. @throws pulumi.RunError where it describes something else. */
function refuseOtherCatalog(catalog: CatalogTier | undefined, parquet: boolean, bucketName: string): void {
    if (catalog === undefined) {
        if (parquet) {
            throw new pulumi.RunError(
                "delivery.parquet: results are converted by their tables; give a catalog as well",
            );
        }
        return;
    }
    if (catalog.parquet !== parquet) {
        throw new pulumi.RunError(
            `delivery.parquet: '${parquet}', and the catalog's tables have parquet '${catalog.parquet}'; give both the same`,
        );
    }
    if (catalog.bucketName !== bucketName) {
        throw new pulumi.RunError(
            `catalog: its tables are of the bucket '${catalog.bucketName}', and results go to '${bucketName}'; give both tiers the same names`,
        );
    }
}

function resolve(args: StorageTierArgs): ResolvedArgs {
    const { region } = args.deployment;
    const bucket = fillSection("bucket", BUCKET_KEYS, args.bucket);
    const delivery = fillSection("delivery", DELIVERY_KEYS, args.delivery);
    refuseMistakes(...bucketMistakes(bucket, region), ...deliveryMistakes(delivery, region));
    refuseQueries(args.queries);
    const { names } = withNames(args, bucket.values);
    refuseOtherCatalog(args.catalog, delivery.values.parquet, names.resultsBucket);
    return {
        deployment: args.deployment,
        names,
        bucket: bucket.values,
        delivery: delivery.values,
        deliveries: deliveriesOf(names, args.queries, args.withRejected ?? true, args.catalog),
        logRetentionDays: fillSetting("logRetentionDays", STACK_KEYS.logRetentionDays, args.logRetentionDays),
        protectData: args.protectData ?? false,
        retainData: args.retainData ?? false,
    };
}

/**
 * The lifecycle of the results bucket: results and errors apart; unfinished uploads and old versions expire.
 *
 * @param settings the bucket's.
 * @param prefixes of the keys of results.
 * @returns the rules; a prefix whose objects never expire has none.
 */
function resultsLifecycle(settings: BucketSettings, prefixes: readonly string[]): LifecycleRule[] {
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
    /** The delivery streams, for an analytics tier; names and ARNs are known at preview. */
    public readonly sink: DeliverySink;
    /** The delivery streams, with what each takes and where it puts it. */
    public readonly deliveries: readonly Delivery[];

    constructor(name: string, args: StorageTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:storage:StorageTier", name, {}, opts);
        const resolved = resolve(args);
        const { deployment, names, deliveries } = resolved;
        this.bucketName = names.resultsBucket;
        this.deliveries = deliveries;
        const target = (deliveryStreamName: string) => ({
            deliveryStreamName,
            deliveryStreamArn: regionalArn(deployment, "firehose", `deliverystream/${deliveryStreamName}`),
        });
        const targets = Object.fromEntries(
            deliveries.map(({ id, deliveryStreamName }) => [id, target(deliveryStreamName)]),
        );
        const bucket = resolved.bucket.existing === undefined ? this.newBucket(resolved) : [];
        const streamArns = Object.values(targets).map(({ deliveryStreamArn }) => deliveryStreamArn);
        const dependsOn = [...bucket, ...this.errorLogs(resolved), this.deliveryRole(resolved, streamArns)];
        const ready = deliveries.map((delivery) =>
            this.deliveryStream(resolved, delivery, [...dependsOn, ...(delivery.table?.ready ?? [])]),
        );
        this.sink = { targets, ready };
        this.registerOutputs({ bucketName: this.bucketName, targets });
    }

    /** The bucket, and the request metrics of its error prefix, which an alarm watches. */
    private newBucket(args: ResolvedArgs): pulumi.Resource[] {
        const { deployment, names, protectData, retainData } = args;
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
                protectData,
                retainData,
            },
            { parent: this },
        );
        new aws.s3.BucketMetric(
            "errors",
            { bucket: names.resultsBucket, name: ERRORS_FILTER, filter: { prefix: ERRORS_PREFIX } },
            { parent: this, dependsOn: bucket.ready, deletedWith: bucket.bucket, retainOnDelete: retainData },
        );
        return bucket.ready;
    }

    /** One log stream per delivery stream, to see which one failed. */
    private errorLogs({ names, logRetentionDays, deliveries }: ResolvedArgs): pulumi.Resource[] {
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
    private deliveryRole(args: ResolvedArgs, streamArns: readonly string[]): pulumi.Resource {
        const { deployment, names, bucket, delivery, deliveries } = args;
        const tables = delivery.parquet ? deliveries.flatMap(({ table }) => table ?? []) : [];
        const role = new aws.iam.Role(
            "delivery",
            {
                name: names.deliveryRole,
                assumeRolePolicy: serviceTrust(deployment, "firehose.amazonaws.com", streamArns),
            },
            { parent: this },
        );
        return new aws.iam.RolePolicy(
            "delivery",
            {
                name: "deliver-results",
                role: names.deliveryRole,
                policy: policyJson(
                    ...deliverToBucket(s3Arn(deployment, names.resultsBucket)),
                    writeLogStreams(deployment, names.deliveryLogGroup, ...deliveries.map(({ id }) => id)),
                    ...useKey(deployment, bucket.kmsKeyArn, "s3", "kms:GenerateDataKey", "kms:Decrypt"),
                    ...(tables.length > 0
                        ? [
                              readTables(
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
        args: ResolvedArgs,
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
                    prefix: `${prefix}${PARTITION_KEY}=!{timestamp:${PARTITION_FORMAT}}/`,
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
