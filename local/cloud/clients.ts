import { AthenaClient } from "@aws-sdk/client-athena";
import { BudgetsClient } from "@aws-sdk/client-budgets";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { GlueClient } from "@aws-sdk/client-glue";
import { IAMClient } from "@aws-sdk/client-iam";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { KinesisAnalyticsV2Client } from "@aws-sdk/client-kinesis-analytics-v2";
import { ResourceGroupsClient } from "@aws-sdk/client-resource-groups";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { ROOT_CREDENTIALS } from "./root-environment";

/** One client a service, all of them against the local cloud. */
export interface Clients {
    readonly region: string;
    readonly athena: AthenaClient;
    readonly budgets: BudgetsClient;
    readonly cloudwatch: CloudWatchClient;
    readonly ec2: EC2Client;
    readonly firehose: FirehoseClient;
    readonly flink: KinesisAnalyticsV2Client;
    readonly glue: GlueClient;
    readonly groups: ResourceGroupsClient;
    readonly iam: IAMClient;
    readonly kinesis: KinesisClient;
    readonly logs: CloudWatchLogsClient;
    readonly s3: S3Client;
    readonly sns: SNSClient;
    readonly ssm: SSMClient;
    readonly sts: STSClient;
}

/** Settings of each client of the local cloud; without credentials, the SDK finds them as on AWS. */
export function clientSettings(endpoint: string, region: string) {
    return {
        endpoint,
        region,
        // HTTP/1.1 for all of them: the Kinesis client alone would speak HTTP/2.
        requestHandler: new NodeHttpHandler({ requestTimeout: 120_000, connectionTimeout: 5_000 }),
    };
}

/**
 * Makes the account root's clients.
 *
 * @param endpoint the local cloud's address, see {@link loopbackEndpoint}.
 * @param region for example `us-east-1`.
 */
export function rootClients(endpoint: string, region: string): Clients {
    const settings = { ...clientSettings(endpoint, region), credentials: ROOT_CREDENTIALS };
    return {
        region,
        athena: new AthenaClient(settings),
        budgets: new BudgetsClient(settings),
        cloudwatch: new CloudWatchClient(settings),
        ec2: new EC2Client(settings),
        firehose: new FirehoseClient(settings),
        flink: new KinesisAnalyticsV2Client(settings),
        glue: new GlueClient(settings),
        groups: new ResourceGroupsClient(settings),
        iam: new IAMClient(settings),
        kinesis: new KinesisClient(settings),
        logs: new CloudWatchLogsClient(settings),
        s3: new S3Client({ ...settings, forcePathStyle: true }),
        sns: new SNSClient(settings),
        ssm: new SSMClient(settings),
        sts: new STSClient(settings),
    };
}

/** The account that the clients work in. */
export async function accountOf({ sts }: Clients): Promise<string> {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "";
}
