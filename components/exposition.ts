import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket, housekeeping } from "./bucket";
import { Deployment, ResourceNames } from "./naming";
import { WindowedQuery, glueType, trinoType } from "./query";
import { PARTITION_KEY } from "./storage";

/** Bytes of a megabyte as Athena counts its limit. */
const MEGABYTE = 1024 * 1024;

/** What the exposition tier is made from. */
export interface ExpositionTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** The query whose results are exposed. */
    readonly query: WindowedQuery;
    /** Prefix of the results' keys, with its slash. */
    readonly resultsPrefix: string;
    /** Length of the query's window in seconds. */
    readonly windowSeconds: number;
    /** Whether the results are Parquet; else JSON lines. */
    readonly parquet: boolean;
    /** MB that one query may scan, at least 10. */
    readonly scanLimitMb: number;
    /** Days that Athena's own results are kept, at least 1. */
    readonly resultExpiryDays: number;
    /** ARN of a customer key for Athena's results. @default SSE-S3 */
    readonly kmsKeyArn?: string;
}

type StorageDescriptor = aws.types.input.glue.CatalogTableStorageDescriptor;

const JSON_LINES = {
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serDeInfo: {
        name: "json",
        serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
        parameters: { "case.insensitive": "true" },
    },
};
const PARQUET = {
    inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serDeInfo: {
        name: "parquet",
        serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        parameters: {},
    },
};

/** A name of SQL from a query's name: no quotes are needed. */
export function sqlName(name: string): string {
    return name.replaceAll("-", "_");
}

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

/**
 * The view that has each result once, although Firehose delivers at least once and a restarted job puts what it had put since
 * its last checkpoint again.
 *
 * @param query whose results they are.
 * @param table their table.
 * @returns the SELECT; undefined where rows of the query have no key, so that two of the same may both be right.
 */
export function onceSql(query: WindowedQuery, table: string): string | undefined {
    if (query.resultKey.length === 0) {
        return undefined;
    }
    const key = query.results.filter(({ name }) => query.resultKey.includes(name));
    const values = query.results.filter(({ name }) => !query.resultKey.includes(name));
    const names = key.map(({ name }) => name.toLowerCase());
    const largest = values.map(({ name }) => `max(${name.toLowerCase()}) AS ${name.toLowerCase()}`);
    return `SELECT ${[...names, ...largest].join(", ")} FROM ${table} GROUP BY ${names.join(", ")}`;
}

/** A view as Athena keeps it in the Glue catalog: its SQL and columns, encoded in a comment. */
function viewText(sql: string, query: WindowedQuery, database: string): string {
    const columns = query.results.map((column) => ({
        name: column.name.toLowerCase(),
        type: trinoType(column),
    }));
    const view = { originalSql: sql, catalog: "awsdatacatalog", schema: database, columns };
    return `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString("base64")} */`;
}

/** The exposition tier: a Glue table over the delivered objects, and an Athena workgroup with named queries. */
export class ExpositionTier extends pulumi.ComponentResource {
    /** The Glue database, known at preview. */
    public readonly database: string;
    /** The results' table. */
    public readonly tableName: string;
    /** The table itself. */
    public readonly table: aws.glue.CatalogTable;
    /** The workgroup's name. */
    public readonly workgroup: string;

    constructor(name: string, args: ExpositionTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:exposition:ExpositionTier", name, {}, opts);
        this.database = args.names.database;
        this.tableName = sqlName(args.query.name);
        this.workgroup = args.names.workgroup;
        const database = new aws.glue.CatalogDatabase(
            "results",
            { name: this.database, description: "Results of the windowed query" },
            { parent: this },
        );
        this.table = this.resultsTable(args, database);
        const view = this.onceView(args);
        const workgroup = this.athenaWorkgroup(args);
        this.namedQueries(args, view, [workgroup, database]);
        this.registerOutputs({ database: this.database, table: this.tableName, workgroup: this.workgroup });
    }

    private columns({ query }: ExpositionTierArgs): NonNullable<StorageDescriptor["columns"]> {
        return query.results.map((column) => ({ name: column.name.toLowerCase(), type: glueType(column) }));
    }

