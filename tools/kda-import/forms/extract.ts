import { Application, Refusal } from "../application";
import { ApplicationInput } from "../translation";
import { Json, asObjects, at } from "./json";
import { MemberNames } from "./member-names";
import { hasUnknown, readable, readableCode } from "./unknown-values";

/** Where a description was found. */
export interface Source {
    /** The file, as a person would write it. */
    readonly file: string;
    /** The application's name where the description has none, such as the name of its resource. */
    readonly name?: string;
}

type InputColumn = ApplicationInput["columns"][number];

function text(value: unknown): string | undefined {
    return value === undefined || value === null ? undefined : readable(String(value));
}

/** A delimiter as a character: many templates have it as it would be written in source code. */
function delimiter(value: unknown): string | undefined {
    const names: Readonly<Record<string, string>> = { "\\n": "\n", "\\r": "\r", "\\t": "\t" };
    return text(value)?.replace(/\\[nrt]/g, (name) => names[name] ?? name);
}

/** The input's in-application streams: PREFIX_001, PREFIX_002 … by its parallelism (AWS: "InputParallelism"). */
function streamNames(input: Json, { input: names }: MemberNames): string[] {
    const given: unknown = at(input, names.streamNames);
    if (Array.isArray(given) && given.length > 0) {
        return given.map((name) => readable(String(name)));
    }
    const prefix = text(at(input, names.prefix));
    const count = Number(at(input, names.parallelism) ?? 1);
    return prefix === undefined
        ? []
        : Array.from({ length: count >= 1 && count <= 64 ? count : 1 }, (_, i) => {
              return `${prefix}_${String(i + 1).padStart(3, "0")}`;
          });
}

/** The columns of an input schema. */
export function inputColumns(columns: unknown, names: MemberNames["column"]): InputColumn[] {
    return asObjects(columns).map((column) => {
        const mapping = text(at(column, names.mapping));
        return {
            name: text(at(column, names.name)) ?? "",
            sqlType: text(at(column, names.sqlType)) ?? "",
            ...(mapping !== undefined && mapping !== "" && { mapping }),
        };
    });
}

/** The format of the records and its columns. */
export function inputSchema(input: Json, names: MemberNames): Omit<ApplicationInput, "streamNames"> {
    const { input: paths, column } = names;
    const type = text(at(input, paths.formatType));
    // Terraform's version 1 resource has no type: its block says it.
    const isCsv = type === undefined ? at(input, paths.csv) !== undefined : type.toUpperCase() === "CSV";
    const columns = inputColumns(at(input, paths.columns), column);
    if (isCsv) {
        return {
            format: "CSV",
            columnDelimiter: delimiter(at(input, paths.columnDelimiter)) ?? ",",
            rowDelimiter: delimiter(at(input, paths.rowDelimiter)) ?? "\n",
            columns,
        };
    }
    const rowPath = text(at(input, paths.rowPath));
    return { format: "JSON", ...(rowPath !== undefined && rowPath !== "$" && { rowPath }), columns };
}

/** An input: its streams, the format of its records, and its columns. */
export function applicationInput(input: Json, names: MemberNames): ApplicationInput {
    return { streamNames: streamNames(input, names), ...inputSchema(input, names) };
}

