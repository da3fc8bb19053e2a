import { Statement } from "./policy-documents";
import { Deployment, dnsSuffix, regionalArn } from "./arns";

/**
 * What the Amazon Kinesis Agent needs to write to one stream (Amazon Kinesis Data Streams Developer Guide,
 * "Write to Amazon Kinesis Data Streams using Kinesis Agent"). The AWS-managed key `aws/kinesis` needs no
 * permission of the writer's own.
 *
 * @param streamArn the stream.
 */
export function writeToStream(streamArn: string): Statement {
    return { Sid: "WriteToStream", Effect: "Allow", Action: ["kinesis:PutRecords"], Resource: [streamArn] };
}

/**
 * What a Flink Kinesis source with polling needs to read one stream (Managed Service for Apache Flink
 * Developer Guide, "Using IAM with Managed Service for Apache Flink").
 *
 * @param streamArn the stream.
 */
export function readFromStream(streamArn: string): Statement {
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
 * What the Flink Firehose sink needs to write to delivery streams.
 *
 * @param deliveryStreamArns one ARN per delivery stream.
 */
export function writeToDeliveryStreams(deliveryStreamArns: readonly string[]): Statement {
    return {
        Sid: "WriteToDeliveryStreams",
        Effect: "Allow",
        Action: ["firehose:PutRecordBatch"],
        Resource: deliveryStreamArns,
    };
}

/**
 * Reading named objects, with their versions.
 *
 * @param objectArns one ARN per object.
 */
export function readObjects(objectArns: readonly string[]): Statement {
    return {
        Sid: "ReadCode",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: objectArns,
    };
}

/**
 * What an application of Managed Service for Apache Flink needs to write its log (Managed Service for
 * Apache Flink Developer Guide, "Set up application logging"). DescribeLogGroups knows
 * no narrower resource than all.
 *
 * @param d where the stack lives.
 * @param logGroup the log group's name.
 * @param logStream the log stream's name.
 */
export function writeApplicationLog(d: Deployment, logGroup: string, logStream: string): Statement[] {
    const group = regionalArn(d, "logs", `log-group:${logGroup}`);
    return [
        {
            Sid: "ListLogGroups",
            Effect: "Allow",
            Action: ["logs:DescribeLogGroups"],
            Resource: ["*"],
        },
        {
            Sid: "ListLogStreams",
            Effect: "Allow",
            Action: ["logs:DescribeLogStreams"],
            Resource: [`${group}:*`],
        },
        writeLogStreams(d, logGroup, logStream),
    ];
}

/**
 * Writing to log streams of one log group.
 *
 * @param d where the stack lives.
 * @param logGroup the log group's name.
 * @param logStreams the log streams' names.
 */
export function writeLogStreams(d: Deployment, logGroup: string, ...logStreams: string[]): Statement {
    return {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:PutLogEvents"],
        Resource: logStreams.map((logStream) =>
            regionalArn(d, "logs", `log-group:${logGroup}:log-stream:${logStream}`),
        ),
    };
}

/**
 * What Firehose needs to deliver to a bucket (Amazon Data Firehose Developer Guide, "Grant Firehose access
 * to an Amazon S3 destination").
 *
 * @param bucketArn the bucket.
 */
export function deliverToBucket(bucketArn: string): Statement[] {
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
 * Use of a customer key through one service only (AWS KMS Developer Guide, "kms:ViaService"). An AWS-managed or AWS-owned
 * key needs no statement.
 *
 * @param d where the stack lives.
 * @param keyArn the key, or undefined.
 * @param service the service that calls KMS, such as `kinesis`.
 * @param actions for example `kms:Decrypt`.
 * @returns one statement, or none where there is no customer key.
 */
export function useKey(
    d: Deployment,
    keyArn: string | undefined,
    service: string,
    ...actions: string[]
): Statement[] {
    return keyArn === undefined
        ? []
        : [
              {
                  Sid: `UseKeyThrough${service.charAt(0).toUpperCase()}${service.slice(1)}`,
                  Effect: "Allow",
                  Action: actions,
                  Resource: [keyArn],
                  Condition: { StringEquals: { "kms:ViaService": `${service}.${d.region}.${dnsSuffix(d)}` } },
              },
          ];
}

/**
 * What the agent of Systems Manager needs for Session Manager (AWS Systems Manager User Guide, "Add Session Manager
 * permissions to an existing IAM role"). The instance's id is not known before it runs, so the condition asks that the
 * call comes from an instance of this account and region.
 *
 * @param d where the stack lives.
 */
export function allowSessionManager(d: Deployment): Statement[] {
    const instances = regionalArn(d, "ec2", "instance/*");
    return [
        {
            Sid: "RegisterInstance",
            Effect: "Allow",
            Action: ["ssm:UpdateInstanceInformation"],
            Resource: [instances],
            Condition: { ArnLike: { "ec2:SourceInstanceARN": instances } },
        },
        {
            Sid: "OpenSessions",
            Effect: "Allow",
            Action: [
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
            ],
            Resource: ["*"],
        },
    ];
}

/**
 * Writing metrics of one namespace (Amazon CloudWatch User Guide, "Using condition keys to limit access to CloudWatch
 * namespaces"). A metric has no ARN: the namespace is what narrows.
 *
 * @param namespace for example `AWSKinesisAgent`.
 */
export function writeMetrics(namespace: string): Statement {
    return {
        Sid: "WriteMetrics",
        Effect: "Allow",
        Action: ["cloudwatch:PutMetricData"],
        Resource: ["*"],
        Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
    };
}

/**
 * What the CloudWatch agent needs to write its log streams of one log group (Amazon CloudWatch User Guide, "Create IAM
 * roles and users for use with the CloudWatch agent"), without the creation of log groups.
 *
 * @param d where the stack lives.
 * @param logGroup the log group's name.
 */
export function writeLogGroup(d: Deployment, logGroup: string): Statement {
    return {
        Sid: "WriteAgentLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [regionalArn(d, "logs", `log-group:${logGroup}:log-stream:*`)],
    };
}

/**
 * What Firehose needs to read the Glue tables that say how to convert records (Amazon Data Firehose Developer Guide,
 * "Grant Firehose access to AWS Glue for data format conversion").
 *
 * @param d where the stack lives.
 * @param database the Glue database.
 * @param tables the Glue tables.
 */
export function readTables(d: Deployment, database: string, tables: readonly string[]): Statement {
    return {
        Sid: "ReadTables",
        Effect: "Allow",
        Action: ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
        Resource: [
            regionalArn(d, "glue", "catalog"),
            regionalArn(d, "glue", `database/${database}`),
            ...tables.map((table) => regionalArn(d, "glue", `table/${database}/${table}`)),
        ],
    };
}
