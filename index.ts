import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AnalyticsTier } from "./components/analytics";
import { readConfig } from "./components/config";
import { IngestionTier } from "./components/ingestion";
import { Deployment, resourceNames } from "./components/naming";
import { StorageTier } from "./components/storage";

/** The pipeline: logs -> ingestion (agent, stream) -> analytics (windowed SQL) -> storage (Firehose, S3). */
export = async () => {
    const project = pulumi.getProject();
    const settings = new pulumi.Config(project);
    const config = readConfig((key) => settings.get(key), project);

    const [identity, region, partition] = await Promise.all([
        aws.getCallerIdentity({}),
        aws.getRegion({}),
        aws.getPartition({}),
    ]);
    const deployment: Deployment = {
        project,
        stack: pulumi.getStack(),
        accountId: identity.accountId,
        region: region.region,
        partition: partition.partition,
    };
    const names = resourceNames(deployment);

    const ingestion = new IngestionTier("ingestion", { deployment, names, ...config });
    const storage = new StorageTier("storage", { deployment, names, ...config });
    const analytics = new AnalyticsTier("analytics", {
        deployment,
        names,
        source: ingestion,
        sink: storage,
        dependsOn: [ingestion.stream, storage.deliveryStream],
        jar: path.join(__dirname, "flink", "target", "cc-pipeline.jar"),
        query: path.join(__dirname, "sql", "status-counts.sql"),
        ...config,
    });

    return {
        accountId: deployment.accountId,
        currentRegion: deployment.region,
        streamName: ingestion.streamName,
        producerInstanceId: ingestion.instance.id,
        applicationName: analytics.applicationName,
        deliveryStreamName: storage.deliveryStreamName,
        summaryDestinationBucket: storage.bucketName,
    };
};
