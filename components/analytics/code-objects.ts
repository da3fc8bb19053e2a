import type { S3 } from "@aws-sdk/client-s3";
import { LifecycleRule } from "../foundation/private-bucket";

/** The tag of code objects that no version of the application names any more, for the lifecycle of their bucket. */
const SUPERSEDED = { key: "superseded", value: "true" };
/** Days that a superseded code object can still be read: for a job that restarts, and for a rollback. */
const KEPT_DAYS = 30;

/** The rule of the code bucket's lifecycle that ends superseded code objects, counted from when they were superseded. */
export const SUPERSEDED_CODE_RULE: LifecycleRule = {
    id: "superseded-code",
    status: "Enabled",
    filter: { tag: SUPERSEDED },
    expiration: { days: KEPT_DAYS },
};

/**
 * Marks the code objects that the application no longer names, and takes the mark from those that it names again. S3 counts a
 * lifecycle from the day of an object's writing, so that each is written again, by a copy onto itself (Amazon S3 API
 * Reference, "CopyObject").
 *
 * @param s3 the client.
 * @param bucket the code bucket.
 * @param current keys that the application names.
 * @throws Error the service's own, where it refuses a call.
 */
export async function markSupersededCode(
    s3: Pick<S3, "copyObject" | "getObjectTagging" | "listObjectsV2">,
    bucket: string,
    current: ReadonlySet<string>,
): Promise<void> {
    let next: string | undefined;
    do {
        const page = await s3.listObjectsV2({ Bucket: bucket, ContinuationToken: next });
        for (const { Key = "" } of page.Contents ?? []) {
            await mark(s3, { Bucket: bucket, Key }, !current.has(Key));
        }
        next = page.NextContinuationToken;
    } while (next !== undefined);
}

async function mark(
    s3: Pick<S3, "copyObject" | "getObjectTagging">,
    object: { readonly Bucket: string; readonly Key: string },
    superseded: boolean,
): Promise<void> {
    const { TagSet = [] } = await s3.getObjectTagging(object);
    const tags = new Map(TagSet.map(({ Key = "", Value = "" }) => [Key, Value]));
    if (tags.has(SUPERSEDED.key) === superseded) {
        return;
    }
    tags.delete(SUPERSEDED.key);
    if (superseded) {
        tags.set(SUPERSEDED.key, SUPERSEDED.value);
    }
    await s3.copyObject({
        ...object,
        CopySource: `${object.Bucket}/${encodeURIComponent(object.Key)}`,
        MetadataDirective: "REPLACE",
        TaggingDirective: "REPLACE",
        Tagging: new URLSearchParams([...tags]).toString(),
    });
}
