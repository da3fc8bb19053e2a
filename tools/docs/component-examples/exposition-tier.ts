import { CatalogTier, ExpositionTier, currentDeployment, readQuery } from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const queries = [readQuery("status-counts")];
    const catalog = new CatalogTier("catalog", { deployment, queries });
    const { workgroup } = new ExpositionTier("exposition", { deployment, catalog, queries });
    return { workgroup };
};
