import {
    BucketVersioningStatus,
    DeleteBucketEncryptionCommand,
    DeleteBucketLifecycleCommand,
    DeleteBucketOwnershipControlsCommand,
    DeleteBucketPolicyCommand,
    DeletePublicAccessBlockCommand,
    GetBucketEncryptionCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketLoggingCommand,
    GetBucketOwnershipControlsCommand,
    GetBucketPolicyCommand,
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    ObjectOwnership,
    PutBucketEncryptionCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketLoggingCommand,
    PutBucketOwnershipControlsCommand,
    PutBucketPolicyCommand,
    PutBucketVersioningCommand,
    PutPublicAccessBlockCommand,
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
import { JSON_TEXT, computed, unordered } from "../shape";
import { GONE } from "./s3";
import { lifecycleRule, seenRule } from "./s3-lifecycle";

/** What a type that is one setting of a bucket does: putting it again replaces it, and creating it is putting it. */
function bucketSetting(
    source: string,
    inputs: ResourceType["inputs"],
    put: (settings: Properties, clients: Clients) => Promise<unknown>,
    read: (name: string, clients: Clients) => Promise<Properties | undefined>,
    remove: (name: string, clients: Clients) => Promise<unknown>,
): ResourceType {
    return {
        source,
        inputs: { bucket: replaces(), ...inputs },
        async create(settings, clients) {
            await put(settings, clients);
            return { id: text(settings, "bucket"), outs: {} };
        },
        async read(id, _state, clients) {
            const seen = await read(id, clients);
            return seen && { bucket: id, ...seen };
        },
        async update(_id, _olds, news, clients, changes) {
            if (changes.size > 0) {
                await put(news, clients);
            }
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

/** aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock */
export const publicAccessBlock = bucketSetting(
    "s3/bucket_public_access_block.go",
    {
        blockPublicAcls: updates(true, "PutPublicAccessBlock, whole"),
        blockPublicPolicy: updates(true, "PutPublicAccessBlock, whole"),
        ignorePublicAcls: updates(true, "PutPublicAccessBlock, whole"),
        restrictPublicBuckets: updates(true, "PutPublicAccessBlock, whole"),
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
    async (name, { s3 }) => {
        const answer = await unlessGone(s3.send(new GetPublicAccessBlockCommand({ Bucket: name })), ...GONE);
        const seen = answer?.PublicAccessBlockConfiguration;
        return (
            seen && {
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
    "s3/bucket_ownership_controls.go",
    { rule: updates({ objectOwnership: true }, "PutBucketOwnershipControls") },
    (settings, { s3 }) => {
        const ownership = text(nested(settings, "rule"), "objectOwnership") as ObjectOwnership;
        return s3.send(
            new PutBucketOwnershipControlsCommand({
                Bucket: text(settings, "bucket"),
                OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] },
            }),
        );
    },
    async (name, { s3 }) => {
        const call = s3.send(new GetBucketOwnershipControlsCommand({ Bucket: name }));
        const rule = (await unlessGone(call, ...GONE))?.OwnershipControls?.Rules?.[0];
        return rule && { rule: { objectOwnership: rule.ObjectOwnership } };
    },
    (name, { s3 }) => s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket: name })),
);

/** aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration */
export const encryption = bucketSetting(
    "s3/bucket_server_side_encryption_configuration.go",
    {
        rules: updates(
            unordered({
                applyServerSideEncryptionByDefault: { sseAlgorithm: true, kmsMasterKeyId: true },
                bucketKeyEnabled: true,
            }),
            "PutBucketEncryption",
        ),
    },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketEncryptionCommand({
                Bucket: text(settings, "bucket"),
                ServerSideEncryptionConfiguration: {
                    Rules: list(settings, "rules").map((rule) => {
                        const byDefault = nested(rule, "applyServerSideEncryptionByDefault");
                        return {
                            ApplyServerSideEncryptionByDefault: {
                                SSEAlgorithm: text(byDefault, "sseAlgorithm") as ServerSideEncryption,
                                KMSMasterKeyID: byDefault["kmsMasterKeyId"] as string | undefined,
                            },
                            BucketKeyEnabled: rule["bucketKeyEnabled"] as boolean | undefined,
                        };
                    }),
                },
            }),
        ),
    async (name, { s3 }) => {
        const call = s3.send(new GetBucketEncryptionCommand({ Bucket: name }));
        const seen = (await unlessGone(call, ...GONE))?.ServerSideEncryptionConfiguration;
        return (
            seen && {
                rules: (seen.Rules ?? []).map(
                    ({ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled }) => ({
                        applyServerSideEncryptionByDefault: {
                            sseAlgorithm: byDefault?.SSEAlgorithm,
                            kmsMasterKeyId: byDefault?.KMSMasterKeyID,
                        },
                        bucketKeyEnabled: BucketKeyEnabled,
                    }),
                ),
            }
        );
    },
    (name, { s3 }) => s3.send(new DeleteBucketEncryptionCommand({ Bucket: name })),
);

/** aws:s3/bucketVersioning:BucketVersioning */
export const versioning = bucketSetting(
    "s3/bucket_versioning.go",
    { versioningConfiguration: updates({ status: true, mfaDelete: computed() }, "PutBucketVersioning") },
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
    async (name, { s3 }) => {
        const seen = await unlessGone(s3.send(new GetBucketVersioningCommand({ Bucket: name })), ...GONE);
        const status = seen?.Status ?? "Disabled";
        return seen && { versioningConfiguration: { status, mfaDelete: seen.MFADelete } };
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
    "s3/bucket_policy.go",
    { policy: updates(JSON_TEXT, "PutBucketPolicy") },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketPolicyCommand({
                Bucket: text(settings, "bucket"),
                Policy: text(settings, "policy"),
            }),
        ),
    async (name, { s3 }) => {
        const seen = await unlessGone(s3.send(new GetBucketPolicyCommand({ Bucket: name })), ...GONE);
        return seen && { policy: seen.Policy };
    },
    (name, { s3 }) => s3.send(new DeleteBucketPolicyCommand({ Bucket: name })),
);

/** aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration */
export const lifecycle = bucketSetting(
    "s3/bucket_lifecycle_configuration.go",
    {
        rules: updates(
            unordered({
                id: true,
                status: true,
                filter: { prefix: true, tag: { key: true, value: true } },
                expiration: { days: true },
                transitions: unordered({ days: true, storageClass: true }),
                abortIncompleteMultipartUpload: { daysAfterInitiation: true },
                noncurrentVersionExpiration: { noncurrentDays: true },
            }),
            "PutBucketLifecycleConfiguration, whole",
        ),
    },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketLifecycleConfigurationCommand({
                Bucket: text(settings, "bucket"),
                LifecycleConfiguration: { Rules: list(settings, "rules").map(lifecycleRule) },
            }),
        ),
    async (name, { s3 }) => {
        const call = s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
        const seen = await unlessGone(call, ...GONE);
        return seen?.Rules?.length ? { rules: seen.Rules.map(seenRule) } : undefined;
    },
    (name, { s3 }) => s3.send(new DeleteBucketLifecycleCommand({ Bucket: name })),
);

/** aws:s3/bucketLogging:BucketLogging */
export const logging = bucketSetting(
    "s3/bucket_logging.go",
    {
        targetBucket: updates(true, "PutBucketLogging"),
        targetPrefix: updates(true, "PutBucketLogging"),
    },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketLoggingCommand({
                Bucket: text(settings, "bucket"),
                BucketLoggingStatus: {
                    LoggingEnabled: {
                        TargetBucket: text(settings, "targetBucket"),
                        TargetPrefix: text(settings, "targetPrefix"),
                    },
                },
            }),
        ),
    async (name, { s3 }) => {
        const call = s3.send(new GetBucketLoggingCommand({ Bucket: name }));
        const seen = (await unlessGone(call, ...GONE))?.LoggingEnabled;
        return seen && { targetBucket: seen.TargetBucket, targetPrefix: seen.TargetPrefix };
    },
    (name, { s3 }) => s3.send(new PutBucketLoggingCommand({ Bucket: name, BucketLoggingStatus: {} })),
);
