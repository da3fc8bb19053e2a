import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AnalyticsTier } from "../analytics/flink-tier";
import { CatalogTier } from "../catalog/catalog-tier";
import { PARQUET_BUFFER_MB } from "../config/sections/delivery";
import { ExpositionTier } from "../exposition/exposition-tier";
import { awsAccess } from "../foundation/aws-access";
import { Deployment } from "../foundation/arns";
import { resourceNames } from "../foundation/names";
import { IngestionTier } from "../ingestion/ingestion-tier";
import { MonitoringTier } from "../monitoring/monitoring-tier";
import { readQuery } from "../queries/query";
import { stackTags } from "../stack/provider";
import { StorageTier } from "../storage/storage-tier";
import { CheckedArguments, checkedArguments, deploymentOf } from "./arguments";

/** Arguments of StreamingLogPipeline. */
export interface StreamingLogPipelineArgs {
    /** AWS account that is deployed to, 12 digits; credentials of another account are refused. */
    accountId: string;
    /** AWS region, such as us-east-1. */
    region: string;
    /** Owner of the resources, their tag `owner`. Default: cc-pipeline. */
    owner?: string;
    /** Queries to run, each a file of sql/. Default: status-counts. */
    queries?: string[];
    /** Length of the queries' windows in seconds. Default: 60. */
    windowSeconds?: number;
    /** Parallel tasks of the Flink application, 1 to 64. Default: 1. */
    parallelism?: number;
    /** Name or ARN of an existing stream to read. Default: a new one. */
    existingStream?: string;
    /** Shards of the new stream, 1 to 500. Default: 1. */
    shardCount?: number;
    /** Producer instances that write sample logs to the stream. Default: 1. */
    producers?: number;
    /** Whether results are Parquet; else JSON lines. Default: false. */
    parquet?: boolean;
    /** Name of the results bucket. Default: PROJECT-STACK-results-ACCOUNT-REGION. */
    bucketName?: string;
    /** E-mail address that is notified of alarms. Default: none. */
    email?: string;
    /** Path of the Flink job's JAR. Default: flink/target/cc-pipeline.jar, which npm run build:flink builds. */
    jar?: string;
}

/** Logs through a Kinesis stream and a Flink application with windowed SQL to S3 and Athena, with alarms and a dashboard. */
export class StreamingLogPipeline extends pulumi.ComponentResource {
    /** Name of the results bucket. */
    public readonly bucketName: string;
    /** Name of the stream. */
    public readonly streamName: string;
    /** Name of the Flink application. */
    public readonly applicationName: string;
    /** Name of the Glue database of the results. */
    public readonly database: string;
    /** Name of the Athena workgroup. */
    public readonly workgroup: string;

    constructor(name: string, args: StreamingLogPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:index:StreamingLogPipeline", name, {}, opts);
        const checked = checkedArguments(name, args);
        const deployment = deploymentOf(name, checked);
        const tags = stackTags(deployment.project, deployment.stack, checked.owner);
        const provider = this.provider(name, checked, tags);
        const created = createTiers(name, checked, deployment, tags, { parent: this, providers: [provider] });
        this.bucketName = created.bucketName;
        this.streamName = created.streamName;
        this.applicationName = created.applicationName;
        this.database = created.database;
        this.workgroup = created.workgroup;
        this.registerOutputs({ ...created });
    }

    /** A provider of the component's own, so that names and ARNs are those of the account and region that it really reaches. */
    private provider(
        name: string,
        { accountId, region }: CheckedArguments,
        tags: Record<string, string>,
    ): aws.Provider {
        return new aws.Provider(
            name,
            {
                ...awsAccess(region),
                region: region as aws.Region, // checked by deploymentOf
                allowedAccountIds: [accountId],
                defaultTags: { tags },
            },
            { parent: this },
        );
    }
}

/** Creates all tiers. @returns the component's outputs. */
function createTiers(
    name: string,
    args: CheckedArguments,
    deployment: Deployment,
    tags: Record<string, string>,
    opts: pulumi.ComponentResourceOptions,
) {
    const { windowSeconds, parallelism, parquet, jar, email } = args;
    const queries = args.queries.map((query) => readQuery(query, `${name}.queries`));
    const common = { deployment, names: resourceNames(deployment, args.bucketName) };
    const stream =
        args.existingStream === undefined
            ? { shardCount: args.shardCount }
            : { existing: args.existingStream };
    const delivery = { parquet, ...(parquet && { bufferMb: PARQUET_BUFFER_MB }) };
    const flink = { windowSeconds, parallelism };

    const catalog = new CatalogTier("catalog", { ...common, queries, parquet }, opts);
    const producer = { count: args.producers };
    const ingestion = new IngestionTier("ingestion", { ...common, stream, producer, tags }, opts);
    const storage = new StorageTier("storage", { ...common, queries, catalog, delivery }, opts);
    const { source, streamName } = ingestion;
    const { sink, deliveries, bucketName } = storage;
    const analytics = new AnalyticsTier("analytics", { ...common, source, sink, queries, flink, jar }, opts);
    const exposition = new ExpositionTier("exposition", { ...common, catalog, queries, windowSeconds }, opts);
    const watched = { streamName, deliveries, stream, delivery, analytics: flink, monitoring: { email } };
    const startAfter = [analytics.application];
    new MonitoringTier("monitoring", { ...common, ...watched, tags, startAfter }, opts);
    const { applicationName } = analytics;
    const { database, workgroup } = exposition;
    return { bucketName, streamName, applicationName, database, workgroup };
}
