import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");
const PLACE = [
    { name: "s", type: "STRING" },
    { name: "q", type: "STRING" },
];

describe("sql:try", function () {
    this.timeout(120_000);
    const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-try-"));
    const write = (name: string, text: string) => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, name), text);
        return path.join(folder, name);
    };
    const tried = (schema: object, sql: string, records: string, ...options: string[]) => {
        write("q.schema.json", JSON.stringify(schema));
        const args = ["tools/cli.js", "sql:try", write("q.sql", sql), write("records", records), ...options];
        return spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    };

    after(() => rmSync(folder, { recursive: true, force: true }));

    it("reads a combined log where --log-format says so, and rejects its records by default", () => {
        const log = '1.2.3.4 - - [01/Mar/2026:12:00:01 +0000] "GET /a HTTP/1.1" 200 5 "http://a/" "curl 1"\n';
        const schema = {
            columns: [{ name: "agent", type: "STRING" }],
            results: [...PLACE, { name: "agent", type: "STRING" }],
            resultKey: ["s", "q"],
        };
        const sql = "SELECT SHARD_ID AS s, SEQUENCE_NUMBER AS q, agent FROM SOURCE_SQL_STREAM_001";
        const combined = tried(schema, sql, log, "--json", "--log-format", "COMBINEDAPACHELOG");
        assert.equal(combined.status, 0, combined.stderr);
        assert.deepEqual(
            combined.stdout.trim(),
            '{"s":"shardId-000000000000","q":"00000000000000000000","agent":"curl 1"}',
        );
        const common = tried(schema, sql, log, "--json");
        assert.equal(common.stdout, "");
        assert.match(common.stderr, /missingColumn: column agent: it is missing/);
    });

    it("counts the rows of CSV lines in windows that are hours apart", () => {
        const schema = {
            columns: [
                { name: "TICKER", type: "VARCHAR(4)", optional: true },
                { name: "PRICE", type: "DECIMAL(6,2)", optional: true },
            ],
            records: { format: "CSV", columnDelimiter: "|" },
            conversions: "KINESIS_ANALYTICS",
            results: [
                { name: "ws", type: "TIMESTAMP" },
                { name: "TICKER", type: "STRING" },
                { name: "TOTAL", type: "DECIMAL(38,2)" },
            ],
            resultKey: ["ws", "TICKER"],
        };
        const sql = `SELECT window_start AS ws, TICKER, SUM(PRICE) AS TOTAL
            FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' DAY))
            GROUP BY window_start, window_end, TICKER`;
        const lines = 'IBM|1.10\nIBM|2.20\n"A|B"|\nIBM|0.05|more\n';
        const { status, stdout, stderr } = tried(schema, sql, lines, "--json", "--every", "28800000");
        assert.equal(status, 0, stderr);
        assert.deepEqual(stdout.trim().split("\n").sort(), [
            '{"ws":"1970-01-01 00:00:00","TICKER":"IBM","TOTAL":3.30}',
            '{"ws":"1970-01-02 00:00:00","TICKER":"A|B","TOTAL":null}',
            '{"ws":"1970-01-02 00:00:00","TICKER":"IBM","TOTAL":0.05}',
        ]);
    });

    it("prints every digit of a DECIMAL, as JSON and in the table", () => {
        const schema = {
            columns: [{ name: "d", type: "DECIMAL(30,10)" }],
            results: [...PLACE, { name: "d", type: "DECIMAL(30,10)" }],
            resultKey: ["s", "q"],
        };
        const sql = "SELECT SHARD_ID AS s, SEQUENCE_NUMBER AS q, d FROM SOURCE_SQL_STREAM_001";
        const records = '{"d": 12345678901234567890.1234567890}\n{"d": 0.0000000001}\n';
        const json = tried(schema, sql, records, "--json");
        assert.equal(json.status, 0, json.stderr);
        assert.match(json.stdout, /"d":12345678901234567890\.1234567890}\n.*"d":0\.0000000001}\n/);
        assert.match(tried(schema, sql, records).stdout, / 12345678901234567890\.1234567890\n/);
    });

    it("makes a row of each element of an array, with its number", () => {
        const schema = {
            columns: [{ name: "X", type: "INTEGER", path: "$.list[0:].x", optional: true }],
            records: { format: "JSON", rowPath: "$.list[0:]" },
            results: [...PLACE, { name: "i", type: "INTEGER" }, { name: "X", type: "INTEGER" }],
            resultKey: ["s", "q", "i"],
        };
        const sql =
            "SELECT SHARD_ID AS s, SEQUENCE_NUMBER AS q, ROW_INDEX AS i, X FROM SOURCE_SQL_STREAM_001";
        const records = '[{ "list": [{ "x": 5 }, {}] }, { "list": [{ "x": 6 }, { "x": "y" }] }]';
        const { stdout, stderr } = tried(schema, sql, records, "--json");
        const own = '"s":"shardId-000000000000","q":"00000000000000000000"';
        assert.deepEqual(stdout.trim().split("\n"), [`{${own},"i":0,"X":5}`, `{${own},"i":1,"X":null}`]);
        assert.match(stderr, /wrongType: row 1: column X: 'y' is not a valid INTEGER/);
    });

    it("says what is wrong with a query in one line", () => {
        const { status, stderr } = tried(
            { columns: [{ name: "a", type: "STRING", path: "a" }], results: [], resultKey: [] },
            "SELECT a FROM SOURCE_SQL_STREAM_001",
            "{}",
            "--json",
        );
        assert.equal(status, 1);
        assert.match(stderr, /^error: .*q\.sql: IllegalArgumentException: .*'a' is no path that can be read/);
        assert.equal(stderr.trim().split("\n").length, 1, stderr);
    });
});
