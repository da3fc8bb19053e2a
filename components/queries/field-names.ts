import * as pulumi from "@pulumi/pulumi";
import { WindowedQuery } from "./query";

/**
 * Checks that the agent's records have the columns that each query requires: a record that lacks one is rejected, so every record
 * would be.
 *
 * @param names of the records' fields; none where the log format gives them its own.
 * @param queries that read the records.
 * @param key what sets the names, for the message.
 * @throws pulumi.RunError one line, where a required column is missing.
 */
export function checkFieldNames(
    names: readonly string[],
    queries: readonly WindowedQuery[],
    key: string,
): void {
    for (const query of names.length === 0 ? [] : queries) {
        const missing = query.columns.filter(({ name, optional }) => !optional && !names.includes(name));
        if (missing.length > 0) {
            const columns = missing.map(({ name }) => name).join(", ");
            throw new pulumi.RunError(
                `${key}: the query '${query.name}' requires ${columns}, which no field is named; every record would be rejected. Name a field so, or make the column optional in sql/${query.name}.schema.json`,
            );
        }
    }
}
