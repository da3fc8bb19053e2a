import { ResourceType } from "../resource-type";
import * as ec2 from "./ec2";
import * as firehose from "./firehose";
import { flinkApplication } from "./flink-application";
import * as iam from "./iam";
import * as kinesis from "./kinesis";
import * as logs from "./logs";
import * as s3 from "./s3";
import { securityGroup } from "./security-group";

/** Every resource type that the local provider serves, by its token. */
export const RESOURCE_TYPES: { readonly [token: string]: ResourceType } = {
    "aws:cloudwatch/logGroup:LogGroup": logs.logGroup,
    "aws:cloudwatch/logStream:LogStream": logs.logStream,
    "aws:ec2/instance:Instance": ec2.instance,
    "aws:ec2/launchTemplate:LaunchTemplate": ec2.launchTemplate,
    "aws:ec2/securityGroup:SecurityGroup": securityGroup,
    "aws:iam/instanceProfile:InstanceProfile": iam.instanceProfile,
    "aws:iam/role:Role": iam.role,
    "aws:iam/rolePolicy:RolePolicy": iam.rolePolicy,
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": firehose.deliveryStream,
    "aws:kinesis/stream:Stream": kinesis.stream,
    "aws:kinesisanalyticsv2/application:Application": flinkApplication,
    "aws:s3/bucket:Bucket": s3.bucket,
    "aws:s3/bucketObjectv2:BucketObjectv2": s3.object,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": s3.ownershipControls,
    "aws:s3/bucketPolicy:BucketPolicy": s3.bucketPolicy,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": s3.publicAccessBlock,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": s3.encryption,
    "aws:s3/bucketVersioning:BucketVersioning": s3.versioning,
};
