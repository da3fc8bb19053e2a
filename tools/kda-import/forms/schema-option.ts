import { DescriptionError } from "../application";
import { ApplicationInput } from "../translation";
import { jsonDocuments, yamlDocuments } from "./documents";
import { applicationInput, inputColumns } from "./extract";
import { fileText } from "./file-text";
import { Json, asObject, asObjects, at } from "./json";
import { AWS_NAMES, CAMEL_CASE_NAMES, MemberNames, TERRAFORM_NAMES } from "./member-names";

/** How a column's type is called in the forms of a schema. */
const COLUMN_FORMS: readonly MemberNames[] = [AWS_NAMES, CAMEL_CASE_NAMES, TERRAFORM_NAMES];

/** The longest VARCHAR of the service (AWS: "Data Types"): a STRING of this project's schema files has no length. */
const STRING = "VARCHAR(65535)";

/** A schema file of sql/, as an input schema. */
function ofSchemaFile(schema: Json): Omit<ApplicationInput, "streamNames"> {
    const records = asObject(schema["records"]);
    const given = (...names: string[]) =>
        Object.fromEntries(
            names.flatMap((name) => (typeof records[name] === "string" ? [[name, records[name]]] : [])),
        );
    return {
        format: records["format"] === "CSV" ? "CSV" : "JSON",
        ...given("rowPath", "columnDelimiter", "rowDelimiter"),
        columns: asObjects(schema["columns"]).map(({ name, type, path }) => ({
            name: String(name),
            sqlType: type === "STRING" ? STRING : String(type),
            ...(path !== undefined && { mapping: String(path) }),
        })),
    };
}

/** An input as `--inputs` of the AWS CLI takes it; undefined where a document is not one, or a list of one. */
function ofInput(document: unknown): ApplicationInput | undefined {
    const [input, ...more] = asObjects(document);
    const names = COLUMN_FORMS.find(({ input: paths }) => at(input, paths.columns) !== undefined);
    if (input === undefined || names === undefined) {
        return undefined;
    }
    if (more.length > 0) {
        throw new DescriptionError(
            `it has ${more.length + 1} inputs; keep the one whose stream the job is to read`,
        );
    }
    return applicationInput(input, names);
}

function ofColumns(columns: unknown): Omit<ApplicationInput, "streamNames"> {
    const names = COLUMN_FORMS.find(({ column }) =>
        asObjects(columns).some((one) => at(one, column.sqlType) !== undefined),
    );
    if (names === undefined || !Array.isArray(columns)) {
        throw new DescriptionError(
            "it is not a schema; give a list of RecordColumns, an InputSchema (such as DiscoverInputSchema returns), an input, or a schema file of sql/",
        );
    }
    return { format: "JSON", columns: inputColumns(columns, names.column) };
}

function schemaOf(document: unknown): ApplicationInput | Omit<ApplicationInput, "streamNames"> {
    if (asObjects(asObject(document)["columns"]).some((column) => "type" in column)) {
        return ofSchemaFile(asObject(document));
    }
    const schema = asObject(document);
    const wrapped = { InputSchema: schema, inputSchema: schema, input_schema: schema };
    return ofInput(document) ?? ofInput(wrapped) ?? ofColumns(document);
}

/**
 * Reads the schema of an application's input from a file: AWS's RecordColumns, InputSchema or Inputs, or a schema file of sql/.
 *
 * @throws DescriptionError where it is none of these, or a column lacks its name or type.
 */
export function schemaInput(file: string): ApplicationInput {
    const text = fileText(file);
    const [document] = /^\s*[[{]/.test(text) ? jsonDocuments(text) : yamlDocuments(text);
    const schema = schemaOf(document);
    const bad = schema.columns.findIndex(({ name, sqlType }) => !name || !sqlType);
    if (bad >= 0) {
        throw new DescriptionError(`column ${bad + 1}: it needs a name and a SQL type`);
    }
    return { streamNames: [], ...schema };
}
