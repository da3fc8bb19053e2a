import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyRegionMistake, linesOf } from "../config/section";
import { PRODUCER_KEYS, ProducerSettings, producerMistakes } from "../config/sections/producer";
import { STACK_KEYS } from "../config/sections/stack";
import { STREAM_KEYS, StreamSettings, streamMistakes, streamRegionMistake } from "../config/sections/stream";
import { fillSection, fillSetting, refuseMistakes } from "../config/settings";
import { Deployment, regionalArn } from "../foundation/arns";
import { StreamSource } from "../foundation/contract";
import { ResourceNames } from "../foundation/names";
import { TierArgs, withNames } from "../foundation/tier";
import { Producer } from "./producer";

/** Arguments of IngestionTier. */
export interface IngestionTierArgs extends TierArgs {
    /** Settings of the stream. @default the default of each setting */
    readonly stream?: Partial<StreamSettings>;
    /** Settings of the producer instances. @default the default of each setting */
    readonly producer?: Partial<ProducerSettings>;
    /** Retention of the agents' log in days, one of CloudWatch Logs' values. @default the default of stack.logRetentionDays */
    readonly logRetentionDays?: number;
    /** Tags of the stack, repeated on the instances' volumes: the provider reads a volume's tags back whole. @default none */
    readonly tags?: Readonly<Record<string, string>>;
    /** Whether Pulumi refuses to delete the stream. @default false */
    readonly protectData?: boolean;
    /** Whether the stream stays in the account when the stack is destroyed. @default false */
    readonly retainData?: boolean;
}

type ResolvedArgs = IngestionTierArgs & {
    readonly names: ResourceNames;
    readonly stream: StreamSettings;
    readonly producer: ProducerSettings;
    readonly logRetentionDays: number;
};

function resolve(args: IngestionTierArgs): ResolvedArgs {
    const stream = fillSection("stream", STREAM_KEYS, args.stream);
    const producer = fillSection("producer", PRODUCER_KEYS, args.producer);
    refuseMistakes(
        ...streamMistakes(stream, args.deployment.region),
        ...producerMistakes(producer, stream.values),
    );
    return {
        ...withNames(args),
        stream: stream.values,
        producer: producer.values,
        logRetentionDays: fillSetting("logRetentionDays", STACK_KEYS.logRetentionDays, args.logRetentionDays),
    };
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

/**
 * An existing stream, for an analytics tier.
 *
 * @param d where the stack lives.
 * @param stream a name, of this account and region, or an ARN.
 * @param kmsKeyArn of the stream's customer key. @default the AWS-managed key
 * @throws pulumi.RunError one line, naming the parameter that is wrong.
 */
export function existingStream(d: Deployment, stream: string, kmsKeyArn?: string): StreamSource {
    fillSetting("stream", STREAM_KEYS.existing, stream);
    fillSetting("kmsKeyArn", STREAM_KEYS.kmsKeyArn, kmsKeyArn);
    refuseMistakes(
        ...linesOf(
            streamRegionMistake("stream", stream, d.region),
            keyRegionMistake("kmsKeyArn", kmsKeyArn, d.region),
        ),
    );
    return { ...streamIdentity(d, stream), kmsKeyArn };
}

/** The ingestion tier: instances with the Amazon Kinesis Agent, and the stream that they write to. */
export class IngestionTier extends pulumi.ComponentResource {
    /** The stream's name, known at preview. */
    public readonly streamName: string;
    /** The stream's ARN, known at preview. */
    public readonly streamArn: string;
    /** The stream, for an analytics tier. */
    public readonly source: StreamSource;
    /** The producer instances. */
    public readonly instances: aws.ec2.Instance[];

    constructor(name: string, args: IngestionTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:ingestion:IngestionTier", name, {}, opts);
        const resolved = resolve(args);
        const { deployment, names, stream } = resolved;
        const { existing, kmsKeyArn } = stream;
        const ready = existing === undefined ? [this.newStream(resolved)] : [];
        this.source = { ...existingStream(deployment, existing ?? names.stream, kmsKeyArn), ready };
        this.streamName = this.source.streamName;
        this.streamArn = this.source.streamArn;
        for (const consumer of stream.consumers) {
            new aws.kinesis.StreamConsumer(
                `consumer-${consumer}`,
                { name: consumer, streamArn: this.streamArn },
                { parent: this, dependsOn: ready },
            );
        }
        this.instances = resolved.producer.count > 0 ? this.producer(resolved, ready) : [];
        this.registerOutputs({ streamName: this.streamName, streamArn: this.streamArn });
    }

    private newStream({ names, stream, protectData, retainData }: ResolvedArgs): aws.kinesis.Stream {
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
            { parent: this, protect: protectData, retainOnDelete: retainData },
        );
    }

    private producer(args: ResolvedArgs, startAfter: pulumi.Resource[]): aws.ec2.Instance[] {
        const { deployment, names, producer } = args;
        const { instances } = new Producer(
            "producer",
            {
                ...producer,
                deployment,
                names,
                streamName: this.streamName,
                streamArn: this.streamArn,
                streamKmsKeyArn: args.stream.kmsKeyArn,
                logRetentionDays: args.logRetentionDays,
                tags: args.tags ?? {},
                startAfter,
            },
            { parent: this },
        );
        return instances;
    }
}
