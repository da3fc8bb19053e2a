import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "./iam";
import { Deployment, s3Arn } from "./naming";

/** What a private bucket is made from. */
export interface PrivateBucketArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** The bucket's name: 3 to 63 characters, unique among all buckets of the partition. */
    readonly bucketName: string;
}

/**
 * A bucket as this pipeline wants each of its buckets: no public access, encrypted, versioned, owned by the
 * account alone, reached over TLS only.
 */
export class PrivateBucket extends pulumi.ComponentResource {
    /** The bucket's name, known at preview. */
    public readonly bucketName: string;
    /** The bucket's ARN, known at preview. */
    public readonly bucketArn: string;
    /** The bucket itself. */
    public readonly bucket: aws.s3.Bucket;
    /** All that must be in place before something is written: depend on it. */
    public readonly ready: pulumi.Resource[];

    constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:storage:PrivateBucket", name, {}, opts);
        this.bucketName = args.bucketName;
        this.bucketArn = s3Arn(args.deployment, args.bucketName);

        this.bucket = new aws.s3.Bucket(name, { bucket: args.bucketName }, { parent: this });
        const child = { parent: this, dependsOn: [this.bucket] };
        const settings = [
            new aws.s3.BucketPublicAccessBlock(
                name,
                {
                    bucket: args.bucketName,
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
                child,
            ),
            new aws.s3.BucketOwnershipControls(
                name,
                { bucket: args.bucketName, rule: { objectOwnership: "BucketOwnerEnforced" } },
                child,
            ),
            new aws.s3.BucketServerSideEncryptionConfiguration(
                name,
                {
                    bucket: args.bucketName,
                    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
                },
                child,
            ),
            new aws.s3.BucketVersioning(
                name,
                { bucket: args.bucketName, versioningConfiguration: { status: "Enabled" } },
                child,
            ),
        ];
        const policy = new aws.s3.BucketPolicy(
            name,
            { bucket: args.bucketName, policy: tlsOnly(this.bucketArn) },
            // After the public access block: S3 refuses to change both at the same time.
            { parent: this, dependsOn: settings },
        );
        this.ready = [this.bucket, ...settings, policy];
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
    }
}
