import { existsSync, readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import columnTypes from "../../flink/src/main/resources/column-types.json";
import { REJECTED } from "../foundation/layout";

const SQL_DIR = path.join(__dirname, "..", "..", "sql");

/** Types of result columns, with Glue's and Trino's names for them (Amazon Athena User Guide, "Data types in Amazon Athena"). */
const RESULT_TYPES = columnTypes.result;

/** A column of a query's results. */
interface ResultColumn {
    /** As the query names it. */
    readonly name: string;
    readonly type: keyof typeof RESULT_TYPES;
}

/** A column that the query reads from each record. */
export interface RecordColumn {
    readonly name: string;
    /** STRING, VARCHAR(n), INTEGER, BIGINT, DOUBLE, BOOLEAN or TIMESTAMP. */
    readonly type: string;
    /** Whether a record may lack it; else such a record is rejected. @default false */
    readonly optional?: boolean;
    /** How a TIMESTAMP is written, a pattern of Java's DateTimeFormatter. @default ISO 8601, or milliseconds since 1970 */
    readonly pattern?: string;
    /** The zone of times that name none, such as Europe/Berlin. @default UTC */
    readonly zone?: string;
}

/** A query of sql/ with its schema and result columns. */
export interface WindowedQuery {
    /** File name without `.sql`; also the prefix of its results in the bucket. */
    readonly name: string;
    /** Path of the query. */
    readonly file: string;
    /** Path of its schema. */
    readonly schemaFile: string;
    /** What it reads. */
    readonly columns: readonly RecordColumn[];
    /** What it gives, in order. */
    readonly results: readonly ResultColumn[];
    /** The result columns that identify a row. */
    readonly resultKey: readonly string[];
    /** Its exposition queries for Athena: name and text with placeholders. */
    readonly athena: readonly { readonly name: string; readonly sql: string }[];
}

/** Glue's name of a result column's type. */
export function glueType(column: ResultColumn): string {
    return RESULT_TYPES[column.type].glue;
}

/** Athena's own name of a result column's type, as a view has it. */
export function trinoType(column: ResultColumn): string {
    return RESULT_TYPES[column.type].trino;
}

/** Names of the queries that there are. */
export function queryNames(folder = SQL_DIR): string[] {
    return readdirSync(folder)
        .filter((file) => file.endsWith(".sql"))
        .map((file) => file.slice(0, -".sql".length))
        .sort();
}

function athenaQueries(folder: string, name: string): WindowedQuery["athena"] {
    const own = path.join(folder, "athena", name);
    return existsSync(own)
        ? readdirSync(own)
              .filter((file) => file.endsWith(".sql"))
              .sort()
              .map((file) => ({
                  name: file.slice(0, -".sql".length),
                  sql: readFileSync(path.join(own, file), "utf8"),
              }))
        : [];
}

/** The text of one file of sql/athena/. */
export function readAthenaQuery(folder: string, name: string): string {
    return readFileSync(path.join(SQL_DIR, "athena", folder, `${name}.sql`), "utf8");
}

interface SchemaFile {
    readonly columns?: readonly RecordColumn[];
    readonly results?: readonly ResultColumn[];
    readonly resultKey?: readonly string[];
}

function schemaOf(file: string): SchemaFile {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as SchemaFile;
    } catch (error) {
        throw new pulumi.RunError(`${path.basename(file)}: ${(error as Error).message}`);
    }
}

/** What is wrong with the results of a schema, or undefined. */
function resultsMistake(results: readonly ResultColumn[], resultKey: readonly string[]): string | undefined {
    const wrong = results.find(({ name, type }) => !name || !(type in RESULT_TYPES));
    if (results.length === 0 || wrong) {
        const has = wrong ? ` has ${JSON.stringify(wrong)}` : " is missing";
        return `results${has}; give each result column a name and a type of ${Object.keys(RESULT_TYPES).join(", ")}`;
    }
    const unknown = resultKey.find((column) => !results.some(({ name }) => name === column));
    if (resultKey.length === 0 || unknown !== undefined) {
        const has = unknown === undefined ? "is missing" : `has '${unknown}', which is not a result column`;
        return `resultKey ${has}; give the result columns that identify a row, such as window and group`;
    }
    return undefined;
}

/**
 * Reads a query's schema and its Athena queries.
 *
 * @param name the query's name, a file of sql/ without `.sql`.
 * @param folder where queries lie.
 * @param key what names it, for the messages: a configuration key or an argument. @default queries
 * @throws pulumi.RunError one line, where there is no such query or its schema lacks something.
 */
export function readQuery(name: string, key = "queries", folder = SQL_DIR): WindowedQuery {
    const file = path.join(folder, `${name}.sql`);
    const schemaFile = path.join(folder, `${name}.schema.json`);
    if (!existsSync(file) || !existsSync(schemaFile)) {
        throw new pulumi.RunError(
            `${key}: '${name}' has no sql/${name}.sql with a sql/${name}.schema.json; give one of ${queryNames(folder).join(", ")}`,
        );
    }
    if (name === REJECTED) {
        throw new pulumi.RunError(
            `${key}: '${name}' is where rejected records go; give the query another name`,
        );
    }
    const { columns = [], results = [], resultKey = [] } = schemaOf(schemaFile);
    const mistake = resultsMistake(results, resultKey);
    if (mistake !== undefined) {
        throw new pulumi.RunError(`sql/${name}.schema.json: ${mistake}`);
    }
    return { name, file, schemaFile, columns, results, resultKey, athena: athenaQueries(folder, name) };
}
