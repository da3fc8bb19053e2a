import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket, housekeeping } from "../foundation/private-bucket";
import { Deployment, ResourceNames } from "../foundation/names";
import { REJECTED } from "../analytics/flink-application";
import { WindowedQuery, readAthenaQuery } from "../queries/query";
import {
    JSON_LINES,
    PARQUET,
    REJECTED_COLUMNS,
    onceSql,
    partitionProjection,
    resultColumns,
    sqlName,
    viewText,
} from "../catalog/results-table";
import { PARTITION_KEY, REJECTED_PREFIX, resultsPrefix } from "../storage/storage-tier";

/** Bytes of a megabyte as Athena counts its limit. */
const MEGABYTE = 1024 * 1024;

/** Properties whose change replaces the view. */
const VIEW_DEFINITION = ["parameters", "storageDescriptor", "tableType", "viewOriginalText"];

/** What the exposition tier is made from. */
export interface ExpositionTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** The queries whose results are exposed. */
    readonly queries: readonly WindowedQuery[];
    /** Whether there are records that were rejected; the engine kinesis-sql tells of none. */
    readonly withRejected: boolean;
    /** Length of the queries' windows in seconds. */
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

/** The exposition tier: Glue tables over the delivered objects, and an Athena workgroup with named queries. */
export class ExpositionTier extends pulumi.ComponentResource {
    /** The Glue database, known at preview. */
    public readonly database: string;
    /** The results' tables, by the queries' names. */
    public readonly tables: Readonly<Record<string, aws.glue.CatalogTable>>;
    /** The workgroup's name. */
    public readonly workgroup: string;

    constructor(name: string, args: ExpositionTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:exposition:ExpositionTier", name, {}, opts);
        this.database = args.names.database;
        this.workgroup = args.names.workgroup;
        const database = new aws.glue.CatalogDatabase(
            "results",
            { name: this.database, description: "Results of the windowed queries" },
            { parent: this },
        );
        this.tables = Object.fromEntries(
            args.queries.map((query) => [query.name, this.resultsTable(args, query, database)]),
        );
        const workgroup = this.athenaWorkgroup(args);
        for (const query of args.queries) {
            const view = this.onceView(query);
            this.namedQueries(args, query, view, [workgroup, database]);
        }
        if (args.withRejected) {
            this.rejectedTable(args, [workgroup, database]);
        }
        this.registerOutputs({ database: this.database, workgroup: this.workgroup });
    }

    private resultsTable(
        args: ExpositionTierArgs,
        query: WindowedQuery,
        database: pulumi.Resource,
    ): aws.glue.CatalogTable {
        return this.deliveredTable(
            query.name,
            {
                name: sqlName(query.name),
                description: `Results of sql/${query.name}.sql as delivered: at least once`,
                location: `s3://${args.names.resultsBucket}/${resultsPrefix(query.name)}`,
                columns: resultColumns(query),
                parquet: args.parquet,
            },
            [database],
        );
    }

    /** Records that were not counted, and the named query that tells why. */
    private rejectedTable(args: ExpositionTierArgs, dependsOn: pulumi.Resource[]): void {
        this.deliveredTable(
            REJECTED,
            {
                name: REJECTED,
                description:
                    "Records that were not counted, each with its reason and its place in the stream",
                location: `s3://${args.names.resultsBucket}/${REJECTED_PREFIX}`,
                columns: REJECTED_COLUMNS,
                parquet: false,
            },
            dependsOn,
        );
        this.namedQuery("rejected-by-reason", readAthenaQuery(REJECTED, "rejected-by-reason"), dependsOn, {
            deliveries: REJECTED,
        });
    }

    private deliveredTable(
        id: string,
        of: {
            name: string;
            description: string;
            location: string;
            columns: StorageDescriptor["columns"];
            parquet: boolean;
        },
        dependsOn: pulumi.Resource[],
    ): aws.glue.CatalogTable {
        const { name, description, location, columns, parquet } = of;
        return new aws.glue.CatalogTable(
            id,
            {
                databaseName: this.database,
                name,
                description,
                tableType: "EXTERNAL_TABLE",
                parameters: {
                    EXTERNAL: "TRUE",
                    classification: parquet ? "parquet" : "json",
                    ...partitionProjection(location),
                },
                partitionKeys: [{ name: PARTITION_KEY, type: "string" }],
                storageDescriptor: { location, columns, ...(parquet ? PARQUET : JSON_LINES) },
            },
            { parent: this, dependsOn },
        );
    }

    /** @returns the view's name. */
    private onceView(query: WindowedQuery): string {
        const table = sqlName(query.name);
        const sql = onceSql(query, `${this.database}.${table}`);
        const name = `${table}_once`;
        new aws.glue.CatalogTable(
            `${query.name}-once`,
            {
                databaseName: this.database,
                name,
                description: "Each result once, however often it was delivered",
                tableType: "VIRTUAL_VIEW",
                parameters: { presto_view: "true", comment: "Presto View" },
                // Athena itself writes a view so: columns, and a SerDe that is none.
                storageDescriptor: {
                    columns: resultColumns(query),
                    serDeInfo: { name: "-", serializationLibrary: "-" },
                },
                viewOriginalText: viewText(sql, query, this.database),
                viewExpandedText: "/* Presto View */",
            },
            {
                parent: this,
                dependsOn: [this.tables[query.name] ?? this],
                // Glue refuses another text for a view, or reads it back as another one, by the provider's release
                // (hashicorp/terraform-provider-aws issues 49323 and 49731): a view holds no data, and is replaced.
                replaceOnChanges: VIEW_DEFINITION,
                ignoreChanges: ["viewExpandedText"],
                deleteBeforeReplace: true,
            },
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

    private namedQueries(
        args: ExpositionTierArgs,
        query: WindowedQuery,
        view: string,
        dependsOn: pulumi.Resource[],
    ): void {
        for (const { name, sql } of query.athena) {
            this.namedQuery(name, sql, dependsOn, {
                results: view,
                deliveries: sqlName(query.name),
                windowSeconds: String(args.windowSeconds),
            });
        }
    }

    private namedQuery(
        name: string,
        sql: string,
        dependsOn: pulumi.Resource[],
        values: Readonly<Record<string, string>>,
    ): void {
        new aws.athena.NamedQuery(
            name,
            {
                name,
                database: this.database,
                workgroup: this.workgroup,
                description: firstComment(sql),
                query: filledQuery(sql, values),
            },
            { parent: this, dependsOn },
        );
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
