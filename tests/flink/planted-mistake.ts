/** A query with one mistake. */
export interface PlantedMistake {
    /** The query; « marks the place to be reported. */
    readonly sql?: string;
    /** The schema, marked so where the mistake is in it. @default that of access logs, with the result x */
    readonly schema?: string;
    readonly level?: "warning";
    readonly message: string;
    readonly hint?: RegExp;
}

export const WINDOW = "TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '60' SECOND))";
export const FROM = "FROM SOURCE_SQL_STREAM_001";
export const GROUPED = "GROUP BY window_start, window_end";
export const UNBOUNDED = "keeps all of it forever, and its results would change; a delivered result cannot";

/** The schema that the queries below have; their result is one text, x. */
export const SCHEMA = `{
  "columns": [
    { "name": "host", "type": "STRING" },
    { "name": "datetime", "type": "STRING" },
    { "name": "response", "type": "INTEGER" },
    { "name": "bytes", "type": "BIGINT" }
  ],
  "results": [
    { "name": "x", "type": "STRING" }
  ],
  "resultKey": ["x"]
}
`;

/** The schema with one piece of its text replaced. */
export const schema = (from: string, to: string) => SCHEMA.replace(from, to);
export const COUNTED = schema('"x", "type": "STRING"', '"x", "type": "BIGINT"');
