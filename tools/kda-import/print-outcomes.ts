import * as path from "node:path";
import { columnTable } from "../runtime/tables";
import { SQL_DIR } from "../sql/query-file";
import { UnreadableFile } from "./forms/unreadable-file";
import { NamedQuery, Outcome } from "./outcome";
import { Refusal } from "./application";
import { seeAlsoLink } from "./see-also";
import { configSnippet } from "./snippet";
import { queryFiles } from "./write-queries";

function place({ line, column }: Refusal): string {
    return line === undefined ? "" : `line ${line}, column ${column}: `;
}

/** A message of the planner has the query after its first line. */
function firstLine(text: string): string {
    return text.split("\n")[0] ?? "";
}

function plural(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}

/** Prints each construct that cannot be carried over on the error output, with its place and what to do. */
export function printRefusals({ application, refusals }: Outcome): void {
    const { file, request } = application;
    for (const refusal of refusals) {
        console.error(
            `${file}: application ${request.name}: ${place(refusal)}${refusal.construct}: ${firstLine(refusal.message)}; see ${seeAlsoLink(refusal)}`,
        );
    }
}

/** A path as a person would type it. */
function shown(file: string): string {
    const relative = path.relative(process.cwd(), path.resolve(file));
    return relative.startsWith("..") ? path.resolve(file) : relative || ".";
}

function printQuery(named: NamedQuery, folder: string): void {
    const { query } = named;
    const { sql, schema } = queryFiles(named, folder);
    const window = query.windowSeconds === null ? "" : `, windows of ${query.windowSeconds} s`;
    console.log(`  ${query.stream}: ${shown(sql)}, ${shown(schema)}${window}`);
    if (query.inferredColumns) {
        console.log(
            "    columns: inferred from the SQL code, which does not describe its input; compare them with a record, or give them with --schema FILE",
        );
    }
    query.notes.forEach((note) => console.log(`    changed: ${note}`));
}

/** Prints what was carried over of an application, and what changed in meaning. */
export function printCarriedOver({ application, queries, notes }: Outcome, folder: string): void {
    const { file, request } = application;
    console.log(`${request.name} (${file}): carried over as ${plural(queries.length, "query", "queries")}`);
    queries.forEach((query) => printQuery(query, folder));
    notes.forEach((note) => console.log(`  note: ${note}`));
}

/** Prints how to run queries and what to do next. */
export function printNextSteps(queries: readonly NamedQuery[], folder: string): void {
    const isSqlDir = path.resolve(folder) === SQL_DIR;
    const files = queries.map((query) => (isSqlDir ? query.name : shown(queryFiles(query, folder).sql)));
    const copy = isSqlDir ? "" : `copy the files from ${shown(folder)} to sql/, and `;
    const snippet = configSnippet(queries.map(({ name }) => name)).replace(/^/gm, "  ");
    console.log(
        `\nTo run ${queries.length === 1 ? "it" : "them"}, ${copy}set in Pulumi.STACK.yaml, below config:\n\n${snippet}`,
    );
    console.log(`\nNext: npm run sql:check -- ${files.join(" ")}`);
    console.log(`      npm run sql:try -- ${files[0]} FILE`);
}

function firstRefusal(refusals: readonly Refusal[]): string {
    const [first] = refusals;
    const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more)` : "";
    return first === undefined ? "-" : `${place(first)}${first.construct}${more}`;
}

/** Prints a table of verdicts: one line for each application and for each file that cannot be read. */
export function printVerdicts(all: readonly Outcome[], unreadable: readonly UnreadableFile[]): void {
    const ofApplications = all.map(({ application, queries, notes, refusals }) => {
        const changes = queries.reduce((count, { query }) => count + query.notes.length, notes.length);
        return [
            application.request.name,
            application.file,
            refusals.length === 0 ? "carried over" : "refused",
            String(queries.length),
            firstRefusal(refusals),
            String(changes),
        ];
    });
    const ofFiles = unreadable.map(({ file, message }) => ["-", file, "unreadable", "-", message, "-"]);
    const columns = ["application", "file", "verdict", "queries", "first refusal", "notes"];
    console.log(`\n${columnTable(columns, [...ofApplications, ...ofFiles])}`);
    const carried = all.filter(({ refusals }) => refusals.length === 0).length;
    console.log(`\n${carried} of ${plural(all.length, "application")} carried over`);
}
