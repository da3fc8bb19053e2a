/**
 * How the results bucket and the catalog are laid out: what storage writes, the catalog describes and exposition reads; and
 * where the log lies that the instance's generator writes and its agent reads.
 */

/** Id of the delivery stream and name of the table of records that could not be counted; no query may have this name. */
export const REJECTED = "rejected";

/** Prefix of the keys of results that Firehose could not deliver, and of rejected records. */
export const ERRORS_PREFIX = "errors/";
/** Prefix of the keys of records that were not counted. */
export const REJECTED_PREFIX = `${ERRORS_PREFIX}rejected/`;
/** The partition key of the delivered objects: the hour of delivery, UTC. */
export const PARTITION_KEY = "delivery_hour";
/** Format of its values, in the letters of Java's date formats: Firehose writes them, partition projection reads them. */
export const PARTITION_FORMAT = "yyyy-MM-dd-HH";
/** Id of the metric filter that counts requests under the error prefix. */
export const ERRORS_FILTER = "errors";

/** The log that the access-log generator writes on an instance; what it rotates away has this name and a suffix. */
export const GENERATED_LOG = "/var/log/access-log-generator/access_log";

/** Prefix of the keys of a query's results. */
export function resultsPrefix(query: string): string {
    return `${query}/`;
}

/** A query's table: its name as an SQL identifier that needs no quotes. */
export function sqlName(name: string): string {
    return name.replaceAll("-", "_");
}

/** The view over a query's table that has each result once. */
export function onceView(query: string): string {
    return `${sqlName(query)}_once`;
}
