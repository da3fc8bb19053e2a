import { DescriptionError } from "../application";
import { ApplicationInput } from "../translation";
import { jsonDocuments, yamlDocuments } from "./documents";
import { inputColumns, inputSchema } from "./extract";
import { fileText } from "./file-text";
import { Json, asObject, asObjects, at, isObject } from "./json";
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

function schemaOf(document: unknown): Omit<ApplicationInput, "streamNames"> {
    const whole = asObject(document);
    if (asObjects(whole["columns"]).some((column) => "type" in column)) {
        return ofSchemaFile(whole);
    }
    const schema = whole["InputSchema"] ?? whole["inputSchema"] ?? whole;
    const columns = Array.isArray(document)
        ? (document as unknown[])
        : at(schema, "RecordColumns|recordColumns");
    const names = COLUMN_FORMS.find(({ column }) =>
        asObjects(columns).some((one) => at(one, column.sqlType) !== undefined),
    );
    if (names === undefined || !Array.isArray(columns)) {
        throw new DescriptionError(
            "it is not a schema; give a list of RecordColumns, an InputSchema (such as DiscoverInputSchema returns), or a schema file of sql/",
        );
    }
    return Array.isArray(document)
        ? { format: "JSON", columns: inputColumns(columns, names.column) }
        : inputSchema(isObject(schema) ? { InputSchema: schema, inputSchema: schema } : {}, names);
}

/**
 * Reads the schema of an application's input from a file: AWS's RecordColumns or InputSchema, or a schema file of sql/.
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
