import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "./bucket";
import { bucketDelivery, logStreamWriter, policyJson, serviceTrust } from "./iam";
import { Deployment, ResourceNames, regionalArn, roleArn } from "./naming";

/** Prefix of the delivered objects' keys; the hour of delivery follows, in UTC. */
export const RESULTS_PREFIX = "status-counts/";
/** Prefix of the keys of what Firehose could not deliver as it should. */
export const ERRORS_PREFIX = "errors/";
const ERROR_LOG_STREAM = "DestinationDelivery";

/** What the storage tier is made from. */
export interface StorageTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** MB that Firehose gathers before it writes an object, 1 to 128. @default 5 */
    readonly bufferingSizeMb?: number;
    /** Seconds after which Firehose writes what it has, 0 to 900. @default 300 */
    readonly bufferingIntervalSeconds?: number;
    /** Days that the error log is kept, one of CloudWatch Logs' values. */
    readonly logRetentionDays: number;
}

/** The storage tier: a delivery stream that takes direct puts and writes them to a private bucket. */
export class StorageTier extends pulumi.ComponentResource {
    /** The results bucket's name, known at preview. */
    public readonly bucketName: string;
    /** The delivery stream's name, known at preview. */
    public readonly deliveryStreamName: string;
    /** The delivery stream's ARN, known at preview. */
    public readonly deliveryStreamArn: string;
    /** The delivery stream itself. */
    public readonly deliveryStream: aws.kinesis.FirehoseDeliveryStream;

    constructor(name: string, args: StorageTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:storage:StorageTier", name, {}, opts);
        const { deployment, names } = args;
        this.deliveryStreamName = names.deliveryStream;
        this.deliveryStreamArn = regionalArn(
            deployment,
            "firehose",
            `deliverystream/${names.deliveryStream}`,
        );

        const bucket = new PrivateBucket(
            "results",
            { deployment, bucketName: names.resultsBucket },
            { parent: this },
        );
        this.bucketName = bucket.bucketName;
        const logGroup = new aws.cloudwatch.LogGroup(
            "delivery",
            { name: names.deliveryLogGroup, retentionInDays: args.logRetentionDays },
            { parent: this },
        );
        const logStream = new aws.cloudwatch.LogStream(
            "delivery",
            { name: ERROR_LOG_STREAM, logGroupName: names.deliveryLogGroup },
            { parent: this, dependsOn: [logGroup] },
        );
        const role = new aws.iam.Role(
            "delivery",
            {
                name: names.deliveryRole,
                assumeRolePolicy: serviceTrust(deployment, "firehose.amazonaws.com", this.deliveryStreamArn),
            },
            { parent: this },
        );
        const policy = new aws.iam.RolePolicy(
            "delivery",
            {
                name: "deliver-results",
                role: names.deliveryRole,
                policy: policyJson(
                    ...bucketDelivery(bucket.bucketArn),
                    logStreamWriter(deployment, names.deliveryLogGroup, ERROR_LOG_STREAM),
                ),
            },
            { parent: this, dependsOn: [role] },
        );
        this.deliveryStream = new aws.kinesis.FirehoseDeliveryStream(
            "summary",
            {
                name: names.deliveryStream,
                destination: "extended_s3",
                serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
                extendedS3Configuration: {
                    roleArn: roleArn(deployment, names.deliveryRole),
                    bucketArn: bucket.bucketArn,
                    bufferingSize: args.bufferingSizeMb ?? 5,
                    bufferingInterval: args.bufferingIntervalSeconds ?? 300,
                    compressionFormat: "UNCOMPRESSED",
                    prefix: `${RESULTS_PREFIX}!{timestamp:yyyy/MM/dd/HH}/`,
                    errorOutputPrefix: `${ERRORS_PREFIX}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
                    cloudwatchLoggingOptions: {
                        enabled: true,
                        logGroupName: names.deliveryLogGroup,
                        logStreamName: ERROR_LOG_STREAM,
                    },
                },
            },
            { parent: this, dependsOn: [...bucket.ready, policy, logStream] },
        );
        this.registerOutputs({ bucketName: this.bucketName, deliveryStreamName: this.deliveryStreamName });
    }
}
