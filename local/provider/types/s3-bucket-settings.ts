import {
    BucketVersioningStatus,
    DeleteBucketLifecycleCommand,
    DeleteBucketPolicyCommand,
    DeletePublicAccessBlockCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketPolicyCommand,
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    HeadBucketCommand,
    LifecycleRule,
    ObjectOwnership,
    PutBucketEncryptionCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketLoggingCommand,
    PutBucketOwnershipControlsCommand,
    PutBucketPolicyCommand,
    PutBucketVersioningCommand,
    PutPublicAccessBlockCommand,
    ServerSideEncryption,
    TransitionStorageClass,
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
import { GONE } from "./s3";

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
    {
        rules: updates({
            applyServerSideEncryptionByDefault: { sseAlgorithm: true, kmsMasterKeyId: true },
            bucketKeyEnabled: true,
        }),
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

function days(rule: Properties, key: string, name: string): number | undefined {
    return nested(rule, key)[name] as number | undefined;
}

/** S3 takes a prefix or one tag. */
function lifecycleFilter(filter: Properties) {
    const tag = nested(filter, "tag");
    return "key" in tag
        ? { Tag: { Key: text(tag, "key"), Value: text(tag, "value") } }
        : { Prefix: text(filter, "prefix") };
}

function lifecycleRule(rule: Properties): LifecycleRule {
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
        Filter: lifecycleFilter(nested(rule, "filter")),
        ...(expiry !== undefined && { Expiration: { Days: expiry } }),
        ...(old !== undefined && { NoncurrentVersionExpiration: { NoncurrentDays: old } }),
        ...(unfinished !== undefined && {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: unfinished },
        }),
        ...(transitions.length > 0 && { Transitions: transitions }),
    };
}

/** aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration */
export const lifecycle = bucketSetting(
    {
        rules: updates({
            id: true,
            status: true,
            filter: { prefix: true, tag: { key: true, value: true } },
            expiration: { days: true },
            transitions: { days: true, storageClass: true },
            abortIncompleteMultipartUpload: { daysAfterInitiation: true },
            noncurrentVersionExpiration: { noncurrentDays: true },
        }),
    },
    (settings, { s3 }) =>
        s3.send(
            new PutBucketLifecycleConfigurationCommand({
                Bucket: text(settings, "bucket"),
                LifecycleConfiguration: { Rules: list(settings, "rules").map(lifecycleRule) },
            }),
        ),
    async (name, state, { s3 }) => {
        const call = s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
        return (await unlessGone(call, ...GONE)) && state;
    },
    (name, { s3 }) => s3.send(new DeleteBucketLifecycleCommand({ Bucket: name })),
);

/** aws:s3/bucketLogging:BucketLogging */
export const logging = bucketSetting(
    { targetBucket: updates(), targetPrefix: updates() },
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
    withBucket,
    (name, { s3 }) => s3.send(new PutBucketLoggingCommand({ Bucket: name, BucketLoggingStatus: {} })),
);
