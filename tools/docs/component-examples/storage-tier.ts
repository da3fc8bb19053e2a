import { StorageTier, currentDeployment, readQuery } from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const { bucketName } = new StorageTier("storage", { deployment, queries });
    return { bucketName };
};
