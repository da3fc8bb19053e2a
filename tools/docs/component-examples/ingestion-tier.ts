import { IngestionTier, currentDeployment } from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const { streamName } = new IngestionTier("ingestion", { deployment });
    return { streamName };
};
