/** Descriptions of applications of the discontinued service, and what the SQL application's query becomes. */
export const column = (Name: string, SqlType: string) => ({ Name, SqlType, Mapping: `$.${Name}` });
export const ACCESS_LOG = [
    column("host", "VARCHAR(16)"),
    column("datetime", "VARCHAR(32)"),
    column("request", "VARCHAR(64)"),
    column("response", "INTEGER"),
    column("bytes", "INTEGER"),
];
export const TICKER = [column("ticker", "VARCHAR(4)"), column("price", "REAL")];

export const pump = (columns: string, select: string) =>
    `CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" (${columns});
    CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM" ${select};`;

/** The Kinesis Data Analytics SQL application's query, in both of its spellings, and the course's other one. */
export const status = (window: string) =>
    pump(
        '"datetime" TIMESTAMP, "status" INTEGER, "statusCount" INTEGER',
        `SELECT STREAM ROWTIME AS "datetime", "response" AS "status", COUNT(*) AS "statusCount"
        FROM "SOURCE_SQL_STREAM_001" GROUP BY "response", ${window}`,
    );
export const FLOOR = `FLOOR(("SOURCE_SQL_STREAM_001".ROWTIME - TIMESTAMP '1970-01-01 00:00:00') minute / 1 TO MINUTE)`;
export const STEP = `STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '60' SECOND)`;
export const SLIDING = pump(
    "ticker VARCHAR(4), price REAL",
    `SELECT STREAM ticker, max(price) OVER (PARTITION BY ticker ROWS 3 PRECEDING) AS price
    FROM "SOURCE_SQL_STREAM_001" WHERE ticker = 'IBM' AND price > 50`,
);

export const inputs = (RecordColumns: object[], more: object = {}) => [
    {
        NamePrefix: "SOURCE_SQL_STREAM",
        InputSchema: {
            RecordFormat: {
                RecordFormatType: "JSON",
                MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } },
            },
            RecordColumns,
        },
        ...more,
    },
];
export const described = (ApplicationCode: string, columns: object[] = ACCESS_LOG, more: object = {}) =>
    JSON.stringify({
        ApplicationDetail: {
            ApplicationName: "sql-streaming-application",
            ApplicationCode,
            InputDescriptions: inputs(columns),
            ...more,
        },
    });
export const STATUS_SQL = `-- Imported from the Kinesis Data Analytics SQL application sql-streaming-application.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    window_start AS \`datetime\`,
    response AS status,
    CAST(COUNT(*) AS INTEGER) AS statusCount
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '\${windowSeconds}' SECOND(5)))
GROUP BY window_start, window_end, response
`;
