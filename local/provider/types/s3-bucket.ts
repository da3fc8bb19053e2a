import {
    CreateBucketCommand,
    DeleteBucketCommand,
    DeleteBucketCorsCommand,
    DeleteBucketLifecycleCommand,
    DeleteBucketWebsiteCommand,
    DeleteObjectsCommand,
    GetBucketAclCommand,
    GetBucketCorsCommand,
    GetBucketEncryptionCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketLoggingCommand,
    GetBucketPolicyCommand,
    GetBucketVersioningCommand,
    GetBucketWebsiteCommand,
    HeadBucketCommand,
    ListObjectVersionsCommand,
    PutBucketLoggingCommand,
    S3Client,
} from "@aws-sdk/client-s3";
import { Clients } from "../../cloud/clients";
import { Input, Properties, ResourceType, ours, replaces, text, unlessGone, updates } from "../resource-type";
import { computed } from "../shape";
import { bucketTags } from "../tags";
import { GONE } from "./s3";
import { seenBucketRule } from "./s3-lifecycle";

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

/** A setting that resources of their own manage: refused as an input, but read, and removed where it is not computed. */
function readOnly(input: Input): Input {
    return { ...input, readOnly: true };
}

/**
 * What removes each setting that the bucket reads back and that its program does not give. Whether a release treats it so
 * differs: `lifecycleRules` were seen to be deleted (pulumi-aws issue 6244); for the others the schema of
 * terraform-provider-aws 3 and of pulumi-aws's own bucket up to 6 says Optional and not Computed, and we take the stricter.
 */
const REMOVALS: Readonly<Record<string, (Bucket: string, s3: S3Client) => Promise<unknown>>> = {
    lifecycleRules: (Bucket, s3) => s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
    logging: (Bucket, s3) => s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} })),
    website: (Bucket, s3) => s3.send(new DeleteBucketWebsiteCommand({ Bucket })),
    corsRules: (Bucket, s3) => s3.send(new DeleteBucketCorsCommand({ Bucket })),
};

async function seenGrants(Bucket: string, s3: S3Client): Promise<Properties[]> {
    const { Grants = [] } = await s3.send(new GetBucketAclCommand({ Bucket }));
    return Grants.map(({ Grantee, Permission }) => ({
        id: Grantee?.ID,
        type: Grantee?.Type,
        uri: Grantee?.URI,
        permissions: [Permission],
    }));
}

async function seenEncryption(Bucket: string, s3: S3Client): Promise<Properties | undefined> {
    const call = s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const answer = await unlessGone(call, ...GONE);
    const rule = answer?.ServerSideEncryptionConfiguration?.Rules?.[0];
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    return (
        rule && {
            rule: {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: byDefault?.SSEAlgorithm,
                    kmsMasterKeyId: byDefault?.KMSMasterKeyID,
                },
                bucketKeyEnabled: rule.BucketKeyEnabled,
            },
        }
    );
}

async function seenWebsite(Bucket: string, s3: S3Client): Promise<Properties | undefined> {
    const seen = await unlessGone(s3.send(new GetBucketWebsiteCommand({ Bucket })), ...GONE);
    return seen && { indexDocument: seen.IndexDocument?.Suffix, errorDocument: seen.ErrorDocument?.Key };
}

/** Every setting that the bucket reads, whichever resource manages it. */
async function seenSettings(Bucket: string, { s3 }: Clients): Promise<Properties> {
    const lifecycle = await unlessGone(
        s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
        ...GONE,
    );
    const cors = await unlessGone(s3.send(new GetBucketCorsCommand({ Bucket })), ...GONE);
    const { LoggingEnabled: log } = await s3.send(new GetBucketLoggingCommand({ Bucket }));
    const { Status, MFADelete } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    return {
        lifecycleRules: lifecycle?.Rules?.map(seenBucketRule),
        logging: log && { targetBucket: log.TargetBucket, targetPrefix: log.TargetPrefix },
        website: await seenWebsite(Bucket, s3),
        corsRules: cors?.CORSRules?.map((rule) => ({
            allowedMethods: rule.AllowedMethods,
            allowedOrigins: rule.AllowedOrigins,
            allowedHeaders: rule.AllowedHeaders,
        })),
        versioning: { enabled: Status === "Enabled", mfaDelete: MFADelete === "Enabled" },
        serverSideEncryptionConfiguration: await seenEncryption(Bucket, s3),
        policy: (await unlessGone(s3.send(new GetBucketPolicyCommand({ Bucket })), ...GONE))?.Policy,
        grants: await seenGrants(Bucket, s3),
    };
}

/** aws:s3/bucket:Bucket */
export const bucket: ResourceType = {
    source: "s3/bucket.go",
    notes:
        "Reads what separate resources manage. Without `ignoreChanges`, the next update removes `lifecycleRules`, `logging`, " +
        "`website` and `corsRules` that the bucket itself does not give (pulumi-aws issue 6244); versioning, encryption, " +
        "policy and grants are computed, and stay.",
    inputs: {
        bucket: replaces(),
        forceDestroy: ours(),
        lifecycleRules: readOnly(updates(true, "DeleteBucketLifecycle")),
        logging: readOnly(updates(true, "PutBucketLogging")),
        website: readOnly(updates(true, "DeleteBucketWebsite")),
        corsRules: readOnly(updates(true, "DeleteBucketCors")),
        versioning: readOnly(updates(computed())),
        serverSideEncryptionConfiguration: readOnly(updates(computed())),
        policy: readOnly(updates(computed())),
        grants: readOnly(updates(computed())),
        tags: updates(true, "PutBucketTagging"),
    },
    unique: "bucket",
    ...bucketTags,
    async create(inputs, { s3, region }) {
        const name = text(inputs, "bucket");
        await s3.send(new CreateBucketCommand({ Bucket: name }));
        return { id: name, outs: { arn: `arn:aws:s3:::${name}`, region } };
    },
    async read(id, _state, clients) {
        const call = clients.s3.send(new HeadBucketCommand({ Bucket: id }));
        const found = await unlessGone(call, ...GONE);
        return found && { bucket: id, ...(await seenSettings(id, clients)) };
    },
    async update(id, _olds, _news, { s3 }, changes) {
        for (const [setting, remove] of Object.entries(REMOVALS)) {
            if (changes.has(setting)) {
                await remove(id, s3);
            }
        }
        return {};
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
