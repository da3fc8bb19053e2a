import { Deployment, regionalArn } from "./naming";

/** One statement of an IAM policy (IAM User Guide, "IAM JSON policy elements: Statement"). */
export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: "*" | { readonly [type: string]: string | readonly string[] };
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string } };
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
 * @param sourceArn the one resource, or a pattern of resources, that the service acts for.
 */
export function serviceTrust(d: Deployment, service: string, sourceArn: string): string {
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
    const suffix = d.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return policyJson({
        Sid: "AssumedByInstance",
        Effect: "Allow",
        Principal: { Service: `ec2.${suffix}` },
        Action: ["sts:AssumeRole"],
    });
}

/**
 * What the Amazon Kinesis Agent needs to write to one stream (Amazon Kinesis Data Streams Developer Guide,
 * "Write to Amazon Kinesis Data Streams using Kinesis Agent"). The AWS-managed key `aws/kinesis` needs no
 * permission of the writer's own.
 *
 * @param streamArn the stream.
 */
export function streamWriter(streamArn: string): Statement {
    return { Sid: "WriteToStream", Effect: "Allow", Action: ["kinesis:PutRecords"], Resource: [streamArn] };
}

/**
 * What a Flink Kinesis source with polling needs to read one stream (Managed Service for Apache Flink
 * Developer Guide, "Using IAM with Managed Service for Apache Flink").
 *
 * @param streamArn the stream.
 */
export function streamReader(streamArn: string): Statement {
    return {
        Sid: "ReadFromStream",
        Effect: "Allow",
        Action: [
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
        ],
        Resource: [streamArn],
    };
}

/**
 * What the Flink Firehose sink needs to write to one delivery stream.
 *
 * @param deliveryStreamArn the delivery stream.
 */
export function deliveryStreamWriter(deliveryStreamArn: string): Statement {
    return {
        Sid: "WriteToDeliveryStream",
        Effect: "Allow",
        Action: ["firehose:PutRecordBatch"],
        Resource: [deliveryStreamArn],
    };
}

/**
 * Reading named objects, with their versions.
 *
 * @param objectArns one ARN an object.
 */
export function objectReader(objectArns: readonly string[]): Statement {
    return {
        Sid: "ReadCode",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: objectArns,
    };
}

/**
 * What an application of Managed Service for Apache Flink needs to write its log (Managed Service for
 * Apache Flink Developer Guide, "Set up application logging"). DescribeLogGroups lists, so its narrowest
 * form is all log groups of the account and region.
 *
 * @param d where the stack lives.
 * @param logGroup the log group's name.
 * @param logStream the log stream's name.
 */
export function applicationLogWriter(d: Deployment, logGroup: string, logStream: string): Statement[] {
    const group = regionalArn(d, "logs", `log-group:${logGroup}`);
    return [
        {
            Sid: "ListLogGroups",
            Effect: "Allow",
            Action: ["logs:DescribeLogGroups"],
            Resource: [regionalArn(d, "logs", "log-group:*")],
        },
        {
            Sid: "ListLogStreams",
            Effect: "Allow",
            Action: ["logs:DescribeLogStreams"],
            Resource: [`${group}:*`],
        },
        logStreamWriter(d, logGroup, logStream),
    ];
}

/**
 * Writing to one log stream.
 *
 * @param d where the stack lives.
 * @param logGroup the log group's name.
 * @param logStream the log stream's name.
 */
export function logStreamWriter(d: Deployment, logGroup: string, logStream: string): Statement {
    return {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:PutLogEvents"],
        Resource: [regionalArn(d, "logs", `log-group:${logGroup}:log-stream:${logStream}`)],
    };
}

/**
 * What Firehose needs to deliver to a bucket (Amazon Data Firehose Developer Guide, "Grant Firehose access
 * to an Amazon S3 destination").
 *
 * @param bucketArn the bucket.
 */
export function bucketDelivery(bucketArn: string): Statement[] {
    return [
        {
            Sid: "DeliverToBucket",
            Effect: "Allow",
            Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            Resource: [bucketArn],
        },
        {
            Sid: "DeliverObjects",
            Effect: "Allow",
            Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
            Resource: [`${bucketArn}/*`],
        },
    ];
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
