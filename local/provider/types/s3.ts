import { readFile } from "node:fs/promises";
import {
    CreateBucketCommand,
    DeleteBucketCommand,
    DeleteObjectsCommand,
    HeadBucketCommand,
    HeadObjectCommand,
    ListObjectVersionsCommand,
    PutObjectCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, nested, replaces, text, unlessGone, updates } from "../resource-type";
import { bucketTags, objectTags } from "../tags";

/** What S3 says where a bucket, an object or a setting is gone. */
export const GONE = [
    "NotFound",
    "NoSuchBucket",
    "NoSuchKey",
    "NoSuchBucketPolicy",
    "NoSuchPublicAccessBlockConfiguration",
    "NoSuchLifecycleConfiguration",
    "NoSuchConfiguration",
];

async function emptied(bucket: string, s3: S3Client): Promise<void> {
    for (;;) {
        const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
        const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
        if (versions.length === 0) {
            return;
        }
        const Objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
        await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    }
}

/** aws:s3/bucket:Bucket */
export const bucket: ResourceType = {
    inputs: { bucket: replaces(), forceDestroy: updates(), tags: updates() },
    unique: "bucket",
    ...bucketTags,
    async create(inputs, { s3, region }) {
        const name = text(inputs, "bucket");
        await s3.send(new CreateBucketCommand({ Bucket: name }));
        return { id: name, outs: { arn: `arn:aws:s3:::${name}`, region } };
    },
    async read(id, state, { s3 }) {
        return (await unlessGone(s3.send(new HeadBucketCommand({ Bucket: id })), ...GONE)) && state;
    },
    async update(_id, olds) {
        return { arn: olds["arn"], region: olds["region"] };
    },
    async delete(id, state, { s3 }) {
        if (state["forceDestroy"] === true) {
            await unlessGone(emptied(id, s3), ...GONE);
        }
        await unlessGone(s3.send(new DeleteBucketCommand({ Bucket: id })), ...GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "bucket"), {}, clients);
    },
};

async function putObject(inputs: Properties, { s3 }: Clients): Promise<Properties> {
    const file = text(nested(inputs, "source"), "path");
    const Body = await readFile(file);
    const answer = await s3.send(
        new PutObjectCommand({ Bucket: text(inputs, "bucket"), Key: text(inputs, "key"), Body }),
    );
    return { versionId: answer.VersionId, etag: answer.ETag };
}

/** aws:s3/bucketObjectv2:BucketObjectv2, from a file */
export const object: ResourceType = {
    inputs: { bucket: replaces(), key: replaces(), source: updates(), tags: updates() },
    ...objectTags,
    async create(inputs, clients) {
        return { id: text(inputs, "key"), outs: await putObject(inputs, clients) };
    },
    async read(id, state, { s3 }) {
        const call = s3.send(new HeadObjectCommand({ Bucket: text(state, "bucket"), Key: id }));
        const seen = await unlessGone(call, ...GONE);
        return seen && { ...state, versionId: seen.VersionId, etag: seen.ETag };
    },
    update: (_id, _olds, news, clients) => putObject(news, clients),
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
