/** An input of an application, as the translator asks for it (flink/src/tool/java/ccpipeline/kda/Application.java). */
export interface ApplicationInput {
    /** Names by which the SQL reads it; empty where they are not known: then any stream that the SQL does not create. */
    readonly streamNames: readonly string[];
    readonly format: "JSON" | "CSV";
    /** JSON path of a record's rows, as `$.list[0:]`. */
    readonly rowPath?: string;
    readonly columnDelimiter?: string;
    readonly rowDelimiter?: string;
    /** Empty: columns are inferred from the SQL. */
    readonly columns: readonly {
        readonly name: string;
        /** The service's type, as `VARCHAR(16)`. */
        readonly sqlType: string;
        /** Where the record has its value, as `$.price`. */
        readonly mapping?: string;
    }[];
}

/** An application to be translated. */
export interface TranslationRequest {
    readonly name: string;
    readonly code: string;
    /** Empty: as one input of which nothing is known. */
    readonly inputs: readonly ApplicationInput[];
    /** In-application streams that are delivered; empty where they are not known: those that no pump reads. */
    readonly outputs: readonly string[];
}

/** A query of Flink SQL with its schema file; it has been planned. */
export interface TranslatedQuery {
    /** The in-application stream that it takes the place of. */
    readonly stream: string;
    readonly sql: string;
    /** The schema file. */
    readonly schema: Readonly<Record<string, unknown>>;
    /** Length of its windows in seconds; null without windows. */
    readonly windowSeconds: number | null;
    /** Whether its input's columns were inferred from the SQL. */
    readonly inferredColumns: boolean;
    /** What changed in meaning or was added, one line each. */
    readonly notes: readonly string[];
}

/** A construct that is not carried over. */
export interface RefusedConstruct {
    /** Line and column of the code, from 1. */
    readonly line: number;
    readonly column: number;
    readonly construct: string;
    /** What is wrong and what to do. */
    readonly message: string;
    /** A folder of sql/legacy that shows the replacement. */
    readonly seeAlso?: string;
}

/** The answer for one application; no queries if anything is refused. */
export interface TranslatedApplication {
    readonly name: string;
    readonly queries: readonly TranslatedQuery[];
    readonly notes: readonly string[];
    readonly refusals: readonly RefusedConstruct[];
}
