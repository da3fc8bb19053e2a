/** A column of an application's input schema. */
export interface InputColumn {
    readonly name: string;
    readonly sqlType: string;
    readonly mapping?: string;
}

/** What is imported of a Kinesis Data Analytics SQL application, in whatever form it was saved. */
export interface SqlApplication {
    readonly name: string;
    readonly code: string;
    readonly columns: readonly InputColumn[];
    /** What the description contains and cannot be imported, one line each. */
    readonly leftOut: readonly string[];
}

/** Why a file cannot be read as a description. */
export class DescriptionError extends Error {}

type Json = Record<string, unknown>;

function object(value: unknown): Json {
    return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Json) : {};
}

function items(value: unknown): Json[] {
    return Array.isArray(value)
        ? value.map(object)
        : value === undefined || value === null
          ? []
          : [object(value)];
}

/** Terraform writes nested blocks as lists of one. */
function block(value: unknown): Json {
    return items(value)[0] ?? {};
}

/** Reads a member under AWS's name or Terraform's. */
function member(of: Json, ...names: string[]): unknown {
    return names.map((name) => of[name]).find((value) => value !== undefined && value !== null);
}

function column(of: Json): InputColumn {
    const mapping = member(of, "Mapping", "mapping");
    return {
        name: String(member(of, "Name", "name")),
        sqlType: String(member(of, "SqlType", "sql_type")),
        ...(mapping !== undefined && { mapping: String(mapping) }),
    };
}

function inputOf(inputs: readonly Json[]): { columns: InputColumn[]; leftOut: string[] } {
    const input = inputs[0] ?? {};
    const schema = block(member(input, "InputSchema", "schema", "input_schema"));
    const format = block(member(schema, "RecordFormat", "record_format"));
    const mapping = block(member(format, "MappingParameters", "mapping_parameters"));
    const json = block(member(mapping, "JSONMappingParameters", "json", "json_mapping_parameters"));
    const csv = member(mapping, "CSVMappingParameters", "csv", "csv_mapping_parameters");
    const path = member(json, "RecordRowPath", "record_row_path") ?? "$";
    const lambda = member(
        input,
        "InputProcessingConfigurationDescription",
        "processing_configuration",
        "input_processing_configuration",
    );
    const leftOut = [
        ...(inputs.length > 1 ? [`${inputs.length} inputs: the Flink job reads one stream`] : []),
        ...(items(csv).length > 0 ? ["records as CSV: the Flink job reads JSON objects"] : []),
        ...(path === "$"
            ? []
            : [`record row path '${String(path)}': the Flink job reads one record per object`]),
        ...(items(lambda).length > 0
            ? ["input processing by Lambda: the Flink job reads the stream itself"]
            : []),
    ];
    return {
        columns: items(member(schema, "RecordColumns", "record_columns", "record_column")).map(column),
        leftOut,
    };
}

function application(name: unknown, code: unknown, inputs: unknown, references: unknown): SqlApplication {
    if (typeof code !== "string" || code.trim() === "") {
        throw new DescriptionError(
            `application ${String(name)}: it has no SQL code; only SQL applications can be imported`,
        );
    }
    const { columns, leftOut } = inputOf(items(inputs));
    if (columns.length === 0) {
        throw new DescriptionError(`application ${String(name)}: its input has no columns`);
    }
    const tables = items(references).map(
        (table) =>
            `reference table ${String(member(table, "TableName", "table_name"))}: the Flink job reads one stream`,
    );
    return { name: String(name), code, columns, leftOut: [...leftOut, ...tables] };
}

/** DescribeApplication of either API version. */
function described(detail: Json): SqlApplication {
    const configuration = object(detail["ApplicationConfigurationDescription"]);
    const code = object(
        object(configuration["ApplicationCodeConfigurationDescription"])["CodeContentDescription"],
    );
    const sql = object(configuration["SqlApplicationConfigurationDescription"]);
    return application(
        detail["ApplicationName"],
        detail["ApplicationCode"] ?? code["TextContent"],
        detail["InputDescriptions"] ?? sql["InputDescriptions"],
        detail["ReferenceDataSourceDescriptions"] ?? sql["ReferenceDataSourceDescriptions"],
    );
}

const TERRAFORM_V1 = "aws_kinesis_analytics_application";
const TERRAFORM_V2 = "aws_kinesisanalyticsv2_application";

/** All resources of a Terraform state file, of `terraform show -json`, or of a plan shown so. */
function terraformResources(document: Json): { type: string; values: Json }[] {
    const ofState = items(document["resources"]).flatMap((resource) =>
        items(resource["instances"]).map((instance) => ({
            type: String(resource["type"]),
            values: object(instance["attributes"]),
        })),
    );
    const ofModule = (module: Json): { type: string; values: Json }[] => [
        ...items(module["resources"]).map((resource) => ({
            type: String(resource["type"]),
            values: object(resource["values"]),
        })),
        ...items(module["child_modules"]).flatMap(ofModule),
    ];
    const roots = [document["planned_values"], document["values"]].map((values) =>
        object(object(values)["root_module"]),
    );
    return [...ofState, ...roots.flatMap(ofModule)];
}

function ofTerraform({ type, values }: { type: string; values: Json }): SqlApplication {
    if (type === TERRAFORM_V1) {
        return application(
            values["name"],
            values["code"],
            values["inputs"],
            values["reference_data_sources"],
        );
    }
    const configuration = block(values["application_configuration"]);
    const code = block(block(configuration["application_code_configuration"])["code_content"]);
    const sql = block(configuration["sql_application_configuration"]);
    return application(values["name"], code["text_content"], sql["input"], sql["reference_data_source"]);
}

/**
 * Finds the SQL applications in a saved description.
 *
 * @param text JSON: an answer of DescribeApplication (API version 1 or 2), a Terraform state, or a state or plan as `terraform
 * show -json` gives it.
 * @returns at least one.
 * @throws DescriptionError one line, where it is none of these or holds no such application.
 */
export function sqlApplications(text: string): SqlApplication[] {
    let document: Json;
    try {
        document = object(JSON.parse(text));
    } catch (error) {
        throw new DescriptionError(`it is not JSON: ${(error as Error).message}`);
    }
    const detail = object(document["ApplicationDetail"]);
    if (Object.keys(detail).length > 0) {
        return [described(detail)];
    }
    const found = terraformResources(document).filter(({ type }) =>
        [TERRAFORM_V1, TERRAFORM_V2].includes(type),
    );
    if (found.length === 0) {
        throw new DescriptionError(
            `it holds no Kinesis Data Analytics SQL application; give the JSON of DescribeApplication, or a Terraform state or plan with ${TERRAFORM_V1} or ${TERRAFORM_V2}`,
        );
    }
    return found.map(ofTerraform);
}
