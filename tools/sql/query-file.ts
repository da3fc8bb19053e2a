import { existsSync, readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";
import { UserError } from "../runtime/user-error";
import { QueryRequest } from "./query-tool";

/** The folder of the queries that a stack can run. */
export const SQL_DIR = path.join(ROOT, "sql");

/** A query's two files. */
export interface QueryFile {
    readonly name: string;
    /** Paths for messages, as a person would write them. */
    readonly sqlPath: string;
    readonly schemaPath: string;
    readonly sql: string;
    readonly schema: string;
}

/** What fills a query's placeholders. */
export interface WindowLengths {
    readonly windowSeconds: number;
    readonly slideSeconds: number;
}

/** The names of the queries of sql/. */
export function queryNames(): string[] {
    return readdirSync(SQL_DIR)
        .filter((file) => file.endsWith(".sql"))
        .map((file) => file.slice(0, -".sql".length))
        .sort();
}

/**
 * Reads a query.
 *
 * @param nameOrFile a name of sql/, or the path of a .sql file; its schema is in the same folder.
 * @throws UserError where one of the two files is not there.
 */
export function queryFile(nameOrFile: string): QueryFile {
    const sqlFile = nameOrFile.endsWith(".sql")
        ? path.resolve(nameOrFile)
        : path.join(SQL_DIR, `${nameOrFile}.sql`);
    const schemaFile = sqlFile.replace(/\.sql$/, ".schema.json");
    const shown = (file: string) => path.relative(process.cwd(), file) || file;
    for (const file of [sqlFile, schemaFile]) {
        if (!existsSync(file)) {
            throw new UserError(
                `${nameOrFile}: there is no ${shown(file)}; give the path of a .sql file with its .schema.json in the same folder, or one of ${queryNames().join(", ")}`,
            );
        }
    }
    return {
        name: path.basename(sqlFile, ".sql"),
        sqlPath: shown(sqlFile),
        schemaPath: shown(schemaFile),
        sql: readFileSync(sqlFile, "utf8"),
        schema: readFileSync(schemaFile, "utf8"),
    };
}

/** The query as Flink is asked for it. */
export function request({ name, sql, schema }: QueryFile, lengths: WindowLengths): QueryRequest {
    const properties = {
        windowSeconds: String(lengths.windowSeconds),
        slideSeconds: String(lengths.slideSeconds),
    };
    return { name, sql, schema, properties };
}
