import { AnalyticsTier, StorageTier, currentDeployment, existingStream, readQuery } from "../../components";

/** The stream exists in this account and region (for another account, give its ARN); only what reads it is created. */
export = async () => {
    const deployment = await currentDeployment();
    const source = existingStream(deployment, "web-logs");
    const queries = [readQuery("error-rate-sliding")];
    const { sink, bucketName } = new StorageTier("storage", { deployment, queries });
    const flink = { windowSeconds: 300, parallelism: 2 };
    const { applicationName } = new AnalyticsTier("analytics", { deployment, source, sink, queries, flink });
    return { bucketName, applicationName };
};
