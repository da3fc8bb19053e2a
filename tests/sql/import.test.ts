import assert from "node:assert/strict";
import { sqlApplications } from "../../tools/kda-import/application";
import { UntranslatedError, translated } from "../../tools/kda-import/translate";
import {
    column,
    ACCESS_LOG,
    TICKER,
    pump,
    status,
    FLOOR,
    STEP,
    SLIDING,
    inputs,
    described,
    STATUS_SQL,
} from "./legacy-applications";

const importOne = (text: string) => {
    const [application] = sqlApplications(text);
    assert.ok(application);
    return translated(application);
};

/** What could not be carried over. */
function constructs(text: string): readonly string[] {
    try {
        importOne(text);
    } catch (error) {
        assert.ok(error instanceof UntranslatedError, String(error));
        return error.constructs;
    }
    return [];
}

describe("import:kda", () => {
    for (const [spelling, window] of [
        ["FLOOR", FLOOR],
        ["STEP", STEP],
    ] as const) {
        it(`carries over the SQL application's query, spelled with ${spelling}`, () => {
            const query = importOne(described(status(window)));
            assert.equal(query.sql, STATUS_SQL);
            assert.equal(query.windowSeconds, 60);
            assert.deepEqual(query.schema, {
                columns: [
                    { name: "host", type: "VARCHAR(16)" },
                    { name: "datetime", type: "VARCHAR(32)" },
                    { name: "request", type: "VARCHAR(64)" },
                    { name: "response", type: "INTEGER" },
                    { name: "bytes", type: "INTEGER" },
                ],
                results: [
                    { name: "windowStart", type: "TIMESTAMP" },
                    { name: "windowEnd", type: "TIMESTAMP" },
                    { name: "datetime", type: "TIMESTAMP" },
                    { name: "status", type: "INTEGER" },
                    { name: "statusCount", type: "INTEGER" },
                ],
                resultKey: ["windowStart", "windowEnd", "status"],
            });
        });
    }

    it("carries over the course's sliding window", () => {
        const query = importOne(described(SLIDING, TICKER));
        assert.equal(
            query.sql,
            `-- Imported from the Kinesis Data Analytics SQL application sql-streaming-application.
SELECT
    ticker,
    max(price) OVER (PARTITION BY ticker ORDER BY ROWTIME ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS price,
    SHARD_ID AS shardId,
    SEQUENCE_NUMBER AS sequenceNumber
FROM SOURCE_SQL_STREAM_001
WHERE ticker = 'IBM' AND price > 50
`,
        );
        assert.equal(query.windowSeconds, undefined);
        assert.deepEqual(query.schema.results, [
            { name: "ticker", type: "STRING" },
            { name: "price", type: "DOUBLE" },
            { name: "shardId", type: "STRING" },
            { name: "sequenceNumber", type: "STRING" },
        ]);
        assert.deepEqual(query.schema.resultKey, ["shardId", "sequenceNumber"]);
    });

    it("carries over the functions that only have another name or order", () => {
        const select = `SELECT STREAM TIMESTAMP_TO_CHAR('yyyy', CHAR_TO_TIMESTAMP('yyyy-MM-dd', "datetime")) AS "year",
            APPROXIMATE_ARRIVAL_TIME AS "arrived" FROM "SOURCE_SQL_STREAM_001"`;
        const { sql } = importOne(described(pump('"year" VARCHAR(4), "arrived" TIMESTAMP', select)));
        assert.match(sql, /DATE_FORMAT\(TO_TIMESTAMP\(`datetime`, 'yyyy-MM-dd'\), 'yyyy'\) AS `year`/);
        assert.match(sql, /APPROXIMATE_ARRIVAL_TIME AS arrived/);
        const monotonic = importOne(described(status(`MONOTONIC(${STEP})`)));
        assert.equal(monotonic.windowSeconds, 60);
        const timed = importOne(described(status(STEP), [...ACCESS_LOG, column("at", "TIMESTAMP")]));
        assert.deepEqual(timed.schema.columns[5], { name: "at", type: "TIMESTAMP" });
    });

    it("reads the window of each form and unit", () => {
        const forms: [string, number][] = [
            [`STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '5' MINUTE)`, 300],
            [`FLOOR("SOURCE_SQL_STREAM_001".ROWTIME TO HOUR)`, 3600],
            [FLOOR.replace("/ 1", "/ 10"), 600],
        ];
        for (const [window, seconds] of forms) {
            assert.equal(importOne(described(status(window))).windowSeconds, seconds, window);
        }
    });

    it("reads both API versions, and Terraform's state and plan", () => {
        const v2 = {
            ApplicationDetail: {
                ApplicationName: "a",
                RuntimeEnvironment: "SQL-1_0",
                ApplicationConfigurationDescription: {
                    ApplicationCodeConfigurationDescription: {
                        CodeContentDescription: { TextContent: status(STEP) },
                    },
                    SqlApplicationConfigurationDescription: { InputDescriptions: inputs(ACCESS_LOG) },
                },
            },
        };
        const columns = ACCESS_LOG.map(({ Name, SqlType, Mapping }) => ({
            name: Name,
            sql_type: SqlType,
            mapping: Mapping,
        }));
        const format = [{ mapping_parameters: [{ csv: [], json: [{ record_row_path: "$" }] }] }];
        const v1Values = {
            name: "b",
            code: status(STEP),
            inputs: [{ schema: [{ record_columns: columns, record_format: format }] }],
        };
        const state = {
            version: 4,
            resources: [{ type: "aws_kinesis_analytics_application", instances: [{ attributes: v1Values }] }],
        };
        const v2Values = {
            name: "c",
            application_configuration: [
                {
                    application_code_configuration: [{ code_content: [{ text_content: status(STEP) }] }],
                    sql_application_configuration: [
                        { input: [{ input_schema: [{ record_column: columns, record_format: format }] }] },
                    ],
                },
            ],
        };
        const resource = { type: "aws_kinesisanalyticsv2_application", values: v2Values };
        const plan = { planned_values: { root_module: { child_modules: [{ resources: [resource] }] } } };
        for (const document of [v2, state, plan]) {
            const query = importOne(JSON.stringify(document));
            assert.equal(query.windowSeconds, 60);
            assert.equal(query.schema.columns.length, 5);
        }
    });

    const refused: [string, string, string[]][] = [
        [
            "a stagger window",
            described(
                pump(
                    '"n" INTEGER',
                    `SELECT STREAM COUNT(*) FROM "SOURCE_SQL_STREAM_001" WINDOWED BY STAGGER (PARTITION BY "host" RANGE INTERVAL '1' MINUTE)`,
                ),
            ),
            [
                "a stagger window (WINDOWED BY STAGGER); its replacement in Flink is in sql/legacy/stagger-window",
                "FROM SOURCE_SQL_STREAM_001 WINDOWED BY STAGGER(PARTITION BY host RANGE INTERVAL '1' MINUTE): a query reads SOURCE_SQL_STREAM_001 and nothing else",
            ],
        ],
        [
            "a function of the service's own",
            described(status(STEP).replace("COUNT(*)", 'EXP_AVG("bytes", 1)')),
            ["the function EXP_AVG; its replacement in Flink is in sql/legacy/exp-avg"],
        ],
        [
            "a GROUP BY without a window",
            described(status("1").replace(", 1;", ";")),
            ["GROUP BY response: no window in it that could be read"],
        ],
        [
            "a mapping into the record",
            described(status(STEP), [{ Name: "response", SqlType: "INTEGER", Mapping: "$.http.status" }]),
            ["input column response: the mapping $.http.status; a column is the member of its own name here"],
        ],
        [
            "a type without a like",
            described(status(STEP), [...ACCESS_LOG, column("at", "TIME")]),
            ["input column at: the type TIME"],
        ],
        ["two pumps", described(`${status(STEP)} ${status(STEP)}`), ["2 pumps: one query has one"]],
        [
            "reference data",
            described(status(STEP), ACCESS_LOG, {
                ReferenceDataSourceDescriptions: [{ TableName: "STATUS_NAMES" }],
            }),
            ["reference table STATUS_NAMES: the Flink job reads one stream"],
        ],
    ];
    for (const [what, text, expected] of refused) {
        it(`says that ${what} cannot be carried over`, () => assert.deepEqual(constructs(text), expected));
    }
});
