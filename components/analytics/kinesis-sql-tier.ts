import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { CreateApplicationCommandInput, Input, Output } from "@aws-sdk/client-kinesis-analytics";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ANALYTICS_KEYS } from "../config/sections/analytics";
import { roleArn } from "../foundation/arns";
import { deliveryTarget, readyToRun } from "../foundation/contract";
import { ResourceNames } from "../foundation/names";
import { withNames } from "../foundation/tier";
import { AnalyticsArgs, applicationRole } from "./application-role";
import { RecordColumn, WindowedQuery } from "../queries/query";

const SQL_DIR = path.join(__dirname, "..", "..", "sql", "kinesis-sql");

/** The service's own request, its lists not to be changed. */
type SqlApplication = Omit<CreateApplicationCommandInput, "Inputs" | "Outputs"> & {
    readonly Inputs: readonly Input[];
    readonly Outputs: readonly Output[];
};

/** SQL types of the discontinued service for the columns of our schemas. */
const SQL_TYPES: Readonly<Record<string, string>> = {
    INTEGER: "INTEGER",
    BIGINT: "BIGINT",
    DOUBLE: "DOUBLE",
    BOOLEAN: "BOOLEAN",
    TIMESTAMP: "TIMESTAMP",
};
/** Lengths of the text columns of the legacy application, in characters. */
const TEXT_LENGTHS: Readonly<Record<string, number>> = { host: 16, datetime: 32, request: 64, ticker: 4 };

/** Arguments of KinesisSqlTier. */
export interface KinesisSqlTierArgs extends AnalyticsArgs {
    /** Length of the query's window in seconds. @default the default of analytics.windowSeconds */
    readonly windowSeconds?: number;
}

type ResolvedArgs = AnalyticsArgs & { readonly names: ResourceNames; readonly query: WindowedQuery };

function sqlType({ name, type }: RecordColumn): string {
    const length = /^VARCHAR\((\d+)\)$/.exec(type)?.[1] ?? TEXT_LENGTHS[name] ?? 64;
    return type.startsWith("DECIMAL(") ? type : (SQL_TYPES[type] ?? `VARCHAR(${length})`);
}

/**
 * The application in the service's own terms (Amazon Kinesis Data Analytics for SQL Applications Developer Guide,
 * "CreateApplication"): its shape is checked against the service's client.
 *
 * @param args source, sink and query.
 * @param code the application's SQL: stream, pump and SELECT.
 */
export function sqlApplication(args: ResolvedArgs, code: string) {
    const { query, sink } = args;
    const delivery = deliveryTarget(sink, query.name);
    const role = roleArn(args.deployment, args.names.analyticsRole);
    const input = {
        NamePrefix: "SOURCE_SQL_STREAM",
        KinesisStreamsInput: { ResourceARN: args.source.streamArn, RoleARN: role },
        InputParallelism: { Count: 1 },
        InputSchema: {
            RecordFormat: {
                RecordFormatType: "JSON",
                MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } },
            },
            RecordEncoding: "UTF-8",
            RecordColumns: query.columns.map((column) => ({
                Name: column.name,
                SqlType: sqlType(column),
                Mapping: column.path ?? `$.${column.name}`,
            })),
        },
    } satisfies Input;
    const output = {
        Name: "DESTINATION_SQL_STREAM",
        KinesisFirehoseOutput: { ResourceARN: delivery.deliveryStreamArn, RoleARN: role },
        DestinationSchema: { RecordFormatType: "JSON" },
    } satisfies Output;
    return {
        ApplicationName: args.names.application,
        ApplicationCode: code,
        Inputs: [input] as const,
        Outputs: [output] as const,
    } satisfies SqlApplication;
}

/** The same application, as the AWS provider takes it. */
function providerArgs(application: ReturnType<typeof sqlApplication>): aws.kinesis.AnalyticsApplicationArgs {
    const [input] = application.Inputs;
    const [output] = application.Outputs;
    const { InputSchema: schema, KinesisStreamsInput: stream } = input;
    const json = schema.RecordFormat.MappingParameters.JSONMappingParameters;
    const { KinesisFirehoseOutput: firehose } = output;
    return {
        name: application.ApplicationName,
        code: application.ApplicationCode,
        startApplication: true,
        inputs: {
            namePrefix: input.NamePrefix,
            kinesisStream: { resourceArn: stream.ResourceARN, roleArn: stream.RoleARN },
            parallelism: { count: input.InputParallelism.Count },
            schema: {
                recordEncoding: schema.RecordEncoding,
                recordFormat: { mappingParameters: { json: { recordRowPath: json.RecordRowPath } } },
                recordColumns: schema.RecordColumns.map((column) => ({
                    name: column.Name,
                    sqlType: column.SqlType,
                    mapping: column.Mapping,
                })),
            },
            startingPositionConfigurations: [{ startingPosition: "NOW" }],
        },
        outputs: [
            {
                name: output.Name,
                kinesisFirehose: { resourceArn: firehose.ResourceARN, roleArn: firehose.RoleARN },
                schema: { recordFormatType: output.DestinationSchema.RecordFormatType },
            },
        ],
    };
}

/** The application's SQL for a query. @throws pulumi.RunError where the query has no such form. */
export function sqlCode(query: string, windowSeconds: number): string {
    try {
        const text = readFileSync(path.join(SQL_DIR, `${query}.sql`), "utf8");
        return text.replaceAll("${windowSeconds}", String(windowSeconds));
    } catch {
        throw new pulumi.RunError(
            `analytics.queries: '${query}' has no sql/kinesis-sql/${query}.sql for the engine kinesis-sql; give one that has, or the engine flink`,
        );
    }
}

/**
 * The legacy analytics tier: a Kinesis Data Analytics SQL application. AWS has ended the service: no new
 * applications since 2025-10-15, existing ones deleted from 2026-01-27 (Amazon Kinesis Data Analytics for SQL Applications
 * Developer Guide, "discontinuation"). A policy refuses it wherever it could only fail.
 */
export class KinesisSqlTier extends pulumi.ComponentResource {
    /** The application's name, known at preview. */
    public readonly applicationName: string;
    /** The application itself. */
    public readonly application: aws.kinesis.AnalyticsApplication;
    /** The application's status. */
    public readonly status: pulumi.Output<string>;

    constructor(name: string, args: KinesisSqlTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:analytics:KinesisSqlTier", name, {}, opts);
        const [query] = args.queries;
        if (query === undefined || args.queries.length > 1) {
            throw new pulumi.RunError("queries: the engine kinesis-sql runs one query; give one");
        }
        if (query.records !== undefined) {
            throw new pulumi.RunError(
                `queries: '${query.name}' has records in its schema, and the engine kinesis-sql reads JSON objects only; give the engine flink`,
            );
        }
        const resolved = { ...withNames(args), query };
        this.applicationName = resolved.names.application;
        const policy = applicationRole(resolved, [], this);
        const windowSeconds = args.windowSeconds ?? ANALYTICS_KEYS.windowSeconds.default;
        const application = sqlApplication(resolved, sqlCode(query.name, windowSeconds));
        this.application = new aws.kinesis.AnalyticsApplication("analytics", providerArgs(application), {
            parent: this,
            dependsOn: [...readyToRun(args), policy],
        });
        this.status = this.application.status;
        this.registerOutputs({ applicationName: this.applicationName });
    }
}