/** What of an input cannot be carried over. */
function inputRefusals(input: Json, names: MemberNames): Refusal[] {
    const { input: paths } = names;
    const encoding = text(at(input, paths.encoding));
    const type = text(at(input, paths.formatType));
    const unknownColumn = asObjects(at(input, paths.columns)).find((column) =>
        [names.column.name, names.column.sqlType, names.column.mapping].some((path) =>
            hasUnknown(at(column, path)),
        ),
    );
    const refusals: [boolean, Refusal][] = [
        [
            at(input, paths.lambda) !== undefined,
            {
                construct: "input processing by Lambda",
                message:
                    "the job reads the stream itself; do in SQL what the function does to a record, and import the application without it",
                seeAlso: "lambda-preprocessing",
            },
        ],
        [
            encoding !== undefined && encoding !== "" && !/^utf-?8$/i.test(encoding),
            { construct: `record encoding ${encoding}`, message: "the job reads UTF-8; convert the records" },
        ],
        [
            type !== undefined && !/^(json|csv)$/i.test(type),
            { construct: `record format ${type}`, message: "the service has JSON and CSV; give one of them" },
        ],
        [
            unknownColumn !== undefined,
            {
                construct: `input column ${text(at(unknownColumn, names.column.name))}`,
                message: "the file has no value for a part of it; write the application's value in its place",
            },
        ],
    ];
    return refusals.filter(([applies]) => applies).map(([, refusal]) => refusal);
}

/** Whether the code has a name, as a word of its own. */
function mentions(code: string, name: string): boolean {
    return (
        name !== "" &&
        new RegExp(`(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w$])`, "i").test(code)
    );
}

function tableNames(application: Json, { references, reference }: MemberNames): string[] {
    return asObjects(at(application, references)).map((table) => text(at(table, reference.table)) ?? "");
}

/** Reference tables that the code reads. Others have no effect. */
function tableRefusals(tables: readonly string[], code: string): Refusal[] {
    return tables
        .filter((table) => mentions(code, table))
        .map((table) => ({
            construct: `reference table ${table}`,
            message:
                "the job reads one stream; write a small table into the query, join a large one in Athena, and import the application without it",
            seeAlso: "reference-data",
        }));
}

function severalInputs(inputs: readonly Json[]): Refusal[] {
    const message =
        "the service has one input for each application; keep the one whose stream the job is to read";
    return inputs.length > 1 ? [{ construct: `${inputs.length} inputs`, message }] : [];
}

function lambdaNotes(outputs: readonly Json[], { output }: MemberNames): string[] {
    return outputs
        .filter((one) => at(one, output.lambda) !== undefined)
        .map(
            (one) =>
                `${text(at(one, output.name))} was delivered to a Lambda function; its rows are now delivered as all results are, to the results' stream and S3: have the function read that stream`,
        );
}

const NO_CODE: Refusal = {
    construct: "no SQL code",
    message:
        "only SQL applications can be imported; give the code itself where the description only refers to it",
};

/** Whether a description is one of another runtime, such as Flink. */
export function isOtherRuntime(application: Json, { runtime }: MemberNames): boolean {
    const value = text(at(application, runtime));
    return value !== undefined && !value.toUpperCase().startsWith("SQL");
}

/**
 * Reads a description.
 *
 * @param application the description, its values evaluated.
 * @param names where its members are.
 */
export function extracted(application: Json, names: MemberNames, { file, name }: Source): Application {
    const ownName = text(at(application, names.name)) ?? name ?? "application";
    const marked = at(application, names.code);
    const hasCode = typeof marked === "string" && marked.trim() !== "";
    const { code, refusals: unknowns, notes } = readableCode(hasCode ? marked : "");
    const inputs = asObjects(at(application, names.inputs));
    const outputs = asObjects(at(application, names.outputs));
    const tables = tableNames(application, names);
    return {
        file,
        request: {
            name: ownName,
            code,
            inputs: inputs.slice(0, 1).map((input) => applicationInput(input, names)),
            outputs: outputs.map((output) => text(at(output, names.output.name)) ?? "").filter(Boolean),
        },
        leftOut: [
            ...(hasCode ? [] : [NO_CODE]),
            ...unknowns,
            ...severalInputs(inputs),
            ...inputs.slice(0, 1).flatMap((input) => inputRefusals(input, names)),
            ...tableRefusals(tables, code),
        ],
        notes: [
            ...notes,
            ...lambdaNotes(outputs, names),
            ...tables
                .filter((table) => !mentions(code, table))
                .map((table) => `the reference table ${table} is left out: the code does not read it`),
        ],
    };
}
