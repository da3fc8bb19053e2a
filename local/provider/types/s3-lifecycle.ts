import { LifecycleRule, LifecycleRuleFilter, TransitionStorageClass } from "@aws-sdk/client-s3";
import { Properties, list, nested, text } from "../resource-type";

function days(rule: Properties, key: string, name: string): number | undefined {
    return nested(rule, key)[name] as number | undefined;
}

/** S3 takes a prefix or one tag. */
function filterOf(filter: Properties): LifecycleRuleFilter {
    const tag = nested(filter, "tag");
    return "key" in tag
        ? { Tag: { Key: text(tag, "key"), Value: text(tag, "value") } }
        : { Prefix: text(filter, "prefix") };
}

/** A rule of BucketLifecycleConfiguration's inputs as S3 has it. */
export function lifecycleRule(rule: Properties): LifecycleRule {
    const expiry = days(rule, "expiration", "days");
    const old = days(rule, "noncurrentVersionExpiration", "noncurrentDays");
    const unfinished = days(rule, "abortIncompleteMultipartUpload", "daysAfterInitiation");
    const transitions = list(rule, "transitions").map((transition) => ({
        Days: Number(transition["days"]),
        StorageClass: text(transition, "storageClass") as TransitionStorageClass,
    }));
    return {
        ID: text(rule, "id"),
        Status: text(rule, "status") as "Enabled",
        Filter: filterOf(nested(rule, "filter")),
        ...(expiry !== undefined && { Expiration: { Days: expiry } }),
        ...(old !== undefined && { NoncurrentVersionExpiration: { NoncurrentDays: old } }),
        ...(unfinished !== undefined && {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: unfinished },
        }),
        ...(transitions.length > 0 && { Transitions: transitions }),
    };
}

/** A rule of S3's as BucketLifecycleConfiguration's inputs have it. */
export function seenRule(rule: LifecycleRule): Properties {
    const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload, Transitions } = rule;
    return {
        id: rule.ID,
        status: rule.Status,
        filter: {
            prefix: rule.Filter?.Prefix ?? rule.Prefix,
            tag: rule.Filter?.Tag && { key: rule.Filter.Tag.Key, value: rule.Filter.Tag.Value },
        },
        expiration: Expiration && {
            date: Expiration.Date?.toISOString(),
            days: Expiration.Days,
            expiredObjectDeleteMarker: Expiration.ExpiredObjectDeleteMarker,
        },
        noncurrentVersionExpiration: NoncurrentVersionExpiration && {
            noncurrentDays: NoncurrentVersionExpiration.NoncurrentDays,
            newerNoncurrentVersions: NoncurrentVersionExpiration.NewerNoncurrentVersions,
        },
        abortIncompleteMultipartUpload: AbortIncompleteMultipartUpload && {
            daysAfterInitiation: AbortIncompleteMultipartUpload.DaysAfterInitiation,
        },
        transitions: Transitions?.map(({ Days, StorageClass }) => ({
            days: Days,
            storageClass: StorageClass,
        })),
    };
}

/** A rule of S3's as the bucket's own `lifecycleRules` have it. */
export function seenBucketRule(rule: LifecycleRule): Properties {
    const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload, Transitions } = rule;
    return {
        id: rule.ID,
        enabled: rule.Status === "Enabled",
        prefix: rule.Filter?.Prefix ?? rule.Prefix,
        expiration: Expiration && { days: Expiration.Days },
        noncurrentVersionExpiration: NoncurrentVersionExpiration && {
            days: NoncurrentVersionExpiration.NoncurrentDays,
        },
        abortIncompleteMultipartUploadDays: AbortIncompleteMultipartUpload?.DaysAfterInitiation,
        transitions: Transitions?.map(({ Days, StorageClass }) => ({
            days: Days,
            storageClass: StorageClass,
        })),
    };
}
