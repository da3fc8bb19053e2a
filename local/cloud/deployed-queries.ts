import { DescribeApplicationCommand, KinesisAnalyticsV2Client } from "@aws-sdk/client-kinesis-analytics-v2";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import contract from "../../flink/src/main/resources/property-groups.json";
import { UserError } from "../../tools/runtime/user-error";
import { ApplicationRequest, QueryRequest } from "../../tools/sql/query-tool";
import { DeployedApplication, applicationOf } from "./deployed";

/** The clients that find what is deployed. */
export interface DeployedClients {
    readonly flink: KinesisAnalyticsV2Client;
    readonly s3: S3Client;
}

type PropertyGroup = DeployedApplication["propertyGroups"][number];

async function readObject(uri: string, s3: S3Client): Promise<string> {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    if (bucket === undefined || key === undefined) {
        throw new UserError(`the deployed application names '${uri}'; its form should be s3://BUCKET/KEY`);
    }
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString("utf8")) ?? "";
}

async function queryOf({ id, map }: PropertyGroup, s3: S3Client): Promise<QueryRequest> {
    const { sqlUri, schemaUri } = contract.query.properties;
    const [sql, schema] = await Promise.all([
        readObject(map[sqlUri.key] ?? "", s3),
        readObject(map[schemaUri.key] ?? "", s3),
    ]);
    return { name: id.slice(contract.query.idPrefix.length), sql, schema, properties: map };
}

/**
 * Reads the queries that an application runs, from its property groups and the objects that they name.
 *
 * @param name the application's.
 * @returns undefined where there is no such application.
 */
export async function deployedQueries(
    name: string,
    { flink, s3 }: DeployedClients,
): Promise<ApplicationRequest | undefined> {
    const described = await flink
        .send(new DescribeApplicationCommand({ ApplicationName: name }))
        .catch((error: Error) => {
            if (error.name === "ResourceNotFoundException") {
                return undefined;
            }
            throw error;
        });
    if (described?.ApplicationDetail === undefined) {
        return undefined;
    }
    const groups = applicationOf(described.ApplicationDetail).propertyGroups;
    const source = groups.find(({ id }) => id === contract.source.id)?.map ?? {};
    const queries = groups.filter(({ id }) => id.startsWith(contract.query.idPrefix));
    return { source, queries: await Promise.all(queries.map((group) => queryOf(group, s3))) };
}

/** The names of the queries that are not the same in two applications, those that only one has included. */
export function changedQueryNames(
    before: readonly Pick<QueryRequest, "name" | "sql" | "schema">[],
    after: readonly Pick<QueryRequest, "name" | "sql" | "schema">[],
): string[] {
    const texts = (queries: typeof before) =>
        new Map(queries.map(({ name, sql, schema }) => [name, `${sql}\0${schema}`]));
    const [old, now] = [texts(before), texts(after)];
    return [...new Set([...old.keys(), ...now.keys()])]
        .filter((name) => old.get(name) !== now.get(name))
        .sort();
}
