import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AnalyticsTier } from "./components/analytics/flink-tier";
import { awsAccess } from "./components/foundation/aws-access";
import { readConfig } from "./components/config/read-config";
import { ExpositionTier } from "./components/exposition/exposition-tier";
import { IngestionTier } from "./components/ingestion/ingestion-tier";
import { KinesisSqlTier } from "./components/analytics/kinesis-sql-tier";
import { MonitoringTier } from "./components/monitoring/monitoring-tier";
import { deploymentId, resourceNames } from "./components/foundation/names";
import { WindowedQuery, readQuery } from "./components/queries/query";
import { StorageTier } from "./components/storage/storage-tier";
import { deliveriesOf } from "./components/storage/deliveries";
import {
    callerUser,
    consoleLinks,
    deploymentOf,
    stackProvider,
    stackTags,
    tagQuery,
} from "./components/stack/provider";

/** The pipeline: logs -> ingestion (agent, stream) -> analytics (windowed SQL) -> storage (Firehose, S3) -> exposition (Athena). */
export = async () => {
    const [project, stack, region] = [pulumi.getProject(), pulumi.getStack(), aws.config.region];
    const config = readConfig(pulumi.runtime.allConfig(), project, region);
    const queries = config.analytics.queries.map((query) => readQuery(query, `${project}:analytics.queries`));
    const [first] = queries as [WindowedQuery];
    const withRejected = config.analytics.engine === "flink";
    const tags = stackTags(project, stack, config.stack.owner);
    const access = awsAccess(String(region));
    const provider = stackProvider(access, tags);
    const { deployment, callerArn } = await deploymentOf(project, stack, access.region, provider);
    const { existing, name, namespace } = config.bucket;
    const names = resourceNames(deployment, existing ?? name, namespace);
    const { windowSeconds } = config.analytics;
    const common = { deployment, names, ...config.stack };
    const opts = { providers: [provider] };

    const ingestion = new IngestionTier("ingestion", { ...common, ...config, tags }, opts);
    const exposition = new ExpositionTier(
        "exposition",
        {
            ...common,
            ...config.exposition,
            queries,
            withRejected,
            windowSeconds,
            parquet: config.delivery.parquet,
            kmsKeyArn: config.bucket.kmsKeyArn,
        },
        opts,
    );
    const deliveries = deliveriesOf(names, queries, exposition, withRejected);
    const storage = new StorageTier("storage", { ...common, ...config, deliveries }, opts);
    const analyticsArgs = {
        ...common,
        source: {
            streamName: ingestion.streamName,
            streamArn: ingestion.streamArn,
            kmsKeyArn: config.stream.kmsKeyArn,
        },
        sink: storage.targets,
        dependsOn: [...ingestion.ready, ...storage.ready],
        queries,
    };
    const analytics =
        config.analytics.engine === "flink"
            ? new AnalyticsTier(
                  "analytics",
                  {
                      ...analyticsArgs,
                      access,
                      flink: config.analytics,
                      jar: path.join(__dirname, "flink", "target", "cc-pipeline.jar"),
                  },
                  opts,
              )
            : new KinesisSqlTier("analytics", { ...analyticsArgs, query: first, windowSeconds }, opts);
    if (config.monitoring.enabled) {
        const { streamName } = ingestion;
        new MonitoringTier(
            "monitoring",
            { deployment, names, config, tags, streamName, deliveries, startAfter: [analytics.application] },
            opts,
        );
    }
    new aws.resourcegroups.Group(
        "stack",
        { name: names.resourceGroup, resourceQuery: { query: tagQuery(tags) } },
        { provider },
    );

    return {
        accountId: deployment.accountId,
        callerArn,
        callerUser: callerUser(callerArn),
        currentRegion: deployment.region,
        ec2VmHostname: ingestion.instances.map((instance) => instance.publicDns),
        owner: config.stack.owner,
        summaryDestinationBucket: storage.bucketName,
        tracker: deploymentId(deployment),
        streamName: ingestion.streamName,
        producerInstanceIds: ingestion.instances.map((instance) => instance.id),
        applicationName: analytics.applicationName,
        applicationStatus: analytics.status,
        deliveryStreamNames: deliveries.map(({ deliveryStreamName }) => deliveryStreamName),
        database: exposition.database,
        workgroup: exposition.workgroup,
        console: consoleLinks(deployment, names, ingestion.streamName, config.analytics.engine),
    };
};
