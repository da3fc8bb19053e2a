import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { sqlApplications } from "../../sql/kinesis-sql/import/application";
import { UntranslatedError, translated } from "../../sql/kinesis-sql/import/translate";
import { folder } from "../local/folder";

const ROOT = path.join(__dirname, "..", "..");
const column = (Name: string, SqlType: string) => ({ Name, SqlType, Mapping: `$.${Name}` });
const ACCESS_LOG = [
    column("host", "VARCHAR(16)"),
    column("datetime", "VARCHAR(32)"),
    column("request", "VARCHAR(64)"),
    column("response", "INTEGER"),
    column("bytes", "INTEGER"),
];
const TICKER = [column("ticker", "VARCHAR(4)"), column("price", "REAL")];

const pump = (columns: string, select: string) =>
    `CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" (${columns});
    CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM" ${select};`;

/** The original's query, in both of its spellings, and the course's other one. */
const status = (window: string) =>
    pump(
        '"datetime" TIMESTAMP, "status" INTEGER, "statusCount" INTEGER',
        `SELECT STREAM ROWTIME AS "datetime", "response" AS "status", COUNT(*) AS "statusCount"
        FROM "SOURCE_SQL_STREAM_001" GROUP BY "response", ${window}`,
    );
const FLOOR = `FLOOR(("SOURCE_SQL_STREAM_001".ROWTIME - TIMESTAMP '1970-01-01 00:00:00') minute / 1 TO MINUTE)`;
const STEP = `STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '60' SECOND)`;
const SLIDING = pump(
    "ticker VARCHAR(4), price REAL",
    `SELECT STREAM ticker, max(price) OVER (PARTITION BY ticker ROWS 3 PRECEDING) AS price
    FROM "SOURCE_SQL_STREAM_001" WHERE ticker = 'IBM' AND price > 50`,
);

const inputs = (RecordColumns: object[], more: object = {}) => [
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
const described = (ApplicationCode: string, columns: object[] = ACCESS_LOG, more: object = {}) =>
    JSON.stringify({
        ApplicationDetail: {
            ApplicationName: "sql-streaming-application",
            ApplicationCode,
            InputDescriptions: inputs(columns),
            ...more,
        },
    });
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

const STATUS_SQL = `-- Imported from the Kinesis Data Analytics SQL application sql-streaming-application.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    window_start AS \`datetime\`,
    response AS status,
    CAST(COUNT(*) AS INTEGER) AS statusCount
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '\${windowSeconds}' SECOND(5)))
GROUP BY window_start, window_end, response
`;

describe("import:kda", () => {
    for (const [spelling, window] of [
        ["FLOOR", FLOOR],
        ["STEP", STEP],
    ] as const) {
        it(`carries over the original's query, spelled with ${spelling}`, () => {
            const query = importOne(described(status(window)));
            assert.equal(query.sql, STATUS_SQL);
            assert.equal(query.windowSeconds, 60);
            assert.deepEqual(query.schema, {
                columns: [
                    { name: "host", type: "STRING" },
                    { name: "datetime", type: "STRING" },
                    { name: "request", type: "STRING" },
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
    max(price) OVER (PARTITION BY ticker ORDER BY ROWTIME ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS price
FROM SOURCE_SQL_STREAM_001
WHERE ticker = 'IBM' AND price > 50
`,
        );
        assert.equal(query.windowSeconds, undefined);
        assert.deepEqual(query.schema.results, [
            { name: "ticker", type: "STRING" },
            { name: "price", type: "DOUBLE" },
        ]);
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
                "a stagger window (WINDOWED BY STAGGER)",
                "FROM SOURCE_SQL_STREAM_001 WINDOWED BY STAGGER(PARTITION BY host RANGE INTERVAL '1' MINUTE): a query reads SOURCE_SQL_STREAM_001 and nothing else",
            ],
        ],
        [
            "a function of the service's own",
            described(status(STEP).replace("COUNT(*)", 'EXP_AVG("bytes", 1)')),
            ["the function EXP_AVG"],
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
            described(status(STEP), [...ACCESS_LOG, column("at", "TIMESTAMP")]),
            ["input column at: the type TIMESTAMP"],
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

    describe("as a command", () => {
        const run = (...args: string[]) =>
            spawnSync(
                process.execPath,
                ["--import", "tsx", "sql/kinesis-sql/import/main.ts", "import:kda", ...args],
                {
                    cwd: ROOT,
                    encoding: "utf8",
                },
            );

        it("writes the query and its schema, and says what to set", () => {
            const place = folder();
            const file = path.join(place, "application.json");
            writeFileSync(file, described(status(STEP)));
            const { status: code, stdout } = run(file, "--to", place);
            assert.equal(code, 0);
            assert.match(stdout, /query: sql-streaming-application\n {4}windowSeconds: 60/);
            assert.equal(readFileSync(path.join(place, "sql-streaming-application.sql"), "utf8"), STATUS_SQL);
            assert.ok(existsSync(path.join(place, "sql-streaming-application.schema.json")));
            const again = run(file, "--to", place);
            assert.equal(again.status, 1);
            assert.match(
                again.stderr,
                /^error: sql\/sql-streaming-application\.sql is there already; rename it/,
            );
        });

        it("writes nothing where something cannot be carried over", () => {
            const place = folder();
            const file = path.join(place, "application.json");
            writeFileSync(file, described(status(STEP).replace("COUNT(*)", 'EXP_AVG("bytes", 1)')));
            const { status: code, stderr } = run(file, "--to", place);
            assert.equal(code, 1);
            assert.equal(
                stderr,
                "error: application sql-streaming-application: nothing is written, because this could not be carried over:\n  the function EXP_AVG\n",
            );
            assert.deepEqual(readdirSync(place), ["application.json"]);
        });

        const place = folder();
        const bad: [string, string | undefined, RegExp][] = [
            ["a missing file", undefined, /it cannot be read \(ENOENT\)$/m],
            ["no JSON", "SELECT 1", /it is no JSON: /],
            ["something else", "{}", /it holds no Kinesis Data Analytics SQL application; give the JSON of /],
            [
                "a Flink application",
                '{"ApplicationDetail":{"ApplicationName":"f"}}',
                /application f: it has no SQL code; only SQL applications can be imported/,
            ],
        ];
        bad.forEach(([what, content, line], i) =>
            it(`refuses ${what} with one line`, () => {
                const file = path.join(place, `bad-${i}.json`);
                if (content !== undefined) {
                    writeFileSync(file, content);
                }
                const { status: code, stderr } = run(file);
                assert.equal(code, 1);
                assert.match(stderr, line);
                assert.equal(stderr.trim().split("\n").length, 1, stderr);
            }),
        );

        it("says how it is called", () =>
            assert.match(run().stderr, /^error: npm run import:kda -- FILE \[--to FOLDER\]: give one file/));
    });
});
