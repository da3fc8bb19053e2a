import { readFile } from "node:fs/promises";
import {
    BucketVersioningStatus,
    CreateBucketCommand,
    DeleteBucketCommand,
    DeleteBucketPolicyCommand,
    DeleteObjectsCommand,
    DeletePublicAccessBlockCommand,
    GetBucketPolicyCommand,
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    HeadBucketCommand,
    HeadObjectCommand,
    ListObjectVersionsCommand,
    ObjectOwnership,
    PutBucketEncryptionCommand,
    PutBucketOwnershipControlsCommand,
    PutBucketPolicyCommand,
    PutBucketVersioningCommand,
    PutObjectCommand,
    PutPublicAccessBlockCommand,
    S3Client,
    ServerSideEncryption,
} from "@aws-sdk/client-s3";
import { Clients } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    list,
    nested,
    replaces,
    text,
    unlessGone,
    updates,
} from "../resource-type";

const GONE = [
    "NotFound",
    "NoSuchBucket",
    "NoSuchKey",
    "NoSuchBucketPolicy",
    "NoSuchPublicAccessBlockConfiguration",
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
    inputs: { bucket: replaces(), forceDestroy: updates() },
    unique: "bucket",
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

/** What a type that is one setting of a bucket does: putting it again replaces it, and creating it is putting it. */
function bucketSetting(
    inputs: ResourceType["inputs"],
    put: (settings: Properties, clients: Clients) => Promise<unknown>,
    read: (name: string, state: Properties, clients: Clients) => Promise<Properties | undefined>,
    remove: (name: string, clients: Clients) => Promise<unknown>,
): ResourceType {
    return {
        inputs: { bucket: replaces(), ...inputs },
        async create(settings, clients) {
            await put(settings, clients);
            return { id: text(settings, "bucket"), outs: {} };
        },
        read: (id, state, clients) => read(id, state, clients),
        async update(_id, _olds, news, clients) {
            await put(news, clients);
            return {};
        },
        async delete(id, _state, clients) {
            await unlessGone(remove(id, clients), ...GONE);
        },
        async cleanUp() {
            // Nothing: the create that follows puts the setting again.
        },
    };
}

/** What is gone only together with its bucket. */
async function withBucket(name: string, state: Properties, { s3 }: Clients) {
    return (await unlessGone(s3.send(new HeadBucketCommand({ Bucket: name })), ...GONE)) && state;
}

/** aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock */
export const publicAccessBlock = bucketSetting(
    {
        blockPublicAcls: updates(),
        blockPublicPolicy: updates(),
        ignorePublicAcls: updates(),
        restrictPublicBuckets: updates(),
    },
    (settings, { s3 }) =>
        s3.send(
            new PutPublicAccessBlockCommand({
                Bucket: text(settings, "bucket"),
                PublicAccessBlockConfiguration: {
                    BlockPublicAcls: Boolean(settings["blockPublicAcls"]),
                    BlockPublicPolicy: Boolean(settings["blockPublicPolicy"]),
                    IgnorePublicAcls: Boolean(settings["ignorePublicAcls"]),
                    RestrictPublicBuckets: Boolean(settings["restrictPublicBuckets"]),
                },
            }),
        ),
    async (name, state, { s3 }) => {
        const answer = await unlessGone(s3.send(new GetPublicAccessBlockCommand({ Bucket: name })), ...GONE);
        const seen = answer?.PublicAccessBlockConfiguration;
        return (
            seen && {
                ...state,
                blockPublicAcls: seen.BlockPublicAcls,
                blockPublicPolicy: seen.BlockPublicPolicy,
                ignorePublicAcls: seen.IgnorePublicAcls,
                restrictPublicBuckets: seen.RestrictPublicBuckets,
            }
        );
    },
    (name, { s3 }) => s3.send(new DeletePublicAccessBlockCommand({ Bucket: name })),
);

/** aws:s3/bucketOwnershipControls:BucketOwnershipControls */
export const ownershipControls = bucketSetting(
    { rule: updates({ objectOwnership: true }) },
    (settings, { s3 }) => {
        const ownership = text(nested(settings, "rule"), "objectOwnership") as ObjectOwnership;
        return s3.send(
            new PutBucketOwnershipControlsCommand({
                Bucket: text(settings, "bucket"),
                OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] },
            }),
        );
    },
    withBucket,
    async () => undefined, // goes with its bucket
);

/** aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration */
export const encryption = bucketSetting(
    { rules: updates({ applyServerSideEncryptionByDefault: { sseAlgorithm: true } }) },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketEncryptionCommand({
                Bucket: text(settings, "bucket"),
                ServerSideEncryptionConfiguration: {
                    Rules: list(settings, "rules").map((rule) => ({
                        ApplyServerSideEncryptionByDefault: {
                            SSEAlgorithm: text(
                                nested(rule, "applyServerSideEncryptionByDefault"),
                                "sseAlgorithm",
                            ) as ServerSideEncryption,
                        },
                    })),
                },
            }),
        ),
    withBucket,
    async () => undefined, // AWS knows no bucket without encryption
);

/** aws:s3/bucketVersioning:BucketVersioning */
export const versioning = bucketSetting(
    { versioningConfiguration: updates({ status: true }) },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketVersioningCommand({
                Bucket: text(settings, "bucket"),
                VersioningConfiguration: {
                    Status: text(
                        nested(settings, "versioningConfiguration"),
                        "status",
                    ) as BucketVersioningStatus,
                },
            }),
        ),
    async (name, state, { s3 }) => {
        const seen = await unlessGone(s3.send(new GetBucketVersioningCommand({ Bucket: name })), ...GONE);
        return seen && { ...state, versioningConfiguration: { status: seen.Status ?? "Disabled" } };
    },
    (name, { s3 }) =>
        s3.send(
            new PutBucketVersioningCommand({
                Bucket: name,
                VersioningConfiguration: { Status: "Suspended" },
            }),
        ),
);

/** aws:s3/bucketPolicy:BucketPolicy */
export const bucketPolicy = bucketSetting(
    { policy: updates() },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketPolicyCommand({
                Bucket: text(settings, "bucket"),
                Policy: text(settings, "policy"),
            }),
        ),
    async (name, state, { s3 }) => {
        const seen = await unlessGone(s3.send(new GetBucketPolicyCommand({ Bucket: name })), ...GONE);
        return seen && { ...state, policy: seen.Policy };
    },
    (name, { s3 }) => s3.send(new DeleteBucketPolicyCommand({ Bucket: name })),
);

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
    inputs: { bucket: replaces(), key: replaces(), source: updates() },
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
