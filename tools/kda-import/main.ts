import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Arguments } from "../registry/command";
import type { SQL_COMMANDS } from "../registry/sql-commands";
import { ROOT } from "../runtime/paths";
import { UserError } from "../runtime/user-error";
import { DescriptionError, SqlApplication, sqlApplications } from "./application";
import { queryName } from "./query-name";
import { configSnippets } from "./snippet";
import { ImportedQuery, UntranslatedError, translated } from "./translate";

const SQL_DIR = path.join(ROOT, "sql");

interface NamedQuery {
    readonly name: string;
    readonly query: ImportedQuery;
}

function read(file: string): SqlApplication[] {
    try {
        return sqlApplications(readFileSync(file, "utf8"));
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw code || error instanceof DescriptionError
            ? new UserError(`${file}: ${code ? `it cannot be read (${code})` : message}`)
            : error;
    }
}

function translate(application: SqlApplication): ImportedQuery {
    try {
        return translated(application);
    } catch (error) {
        if (error instanceof UntranslatedError) {
            const lines = error.constructs.map((construct) => `  ${construct}`).join("\n");
            throw new UserError(
                `application ${application.name}: nothing is written, because this cannot be translated:\n${lines}`,
            );
        }
        throw error;
    }
}

/** Translates every application of a file, and makes sure that nothing would be overwritten. */
function importedQueries(file: string, folder: string): NamedQuery[] {
    const names = new Set<string>();
    return read(file).map((application) => {
        const name = queryName(application.name, names);
        names.add(name);
        const existing = [`${name}.sql`, `${name}.schema.json`].find((one) =>
            existsSync(path.join(folder, one)),
        );
        if (existing) {
            throw new UserError(`sql/${existing} already exists; rename it, or the application in ${file}`);
        }
        return { name, query: translate(application) };
    });
}

/** Translates all applications of a file first: either every query is written, or none. */
export function run({ values, positionals }: Arguments<(typeof SQL_COMMANDS)["import:kda"]>): void {
    const [file = ""] = positionals;
    const folder = values.to ?? SQL_DIR;
    const queries = importedQueries(file, folder);
    for (const { name, query } of queries) {
        writeFileSync(path.join(folder, `${name}.sql`), query.sql);
        writeFileSync(
            path.join(folder, `${name}.schema.json`),
            `${JSON.stringify(query.schema, undefined, 2)}\n`,
        );
        console.log(`sql/${name}.sql and sql/${name}.schema.json are written`);
    }
    const runnable = queries.map(({ name, query }) => ({ name, windowSeconds: query.windowSeconds }));
    for (const snippet of configSnippets(runnable)) {
        console.log(
            `\nTo run it, set in Pulumi.STACK.yaml, below config:\n\n${snippet.replace(/^/gm, "  ")}`,
        );
    }
}
