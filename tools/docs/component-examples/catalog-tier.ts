import { CatalogTier, currentDeployment, readQuery } from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const { database } = new CatalogTier("catalog", { deployment, queries });
    return { database };
};
