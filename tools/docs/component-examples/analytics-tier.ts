import {
    AnalyticsTier,
    StorageTier,
    currentDeployment,
    existingStream,
    readQuery,
} from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const source = existingStream(deployment, "web-logs");
    const { sink } = new StorageTier("storage", { deployment, queries });
    const analytics = new AnalyticsTier("analytics", { deployment, source, sink, queries });
    return { applicationName: analytics.applicationName, status: analytics.status };
};
