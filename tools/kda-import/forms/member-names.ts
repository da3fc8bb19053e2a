/** Where the members of an application are in a form: paths for `at`, see json.ts. */
export interface MemberNames {
    readonly name: string;
    readonly code: string;
    readonly runtime: string;
    readonly inputs: string;
    readonly outputs: string;
    readonly references: string;
    readonly input: {
        readonly prefix: string;
        readonly streamNames: string;
        readonly parallelism: string;
        readonly lambda: string;
        readonly columns: string;
        readonly encoding: string;
        readonly formatType: string;
        readonly rowPath: string;
        readonly csv: string;
        readonly columnDelimiter: string;
        readonly rowDelimiter: string;
    };
    readonly column: { readonly name: string; readonly sqlType: string; readonly mapping: string };
    readonly output: { readonly name: string; readonly lambda: string };
    readonly reference: { readonly table: string };
}

const SQL = "ApplicationConfiguration.SqlApplicationConfiguration";
const SQL_DESCRIBED = "ApplicationConfigurationDescription.SqlApplicationConfigurationDescription";
const FORMAT = "InputSchema.RecordFormat.MappingParameters";

/**
 * AWS's own names: CreateApplication, DescribeApplication (its members end with Description) and CloudFormation, each in the
 * service's API version 1 and 2.
 */
export const AWS_NAMES: MemberNames = {
    name: "ApplicationName",
    code: "ApplicationCode|ApplicationConfiguration.ApplicationCodeConfiguration.CodeContent.TextContent|ApplicationConfigurationDescription.ApplicationCodeConfigurationDescription.CodeContentDescription.TextContent",
    runtime: "RuntimeEnvironment",
    inputs: `Inputs|InputDescriptions|${SQL}.Inputs|${SQL_DESCRIBED}.InputDescriptions`,
    outputs: `Outputs|OutputDescriptions|${SQL}.Outputs|${SQL_DESCRIBED}.OutputDescriptions`,
    references: `ReferenceDataSources|ReferenceDataSourceDescriptions|${SQL}.ReferenceDataSources|${SQL_DESCRIBED}.ReferenceDataSourceDescriptions`,
    input: {
        prefix: "NamePrefix",
        streamNames: "InAppStreamNames",
        parallelism: "InputParallelism.Count",
        lambda: "InputProcessingConfiguration.InputLambdaProcessor|InputProcessingConfigurationDescription.InputLambdaProcessorDescription",
        columns: "InputSchema.RecordColumns",
        encoding: "InputSchema.RecordEncoding",
        formatType: "InputSchema.RecordFormat.RecordFormatType",
        rowPath: `${FORMAT}.JSONMappingParameters.RecordRowPath`,
        csv: `${FORMAT}.CSVMappingParameters`,
        columnDelimiter: `${FORMAT}.CSVMappingParameters.RecordColumnDelimiter`,
        rowDelimiter: `${FORMAT}.CSVMappingParameters.RecordRowDelimiter`,
    },
    column: { name: "Name", sqlType: "SqlType", mapping: "Mapping" },
    output: { name: "Name", lambda: "LambdaOutput|LambdaOutputDescription" },
    reference: { table: "TableName" },
};

const TF_SQL = "application_configuration.sql_application_configuration";

/** Terraform's names: aws_kinesis_analytics_application and aws_kinesisanalyticsv2_application. */
export const TERRAFORM_NAMES: MemberNames = {
    name: "name",
    code: "code|application_configuration.application_code_configuration.code_content.text_content",
    runtime: "runtime_environment",
    inputs: `inputs|${TF_SQL}.input`,
    outputs: `outputs|${TF_SQL}.output`,
    references: `reference_data_sources|${TF_SQL}.reference_data_source`,
    input: {
        prefix: "name_prefix",
        streamNames: "stream_names|in_app_stream_names",
        parallelism: "parallelism.count|input_parallelism.count",
        lambda: "processing_configuration.lambda|input_processing_configuration.input_lambda_processor",
        columns: "schema.record_columns|input_schema.record_column",
        encoding: "schema.record_encoding|input_schema.record_encoding",
        formatType: "schema.record_format.record_format_type|input_schema.record_format.record_format_type",
        rowPath:
            "schema.record_format.mapping_parameters.json.record_row_path|input_schema.record_format.mapping_parameters.json_mapping_parameters.record_row_path",
        csv: "schema.record_format.mapping_parameters.csv|input_schema.record_format.mapping_parameters.csv_mapping_parameters",
        columnDelimiter:
            "schema.record_format.mapping_parameters.csv.record_column_delimiter|input_schema.record_format.mapping_parameters.csv_mapping_parameters.record_column_delimiter",
        rowDelimiter:
            "schema.record_format.mapping_parameters.csv.record_row_delimiter|input_schema.record_format.mapping_parameters.csv_mapping_parameters.record_row_delimiter",
    },
    column: { name: "name", sqlType: "sql_type", mapping: "mapping" },
    output: { name: "name", lambda: "lambda|lambda_output" },
    reference: { table: "table_name" },
};

/** The names of the Ansible module kda_app. */
export const ANSIBLE_NAMES: MemberNames = {
    name: "name",
    code: "code",
    runtime: "runtime_environment",
    inputs: "inputs",
    outputs: "outputs",
    references: "references",
    input: {
        prefix: "name_prefix",
        streamNames: "stream_names",
        parallelism: "parallelism",
        lambda: "pre_processor",
        columns: "schema.columns",
        encoding: "schema.format.encoding",
        formatType: "schema.format.type",
        rowPath: "schema.format.json_mapping_row_path",
        csv: "schema.format.csv_mapping_row_delimiter|schema.format.csv_mapping_column_delimiter",
        columnDelimiter: "schema.format.csv_mapping_column_delimiter",
        rowDelimiter: "schema.format.csv_mapping_row_delimiter",
    },
    column: { name: "name", sqlType: "type", mapping: "mapping" },
    output: { name: "name", lambda: "lambda" },
    reference: { table: "table_name" },
};

/** Replaces each name of each path of a table. */
function renamed<T extends object>(names: T, rename: (name: string) => string): T {
    const paths = (text: string) => text.replace(/[A-Za-z_]+/g, rename);
    return Object.fromEntries(
        Object.entries(names).map(([key, value]) => [
            key,
            typeof value === "string" ? paths(value) : renamed(value as object, rename),
        ]),
    ) as T;
}

/**
 * Pulumi's names (aws:kinesis:AnalyticsApplication, aws:kinesisanalyticsv2:Application): Terraform's in camelCase, repeated
 * blocks in the plural.
 */
export const PULUMI_NAMES: MemberNames = renamed(TERRAFORM_NAMES, (name) =>
    (name === "output" || name === "record_column" ? `${name}s` : name).replace(
        /_([a-z])/g,
        (_, letter: string) => letter.toUpperCase(),
    ),
);

/** CloudFormation's names in camelCase: Pulumi's AWS Cloud Control provider and the properties of the CDK's CfnApplication. */
export const CAMEL_CASE_NAMES: MemberNames = renamed(AWS_NAMES, (name) =>
    name.replace(/^(JSON|CSV|[A-Z])/, (start) => start.toLowerCase()),
);
