import * as pulumi from "@pulumi/pulumi";

/** A stream that an analytics tier reads. */
export interface StreamSource {
    readonly streamName: string;
    readonly streamArn: string;
    /** ARN of the stream's customer key. @default the AWS-managed key */
    readonly kmsKeyArn?: string;
    /** What must be in place before the stream is read. @default nothing: the stream exists */
    readonly ready?: readonly pulumi.Resource[];
}

/** A delivery stream that takes what an application puts. */
export interface DeliveryTarget {
    readonly deliveryStreamName: string;
    readonly deliveryStreamArn: string;
}

/** The delivery streams that an analytics tier writes to. */
export interface DeliverySink {
    /** By what they take: a query's name, or REJECTED. */
    readonly targets: Readonly<Record<string, DeliveryTarget>>;
    /** What must be in place before something is put. @default nothing: they exist */
    readonly ready?: readonly pulumi.Resource[];
}

/** What an analytics tier reads and writes, whatever its engine. */
export interface SourceAndSink {
    /** The stream that is read: an IngestionTier's `source`, or existingStream(). */
    readonly source: StreamSource;
    /** The delivery streams that are written to: a StorageTier's `sink`. */
    readonly sink: DeliverySink;
}

/**
 * One of an application's delivery streams.
 *
 * @param id a query's name, or REJECTED.
 * @throws pulumi.RunError where none takes it.
 */
export function deliveryTarget(sink: DeliverySink, id: string): DeliveryTarget {
    const target = sink.targets[id];
    if (target === undefined) {
        throw new pulumi.RunError(
            `sink: no delivery stream takes '${id}'; there are ${Object.keys(sink.targets).join(", ")}`,
        );
    }
    return target;
}

/** What must be in place before an application starts that reads the source and writes to the sink. */
export function readyToRun({ source, sink }: SourceAndSink): pulumi.Resource[] {
    return [...(source.ready ?? []), ...(sink.ready ?? [])];
}
