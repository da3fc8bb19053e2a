import { rmSync } from "node:fs";
import { CreateLaunchTemplateCommand, DescribeSecurityGroupsCommand } from "@aws-sdk/client-ec2";
import { DescribeLaunchTemplateVersionsCommand } from "@aws-sdk/client-ec2";
import {
    CreateAccessKeyCommand,
    CreateRoleCommand,
    CreateUserCommand,
    ListPoliciesCommand,
} from "@aws-sdk/client-iam";
import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { CreateApplicationCommand, DescribeApplicationCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import { CreateGroupCommand, TagCommand } from "@aws-sdk/client-resource-groups";
import {
    CreateBucketCommand,
    GetBucketTaggingCommand,
    GetBucketVersioningCommand,
    GetObjectCommand,
    ListBucketsCommand,
    ListObjectsV2Command,
    PutBucketLifecycleConfigurationCommand,
    PutBucketTaggingCommand,
    PutBucketVersioningCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import { policyJson } from "../../components/foundation/policy-documents";
import { Clients, clientSettings } from "../../local/cloud/clients";
import { ROOT_CREDENTIALS } from "../../local/cloud/root-environment";
import { ACCOUNT, REGION, TestEmulator } from "../support/test-emulator";
import { CborClient } from "./cbor-client";
import { RecordedCall, readCalls } from "./recording";

const TRUST = policyJson({
    Sid: "T",
    Effect: "Allow",
    Principal: { Service: "kinesisanalytics.amazonaws.com" },
    Action: ["sts:AssumeRole"],
});
const LIFECYCLE = {
    Rules: [{ ID: "old", Status: "Enabled", Prefix: "", Expiration: { Days: 30 } } as const],
};
const RESOURCE_QUERY = JSON.stringify({ ResourceTypeFilters: ["AWS::AllSupported"], TagFilters: [] });

async function json({ kinesis, flink }: Clients): Promise<void> {
    await kinesis.send(
        new CreateStreamCommand({
            StreamName: "planted",
            ShardCount: 1,
            StreamModeDetails: { StreamMode: "PROVISIONED" },
        }),
    );
    await flink.send(
        new CreateApplicationCommand({
            ApplicationName: "planted",
            RuntimeEnvironment: "FLINK-1_20",
            ServiceExecutionRole: `arn:aws:iam::${ACCOUNT}:role/planted`,
        }),
    );
    await flink
        .send(new DescribeApplicationCommand({ ApplicationName: "missing" }))
        .catch((error: Error) => assertName(error, "ResourceNotFoundException"));
}

async function cbor(endpoint: string): Promise<void> {
    const credentials = ROOT_CREDENTIALS;
    const client = new CborClient(new KinesisClient({ ...clientSettings(endpoint, REGION), credentials }));
    const StreamName = "planted";
    await client.call("DescribeStreamSummary", { StreamName });
    await client.call("ListShards", { StreamName, MaxResults: 10 });
    const ShardIteratorType = "AT_TIMESTAMP";
    const ShardId = "shardId-000000000000";
    await client.call("GetShardIterator", { StreamName, ShardId, ShardIteratorType, Timestamp: new Date() });
}

async function queryProtocols({ iam, ec2 }: Clients): Promise<void> {
    await iam.send(
        new CreateRoleCommand({
            RoleName: "planted",
            AssumeRolePolicyDocument: TRUST,
            MaxSessionDuration: 3600,
        }),
    );
    await iam.send(new CreateUserCommand({ UserName: "planted" }));
    await iam.send(new CreateAccessKeyCommand({ UserName: "planted" }));
    await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    await iam
        .send(new CreateUserCommand({ UserName: "planted" }))
        .catch((error: Error) => assertName(error, "EntityAlreadyExistsException"));
    await ec2.send(
        new CreateLaunchTemplateCommand({
            LaunchTemplateName: "planted",
            VersionDescription: "first",
            LaunchTemplateData: { InstanceType: "t3.micro", EbsOptimized: true },
        }),
    );
    await ec2.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: "planted", Versions: ["1"] }),
    );
    await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 100 }));
}

async function rest({ s3, groups }: Clients): Promise<void> {
    const Bucket = "planted";
    await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: "BucketOwnerEnforced" }));
    await s3.send(
        new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "owner", Value: "me" }] } }),
    );
    await s3.send(new GetBucketTaggingCommand({ Bucket }));
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: LIFECYCLE }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    await s3.send(new GetBucketVersioningCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "a/b c", Body: "x".repeat(100_000) }));
    await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 10 }));
    await s3.send(new ListBucketsCommand({}));
    await s3
        .send(new GetObjectCommand({ Bucket, Key: "missing" }))
        .catch((error: Error) => assertName(error, "NoSuchKey"));
    const { Group } = await groups.send(
        new CreateGroupCommand({
            Name: "planted",
            ResourceQuery: { Type: "TAG_FILTERS_1_0", Query: RESOURCE_QUERY },
        }),
    );
    await groups.send(new TagCommand({ Arn: Group?.GroupArn, Tags: { owner: "me" } }));
}

function assertName(error: Error, name: string): void {
    if (error.name !== name) {
        throw error;
    }
}

/**
 * Makes a few real calls in each protocol that the SDKs speak to the emulator.
 *
 * @param python the emulator's.
 * @param port a free one.
 * @param file where the emulator records them.
 */
export async function recordedCalls(python: string, port: number, file: string): Promise<RecordedCall[]> {
    rmSync(file, { force: true });
    process.env["LOCAL_RECORD"] = file; // the emulator inherits it
    const emulator = new TestEmulator(python, port, "app:app");
    delete process.env["LOCAL_RECORD"];
    try {
        await emulator.ready();
        await json(emulator.clients);
        await cbor(emulator.endpoint);
        await queryProtocols(emulator.clients);
        await rest(emulator.clients);
    } finally {
        emulator.stop();
    }
    return readCalls(file);
}
