import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { Application } from "../../tools/kda-import/application";
import { NamedQuery, Outcome, outcomes } from "../../tools/kda-import/outcome";
import { queryFiles, writeQueries } from "../../tools/kda-import/write-queries";
import { ROOT } from "../../tools/runtime/paths";
import { translateApplications } from "../../tools/sql/query-tool";

/** What sql:check printed for each query that has errors, by the query's name. */
export type CheckErrors = ReadonlyMap<string, string>;

/** A row of results. */
export type Row = Readonly<Record<string, unknown>>;

/** A value for comparison: times without regard to their fraction's zeros, numbers to twelve digits. */
function comparable(value: unknown): unknown {
    if (typeof value === "number") {
        return Number(value.toPrecision(12));
    }
    const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(value);
    return isTime ? new Date(`${value.replace(" ", "T")}Z`).toISOString() : (value ?? null);
}

/** Rows in one order, of each only some columns. */
export function sortedRows(rows: readonly Row[], columns: readonly string[]): string[] {
    return rows
        .map((row) => JSON.stringify(columns.map((column) => [column, comparable(row[column])])))
        .sort();
}

/**
 * Translates applications as import:kda does, in one process; those without code have no translation.
 *
 * @param folder where the queries will be written.
 */
export async function imported(applications: readonly Application[], folder: string): Promise<Outcome[]> {
    const withCode = applications.filter(({ request }) => request.code !== "");
    const answers = await translateApplications(withCode.map(({ request }) => request));
    const answerOf = new Map(withCode.map((application, i) => [application, answers[i]] as const));
    return outcomes(
        applications,
        applications.map((application) => answerOf.get(application)),
        folder,
    );
}

/** Writes queries into a folder, as import:kda does, and runs sql:check over all of them. */
export function checked(queries: readonly NamedQuery[], folder: string): CheckErrors {
    writeQueries(queries, folder);
    const files = queries.map((query) => queryFiles(query, folder).sql);
    const { stdout, stderr } = spawnSync(
        process.execPath,
        [path.join(ROOT, "tools", "cli.js"), "sql:check", ...files],
        {
            cwd: folder,
            encoding: "utf8",
            maxBuffer: 64 * 1024 * 1024,
        },
    );
    if (!/^\d+ (query|queries): \d+ errors?,/m.test(stdout)) {
        throw new Error(`sql:check did not end: ${stderr || stdout}`);
    }
    const errors = new Map<string, string>();
    for (const line of stdout.split("\n")) {
        const [, name, message] =
            /^(?:.*\/)?([a-z0-9-]+)(?:\.schema\.json|\.sql):\d+:\d+: error: (.*)$/.exec(line) ?? [];
        if (name !== undefined && message !== undefined) {
            errors.set(name, [errors.get(name) ?? [], message].flat().join("; "));
        } else if (line.includes(": error: ")) {
            throw new Error(`sql:check named no query: ${line}`);
        }
    }
    return errors;
}
