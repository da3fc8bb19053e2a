import * as pulumi from "@pulumi/pulumi";

/**
 * Where a stack lives. All of it is known before the first resource is declared, so every name and ARN
 * built from it is known at the first preview, where the policy pack can judge it.
 */
export interface Deployment {
    /** Pulumi project, lower case letters, digits and hyphens. */
    readonly project: string;
    /** Pulumi stack, lower case letters, digits and hyphens. */
    readonly stack: string;
    /** 12 digits. */
    readonly accountId: string;
    /** For example `us-east-1`. */
    readonly region: string;
    /** `aws`, `aws-cn` or `aws-us-gov`. */
    readonly partition: string;
}

/** Partitions and the regions that they hold (IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)"). */
const PARTITIONS: readonly (readonly [string, RegExp])[] = [
    ["aws-cn", /^cn-(north|northwest)-\d$/],
    ["aws-us-gov", /^us-gov-(east|west)-\d$/],
    [
        "aws",
        /^(af|ap|ca|eu|il|me|mx|sa|us)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/,
    ],
];

/**
 * Finds a region's partition.
 *
 * @param region for example `us-east-1`.
 * @returns `aws`, `aws-cn` or `aws-us-gov`; undefined where the region is of none of them.
 */
export function partitionOf(region: string): string | undefined {
    return PARTITIONS.find(([, form]) => form.test(region))?.[0];
}

/**
 * What is wrong with a region.
 *
 * @param region as it is set; undefined where it is not.
 * @param key what sets it, for the message.
 * @returns one line with the key, what is wrong and what would be right; undefined where nothing is.
 */
export function regionMistake(region: string | undefined, key = "aws:region"): string | undefined {
    if (region === undefined) {
        return `${key}: it is not set; give a region, such as us-east-1`;
    }
    return partitionOf(region) === undefined
        ? `${key}: '${region}' is not a region of the partitions aws, aws-cn and aws-us-gov; give one, such as us-east-1`
        : undefined;
}

/**
 * A region with its partition.
 *
 * @param region as it is set; undefined where it is not.
 * @param key what sets it, for the message.
 * @throws pulumi.RunError one line, see regionMistake().
 */
export function requireRegion(
    region: string | undefined,
    key?: string,
): Pick<Deployment, "region" | "partition"> {
    const partition = region === undefined ? undefined : partitionOf(region);
    if (region === undefined || partition === undefined) {
        throw new pulumi.RunError(regionMistake(region, key) ?? "");
    }
    return { region, partition };
}

/** Suffix of the partition's service endpoints. */
export function dnsSuffix(d: Pick<Deployment, "partition">): string {
    return d.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/**
 * Builds an ARN of the stack's own account and region.
 *
 * @param d where the stack lives.
 * @param service the ARN's service, such as `kinesis`.
 * @param resource what follows the account, such as `stream/NAME`.
 * @returns `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` (IAM User Guide, "Identify AWS resources with
 * Amazon Resource Names (ARNs)").
 */
export function regionalArn(d: Deployment, service: string, resource: string): string {
    return `arn:${d.partition}:${service}:${d.region}:${d.accountId}:${resource}`;
}

/**
 * Builds the ARN of an IAM role of the stack's own account; IAM ARNs carry no region.
 *
 * @param d where the stack lives.
 * @param roleName the role's name, without a path.
 */
export function roleArn(d: Deployment, roleName: string): string {
    return `arn:${d.partition}:iam::${d.accountId}:role/${roleName}`;
}

/**
 * Builds the ARN of a bucket or of objects in it; S3 ARNs carry neither region nor account.
 *
 * @param d where the stack lives.
 * @param bucket the bucket's name.
 * @param key an object's key or a pattern of keys; without it, the bucket itself.
 */
export function s3Arn(d: Deployment, bucket: string, key?: string): string {
    return `arn:${d.partition}:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
}
