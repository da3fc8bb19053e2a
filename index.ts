import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    CatalogTier,
    ExpositionTier,
    IngestionTier,
    MonitoringTier,
    StorageTier,
    analyticsTier,
    currentDeployment,
    readQuery,
} from "./components";
import { readConfig } from "./components/config/read-config";
import { flinkPart } from "./components/config/sections/analytics";
import { awsAccess } from "./components/foundation/aws-access";
import { deploymentId, resourceNames } from "./components/foundation/names";
import { checkFieldNames } from "./components/queries/field-names";
import { consoleLinks } from "./components/stack/console-links";
import { callerUser, stackProvider, stackTags, tagQuery } from "./components/stack/provider";

/** The pipeline: logs -> ingestion (agent, stream) -> analytics (windowed SQL) -> storage (Firehose, S3) -> exposition (Athena). */
export = async () => {
    const project = pulumi.getProject();
    const config = readConfig(pulumi.runtime.allConfig(), project, aws.config.region);
    const { engine, queries: queryNames, windowSeconds } = config.analytics;
    const { logRetentionDays, protect: protectData, retainOnDelete: retainData, owner } = config.stack;
    const queries = queryNames.map((query) => readQuery(query, `${project}:analytics.queries`));
    if (config.producer.count > 0) {
        checkFieldNames(config.producer.customFieldNames, queries, `${project}:producer.customFieldNames`);
    }
    const { kmsKeyArn } = config.bucket;
    // The tiers fill in what the stack leaves out, as they do for any program.
    const { stream, producer, delivery, bucket, monitoring, alarms, ...given } = config.given;

    const access = awsAccess(config.region);
    const tags = stackTags(project, pulumi.getStack(), owner);
    const provider = stackProvider(access, tags);
    const deployment = await currentDeployment(config.region, provider);
    const names = resourceNames(deployment, bucket.existing ?? bucket.name, bucket.namespace);
    const common = { deployment, names, logRetentionDays, protectData, retainData };
    const results = { queries, withRejected: engine === "flink", windowSeconds };
    const opts = { providers: [provider] };

    const catalog = new CatalogTier(
        "catalog",
        { ...common, ...results, parquet: config.delivery.parquet },
        opts,
    );
    const ingestion = new IngestionTier("ingestion", { ...common, stream, producer, tags }, opts);
    const storage = new StorageTier("storage", { ...common, ...results, catalog, bucket, delivery }, opts);
    const { source, streamName, instances } = ingestion;
    const { sink, deliveries } = storage;
    const application = { source, sink, queries, engine, flink: flinkPart(given.analytics), access };
    const analytics = analyticsTier("analytics", { ...common, ...application }, opts);
    const exposition = new ExpositionTier(
        "exposition",
        { ...common, ...results, catalog, exposition: given.exposition, kmsKeyArn },
        opts,
    );
    if (config.monitoring.enabled) {
        const startAfter = [analytics.application];
        const watched = { streamName, deliveries, stream, analytics: given.analytics, delivery, bucket };
        const alerts = { monitoring, alarms, tags, startAfter };
        new MonitoringTier("monitoring", { deployment, names, ...watched, ...alerts }, opts);
    }
    const resourceQuery = { query: tagQuery(tags) };
    new aws.resourcegroups.Group("stack", { name: names.resourceGroup, resourceQuery }, { provider });

    return {
        accountId: deployment.accountId,
        callerArn: deployment.callerArn,
        callerUser: callerUser(deployment.callerArn),
        currentRegion: deployment.region,
        ec2VmHostname: instances.map((instance) => instance.publicDns),
        owner,
        summaryDestinationBucket: storage.bucketName,
        tracker: deploymentId(deployment),
        streamName,
        producerInstanceIds: instances.map((instance) => instance.id),
        applicationName: analytics.applicationName,
        applicationStatus: analytics.status,
        deliveryStreamNames: deliveries.map(({ deliveryStreamName }) => deliveryStreamName),
        database: exposition.database,
        workgroup: exposition.workgroup,
        console: consoleLinks(deployment, names, streamName, engine),
    };
};
