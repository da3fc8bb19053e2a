import { KMS_KEY_ARN, boolean, integer, oneOf, optionalString } from "../key";
import { Section, StackRegion, keyRegionMistake, linesOf } from "../section";
import { Settings } from "../settings";

/** The keys of the section `delivery`: Firehose. */
export const DELIVERY_KEYS = {
    bufferMb: integer({
        unit: "MB",
        default: 5,
        min: 1,
        max: 128,
        why: "size at which Firehose writes an object",
    }),
    bufferSeconds: integer({
        unit: "s",
        default: 300,
        min: 0,
        max: 900,
        why: "age at which Firehose writes an object",
    }),
    compression: oneOf({
        of: ["UNCOMPRESSED", "GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY"],
        default: "UNCOMPRESSED",
        why: "of the objects; Athena reads UNCOMPRESSED, GZIP and HADOOP_SNAPPY",
    }),
    parquet: boolean({
        default: false,
        why: "converts results to Parquet by the Glue table: less to scan, larger buffers",
    }),
    kmsKeyArn: optionalString({
        ...KMS_KEY_ARN,
        defaultText: "AWS-owned key",
        why: "a customer key to encrypt records that Firehose buffers",
    }),
} as const;

/** The settings of the delivery streams. */
export type DeliverySettings = Settings<typeof DELIVERY_KEYS>;

/** Least MB of a buffer that is converted to Parquet (Amazon Data Firehose API Reference, "DataFormatConversionConfiguration"). */
export const PARQUET_BUFFER_MB = 64;

/**
 * What is wrong with settings of the delivery streams that are right one by one: Parquet needs a large buffer, and compresses
 * by itself.
 *
 * @param section the settings.
 * @param region the stack's.
 * @returns one line per mistake.
 */
export function deliveryMistakes({ name, values }: Section<DeliverySettings>, region: StackRegion): string[] {
    const { parquet, bufferMb, compression, kmsKeyArn } = values;
    return linesOf(
        parquet && bufferMb < PARQUET_BUFFER_MB
            ? `${name}.bufferMb: '${bufferMb}' is too little for Parquet; give ${PARQUET_BUFFER_MB} to 128`
            : undefined,
        parquet && compression !== "UNCOMPRESSED"
            ? `${name}.compression: '${compression}' cannot be combined with ${name}.parquet, which compresses by itself; leave one of them out`
            : undefined,
        keyRegionMistake(`${name}.kmsKeyArn`, kmsKeyArn, region),
    );
}
