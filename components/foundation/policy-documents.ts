import { Deployment, dnsSuffix, regionalArn } from "./arns";

/** One statement of an IAM policy (IAM User Guide, "IAM JSON policy elements: Statement"). */
export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: "*" | { readonly [type: string]: string | readonly string[] };
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: {
        readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
    };
}

/** An IAM policy document of the current version. */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}

/**
 * Writes a document as the text that AWS takes.
 *
 * @param statements at least one.
 * @returns JSON, known at preview, so that the policy pack can judge it.
 */
export function policyJson(...statements: Statement[]): string {
    const document: PolicyDocument = { Version: "2012-10-17", Statement: statements };
    return JSON.stringify(document);
}

/**
 * Trust policy of a service's role that only resources of the own account may make the service assume
 * (IAM User Guide, "The confused deputy problem").
 *
 * @param d where the stack lives.
 * @param service for example `firehose.amazonaws.com`.
 * @param sourceArn the resource, or the resources, that the service acts for.
 */
export function serviceTrust(d: Deployment, service: string, sourceArn: string | readonly string[]): string {
    return policyJson({
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: service },
        Action: ["sts:AssumeRole"],
        Condition: {
            StringEquals: { "aws:SourceAccount": d.accountId },
            ArnLike: { "aws:SourceArn": sourceArn },
        },
    });
}

/**
 * Trust policy of an instance profile's role. EC2 sends neither aws:SourceAccount nor aws:SourceArn, so
 * none is asked for (Amazon EC2 User Guide, "IAM roles for Amazon EC2").
 *
 * @param d where the stack lives; in China EC2's principal has that partition's suffix.
 */
export function instanceTrust(d: Deployment): string {
    return policyJson({
        Sid: "AssumedByInstance",
        Effect: "Allow",
        Principal: { Service: `ec2.${dnsSuffix(d)}` },
        Action: ["sts:AssumeRole"],
    });
}

/**
 * A topic's own policy that lets CloudWatch alarms and the account's budgets publish to it (Amazon SNS Developer Guide,
 * "Example cases for Amazon SNS access control").
 *
 * @param d where the stack lives.
 * @param topicArn the topic.
 */
export function alarmTopicPolicy(d: Deployment, topicArn: string): string {
    const publisher = (Sid: string, service: string, source: string): Statement => ({
        Sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: ["sns:Publish"],
        Resource: [topicArn],
        Condition: {
            StringEquals: { "aws:SourceAccount": d.accountId },
            ArnLike: { "aws:SourceArn": source },
        },
    });
    return policyJson(
        publisher("PublishAlarms", "cloudwatch.amazonaws.com", regionalArn(d, "cloudwatch", "alarm:*")),
        publisher("PublishBudgets", "budgets.amazonaws.com", `arn:${d.partition}:budgets::${d.accountId}:*`),
    );
}

/**
 * A bucket's own policy that refuses every request that does not come over TLS (Amazon S3 User Guide,
 * "Security best practices for Amazon S3").
 *
 * @param bucketArn the bucket.
 */
export function tlsOnly(bucketArn: string): string {
    return policyJson({
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
}
