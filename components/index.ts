/**
 * The tiers of the pipeline, each usable in another program. Arguments are plain values, not `Input<T>`, by design: names,
 * ARNs and IAM documents are then known at the first preview.
 */
export { analyticsTier } from "./analytics";
export { AnalyticsTier, AnalyticsTierArgs } from "./analytics/flink-tier";
export { KinesisSqlTier, KinesisSqlTierArgs } from "./analytics/kinesis-sql-tier";
export { CatalogTier, CatalogTierArgs } from "./catalog/catalog-tier";
export { ExpositionTier, ExpositionTierArgs } from "./exposition/exposition-tier";
export { AlarmSettings } from "./config/sections/alarms";
export { AnalyticsSettings, FlinkSettings } from "./config/sections/analytics";
export { BucketSettings } from "./config/sections/bucket";
export { DeliverySettings } from "./config/sections/delivery";
export { ExpositionSettings } from "./config/sections/exposition";
export { MonitoringSettings } from "./config/sections/monitoring";
export { ProducerSettings } from "./config/sections/producer";
export { StreamSettings } from "./config/sections/stream";
export { Deployment } from "./foundation/arns";
export { DeliverySink, DeliveryTarget, StreamSource } from "./foundation/contract";
export { ResourceNames, resourceNames } from "./foundation/names";
export { PrivateBucket, PrivateBucketArgs } from "./foundation/private-bucket";
export { IngestionTier, IngestionTierArgs, existingStream } from "./ingestion/ingestion-tier";
export { MonitoringTier, MonitoringTierArgs } from "./monitoring/monitoring-tier";
export { WindowedQuery, readQuery } from "./queries/query";
export { currentDeployment } from "./stack/provider";
export { StorageTier, StorageTierArgs } from "./storage/storage-tier";
