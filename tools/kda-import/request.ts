/** A column of an application's input schema, under the names of the translator's request. */
export interface InputColumn {
    readonly name: string;
    readonly sqlType: string;
    /** JSONPath of the record's member. */
    readonly mapping?: string;
}

/** The streaming source of an application. */
export interface ApplicationInput {
    /** Names of its in-application streams; none: the streams that the code reads and does not create. */
    readonly streamNames: readonly string[];
    readonly format: "JSON" | "CSV";
    /** JSONPath of the rows of a JSON record; without it, a record is one row. */
    readonly rowPath?: string;
    readonly columnDelimiter?: string;
    readonly rowDelimiter?: string;
    /** None: the columns follow from the code. */
    readonly columns: readonly InputColumn[];
}

/** What the translator is asked for: one application. */
export interface ImportRequest {
    readonly name: string;
    readonly code: string;
    readonly inputs: readonly ApplicationInput[];
    /** In-application streams that were delivered; none: unknown. */
    readonly outputs: readonly string[];
}

/** A construct that cannot be carried over. */
export interface Refusal {
    /** Place in the code, from 1; undefined for what is not in the code. */
    readonly line?: number;
    readonly column?: number;
    readonly construct: string;
    /** What is wrong and what to do. */
    readonly message: string;
    /** A folder of sql/legacy/ that shows what to do. */
    readonly seeAlso?: string;
}

/** An application as a file describes it. */
export interface Application {
    /** The file, as a person would write it. */
    readonly file: string;
    readonly request: ImportRequest;
    /** What the description has, the translator cannot see, and cannot be carried over. */
    readonly leftOut: readonly Refusal[];
    /** What changes although it is carried over, one line each. */
    readonly notes: readonly string[];
}

/** A query that the translator made of an application. */
export interface TranslatedQuery {
    /** The in-application stream whose rows the query gives. */
    readonly stream: string;
    readonly sql: string;
    /** Content of its schema file. */
    readonly schema: Readonly<Record<string, unknown>>;
    readonly windowSeconds: number | null;
    /** Whether the columns of its source follow from the code, because nothing else describes them. */
    readonly inferredColumns: boolean;
    readonly notes: readonly string[];
}

/** The translator's answer for one application: queries, or refusals. */
export interface ImportAnswer {
    readonly name: string;
    readonly queries: readonly TranslatedQuery[];
    readonly notes: readonly string[];
    readonly refusals: readonly Refusal[];
}

/** Why a file cannot be read as a description: one line, without the file's name. */
export class DescriptionError extends Error {}
