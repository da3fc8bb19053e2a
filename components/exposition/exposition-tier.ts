import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CatalogTier } from "../catalog/catalog-tier";
import { keyRegionMistake, linesOf } from "../config/section";
import { ANALYTICS_KEYS, refuseQueries } from "../config/sections/analytics";
import { BUCKET_KEYS } from "../config/sections/bucket";
import { EXPOSITION_KEYS, ExpositionSettings } from "../config/sections/exposition";
import { fillSetting, fillSettings, refuseMistakes } from "../config/settings";
import { REJECTED, onceView, sqlName } from "../foundation/layout";
import { ResourceNames } from "../foundation/names";
import { PrivateBucket, housekeeping } from "../foundation/private-bucket";
import { TierArgs, withNames } from "../foundation/tier";
import { WindowedQuery, readAthenaQuery } from "../queries/query";

/** Bytes of a megabyte as Athena counts its limit. */
const MEGABYTE = 1024 * 1024;

/** Arguments of ExpositionTier. */
export interface ExpositionTierArgs extends TierArgs {
    /** The catalog of the results. */
    readonly catalog: CatalogTier;
    /** The queries whose results are exposed. */
    readonly queries: readonly WindowedQuery[];
    /** Whether records that could not be counted are delivered; the engine kinesis-sql delivers none. @default true */
    readonly withRejected?: boolean;
    /** Length of the queries' windows in seconds. @default the default of analytics.windowSeconds */
    readonly windowSeconds?: number;
    /** Settings of the workgroup. @default the default of each setting */
    readonly exposition?: Partial<ExpositionSettings>;
    /** ARN of a customer key for Athena's results. @default SSE-S3 */
    readonly kmsKeyArn?: string;
}

type ResolvedArgs = ExpositionTierArgs & {
    readonly names: ResourceNames;
    readonly windowSeconds: number;
    readonly exposition: ExpositionSettings;
};

function resolve(args: ExpositionTierArgs): ResolvedArgs {
    refuseQueries(args.queries);
    const kmsKeyArn = fillSetting("kmsKeyArn", BUCKET_KEYS.kmsKeyArn, args.kmsKeyArn);
    refuseMistakes(...linesOf(keyRegionMistake("kmsKeyArn", kmsKeyArn, args.deployment.region)));
    return {
        ...withNames(args),
        windowSeconds: fillSetting("windowSeconds", ANALYTICS_KEYS.windowSeconds, args.windowSeconds),
        exposition: fillSettings("exposition", EXPOSITION_KEYS, args.exposition),
    };
}

/** The exposition tier: an Athena workgroup with named queries over the catalog. */
export class ExpositionTier extends pulumi.ComponentResource {
    /** The Glue database, known at preview. */
    public readonly database: string;
    /** The workgroup's name, known at preview. */
    public readonly workgroup: string;

    constructor(name: string, args: ExpositionTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:exposition:ExpositionTier", name, {}, opts);
        const resolved = resolve(args);
        this.database = args.catalog.database;
        this.workgroup = resolved.names.workgroup;
        const workgroup = this.athenaWorkgroup(resolved);
        const dependsOn = [workgroup, ...args.catalog.ready];
        args.queries.forEach((query) => this.namedQueries(resolved, query, dependsOn));
        if (args.withRejected ?? true) {
            const sql = readAthenaQuery(REJECTED, "rejected-by-reason");
            this.namedQuery("rejected-by-reason", sql, dependsOn, { deliveries: REJECTED });
        }
        this.registerOutputs({ database: this.database, workgroup: this.workgroup });
    }

    private athenaWorkgroup(args: ResolvedArgs): aws.athena.Workgroup {
        const { deployment, names, kmsKeyArn, exposition } = args;
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
                        expiration: { days: exposition.resultExpiryDays },
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
                    bytesScannedCutoffPerQuery: exposition.scanLimitMb * MEGABYTE,
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

    private namedQueries(args: ResolvedArgs, query: WindowedQuery, dependsOn: pulumi.Resource[]): void {
        for (const { name, sql } of query.athena) {
            this.namedQuery(name, sql, dependsOn, {
                results: onceView(query.name),
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
                query: fillQuery(sql, values),
            },
            { parent: this, dependsOn },
        );
    }
}

/** The first line of a query's opening comment. */
function firstComment(sql: string): string {
    return /^--\s*(.+)$/m.exec(sql)?.[1] ?? "";
}

/**
 * Fills the placeholders of an Athena query.
 *
 * @param sql text with `${name}`.
 * @param values the value of each name.
 * @throws pulumi.RunError where a placeholder has no value.
 */
export function fillQuery(sql: string, values: Readonly<Record<string, string>>): string {
    return sql.replace(/\$\{([A-Za-z]+)\}/g, (placeholder, name: string) => {
        const value = values[name];
        if (value === undefined) {
            throw new pulumi.RunError(
                `sql/athena: ${placeholder} is not a placeholder; there are ${Object.keys(values).join(", ")}`,
            );
        }
        return value;
    });
}
