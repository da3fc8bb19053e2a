import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { UserError } from "../runtime/user-error";
import { NamedQuery } from "./outcome";

/** The two files of a query. */
export function queryFiles({ name }: NamedQuery, folder: string): { sql: string; schema: string } {
    return { sql: path.join(folder, `${name}.sql`), schema: path.join(folder, `${name}.schema.json`) };
}

/**
 * Makes sure that queries can be written, before time is spent on them.
 *
 * @param force whether existing files may be overwritten.
 * @throws UserError where the folder is none, or a file exists.
 */
export function checkTarget(queries: readonly NamedQuery[], folder: string, force: boolean): void {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat && !stat.isDirectory()) {
        throw new UserError(
            `--to ${folder}: it is not a folder; give a folder, which is made if it does not exist`,
        );
    }
    const existing = queries
        .map((query) => queryFiles(query, folder))
        .flatMap(({ sql, schema }) => [sql, schema])
        .filter((file) => existsSync(file));
    if (existing.length > 0 && !force) {
        const verb = existing.length === 1 ? "exists" : "exist";
        throw new UserError(
            `nothing is written: ${existing.join(", ")} already ${verb}; give --force to overwrite, or another folder with --to`,
        );
    }
}

/**
 * Writes queries and their schemas: all of them, or none.
 *
 * @throws UserError where the folder cannot be written to.
 */
export function writeQueries(queries: readonly NamedQuery[], folder: string): void {
    const files = queries.flatMap((named) => {
        const { sql, schema } = queryFiles(named, folder);
        return [
            [sql, named.query.sql.endsWith("\n") ? named.query.sql : `${named.query.sql}\n`],
            [schema, `${JSON.stringify(named.query.schema, undefined, 2)}\n`],
        ] as const;
    });
    const unfinished = (file: string) => `${file}.unfinished`;
    try {
        mkdirSync(folder, { recursive: true });
        files.forEach(([file, text]) => writeFileSync(unfinished(file), text));
        files.forEach(([file]) => renameSync(unfinished(file), file));
    } catch (error) {
        files.forEach(([file]) => rmSync(unfinished(file), { force: true }));
        const { code = String(error) } = error as NodeJS.ErrnoException;
        throw new UserError(`${folder}: it cannot be written to (${code}); give another folder with --to`);
    }
}
