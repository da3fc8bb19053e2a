import {
    PutBucketEncryptionCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketLoggingCommand,
    PutBucketMetricsConfigurationCommand,
    PutBucketOwnershipControlsCommand,
    PutBucketPolicyCommand,
    PutBucketTaggingCommand,
    PutBucketVersioningCommand,
    PutObjectTaggingCommand,
    PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { HandChange, TAG, differs, document } from "./hand-change";

/** Changes of buckets and objects. */
export const BUCKETS: readonly HandChange[] = [
    differs("aws:s3/bucket:Bucket", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [TAG] } })),
    ),
    differs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "results", (of, { s3 }) =>
        s3.send(
            new PutBucketLifecycleConfigurationCommand({
                Bucket: of.id,
                LifecycleConfiguration: {
                    Rules: [
                        { ID: "hand", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } },
                    ],
                },
            }),
        ),
    ),
    differs("aws:s3/bucketLogging:BucketLogging", "results", ({ id: Bucket, outputs }, { s3 }) =>
        s3.send(
            new PutBucketLoggingCommand({
                Bucket,
                BucketLoggingStatus: {
                    LoggingEnabled: { TargetBucket: String(outputs["targetBucket"]), TargetPrefix: "hand/" },
                },
            }),
        ),
    ),
    differs("aws:s3/bucketMetric:BucketMetric", "errors", ({ outputs }, { s3 }) =>
        s3.send(
            new PutBucketMetricsConfigurationCommand({
                Bucket: String(outputs["bucket"]),
                Id: String(outputs["name"]),
                MetricsConfiguration: { Id: String(outputs["name"]), Filter: { Prefix: "hand/" } },
            }),
        ),
    ),
    differs("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(
            new PutBucketOwnershipControlsCommand({
                Bucket,
                OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
            }),
        ),
    ),
    differs("aws:s3/bucketPolicy:BucketPolicy", "results", (of, { s3 }) =>
        s3.send(new PutBucketPolicyCommand({ Bucket: of.id, Policy: document(of, "policy", "ByHand") })),
    ),
    differs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(
            new PutPublicAccessBlockCommand({
                Bucket,
                PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
            }),
        ),
    ),
    differs(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "results",
        ({ id: Bucket }, { s3 }) =>
            s3.send(
                new PutBucketEncryptionCommand({
                    Bucket,
                    ServerSideEncryptionConfiguration: {
                        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
                    },
                }),
            ),
    ),
    differs("aws:s3/bucketVersioning:BucketVersioning", "results", ({ id: Bucket }, { s3 }) =>
        s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } })),
    ),
    differs("aws:s3/bucketObjectv2:BucketObjectv2", "code-*", ({ id: Key, outputs }, { s3 }) =>
        s3.send(
            new PutObjectTaggingCommand({
                Bucket: String(outputs["bucket"]),
                Key,
                Tagging: { TagSet: [TAG] },
            }),
        ),
    ),
];
