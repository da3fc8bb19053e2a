import { KMS_KEY_ARN, boolean, integer, oneOf, optionalString } from "../key";
import { ACCOUNT_REGIONAL, bucketNameMistake } from "../../foundation/bucket-names";
import { Section, StackRegion, keyRegionMistake, linesOf } from "../section";
import { Settings } from "../settings";

/** Amazon S3 User Guide, "General purpose bucket naming rules"; what the form lets through, bucketMistakes() refuses. */
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

/** Settings that an existing bucket has already, and that stay its owner's. */
const OF_NEW_BUCKET = [
    "namespace",
    "versioning",
    "transitionDays",
    "expiryDays",
    "errorExpiryDays",
    "abortUploadDays",
    "accessLogBucket",
    "forceDestroy",
] as const satisfies readonly (keyof BucketSettings)[];

function existingMistakes({ name, values, set }: Section<BucketSettings>): string[] {
    const { existing } = values;
    if (existing === undefined) {
        return [];
    }
    const settings = OF_NEW_BUCKET.filter((key) => set.has(key));
    return linesOf(
        values.name === undefined
            ? undefined
            : `${name}.existing: '${existing}' already exists, and ${name}.name '${values.name}' names a new one; give one or the other`,
        settings.length > 0
            ? `${name}.existing: '${existing}' keeps its own settings, and ${name}.${settings.join(`, ${name}.`)} would change them; leave them out`
            : undefined,
    );
}

function lifecycleMistakes(name: string, { transitionDays, expiryDays }: BucketSettings): string[] {
    return linesOf(
        // Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle": 30 days before STANDARD_IA.
        transitionDays > 0 && transitionDays < 30
            ? `${name}.transitionDays: '${transitionDays}' is too soon for STANDARD_IA; give at least 30, or 0 for never`
            : undefined,
        expiryDays > 0 && transitionDays >= expiryDays
            ? `${name}.expiryDays: '${expiryDays}' is not after ${name}.transitionDays, ${transitionDays}; give more days`
            : undefined,
    );
}

/** The name of a new bucket against its namespace and region. */
function namespaceMistakes({ name, values, set }: Section<BucketSettings>, region: StackRegion): string[] {
    const { namespace, name: bucket } = values;
    if (bucket === undefined) {
        return [];
    }
    const accountRegional = bucket.endsWith(ACCOUNT_REGIONAL.suffix);
    const named = ACCOUNT_REGIONAL.form.exec(bucket)?.[1];
    return linesOf(
        namespace === "account-regional" && !accountRegional
            ? `${name}.name: '${bucket}' is a name of the global namespace; give one that ends in -ACCOUNT-REGION-an, or leave ${name}.namespace out`
            : undefined,
        set.has("namespace") && namespace === "global" && accountRegional
            ? `${name}.name: '${bucket}' is a name of the account-regional namespace; give another name, or set ${name}.namespace to account-regional`
            : undefined,
        named !== undefined && region !== undefined && named !== region
            ? `${name}.name: '${bucket}' is a name of ${named}; give one of the stack's region, ${region}`
            : undefined,
    );
}

/**
 * What is wrong with settings of the results bucket that are right one by one, or in their form only.
 *
 * @param section the settings, and which of them are set.
 * @param region the stack's.
 * @returns one line per mistake.
 */
export function bucketMistakes(section: Section<BucketSettings>, region: StackRegion): string[] {
    const { name, values } = section;
    const reserved = (["name", "existing", "accessLogBucket"] as const).map((key) =>
        bucketNameMistake(`${name}.${key}`, values[key]),
    );
    return [
        ...existingMistakes(section),
        ...lifecycleMistakes(name, values),
        ...namespaceMistakes(section, region),
        ...linesOf(...reserved, keyRegionMistake(`${name}.kmsKeyArn`, values.kmsKeyArn, region)),
    ];
}
