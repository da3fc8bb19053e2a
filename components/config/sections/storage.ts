import { KMS_KEY_ARN, choice, flag, optionalText, whole } from "../key";

/** Amazon S3 User Guide, "General purpose bucket naming rules"; what the form lets through, config-checks.ts refuses. */
const BUCKET_NAME = {
    form: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    takes: "a bucket name: 3 to 63 of a-z, 0-9, '.' and '-', a letter or digit at both ends",
};

/** The keys of the section `delivery`: Firehose. */
export const DELIVERY_KEYS = {
    bufferMb: whole({
        unit: "MB",
        default: 5,
        min: 1,
        max: 128,
        why: "size at which Firehose writes an object",
    }),
    bufferSeconds: whole({
        unit: "s",
        default: 300,
        min: 0,
        max: 900,
        why: "age at which Firehose writes an object",
    }),
    compression: choice({
        of: ["UNCOMPRESSED", "GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY"],
        default: "UNCOMPRESSED",
        why: "of the objects; Athena reads UNCOMPRESSED, GZIP and HADOOP_SNAPPY",
    }),
    parquet: flag({
        default: false,
        why: "converts results to Parquet by the Glue table: less to scan, larger buffers",
    }),
    kmsKeyArn: optionalText({
        ...KMS_KEY_ARN,
        defaultText: "AWS-owned key",
        why: "a customer key to encrypt what waits in Firehose",
    }),
} as const;

/** The keys of the section `bucket`: the results bucket. */
export const BUCKET_KEYS = {
    name: optionalText({
        ...BUCKET_NAME,
        defaultText: "PROJECT-STACK-results-ACCOUNT-REGION",
        why: "name of the results bucket",
    }),
    namespace: choice({
        of: ["global", "account-regional"],
        default: "global",
        why: "account-regional: names that end in -ACCOUNT-REGION-an, which no other account can take; choose it before the first deployment, since another name is another bucket",
    }),
    existing: optionalText({
        ...BUCKET_NAME,
        defaultText: "a new one",
        why: "an existing bucket, whose settings stay yours",
    }),
    kmsKeyArn: optionalText({
        ...KMS_KEY_ARN,
        defaultText: "SSE-S3",
        why: "a customer key to encrypt results with",
    }),
    versioning: flag({ default: true, why: "keeps what is overwritten or deleted, for 30 days" }),
    transitionDays: whole({
        unit: "days",
        default: 0,
        min: 0,
        max: 3650,
        why: "results older than this move to STANDARD_IA (at least 30); 0 for never",
    }),
    expiryDays: whole({
        unit: "days",
        default: 0,
        min: 0,
        max: 36_500,
        why: "results older than this are deleted; 0 for never",
    }),
    errorExpiryDays: whole({
        unit: "days",
        default: 365,
        min: 0,
        max: 36_500,
        why: "what could not be delivered as it should is kept so long; 0 for ever",
    }),
    abortUploadDays: whole({
        unit: "days",
        default: 7,
        min: 1,
        max: 365,
        why: "unfinished uploads, which are paid for, are given up then",
    }),
    accessLogBucket: optionalText({
        ...BUCKET_NAME,
        defaultText: "no access log",
        why: "bucket that takes the results bucket's server access log",
    }),
    forceDestroy: flag({
        default: false,
        why: "destroying the stack deletes the results with the bucket; a policy refuses it on prod",
    }),
} as const;

/** The keys of the section `exposition`: Athena. */
export const EXPOSITION_KEYS = {
    scanLimitMb: whole({
        unit: "MB",
        default: 1024,
        min: 10,
        max: 7_000_000_000,
        why: "a query that scans more is cut off: what one mistake can cost",
    }),
    resultExpiryDays: whole({
        unit: "days",
        default: 30,
        min: 1,
        max: 3650,
        why: "how long Athena's own results are kept",
    }),
} as const;