    private resultsTable(args: ExpositionTierArgs, database: pulumi.Resource): aws.glue.CatalogTable {
        const location = `s3://${args.names.resultsBucket}/${args.resultsPrefix}`;
        return new aws.glue.CatalogTable(
            "results",
            {
                databaseName: this.database,
                name: this.tableName,
                description: `Results of sql/${args.query.name}.sql as delivered: at least once`,
                tableType: "EXTERNAL_TABLE",
                parameters: {
                    EXTERNAL: "TRUE",
                    classification: args.parquet ? "parquet" : "json",
                    ...partitionProjection(location),
                },
                partitionKeys: [{ name: PARTITION_KEY, type: "string" }],
                storageDescriptor: {
                    location,
                    columns: this.columns(args),
                    ...(args.parquet ? PARQUET : JSON_LINES),
                },
            },
            { parent: this, dependsOn: [database] },
        );
    }

    /** @returns the view's name, or the table's own where there is no view. */
    private onceView(args: ExpositionTierArgs): string {
        const sql = onceSql(args.query, `${this.database}.${this.tableName}`);
        if (sql === undefined) {
            return this.tableName;
        }
        const name = `${this.tableName}_once`;
        new aws.glue.CatalogTable(
            "once",
            {
                databaseName: this.database,
                name,
                description: "Each result once, however often it was delivered",
                tableType: "VIRTUAL_VIEW",
                parameters: { presto_view: "true", comment: "Presto View" },
                // Athena itself writes a view so: columns, and a SerDe that is none.
                storageDescriptor: {
                    columns: this.columns(args),
                    serDeInfo: { name: "-", serializationLibrary: "-" },
                },
                viewOriginalText: viewText(sql, args.query, this.database),
                viewExpandedText: "/* Presto View */",
            },
            { parent: this, dependsOn: [this.table] },
        );
        return name;
    }

    private athenaWorkgroup(args: ExpositionTierArgs): aws.athena.Workgroup {
        const { deployment, names, kmsKeyArn } = args;
        const bucket = new PrivateBucket(
            "athena",
            {
                deployment,
                bucketName: names.queryResultsBucket,
                kmsKeyArn,
                // Copies of what can be asked again: old versions would only cost.
                versioning: false,
                lifecycle: [
                    housekeeping(),
                    {
                        id: "expiry",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { days: args.resultExpiryDays },
                    },
                ],
                forceDestroy: true,
            },
            { parent: this },
        );
        return new aws.athena.Workgroup(
            "exposition",
            {
                name: this.workgroup,
                description: "Queries on the pipeline's results",
                forceDestroy: true,
                configuration: {
                    enforceWorkgroupConfiguration: true,
                    publishCloudwatchMetricsEnabled: true,
                    bytesScannedCutoffPerQuery: args.scanLimitMb * MEGABYTE,
                    engineVersion: { selectedEngineVersion: "Athena engine version 3" },
                    resultConfiguration: {
                        outputLocation: `s3://${names.queryResultsBucket}/`,
                        encryptionConfiguration:
                            kmsKeyArn === undefined
                                ? { encryptionOption: "SSE_S3" }
                                : { encryptionOption: "SSE_KMS", kmsKeyArn },
                    },
                },
            },
            { parent: this, dependsOn: bucket.ready },
        );
    }

    private namedQueries(args: ExpositionTierArgs, view: string, dependsOn: pulumi.Resource[]): void {
        for (const { name, sql } of args.query.athena) {
            new aws.athena.NamedQuery(
                name,
                {
                    name,
                    database: this.database,
                    workgroup: this.workgroup,
                    description: firstComment(sql),
                    query: filledQuery(sql, {
                        results: view,
                        deliveries: this.tableName,
                        windowSeconds: String(args.windowSeconds),
                    }),
                },
                { parent: this, dependsOn },
            );
        }
    }
}

/** The first line of a query's opening comment. */
export function firstComment(sql: string): string {
    return /^--\s*(.+)$/m.exec(sql)?.[1] ?? "";
}

/**
 * Fills the placeholders of an Athena query.
 *
 * @param sql text with `${name}`.
 * @param values what stands for each name.
 * @throws pulumi.RunError where a placeholder has no value.
 */
export function filledQuery(sql: string, values: Readonly<Record<string, string>>): string {
    return sql.replace(/\$\{([A-Za-z]+)\}/g, (placeholder, name: string) => {
        const value = values[name];
        if (value === undefined) {
            throw new pulumi.RunError(
                `sql/athena: ${placeholder} is no placeholder; there are ${Object.keys(values).join(", ")}`,
            );
        }
        return value;
    });
}
