import * as pulumi from "@pulumi/pulumi";
import { CatalogTier } from "../catalog/catalog-tier";
import { REJECTED, REJECTED_PREFIX, resultsPrefix, sqlName } from "../foundation/layout";
import { ResourceNames } from "../foundation/names";
import { WindowedQuery } from "../queries/query";

/** What one delivery stream takes, and where it puts it. */
export interface Delivery {
    /** What it takes: a query's name, or REJECTED. */
    readonly id: string;
    /** The delivery stream's name. */
    readonly deliveryStreamName: string;
    /** Prefix of its keys, with its slash; the hour of delivery follows. */
    readonly prefix: string;
    /** Its Glue table, by which it is converted to Parquet; without one it stays JSON lines. */
    readonly table?: { readonly database: string; readonly name: string; readonly ready: pulumi.Resource[] };
}

/**
 * The delivery streams of a stack: one per query, and one for rejected records.
 *
 * @param names physical names.
 * @param queries those that run.
 * @param withRejected whether rejected records are delivered.
 * @param catalog whose tables describe the results; without one, nothing can be converted to Parquet.
 */
export function deliveriesOf(
    names: ResourceNames,
    queries: readonly WindowedQuery[],
    withRejected: boolean,
    catalog?: CatalogTier,
): Delivery[] {
    const results = queries.map(({ name }) => {
        const table = catalog?.tables[name];
        return {
            id: name,
            deliveryStreamName: names.resultsDelivery(name),
            prefix: resultsPrefix(name),
            ...(catalog &&
                table && { table: { database: catalog.database, name: sqlName(name), ready: [table] } }),
        };
    });
    const rejected = { id: REJECTED, deliveryStreamName: names.rejectedDelivery, prefix: REJECTED_PREFIX };
    return [...results, ...(withRejected ? [rejected] : [])];
}
