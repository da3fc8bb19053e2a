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
    },
};
