import { REJECTED } from "../analytics/flink-application";
import { ExpositionTier } from "../exposition/exposition-tier";
import { ResourceNames } from "../foundation/names";
import { WindowedQuery } from "../queries/query";
import { sqlName } from "../catalog/results-table";
import { Delivery, REJECTED_PREFIX, resultsPrefix } from "./storage-tier";

/**
 * The delivery streams of a stack: one a query, and one for records that were not counted.
 *
 * @param names physical names.
 * @param queries those that run.
 * @param exposition whose tables Parquet is made by.
 * @param withRejected whether there are records that were rejected.
 */
export function deliveriesOf(
    names: ResourceNames,
    queries: readonly WindowedQuery[],
    exposition: ExpositionTier,
    withRejected: boolean,
): Delivery[] {
    const results = queries.map(({ name }) => {
        const table = exposition.tables[name];
        return {
            id: name,
            deliveryStreamName: names.resultsDelivery(name),
            prefix: resultsPrefix(name),
            table: table && { database: exposition.database, name: sqlName(name), ready: [table] },
        };
    });
    const rejected = { id: REJECTED, deliveryStreamName: names.rejectedDelivery, prefix: REJECTED_PREFIX };
    return [...results, ...(withRejected ? [rejected] : [])];
}
