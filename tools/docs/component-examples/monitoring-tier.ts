import {
    IngestionTier,
    MonitoringTier,
    StorageTier,
    currentDeployment,
    readQuery,
} from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const { streamName } = new IngestionTier("ingestion", { deployment });
    const { deliveries } = new StorageTier("storage", { deployment, queries });
    const { topicArn } = new MonitoringTier("monitoring", { deployment, streamName, deliveries });
    return { topicArn };
};
