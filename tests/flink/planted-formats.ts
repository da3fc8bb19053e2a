import { PlantedMistake, schema } from "./planted-mistakes";

/** Mistakes in how a schema says that records are written and converted, and in its key. */
export const PLANTED_FORMATS: readonly PlantedMistake[] = [
    {
        schema: schema('"bytes", "type": "BIGINT"', '«"bytes", "type": "BIGINT", "path": "bytes"'),
        message:
            'columns: {"name":"bytes","type":"BIGINT","path":"bytes"}: path \'bytes\' is no path that can be read; give a path such as $.a.b, $[\'a b\'], $.list[2].x or $.list[0:].x',
    },
    {
        schema: schema('  "results"', '  «"records": { "format": "TSV" },\n  "results"'),
        message: 'records: {"format":"TSV"} needs the format JSON or CSV',
    },
    {
        schema: schema('  "results"', '  «"conversions": "KDA",\n  "results"'),
        message: 'conversions: "KDA" is unknown; give "KINESIS_ANALYTICS"',
    },
    {
        schema: schema('  "resultKey"', '  «"resultKey"'),
        message:
            "resultKey does not determine the row: column `SHARD_ID` and column `SEQUENCE_NUMBER` are in no column of the key; add them to the results and to resultKey",
    },
];
