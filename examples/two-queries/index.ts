import {
    AnalyticsTier,
    CatalogTier,
    ExpositionTier,
    IngestionTier,
    StorageTier,
    currentDeployment,
    readQuery,
} from "../../components";

/** Each query delivers to a prefix and a table of its own; Firehose converts the results to Parquet by that table. */
export = async () => {
    const deployment = await currentDeployment();
    const queries = ["status-counts", "distinct-hosts"].map((name) => readQuery(name));
    const catalog = new CatalogTier("catalog", { deployment, queries, parquet: true });
    const { source } = new IngestionTier("ingestion", { deployment, stream: { shardCount: 2 } });
    const delivery = { parquet: true, bufferMb: 64 };
    const { sink } = new StorageTier("storage", { deployment, queries, catalog, delivery });
    const flink = { parallelism: 2 };
    new AnalyticsTier("analytics", { deployment, source, sink, queries, flink });
    const { database, workgroup } = new ExpositionTier("exposition", { deployment, catalog, queries });
    return { database, workgroup };
};
