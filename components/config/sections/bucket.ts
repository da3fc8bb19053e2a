import { KMS_KEY_ARN, boolean, integer, oneOf, optionalString } from "../key";
import { Settings } from "../settings";

/** Amazon S3 User Guide, "General purpose bucket naming rules"; what the form lets through, ../checks.ts refuses. */
const BUCKET_NAME = {
    form: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    takes: "a bucket name: 3 to 63 of a-z, 0-9, '.' and '-', a letter or digit at both ends",
};

/** The keys of the section `bucket`: the results bucket. */
export const BUCKET_KEYS = {
    name: optionalString({
        ...BUCKET_NAME,
        defaultText: "PROJECT-STACK-results-ACCOUNT-REGION",
        why: "name of the results bucket",
    }),
    namespace: oneOf({
        of: ["global", "account-regional"],
        default: "global",
        why: "account-regional: names that end in -ACCOUNT-REGION-an, which no other account can take; choose it before the first deployment, since another name is another bucket",
    }),
    existing: optionalString({
        ...BUCKET_NAME,
        defaultText: "a new one",
        why: "an existing bucket, whose settings stay yours",
    }),
    kmsKeyArn: optionalString({
        ...KMS_KEY_ARN,
        defaultText: "SSE-S3",
        why: "a customer key to encrypt results with",
    }),
    versioning: boolean({ default: true, why: "keeps overwritten and deleted objects for 30 days" }),
    transitionDays: integer({
        unit: "days",
        default: 0,
        min: 0,
        max: 3650,
        why: "results older than this move to STANDARD_IA (at least 30); 0 for never",
    }),
    expiryDays: integer({
        unit: "days",
        default: 0,
        min: 0,
        max: 36_500,
        why: "results older than this are deleted; 0 for never",
    }),
    errorExpiryDays: integer({
        unit: "days",
        default: 365,
        min: 0,
        max: 36_500,
        why: "rejected records and results that could not be delivered are deleted after this time; 0 for never",
    }),
    abortUploadDays: integer({
        unit: "days",
        default: 7,
        min: 1,
        max: 365,
        why: "unfinished uploads, which AWS bills, are aborted after this time",
    }),
    accessLogBucket: optionalString({
        ...BUCKET_NAME,
        defaultText: "no access log",
        why: "bucket for the server access log of the results bucket",
    }),
    forceDestroy: boolean({
        default: false,
        why: "destroying the stack deletes the results with the bucket; a policy refuses it on prod",
    }),
} as const;

/** The settings of the results bucket. */
export type BucketSettings = Settings<typeof BUCKET_KEYS>;
