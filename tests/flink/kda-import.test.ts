import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { readConfig } from "../../components/config/read-config";
import { anchorsOf } from "../docs/links";
import { tried } from "../../tools/kda-import/try-records";
import { folder } from "../support/folder";
import { application, files } from "../support/kda-forms";

const ROOT = path.join(__dirname, "..", "..");
const PUMP = `CREATE OR REPLACE STREAM "OUT" ("METER" VARCHAR(8), "READINGS" INTEGER);
CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
SELECT STREAM "METER", COUNT(*) FROM "METERS_001"
GROUP BY "METER", STEP("METERS_001".ROWTIME BY INTERVAL '60' SECOND);`;
const FOREST = PUMP.replace("COUNT(*)", "EXP_AVG(\"KWH\", INTERVAL '1' SECOND)");

describe("import:kda", function () {
    this.timeout(180_000);
    const run = (...args: string[]) =>
        spawnSync(process.execPath, ["tools/cli.js", "import:kda", ...args], { cwd: ROOT, encoding: "utf8" });

    /** The rows of the printed table that are of a meter, without their window, in alphabetical order. */
    const rowsOf = (stdout: string) =>
        stdout
            .split("\n")
            .filter((line) => /\bm\d\b/.test(line))
            .map((line) =>
                line
                    .trim()
                    .split(/\s{2,}/)
                    .slice(2),
            )
            .sort();

    /** What a stack is configured with that has the printed text below `config:`. */
    const configured = (stdout: string) => {
        const [, rest = ""] = stdout.split("below config:\n");
        const [snippet = ""] = rest.split("\nNext:");
        const { config } = parse(`config:\n  aws:region: us-east-1\n${snippet}`) as {
            config: Record<string, unknown>;
        };
        const texts = Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]);
        return readConfig(Object.fromEntries(texts) as Record<string, string>, "cc-pipeline", "us-east-1");
    };

    it("plans and runs a query over records before it writes it, and prints how to configure and try it", () => {
        const place = files({
            "app.json": application("Meter_Readings", PUMP),
            "records.jsonl":
                '{"meter": "m1", "kwh": 1}\n{"meter": "m1", "kwh": 2}\n{"meter": "m2", "kwh": 4}\n',
        });
        const to = path.join(place, "new", "queries");
        const { status, stdout, stderr } = run(
            path.join(place, "app.json"),
            "--to",
            to,
            "--records",
            path.join(place, "records.jsonl"),
            "--every",
            "1000",
        );
        assert.deepEqual([status, stderr], [0, ""]);
        assert.deepEqual(readdirSync(to).sort(), ["meter-readings.schema.json", "meter-readings.sql"]);
        assert.deepEqual(rowsOf(stdout), [
            ["m1", "2"],
            ["m2", "1"],
        ]);
        assert.deepEqual(configured(stdout).analytics.queries, ["meter-readings"]);
        const [, checked = ""] = /npm run sql:check -- (\S+)/.exec(stdout) ?? [];
        assert.equal(path.resolve(ROOT, checked), path.join(to, "meter-readings.sql"));
    });

    it("reads records of a CSV application as lines of CSV, and does not overwrite SQL code with its query", () => {
        const schema = `RecordFormat: { RecordFormatType: CSV, MappingParameters: { CSVMappingParameters: { RecordColumnDelimiter: "|" } } }
RecordColumns: [{ Name: METER, SqlType: VARCHAR(8) }, { Name: KWH, SqlType: DOUBLE }]`;
        const code = PUMP.replace("COUNT(*)", 'SUM("KWH")');
        const place = files({ "use.sql": code, "schema.yaml": schema, "records.csv": "m1|1\nm2|2\nm1|4\n" });
        const at = (name: string) => path.join(place, name);
        const { status, stdout, stderr } = run(
            at("use.sql"),
            "--schema",
            at("schema.yaml"),
            "--records",
            at("records.csv"),
            "--to",
            place,
        );
        assert.equal(status, 0, stderr);
        assert.equal(readFileSync(at("use.sql"), "utf8"), code);
        assert.match(readdirSync(place).join(), /use-[0-9a-f]{6}\.schema\.json,use-[0-9a-f]{6}\.sql/);
        assert.deepEqual(rowsOf(stdout), [
            ["m1", "5"],
            ["m2", "2"],
        ]);
    });

    it("overwrites nothing without --force, and everything with it", () => {
        const place = files({ "app.json": application("a", PUMP), "to/a.schema.json": "mine" });
        const to = path.join(place, "to");
        const refused = run(path.join(place, "app.json"), "--to", to);
        assert.equal(refused.status, 1);
        assert.equal(
            refused.stderr,
            `error: nothing is written: ${path.join(to, "a.schema.json")} already exists; give --force to overwrite, or another folder with --to\n`,
        );
        assert.deepEqual(
            [readdirSync(to), readFileSync(path.join(to, "a.schema.json"), "utf8")],
            [["a.schema.json"], "mine"],
        );
        const forced = run(path.join(place, "app.json"), "--to", to, "--force");
        assert.equal(forced.status, 0, forced.stderr);
        assert.notEqual(readFileSync(path.join(to, "a.schema.json"), "utf8"), "mine");
        assert.ok(existsSync(path.join(to, "a.sql")));
    });

    it("writes nothing of an application that it refuses, and names each construct with its place and a section", () => {
        const Inputs = [
            { ...application("", "").Inputs[0], InputProcessingConfiguration: { InputLambdaProcessor: {} } },
        ];
        const place = files({ "app.json": { ...application("forecast", FOREST), Inputs } });
        const file = path.join(place, "app.json");
        const { status, stderr } = run(file, "--to", place);
        assert.equal(status, 1);
        const lines = stderr.trimEnd().split("\n");
        assert.match(
            lines[0] ?? "",
            new RegExp(
                `^${file}: application forecast: input processing by Lambda: .*#lambda-as-pre-processor$`,
            ),
        );
        assert.match(
            lines[1] ?? "",
            new RegExp(`^${file}: application forecast: line 3, column 24: .*EXP_AVG.*; see .*#exp_avg$`),
        );
        const anchors = anchorsOf(
            readFileSync(path.join(ROOT, "docs", "migrate-from-kinesis-analytics.md"), "utf8"),
        );
        for (const [, anchor = ""] of stderr.matchAll(/kinesis-analytics\.md#(\S+)/g)) {
            assert.ok(anchors.has(anchor), anchor);
        }
        assert.deepEqual(readdirSync(place), ["app.json"]);
    });

    it("names a value that is missing in the code once", () => {
        const Properties = {
            ...application("open", ""),
            ApplicationCode: { "Fn::Sub": `${PUMP} -- \${P}`.replace("60", "${Seconds}") },
        };
        const template = { Resources: { A: { Type: "AWS::KinesisAnalytics::Application", Properties } } };
        const place = files({ "template.json": template });
        const { status, stderr } = run(path.join(place, "template.json"), "--to", place);
        assert.equal(status, 1);
        assert.match(
            stderr,
            /: application open: line 4, column 58: Seconds: the file has no value for it; [^\n]*\n$/,
        );
        assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    });

    it("writes of a folder what is carried over, prints a table of verdicts, and fails unless that is everything", () => {
        const two = `${PUMP}
CREATE STREAM "ALL" ("METER" VARCHAR(8));
CREATE PUMP "Q" AS INSERT INTO "ALL" SELECT STREAM "METER" FROM "METERS_001";`;
        const place = files({
            "a.json": application("A.b", PUMP),
            "below/b.json": application("a-b", PUMP.replace("60", "30")),
            "below/two.json": application("two", two),
            "c.json": application("forecast", FOREST),
            "broken.json": '{"ApplicationCode": ',
        });
        const to = path.join(folder(), "to");
        const { status, stdout, stderr } = run(place, "--to", to);
        assert.equal(status, 1);
        const written = readdirSync(to).filter((name) => name.endsWith(".sql"));
        const [hashed = ""] = written;
        assert.match(hashed, /^a-b-[0-9a-f]{6}\.sql$/);
        assert.deepEqual(written, [hashed, "a-b.sql", "two-all.sql", "two-out.sql"]);
        assert.match(
            readFileSync(path.join(to, "a-b.sql"), "utf8"),
            /INTERVAL '60' SECOND|INTERVAL '1' MINUTE/,
        );
        assert.match(readFileSync(path.join(to, hashed), "utf8"), /INTERVAL '30' SECOND/);
        const cells = stdout.split("\n").map((line) => line.trim().split(/\s{2,}/));
        const verdict = (name: string) =>
            cells.find(([first, second]) => first === name && second?.startsWith(place))?.slice(2, 4);
        assert.deepEqual(["A.b", "a-b", "two", "forecast"].map(verdict), [
            ["carried over", "1"],
            ["carried over", "1"],
            ["carried over", "2"],
            ["refused", "0"],
        ]);
        assert.match(stdout, /broken\.json +unreadable .* it is not JSON/);
        assert.match(stdout, /^3 of 4 applications carried over$/m);
        assert.match(stderr, /broken\.json: it is not JSON: /);
        assert.equal(configured(stdout).analytics.queries.length, 4);
    });

    it("refuses an application whose query fails over the records", async () => {
        const query = {
            stream: "OUT",
            sql: "SELECT 10 / N AS N, SHARD_ID AS shardId, SEQUENCE_NUMBER AS sequenceNumber FROM SOURCE_SQL_STREAM_001",
            schema: {
                columns: [{ name: "N", type: "INTEGER" }],
                results: [
                    { name: "N", type: "INTEGER" },
                    { name: "shardId", type: "STRING" },
                    { name: "sequenceNumber", type: "STRING" },
                ],
                resultKey: ["shardId", "sequenceNumber"],
            },
            windowSeconds: null,
            inferredColumns: false,
            notes: [],
        };
        const request = { name: "divide", code: "", inputs: [], outputs: [] };
        const outcome = {
            application: { file: "a.sql", request, leftOut: [], notes: [] },
            queries: [{ name: "divide", query }],
            notes: [],
            refusals: [],
        };
        const [tested] = await tried([outcome], { text: '{"N": 0}\n', everyMillis: 100 });
        assert.deepEqual(tested?.queries, []);
        assert.match(tested.refusals[0]?.message ?? "", /^its query fails over the records: \S/);
    });

    it("takes the columns of SQL code from --schema, and names the query after the file", () => {
        const place = files({
            "By Meter.sql": PUMP,
            "schema.json": application("", "").Inputs[0]?.InputSchema ?? {},
        });
        const { status, stdout, stderr } = run(
            path.join(place, "By Meter.sql"),
            "--schema",
            path.join(place, "schema.json"),
            "--to",
            place,
        );
        assert.equal(status, 0, stderr);
        assert.doesNotMatch(stdout, /inferred/);
        const schema = JSON.parse(readFileSync(path.join(place, "by-meter.schema.json"), "utf8")) as {
            columns: { name: string }[];
        };
        assert.deepEqual(
            schema.columns.map(({ name }) => name),
            ["METER", "KWH"],
        );
    });

    const place = files({
        "app.json": application("a", PUMP),
        "bad.json": "[1]",
        "schema.json": application("", "").Inputs[0]?.InputSchema ?? {},
        "app.sql": PUMP,
    });
    const inPlace = (name: string) => path.join(place, name);
    const wrong: [what: string, args: string[], line: RegExp][] = [
        ["a missing file", [inPlace("none.json")], /^error: .*none\.json: it cannot be read \(ENOENT\)$/],
        [
            "a schema for an application that has its own",
            [inPlace("app.json"), "--schema", inPlace("schema.json")],
            /^error: --schema .*schema\.json: it is for a file of SQL code alone; /,
        ],
        [
            "a schema that is none",
            [inPlace("app.sql"), "--schema", inPlace("bad.json")],
            /^error: .*bad\.json: it is not a schema; give /,
        ],
        [
            "a folder that is a file",
            [inPlace("app.sql"), "--to", inPlace("bad.json")],
            /^error: --to .*bad\.json: it is not a folder; give /,
        ],
        [
            "records that are missing",
            [inPlace("app.json"), "--records", inPlace("none")],
            /^error: --records .*none: there is no such file/,
        ],
    ];
    for (const [what, args, line] of wrong) {
        it(`refuses ${what} with one line`, () => {
            const { status, stderr } = run(...args);
            assert.equal(status, 1);
            assert.match(stderr.trimEnd(), line);
            assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
        });
    }
});
