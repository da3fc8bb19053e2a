import { accountRegional, generalPurpose } from "../../policy/facts/bucket-names.json";

/** Names of the account-regional namespace: their suffix, and their form, whose group is the region. */
export const ACCOUNT_REGIONAL = {
    suffix: accountRegional.suffix,
    form: new RegExp(accountRegional.form),
} as const;

function wrongWith(bucket: string): string | undefined {
    if (bucket.includes("..")) {
        return "has two periods next to each other";
    }
    if (/^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
        return "is formatted as an IP address";
    }
    if (bucket.endsWith(ACCOUNT_REGIONAL.suffix) && !ACCOUNT_REGIONAL.form.test(bucket)) {
        return "ends with '-an', which S3 reserves for names of the form PREFIX-ACCOUNT-REGION-an";
    }
    const prefix = generalPurpose.reservedPrefixes.find((reserved) => bucket.startsWith(reserved));
    const suffix = generalPurpose.reservedSuffixes.find((reserved) => bucket.endsWith(reserved));
    return (
        (prefix && `begins with '${prefix}', which S3 reserves`) ??
        (suffix && `ends with '${suffix}', which S3 reserves`)
    );
}

/**
 * What S3 would refuse in a name that has the right letters and length (Amazon S3 User Guide, "General purpose bucket naming
 * rules").
 *
 * @param name the setting or argument, for the message.
 * @param bucket 3 to 63 of a-z, 0-9, '.' and '-'; undefined where there is none.
 * @returns one line, or undefined.
 */
export function bucketNameMistake(name: string, bucket: string | undefined): string | undefined {
    const wrong = bucket === undefined ? undefined : wrongWith(bucket);
    return wrong && `${name}: '${bucket}' ${wrong}; give another name`;
}
