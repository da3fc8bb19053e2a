import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuseQueries } from "../config/sections/analytics";
import { DELIVERY_KEYS } from "../config/sections/delivery";
import { fillSetting } from "../config/settings";
import {
    PARTITION_KEY,
    REJECTED,
    REJECTED_PREFIX,
    onceView,
    resultsPrefix,
    sqlName,
} from "../foundation/layout";
import { ResourceNames } from "../foundation/names";
import { TierArgs, withNames } from "../foundation/tier";
import { WindowedQuery } from "../queries/query";
import {
    JSON_LINES,
    PARQUET,
    REJECTED_COLUMNS,
    onceSql,
    partitionProjection,
    resultColumns,
    viewText,
} from "./results-table";

/** The component that the tables belonged to before the catalog had one of its own: deployed tables are kept by this alias. */
const FORMER_PARENT = { type: "cc-pipeline:exposition:ExpositionTier", name: "exposition" };

/** Properties whose change replaces the view. */
const VIEW_DEFINITION = ["parameters", "storageDescriptor", "tableType", "viewOriginalText"];

/** Arguments of CatalogTier. */
export interface CatalogTierArgs extends TierArgs {
    /** The queries whose results are described. */
    readonly queries: readonly WindowedQuery[];
    /** Whether records that could not be counted are delivered; the engine kinesis-sql delivers none. @default true */
    readonly withRejected?: boolean;
    /** Whether the results are Parquet; else JSON lines. @default false */
    readonly parquet?: boolean;
}

type ResolvedArgs = CatalogTierArgs & { readonly names: ResourceNames };
type StorageDescriptor = aws.types.input.glue.CatalogTableStorageDescriptor;

/**
 * The Glue catalog of the results: a table over the delivered objects of each query, a view of it that has each result once,
 * and a table of the rejected records. Storage converts to Parquet by it, and exposition reads through it.
 */
export class CatalogTier extends pulumi.ComponentResource {
    /** The Glue database's name, known at preview. */
    public readonly database: string;
    /** The bucket that the tables describe, known at preview. */
    public readonly bucketName: string;
    /** Whether the tables describe Parquet; else JSON lines. */
    public readonly parquet: boolean;
    /** The results' tables, by the queries' names. */
    public readonly tables: Readonly<Record<string, aws.glue.CatalogTable>>;
    /** What must be in place before the results are queried. */
    public readonly ready: readonly pulumi.Resource[];

    constructor(name: string, args: CatalogTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:catalog:CatalogTier", name, {}, opts);
        refuseQueries(args.queries);
        const resolved = withNames(args);
        this.database = resolved.names.database;
        this.bucketName = resolved.names.resultsBucket;
        this.parquet = fillSetting("parquet", DELIVERY_KEYS.parquet, args.parquet);
        const database = new aws.glue.CatalogDatabase(
            "results",
            { name: this.database, description: "Results of the windowed queries" },
            this.child({}),
        );
        this.tables = Object.fromEntries(
            args.queries.map((query) => [query.name, this.resultsTable(resolved, query, database)]),
        );
        const views = args.queries.map((query) => this.onceView(query));
        const rejected = (args.withRejected ?? true) ? [this.rejectedTable(resolved, database)] : [];
        this.ready = [database, ...views, ...rejected];
        this.registerOutputs({ database: this.database });
    }

    /** Resource options of a child. */
    private child(options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
        const parent = pulumi.createUrn(FORMER_PARENT.name, FORMER_PARENT.type);
        return { ...options, parent: this, aliases: [{ parent }] };
    }

    private resultsTable(
        args: ResolvedArgs,
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
                parquet: this.parquet,
            },
            [database],
        );
    }

    private rejectedTable(args: ResolvedArgs, database: pulumi.Resource): aws.glue.CatalogTable {
        return this.deliveredTable(
            REJECTED,
            {
                name: REJECTED,
                description:
                    "Records that were not counted, each with its reason and its place in the stream",
                location: `s3://${args.names.resultsBucket}/${REJECTED_PREFIX}`,
                columns: REJECTED_COLUMNS,
                parquet: false,
            },
            [database],
        );
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
            this.child({ dependsOn }),
        );
    }

    private onceView(query: WindowedQuery): aws.glue.CatalogTable {
        const table = sqlName(query.name);
        const sql = onceSql(query, `${this.database}.${table}`);
        return new aws.glue.CatalogTable(
            `${query.name}-once`,
            {
                databaseName: this.database,
                name: onceView(query.name),
                description: "Each result once, however often it was delivered",
                tableType: "VIRTUAL_VIEW",
                parameters: { presto_view: "true", comment: "Presto View" },
                // As Athena itself writes a view: columns, and a placeholder for the SerDe.
                storageDescriptor: {
                    columns: resultColumns(query),
                    serDeInfo: { name: "-", serializationLibrary: "-" },
                },
                viewOriginalText: viewText(sql, query, this.database),
                viewExpandedText: "/* Presto View */",
            },
            this.child({
                dependsOn: [this.tables[query.name] ?? this],
                // Glue refuses another text for a view, or reads it back as another one, by the provider's release
                // (hashicorp/terraform-provider-aws issues 49323 and 49731): a view holds no data, and is replaced.
                replaceOnChanges: VIEW_DEFINITION,
                ignoreChanges: ["viewExpandedText"],
                deleteBeforeReplace: true,
            }),
        );
    }
}
