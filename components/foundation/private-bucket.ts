import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "./policy-documents";
import { Deployment, s3Arn } from "./arns";

/** A rule of a bucket's lifecycle, as the AWS provider takes it. */
export type LifecycleRule = aws.types.input.s3.BucketLifecycleConfigurationRule;

/**
 * Settings that the AWS provider reads back into the bucket although resources of their own manage them. Without being
 * ignored there, a refresh and the deployment after it would remove them (pulumi/pulumi-aws issue 6244).
 */
const SEPARATE_SETTINGS = [
    "accelerationStatus",
    "acl",
    "corsRules",
    "grants",
    "lifecycleRules",
    "logging",
    "objectLockConfiguration",
    "policy",
    "replicationConfiguration",
    "requestPayer",
    "serverSideEncryptionConfiguration",
    "versioning",
    "website",
];

/** Arguments of PrivateBucket. */
export interface PrivateBucketArgs {
    /** Account, region and partition of the bucket: see currentDeployment(). */
    readonly deployment: Deployment;
    /** The bucket's name: 3 to 63 characters, unique among all buckets of the partition. */
    readonly bucketName: string;
    /** ARN of a customer key, of the bucket's region. @default SSE-S3 */
    readonly kmsKeyArn?: string;
    /** Whether old versions are kept when an object is overwritten or deleted; the lifecycle should expire them. @default true */
    readonly versioning?: boolean;
    /** Lifecycle rules. @default unfinished uploads expire after 7 days, old versions after 30 */
    readonly lifecycle?: readonly LifecycleRule[];
    /** Bucket that takes the server access log, under `NAME/`; it must allow S3's log delivery. @default no log */
    readonly accessLogBucket?: string;
    /** Whether destroying the bucket deletes what it holds. @default false */
    readonly forceDestroy?: boolean;
    /** Refuses to delete the bucket. @default false */
    readonly protectData?: boolean;
    /** Leaves the bucket in the account when the stack is destroyed. @default false */
    readonly retainData?: boolean;
}

/** The rule of every bucket: unfinished uploads and old versions, which are billed and rarely seen, expire. */
export function housekeeping(abortUploadDays = 7, oldVersionDays = 30): LifecycleRule {
    return {
        id: "housekeeping",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadDays },
        noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
    };
}

/**
 * A private S3 bucket: no public access, encrypted, versioned, owned by the account alone, reached over TLS only. Every bucket
 * of the pipeline is one.
 */
export class PrivateBucket extends pulumi.ComponentResource {
    /** The bucket's name, known at preview. */
    public readonly bucketName: string;
    /** The bucket's ARN, known at preview. */
    public readonly bucketArn: string;
    /** The bucket itself. */
    public readonly bucket: aws.s3.Bucket;
    /** The bucket and its settings: depend on them before writing to it. */
    public readonly ready: pulumi.Resource[];

    constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:storage:PrivateBucket", name, {}, opts);
        this.bucketName = args.bucketName;
        this.bucketArn = s3Arn(args.deployment, args.bucketName);

        this.bucket = new aws.s3.Bucket(
            name,
            {
                bucket: args.bucketName,
                forceDestroy: args.forceDestroy ?? false,
                // S3 reserves the suffix for this namespace.
                ...(args.bucketName.endsWith("-an") && { bucketNamespace: "account-regional" }),
            },
            {
                parent: this,
                protect: args.protectData,
                retainOnDelete: args.retainData,
                ignoreChanges: SEPARATE_SETTINGS,
            },
        );
        const settings = this.settings(name, args);
        const policy = new aws.s3.BucketPolicy(
            name,
            { bucket: args.bucketName, policy: tlsOnly(this.bucketArn) },
            // After the public access block: S3 refuses to change both at the same time.
            { ...this.child(args), dependsOn: settings },
        );
        this.ready = [this.bucket, ...settings, policy];
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
    }

    /** What goes with the bucket: destroyed together, it needs no calls of its own. */
    private child(args: PrivateBucketArgs): pulumi.CustomResourceOptions {
        return {
            parent: this,
            dependsOn: [this.bucket],
            deletedWith: this.bucket,
            retainOnDelete: args.retainData,
        };
    }

    private settings(name: string, args: PrivateBucketArgs): pulumi.Resource[] {
        const { bucketName: bucket, kmsKeyArn } = args;
        const child = this.child(args);
        const encryption =
            kmsKeyArn === undefined
                ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                : {
                      applyServerSideEncryptionByDefault: {
                          sseAlgorithm: "aws:kms",
                          kmsMasterKeyId: kmsKeyArn,
                      },
                      bucketKeyEnabled: true,
                  };
        const settings: pulumi.Resource[] = [
            new aws.s3.BucketPublicAccessBlock(
                name,
                {
                    bucket,
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
                child,
            ),
            new aws.s3.BucketOwnershipControls(
                name,
                { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
                child,
            ),
            new aws.s3.BucketServerSideEncryptionConfiguration(name, { bucket, rules: [encryption] }, child),
        ];
        const versioning = new aws.s3.BucketVersioning(
            name,
            {
                bucket,
                versioningConfiguration: {
                    // A bucket that has had versions can only suspend them.
                    status: (args.versioning ?? true) ? "Enabled" : "Suspended",
                },
            },
            child,
        );
        const lifecycle = new aws.s3.BucketLifecycleConfiguration(
            name,
            { bucket, rules: [...(args.lifecycle ?? [housekeeping()])] },
            { ...child, dependsOn: [versioning] },
        );
        return [...settings, versioning, lifecycle, ...this.accessLog(name, args)];
    }

    private accessLog(name: string, args: PrivateBucketArgs): pulumi.Resource[] {
        return args.accessLogBucket === undefined
            ? []
            : [
                  new aws.s3.BucketLogging(
                      name,
                      {
                          bucket: args.bucketName,
                          targetBucket: args.accessLogBucket,
                          targetPrefix: `${args.bucketName}/`,
                      },
                      this.child(args),
                  ),
              ];
    }
}
