import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Deployment, ResourceNames, regionalArn } from "../foundation/names";
import { Producer, ProducerSettings } from "./producer";

/** How the stream is sized and kept. */
export interface StreamSettings {
    /** Paid by the shard hour, or by use. */
    readonly mode: "PROVISIONED" | "ON_DEMAND";
    /** Shards, at least 1; each takes 1 MB/s and 1,000 records/s in. An on-demand stream has none. */
    readonly shardCount: number;
    /** Hours that the stream keeps a record, 24 to 8,760. */
    readonly retentionHours: number;
    /** Largest record in KiB, 1,024 to 10,240. @default AWS's own, 1,024 */
    readonly maxRecordKib?: number;
    /** Write throughput in MiB/s that an on-demand stream is kept ready for. @default AWS's own */
    readonly warmThroughputMib?: number;
    /** Shard-level metrics to publish. */
    readonly shardMetrics: readonly string[];
    /** ARN of a customer key. @default the AWS-managed key aws/kinesis */
    readonly kmsKeyArn?: string;
    /** Name or ARN of an existing stream, in place of a new one. @default a new one */
    readonly existing?: string;
    /** Names of enhanced fan-out consumers, at most 20. */
    readonly consumers: readonly string[];
}

/** What the ingestion tier is made from. */
export interface IngestionTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** The stream. */
    readonly stream: StreamSettings;
    /** The producer instances. */
    readonly producer: ProducerSettings;
    /** Days that the agents' log is kept, one of CloudWatch Logs' values. */
    readonly logRetentionDays: number;
    /** Tags of every resource of the stack. */
    readonly tags: Readonly<Record<string, string>>;
    /** Refuses to delete the stream. @default false */
    readonly protect?: boolean;
    /** Leaves the stream in the account when the stack is destroyed. @default false */
    readonly retainOnDelete?: boolean;
}

/**
 * Finds a stream's name and ARN.
 *
 * @param d where the stack lives.
 * @param stream a name, of this account and region, or an ARN.
 */
export function streamIdentity(d: Deployment, stream: string): { streamName: string; streamArn: string } {
    return stream.startsWith("arn:")
        ? { streamName: stream.split(":stream/")[1] ?? "", streamArn: stream }
        : { streamName: stream, streamArn: regionalArn(d, "kinesis", `stream/${stream}`) };
}

/** The ingestion tier: instances with the Amazon Kinesis Agent, and the stream that they write to. */
export class IngestionTier extends pulumi.ComponentResource {
    /** The stream's name, known at preview. */
    public readonly streamName: string;
    /** The stream's ARN, known at preview. */
    public readonly streamArn: string;
    /** What must be in place before something reads the stream: none where the stream was there already. */
    public readonly ready: pulumi.Resource[];
    /** The producer instances. */
    public readonly instances: aws.ec2.Instance[];

    constructor(name: string, args: IngestionTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:ingestion:IngestionTier", name, {}, opts);
        const { deployment, names, stream } = args;
        const identity = streamIdentity(deployment, stream.existing ?? names.stream);
        this.streamName = identity.streamName;
        this.streamArn = identity.streamArn;
        this.ready = stream.existing === undefined ? [this.newStream(args)] : [];
        for (const consumer of stream.consumers) {
            new aws.kinesis.StreamConsumer(
                `consumer-${consumer}`,
                { name: consumer, streamArn: this.streamArn },
                { parent: this, dependsOn: this.ready },
            );
        }
        this.instances = args.producer.count > 0 ? this.producer(args) : [];
        this.registerOutputs({ streamName: this.streamName, streamArn: this.streamArn });
    }

    private newStream({ names, stream, protect, retainOnDelete }: IngestionTierArgs): aws.kinesis.Stream {
        return new aws.kinesis.Stream(
            "ingestion",
            {
                name: names.stream,
                ...(stream.mode === "PROVISIONED" && { shardCount: stream.shardCount }),
                streamModeDetails: { streamMode: stream.mode },
                retentionPeriod: stream.retentionHours,
                shardLevelMetrics: [...stream.shardMetrics],
                ...(stream.maxRecordKib !== undefined && { maxRecordSizeInKib: stream.maxRecordKib }),
                ...(stream.warmThroughputMib !== undefined && {
                    warmThroughputMibPs: stream.warmThroughputMib,
                }),
                encryptionType: "KMS",
                kmsKeyId: stream.kmsKeyArn ?? "alias/aws/kinesis",
                // Consumers that someone else has registered go with the stream; else they would keep it from being deleted.
                enforceConsumerDeletion: true,
            },
            { parent: this, protect, retainOnDelete },
        );
    }

    private producer(args: IngestionTierArgs): aws.ec2.Instance[] {
        const { deployment, names, producer, logRetentionDays, tags } = args;
        const made = new Producer(
            "producer",
            {
                ...producer,
                deployment,
                names,
                streamName: this.streamName,
                streamArn: this.streamArn,
                streamKmsKeyArn: args.stream.kmsKeyArn,
                logRetentionDays,
                tags,
                dependsOn: this.ready,
            },
            { parent: this },
        );
        return made.instances;
    }
}
