/** A column of a query's results. */
export interface ResultColumn {
    readonly name: string;
    readonly type: string;
}

/** A column that a query reads from each record. */
export interface RecordColumn {
    readonly name: string;
    readonly type: string;
    readonly optional?: boolean;
    readonly pattern?: string;
    readonly zone?: string;
    readonly path?: string;
}

/** A schema file. */
export interface SchemaText {
    readonly columns: readonly RecordColumn[];
    readonly results: readonly ResultColumn[];
    readonly resultKey: readonly string[];
    /** How records are split into rows; JSON objects where it is missing. */
    readonly records?: unknown;
    readonly conversions?: unknown;
}

/** Reads a schema file that the job has read already. */
export function parseSchema(text: string): SchemaText {
    const { columns = [], results = [], resultKey = [], ...more } = JSON.parse(text) as Partial<SchemaText>;
    return { ...more, columns, results, resultKey };
}
