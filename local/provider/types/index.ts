import { ResourceType } from "../resource-type";
import * as athena from "./athena";
import * as cloudwatch from "./cloudwatch";
import * as firehose from "./firehose";
import { flinkApplication } from "./flink-application";
import * as glue from "./glue";
import * as iam from "./iam";
import { budget } from "./budget";
import { instance } from "./instance";
import * as kinesis from "./kinesis";
import { keyPair } from "./key-pair";
import { launchTemplate } from "./launch-template";
import * as logs from "./logs";
import { resourceGroup } from "./resource-group";
import * as s3 from "./s3";
import { bucket } from "./s3-bucket";
import { metric as bucketMetric } from "./s3-bucket-metric";
import * as bucketSettings from "./s3-bucket-settings";
import { securityGroup } from "./security-group";
import * as sns from "./sns";

/** The Flink application with what docs/provider.md says of it. */
const application: ResourceType = {
    ...flinkApplication,
    source: "kinesisanalyticsv2/application.go",
    notes:
        "UpdateApplication has the blocks that differ. `earlier` sends RunConfigurationUpdate only where `runConfiguration` differs and the " +
        "application is RUNNING; `later` with each update of a RUNNING application. It is started and stopped only where " +
        "`startApplication` differs. AddApplicationCloudWatchLoggingOption and DeleteApplicationCloudWatchLoggingOption add and remove " +
        "the logging option.",
};

/** Every resource type that the local provider serves, by its token. */
export const RESOURCE_TYPES: { readonly [token: string]: ResourceType } = {
    "aws:athena/namedQuery:NamedQuery": athena.namedQuery,
    "aws:athena/workgroup:Workgroup": athena.workgroup,
    "aws:budgets/budget:Budget": budget,
    "aws:cloudwatch/dashboard:Dashboard": cloudwatch.dashboard,
    "aws:cloudwatch/logGroup:LogGroup": logs.logGroup,
    "aws:cloudwatch/logStream:LogStream": logs.logStream,
    "aws:cloudwatch/metricAlarm:MetricAlarm": cloudwatch.metricAlarm,
    "aws:ec2/instance:Instance": instance,
    "aws:ec2/keyPair:KeyPair": keyPair,
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
    "aws:ec2/securityGroup:SecurityGroup": securityGroup,
    "aws:glue/catalogDatabase:CatalogDatabase": glue.database,
    "aws:glue/catalogTable:CatalogTable": glue.table,
    "aws:iam/instanceProfile:InstanceProfile": iam.instanceProfile,
    "aws:iam/role:Role": iam.role,
    "aws:iam/rolePolicy:RolePolicy": iam.rolePolicy,
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": firehose.deliveryStream,
    "aws:kinesis/stream:Stream": kinesis.stream,
    "aws:kinesis/streamConsumer:StreamConsumer": kinesis.streamConsumer,
    "aws:kinesisanalyticsv2/application:Application": application,
    "aws:resourcegroups/group:Group": resourceGroup,
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSettings.lifecycle,
    "aws:s3/bucketLogging:BucketLogging": bucketSettings.logging,
    "aws:s3/bucketMetric:BucketMetric": bucketMetric,
    "aws:s3/bucketObjectv2:BucketObjectv2": s3.object,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSettings.ownershipControls,
    "aws:s3/bucketPolicy:BucketPolicy": bucketSettings.bucketPolicy,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSettings.publicAccessBlock,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
        bucketSettings.encryption,
    "aws:s3/bucketVersioning:BucketVersioning": bucketSettings.versioning,
    "aws:sns/topic:Topic": sns.topic,
    "aws:sns/topicPolicy:TopicPolicy": sns.topicPolicy,
    "aws:sns/topicSubscription:TopicSubscription": sns.topicSubscription,
};
