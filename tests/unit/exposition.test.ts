import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fillQuery } from "../../components/exposition/exposition-tier";
import { queryNames, readQuery, trinoType } from "../../components/queries/query";
import { onceSql, resultColumns } from "../../components/catalog/results-table";
import { NAMES, Registered, all, one } from "../support/program-run";
import { runProgram } from "../support/program";

const TABLE = "aws:glue/catalogTable:CatalogTable";
const LOCATION = "s3://cc-pipeline-test-results-123456789012-eu-west-1/status-counts/";

describe("the exposition tier", () => {
    let registered: Registered[];

    before(async () => ({ registered } = await runProgram({ "exposition.scanLimitMb": "100" })));

    it("makes a table over the delivered objects, whose hours Athena finds without a crawler", () => {
        const table = one(registered, TABLE, "status-counts");
        assert.equal(table["databaseName"], "cc_pipeline_test");
        assert.equal(table["name"], "status_counts");
        assert.deepEqual(table["parameters"], {
            EXTERNAL: "TRUE",
            classification: "json",
            "projection.enabled": "true",
            "projection.delivery_hour.type": "date",
            "projection.delivery_hour.format": "yyyy-MM-dd-HH",
            "projection.delivery_hour.interval": "1",
            "projection.delivery_hour.interval.unit": "HOURS",
            "projection.delivery_hour.range": "NOW-3YEARS,NOW+1HOUR",
            "storage.location.template": `${LOCATION}delivery_hour=\${delivery_hour}/`,
        });
        assert.deepEqual(table["partitionKeys"], [{ name: "delivery_hour", type: "string" }]);
        const storage = table["storageDescriptor"] as Record<string, unknown>;
        assert.equal(storage["location"], LOCATION);
        assert.deepEqual(storage["columns"], [
            { name: "windowstart", type: "timestamp" },
            { name: "windowend", type: "timestamp" },
            { name: "status", type: "int" },
            { name: "statuscount", type: "bigint" },
        ]);
    });

    it("finds the objects where Firehose writes them", () => {
        const s3 = one(
            registered,
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
            "status-counts",
        )["extendedS3Configuration"] as Record<string, unknown>;
        const template = (one(registered, TABLE, "status-counts")["parameters"] as Record<string, string>)[
            "storage.location.template"
        ];
        const written = `s3://${NAMES.resultsBucket}/${String(s3["prefix"])}`;
        assert.equal(
            written.replace("!{timestamp:yyyy-MM-dd-HH}", "2026-01-31-23"),
            template?.replace("${delivery_hour}", "2026-01-31-23"),
        );
    });

    it("makes a view that has each result once", () => {
        const view = one(registered, TABLE, "status-counts-once");
        assert.equal(view["tableType"], "VIRTUAL_VIEW");
        const encoded = /Presto View: (\S+)/.exec(String(view["viewOriginalText"]))?.[1] ?? "";
        assert.deepEqual(JSON.parse(Buffer.from(encoded, "base64").toString()), {
            originalSql:
                "SELECT windowstart, windowend, status, max(statuscount) AS statuscount " +
                "FROM cc_pipeline_test.status_counts GROUP BY windowstart, windowend, status",
            catalog: "awsdatacatalog",
            schema: "cc_pipeline_test",
            columns: [
                { name: "windowstart", type: "timestamp(3)" },
                { name: "windowend", type: "timestamp(3)" },
                { name: "status", type: "integer" },
                { name: "statuscount", type: "bigint" },
            ],
        });
    });

    it("keeps of rows without a window the one of each record", () => {
        assert.equal(
            onceSql(readQuery("ticker-max", "k"), "t"),
            "SELECT shardid, sequencenumber, max(datetime) AS datetime, max(ticker) AS ticker, max(maxprice) AS maxprice " +
                "FROM t GROUP BY shardid, sequencenumber",
        );
    });

    it("quotes names of columns that Athena does not take as they are", () => {
        const results = ["FROM", "to", "a-b", "End"].map((name) => ({ name, type: "STRING" as const }));
        const query = { ...readQuery("ticker-max", "k"), results, resultKey: ["FROM", "to"] };
        assert.equal(
            onceSql(query, "t"),
            'SELECT "from", to, max("a-b") AS "a-b", max("end") AS "end" FROM t GROUP BY "from", to',
        );
    });

    it("gives a DECIMAL its digits in Glue and in Athena", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-query-"));
        try {
            const query = (type: string) => {
                const results = [{ name: "TOTAL", type }];
                const schema = { columns: [], results, resultKey: ["TOTAL"] };
                writeFileSync(path.join(folder, "q.sql"), "");
                writeFileSync(path.join(folder, "q.schema.json"), JSON.stringify(schema));
                return readQuery("q", "queries", folder);
            };
            const money = query("DECIMAL(38,2)");
            assert.deepEqual(resultColumns(money), [{ name: "total", type: "decimal(38,2)" }]);
            assert.deepEqual(money.results.map(trinoType), ["decimal(38,2)"]);
            for (const wrong of [
                "DECIMAL",
                "DECIMAL(p,s)",
                "DECIMAL(39,2)",
                "DECIMAL(2,3)",
                "DECIMAL(5, 2)",
            ]) {
                assert.throws(() => query(wrong), {
                    message: `sql/q.schema.json: results has {"name":"TOTAL","type":"${wrong}"}; give each result column a name and a type of TIMESTAMP, STRING, INTEGER, BIGINT, DECIMAL(p,s), DOUBLE, BOOLEAN`,
                });
            }
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("makes a table of the records that were not counted, and a query that says why", () => {
        const table = one(registered, TABLE, "rejected");
        const storage = table["storageDescriptor"] as Record<string, unknown>;
        assert.equal(storage["location"], `s3://${NAMES.resultsBucket}/errors/rejected/`);
        const query = one(registered, "aws:athena/namedQuery:NamedQuery", "rejected-by-reason");
        assert.match(String(query["query"]), /FROM rejected\n/);
    });

    it("makes a workgroup that limits what a query scans, encrypts results and lets nobody set it aside", () => {
        assert.deepEqual(one(registered, "aws:athena/workgroup:Workgroup")["configuration"], {
            enforceWorkgroupConfiguration: true,
            publishCloudwatchMetricsEnabled: true,
            bytesScannedCutoffPerQuery: 104_857_600,
            engineVersion: { selectedEngineVersion: "Athena engine version 3" },
            resultConfiguration: {
                outputLocation: `s3://${NAMES.queryResultsBucket}/`,
                encryptionConfiguration: { encryptionOption: "SSE_S3" },
            },
        });
    });

    it("names the queries of sql/athena, filled", () => {
        const queries = all(registered, "aws:athena/namedQuery:NamedQuery");
        assert.deepEqual(queries.map(({ name }) => name).sort(), [
            "error-rate",
            "missing-windows",
            "rejected-by-reason",
            "status-by-hour",
            "top-statuses",
        ]);
        for (const { name, inputs } of queries) {
            assert.match(
                String(inputs["query"]),
                name === "rejected-by-reason" ? /rejected/ : /status_counts_once/,
            );
            assert.doesNotMatch(String(inputs["query"]), /\$\{/);
            assert.ok(String(inputs["description"]).length > 10);
        }
    });

    it("refuses a placeholder that it does not know", () => {
        assert.throws(() => fillQuery("SELECT ${nope}", { results: "t" }), {
            message: "sql/athena: ${nope} is not a placeholder; there are results",
        });
    });

    it("has results and an Athena query for every query of sql/, each with a name of its own", () => {
        const names = queryNames().flatMap((name) => readQuery(name, "k").athena.map((query) => query.name));
        assert.deepEqual(new Set(names).size, names.length);
        for (const name of queryNames()) {
            const query = readQuery(name, "analytics.query");
            assert.ok(query.results.length > 0 && query.athena.length > 0, name);
        }
    });
});
