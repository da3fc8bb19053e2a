import { AnalyticsTier, IngestionTier, StorageTier, currentDeployment, readQuery } from "../../components";

/** Instances with the agent, a stream, one windowed query and a bucket, all with their defaults. */
export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const { source } = new IngestionTier("ingestion", { deployment });
    const { sink, bucketName } = new StorageTier("storage", { deployment, queries });
    const { applicationName } = new AnalyticsTier("analytics", { deployment, source, sink, queries });
    return { bucketName, applicationName };
};
