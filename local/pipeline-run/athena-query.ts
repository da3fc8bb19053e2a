import { setTimeout as sleep } from "node:timers/promises";
import {
    AthenaClient,
    BatchGetNamedQueryCommand,
    GetQueryExecutionCommand,
    GetQueryResultsCommand,
    ListNamedQueriesCommand,
    ListTagsForResourceCommand,
    ListWorkGroupsCommand,
    NamedQuery,
    StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../../tools/runtime/user-error";

const LOOK_MILLIS = 300;
const LIMIT_MILLIS = 600_000;

/** What a query gave. */
export interface QueryResult {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly scannedBytes: number;
}

/** A stack's workgroup: the one with its tags. */
async function workgroupOf(project: string, stack: string, athena: AthenaClient, sts: STSClient) {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    const [, partition] = (Arn ?? "").split(":");
    const region = await athena.config.region();
    let token: string | undefined;
    do {
        const page = await athena.send(new ListWorkGroupsCommand({ NextToken: token }));
        for (const { Name } of page.WorkGroups ?? []) {
            const ResourceARN = `arn:${partition}:athena:${region}:${Account}:workgroup/${Name}`;
            const { Tags = [] } = await athena.send(new ListTagsForResourceCommand({ ResourceARN }));
            const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
            if (Name && tags.get("project") === project && tags.get("stack") === stack) {
                return Name;
            }
        }
        token = page.NextToken;
    } while (token);
    throw new UserError(
        `stack '${stack}': no Athena workgroup in ${region} has its tags (project=${project}, stack=${stack}); deploy the stack first`,
    );
}

async function namedQueries(workgroup: string, athena: AthenaClient): Promise<NamedQuery[]> {
    const queries: NamedQuery[] = [];
    let token: string | undefined;
    do {
        const page = await athena.send(
            new ListNamedQueriesCommand({ WorkGroup: workgroup, NextToken: token }),
        );
        if (page.NamedQueryIds?.length) {
            const batch = new BatchGetNamedQueryCommand({ NamedQueryIds: page.NamedQueryIds });
            queries.push(...((await athena.send(batch)).NamedQueries ?? []));
        }
        token = page.NextToken;
    } while (token);
    return queries;
}

async function finished(id: string, athena: AthenaClient): Promise<number> {
    const end = Date.now() + LIMIT_MILLIS;
    for (;;) {
        const { QueryExecution: run } = await athena.send(
            new GetQueryExecutionCommand({ QueryExecutionId: id }),
        );
        const { State, StateChangeReason = "no reason given" } = run?.Status ?? {};
        if (State === "SUCCEEDED") {
            return run?.Statistics?.DataScannedInBytes ?? 0;
        }
        if (State === "FAILED" || State === "CANCELLED" || Date.now() > end) {
            throw new UserError(`the query ended as ${State}: ${StateChangeReason}`);
        }
        await sleep(LOOK_MILLIS);
    }
}

/** All rows; Athena gives the column names as the first one. */
async function resultRows(id: string, athena: AthenaClient): Promise<string[][]> {
    const rows: string[][] = [];
    let token: string | undefined;
    do {
        const page = await athena.send(
            new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token }),
        );
        for (const row of page.ResultSet?.Rows ?? []) {
            rows.push((row.Data ?? []).map(({ VarCharValue }) => VarCharValue ?? "-"));
        }
        token = page.NextToken;
    } while (token);
    return rows;
}

/**
 * Runs one of a stack's named queries.
 *
 * @param name the query's.
 * @param of project and stack whose tags the workgroup has.
 * @param athena a client that may list and run queries.
 * @param sts a client of the same credentials.
 * @throws UserError where the stack or the query is not there, or the query fails.
 */
export async function runNamedQuery(
    name: string,
    of: { readonly project: string; readonly stack: string },
    athena: AthenaClient,
    sts: STSClient,
): Promise<QueryResult> {
    const workgroup = await workgroupOf(of.project, of.stack, athena, sts);
    const queries = await namedQueries(workgroup, athena);
    const query = queries.find((candidate) => candidate.Name === name);
    if (!query) {
        const names = queries.map((candidate) => candidate.Name).sort();
        throw new UserError(
            `query '${name}': stack ${of.stack} has no such named query; it has ${names.join(", ")}`,
        );
    }
    const started = await athena.send(
        new StartQueryExecutionCommand({
            QueryString: query.QueryString,
            QueryExecutionContext: { Database: query.Database },
            WorkGroup: workgroup,
        }),
    );
    const id = started.QueryExecutionId ?? "";
    const scannedBytes = await finished(id, athena);
    const [columns = [], ...rows] = await resultRows(id, athena);
    return { columns, rows, scannedBytes };
}
