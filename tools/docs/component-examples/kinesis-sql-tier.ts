import {
    KinesisSqlTier,
    StorageTier,
    currentDeployment,
    existingStream,
    readQuery,
} from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const source = existingStream(deployment, "web-logs");
    const { sink } = new StorageTier("storage", { deployment, queries, withRejected: false });
    const analytics = new KinesisSqlTier("analytics", { deployment, source, sink, queries });
    return { applicationName: analytics.applicationName };
};
