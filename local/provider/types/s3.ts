import { readFile } from "node:fs/promises";
import {
    DeleteObjectsCommand,
    HeadObjectCommand,
    ListObjectVersionsCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, nested, replaces, text, unlessGone, updates } from "../resource-type";
import { objectTags } from "../tags";

/** What S3 says where a bucket, an object or a setting is gone. */
export const GONE = [
    "NotFound",
    "NoSuchBucket",
    "NoSuchKey",
    "NoSuchBucketPolicy",
    "NoSuchPublicAccessBlockConfiguration",
    "NoSuchLifecycleConfiguration",
    "NoSuchConfiguration",
    "NoSuchCORSConfiguration",
    "NoSuchWebsiteConfiguration",
    "ServerSideEncryptionConfigurationNotFoundError",
    "OwnershipControlsNotFoundError",
];

async function putObject(inputs: Properties, { s3 }: Clients): Promise<Properties> {
    const Body = await readFile(text(nested(inputs, "source"), "path"));
    const tags = new URLSearchParams((inputs["tags"] ?? {}) as Record<string, string>);
    await s3.send(
        new PutObjectCommand({
            Bucket: text(inputs, "bucket"),
            Key: text(inputs, "key"),
            Body,
            ...(tags.size > 0 && { Tagging: tags.toString() }),
        }),
    );
    return {};
}

/** aws:s3/bucketObjectv2:BucketObjectv2, from a file */
export const object: ResourceType = {
    source: "s3/object.go",
    notes:
        "`etag` and `versionId` are read, so a refresh shows an object that was overwritten by hand; they are computed, and " +
        "`source` is compared with the file of the last update, so an update does not upload it again.",
    inputs: {
        bucket: replaces(),
        key: replaces(),
        source: { ...updates(true, "PutObject"), ours: true },
        tags: updates(true, "PutObjectTagging"),
    },
    ...objectTags,
    async create(inputs, clients) {
        return { id: text(inputs, "key"), outs: await putObject(inputs, clients) };
    },
    async read(id, state, { s3 }) {
        const call = s3.send(new HeadObjectCommand({ Bucket: text(state, "bucket"), Key: id }));
        const seen = await unlessGone(call, ...GONE);
        return (
            seen && {
                bucket: text(state, "bucket"),
                key: id,
                versionId: seen.VersionId,
                etag: seen.ETag,
                contentType: seen.ContentType,
                storageClass: seen.StorageClass ?? "STANDARD",
                serverSideEncryption: seen.ServerSideEncryption,
            }
        );
    },
    unknownAfter: (changes) => (changes.has("source") ? ["etag", "versionId"] : []),
    async update(_id, _olds, news, clients, changes) {
        return changes.has("source") ? putObject(news, clients) : {};
    },
    async delete(id, state, { s3 }) {
        const Bucket = text(state, "bucket");
        const page = await unlessGone(
            s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: id })),
            ...GONE,
        );
        const versions = [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])].filter(
            (v) => v.Key === id,
        );
        if (versions.length > 0) {
            const Objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
            await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
        }
    },
    async cleanUp() {
        // Nothing: the create that follows puts the object again.
    },
};
