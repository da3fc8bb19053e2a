import type * as aws from "@pulumi/aws";
import { WindowedQuery, glueType, trinoType } from "../queries/query";
import { PARTITION_KEY } from "../foundation/layout";

export const JSON_LINES = {
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serDeInfo: {
        name: "json",
        serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
        parameters: { "case.insensitive": "true" },
    },
};
export const PARQUET = {
    inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serDeInfo: {
        name: "parquet",
        serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        parameters: {},
    },
};

/**
 * The properties by which Athena finds the objects of an hour without a crawler (Amazon Athena User Guide, "Partition
 * projection", "Amazon Data Firehose example").
 *
 * @param location the table's location, `s3://BUCKET/PREFIX/`.
 */
export function partitionProjection(location: string): Record<string, string> {
    return {
        "projection.enabled": "true",
        [`projection.${PARTITION_KEY}.type`]: "date",
        [`projection.${PARTITION_KEY}.format`]: "yyyy-MM-dd-HH",
        [`projection.${PARTITION_KEY}.interval`]: "1",
        [`projection.${PARTITION_KEY}.interval.unit`]: "HOURS",
        [`projection.${PARTITION_KEY}.range`]: "NOW-3YEARS,NOW+1HOUR",
        "storage.location.template": `${location}${PARTITION_KEY}=\${${PARTITION_KEY}}/`,
    };
}

/** Words that a SELECT of Athena takes as names in quotes only (Amazon Athena User Guide, "Escape reserved keywords"). */
const RESERVED = new Set(
    (
        "alter and as between by case cast constraint create cross cube current_catalog current_date current_path current_schema " +
        "current_time current_timestamp current_user deallocate delete describe distinct drop else end escape except execute " +
        "exists extract false first for from full group grouping having in inner insert intersect into is join json_array " +
        "json_exists json_object json_query json_table json_value last left like listagg localtime localtimestamp natural " +
        "normalize not null on or order outer prepare recursive right rollup select skip table then trim true uescape union " +
        "unnest using values when where with"
    ).split(" "),
);

/** A column's name in a SELECT of Athena. */
function quotedName(column: string): string {
    const name = column.toLowerCase();
    return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/**
 * The view that has each result once, although Firehose delivers at least once and a restarted job puts what it had put since
 * its last checkpoint again.
 *
 * @param query whose results they are.
 * @param table their table.
 * @returns the SELECT: one row per key.
 */
export function onceSql(query: WindowedQuery, table: string): string {
    const key = query.results.filter(({ name }) => query.resultKey.includes(name));
    const values = query.results.filter(({ name }) => !query.resultKey.includes(name));
    const names = key.map(({ name }) => quotedName(name));
    const largest = values.map(({ name }) => `max(${quotedName(name)}) AS ${quotedName(name)}`);
    return `SELECT ${[...names, ...largest].join(", ")} FROM ${table} GROUP BY ${names.join(", ")}`;
}

/** A view as Athena keeps it in the Glue catalog: its SQL and columns, encoded in a comment. */
export function viewText(sql: string, query: WindowedQuery, database: string): string {
    const columns = query.results.map((column) => ({
        name: column.name.toLowerCase(),
        type: trinoType(column),
    }));
    const view = { originalSql: sql, catalog: "awsdatacatalog", schema: database, columns };
    return `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString("base64")} */`;
}

/** The columns of a rejected record, as the job writes it (flink/src/main/java/ccpipeline/delivery/RejectedLines.java). */
export const REJECTED_COLUMNS = [
    ...["reason", "detail", "streamname", "shardid", "sequencenumber", "partitionkey"].map((name) => ({
        name,
        type: "string",
    })),
    { name: "arrivaltime", type: "timestamp" },
    { name: "part", type: "int" },
    { name: "parts", type: "int" },
    { name: "data", type: "string" },
    { name: "database64", type: "string" },
];

/** A query's result columns as Glue has them. */
export function resultColumns(
    query: WindowedQuery,
): NonNullable<aws.types.input.glue.CatalogTableStorageDescriptor["columns"]> {
    return query.results.map((column) => ({ name: column.name.toLowerCase(), type: glueType(column) }));
}
