import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { DescriptionError, SqlApplication, sqlApplications } from "./application";
import { ImportedQuery, UntranslatedError, translated } from "./translate";

const SQL_DIR = path.join(__dirname, "..", "..", "sql");
const USAGE =
    "npm run import:kda -- FILE [--to FOLDER]: give one file, the JSON of DescribeApplication or a Terraform state or plan";

/** One clear line, and a non-zero exit. */
class ImportError extends Error {}

/** A query's file name from an application's name. */
function queryName(application: string): string {
    const name = application
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 63);
    return name || "imported";
}

function read(file: string): SqlApplication[] {
    try {
        return sqlApplications(readFileSync(file, "utf8"));
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw code || error instanceof DescriptionError
            ? new ImportError(`${file}: ${code ? `it cannot be read (${code})` : message}`)
            : error;
    }
}

function translate(application: SqlApplication): ImportedQuery {
    try {
        return translated(application);
    } catch (error) {
        if (error instanceof UntranslatedError) {
            const lines = error.constructs.map((construct) => `  ${construct}`).join("\n");
            throw new ImportError(
                `application ${application.name}: nothing is written, because this could not be carried over:\n${lines}`,
            );
        }
        throw error;
    }
}

/** Translates all first: either every file is written, or none. */
function importFile(file: string, folder: string): void {
    const all = read(file).map((application) => {
        const name = queryName(application.name);
        const taken = [`${name}.sql`, `${name}.schema.json`].find((one) =>
            existsSync(path.join(folder, one)),
        );
        if (taken) {
            throw new ImportError(`sql/${taken} is there already; rename it, or the application in ${file}`);
        }
        return { name, query: translate(application) };
    });
    for (const { name, query } of all) {
        writeFileSync(path.join(folder, `${name}.sql`), query.sql);
        writeFileSync(
            path.join(folder, `${name}.schema.json`),
            `${JSON.stringify(query.schema, undefined, 2)}\n`,
        );
        console.log(`sql/${name}.sql and sql/${name}.schema.json are written. To run it, set in Pulumi.STACK.yaml:
  cc-pipeline:analytics:
    query: ${name}${query.windowSeconds === undefined ? "" : `\n    windowSeconds: ${query.windowSeconds}`}`);
    }
}

/** The file to read, and the folder to write to: sql/, unless another is asked for. */
function parsed(args: string[]): { file: string; folder: string } {
    try {
        const options = { to: { type: "string", default: SQL_DIR } } as const;
        const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
        const [file, ...more] = positionals;
        if (file !== undefined && more.length === 0) {
            return { file, folder: values.to };
        }
    } catch {
        // What parseArgs takes for a mistake is told by the usage, too.
    }
    throw new ImportError(USAGE);
}

try {
    const { file, folder } = parsed(process.argv.slice(3));
    importFile(file, folder);
} catch (error) {
    console.error(
        `error: ${error instanceof ImportError ? error.message : ((error as Error).stack ?? error)}`,
    );
    process.exitCode = 1;
}
