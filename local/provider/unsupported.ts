/**
 * What the program may ask for and the local cloud cannot do, each with its reason. A stack that runs here leaves it out by its
 * configuration; the reason is part of the refusal.
 */
export const UNSERVED: {
    readonly types: Readonly<Record<string, string>>;
    readonly properties: Readonly<Record<string, string>>;
} = {
    types: {
        "aws:kinesis/analyticsApplication:AnalyticsApplication":
            "the emulator has no Kinesis Data Analytics for SQL, which AWS itself has ended; leave analytics.engine at flink",
    },
    properties: {
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream.extendedS3Configuration.dataFormatConversionConfiguration":
            "the emulator's Firehose converts no formats; leave delivery.parquet out",
        "aws:kinesis/stream:Stream.maxRecordSizeInKib":
            "the emulator takes records of 1,024 KiB at most; leave stream.maxRecordKib out",
        "aws:kinesis/stream:Stream.warmThroughputMibPs":
            "the emulator has no on-demand streams; leave stream.warmThroughputMib out",
        "aws:s3/bucket:Bucket.bucketNamespace":
            "the emulator has one namespace for all buckets; leave bucket.namespace out",
    },
};
