import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Diagnostic } from "../../tools/sql/diagnostic";
import { diagnoseQuery } from "../../tools/sql/diagnose-query";
import { placeOf } from "../../tools/sql/place";
import { QueryFile, queryFile, queryNames, request } from "../../tools/sql/query-file";
import { PlanAnswer, planned } from "../../tools/sql/query-tool";
import { PLANTED_FORMATS } from "./planted-formats";
import { PlantedMistake, SCHEMA } from "./planted-mistake";
import { PLANTED_IN_TEXT } from "./planted-mistakes";
import { PLANTED_IN_TYPES } from "./planted-type-mistakes";

const PLANTED = [...PLANTED_IN_TEXT, ...PLANTED_IN_TYPES, ...PLANTED_FORMATS];
const LENGTHS = { windowSeconds: 60, slideSeconds: 15 };
const MOST_DELAY = 3600;
const ROOT = path.join(__dirname, "..", "..");
const RIGHT = "SELECT host AS x FROM SOURCE_SQL_STREAM_001";

function fileOf({ sql = RIGHT, schema = SCHEMA }: PlantedMistake): QueryFile {
    const unmarked = (text: string) => text.replace("«", "");
    return {
        name: "q",
        sqlPath: "q.sql",
        schemaPath: "q.schema.json",
        sql: unmarked(sql),
        schema: unmarked(schema),
    };
}

/** The place that is marked. */
function marked({ sql = RIGHT, schema = SCHEMA }: PlantedMistake) {
    const [file, text] = sql.includes("«") ? ["q.sql", sql] : ["q.schema.json", schema];
    return { file, ...placeOf(text, text.indexOf("«")) };
}

describe("sql:check", function () {
    this.timeout(120_000);

    describe("finds what is wrong, where, and says what was meant", () => {
        let answers: PlanAnswer[];

        before(async () => {
            answers = await planned(PLANTED.map((mistake) => request(fileOf(mistake), LENGTHS)));
        });

        PLANTED.forEach((mistake, i) => {
            it(mistake.message.split("\n")[0] ?? "", () => {
                const query = fileOf(mistake);
                const answer = answers[i];
                assert.ok(answer);
                const level = mistake.level ?? "error";
                const found = diagnoseQuery(query, request(query, LENGTHS), answer, MOST_DELAY).filter(
                    (diagnostic) => diagnostic.level === level,
                );
                assert.deepEqual(
                    found.map(({ file, line, column, message }) => ({ file, line, column, message })),
                    [{ ...marked(mistake), message: mistake.message }],
                );
                if (mistake.hint) {
                    assert.match(found[0]?.hint ?? "", mistake.hint);
                }
            });
        });
    });

    it("finds nothing wrong with the queries of sql/, and knows which keep rows of each key", async () => {
        const queries = queryNames().map(queryFile);
        const asked = queries.map((query) => request(query, LENGTHS));
        const answers = await planned(asked);
        const found = queries.flatMap((query, i): Diagnostic[] => {
            const [own, answer] = [asked[i], answers[i]];
            return own && answer ? diagnoseQuery(query, own, answer, MOST_DELAY) : [];
        });
        assert.deepEqual(
            found.map(({ file, level }) => `${level} ${path.basename(file)}`),
            ["warning anomalous-status.sql", "warning ticker-max.sql"],
        );
    });

    describe("the commands", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-sql-"));
        const run = (...args: string[]) =>
            spawnSync(process.execPath, ["tools/cli.js", ...args], { cwd: ROOT, encoding: "utf8" });
        const write = (name: string, text: string) => {
            mkdirSync(folder, { recursive: true });
            writeFileSync(path.join(folder, name), text);
            return path.join(folder, name);
        };

        after(() => rmSync(folder, { recursive: true, force: true }));

        it("report errors as FILE:LINE:COLUMN and end with exit code 1", () => {
            write("mine.schema.json", SCHEMA);
            const file = write("mine.sql", "SELECT\n    hst AS x\nFROM SOURCE_SQL_STREAM_001\n");
            const { status, stdout } = run("sql:check", file);
            assert.equal(status, 1, stdout);
            assert.match(
                stdout,
                /mine\.sql:2:5: error: Column 'hst' not found in any table\n {4}did you mean host\?/,
            );
            assert.match(stdout, /\n1 query: 1 error, 0 warnings\n$/);
        });

        it("run a query over a log, and report what was skipped and rejected", () => {
            const log = write(
                "log",
                [
                    '1.2.3.4 - - [01/Mar/2026:12:00:01 +0000] "GET /a HTTP/1.1" 200 5',
                    "nonsense",
                    '1.2.3.4 - - [01/Mar/2026:12:00:59 +0000] "GET /b HTTP/1.1" 404 5',
                    '{"host": "a", "datetime": "", "request": "", "response": "OK", "bytes": 1}',
                ].join("\n"),
            );
            const { status, stdout, stderr } = run("sql:try", "status-counts", log, "--json");
            assert.equal(status, 0, stderr);
            assert.deepEqual(stdout.trim().split("\n").sort(), [
                '{"windowStart":"2026-03-01 12:00:00","windowEnd":"2026-03-01 12:01:00","status":200,"statusCount":1}',
                '{"windowStart":"2026-03-01 12:00:00","windowEnd":"2026-03-01 12:01:00","status":404,"statusCount":1}',
            ]);
            assert.match(stderr, /2 rows of 3 records; lines skipped 1, records rejected 1/);
            assert.match(stderr, /wrongType: column response: 'OK' is not a valid INTEGER/);
        });

        it("say what a change does, and exit with 1 where something is lost", () => {
            const { status, stdout } = run("sql:diff", "top-paths", "top-paths");
            assert.equal(
                stdout,
                "state survives; nothing is read again\n  - state survives: it goes on where it stopped\n",
            );
            assert.equal(status, 0);
            const other = run("sql:diff", "status-counts", "passthrough", "--json");
            const report = JSON.parse(other.stdout) as { verdict: string; harm: boolean };
            assert.match(report.verdict, /^state is discarded; /);
            assert.deepEqual([report.harm, other.status], [true, 1]);
        });

        const refused: [string[], RegExp, number?][] = [
            [
                ["sql:check", "nope"],
                /^error: nope: there is no sql\/nope\.sql; give the path of a \.sql file/,
            ],
            [["sql:check", "--window", "0"], /^error: --window: '0' is not a whole number from 1 to 86400/],
            [
                ["sql:check", "--window", "10", "--slide", "3"],
                /^error: --slide: 3 does not divide --window, 10/,
            ],
            [["sql:try", "top-paths"], /^error: npm run sql:try -- QUERY FILE .*: FILE is missing/, 2],
            [["sql:diff", "top-paths"], /^error: give two queries, OLD and NEW, or --stack STACK to compare/],
            [["sql:diff", "top-paths", "nope"], /^error: nope: there is no sql\/nope\.sql; give the path/],
            [["sql:diff", "a", "b", "--stack", "local"], /^error: give two queries, OLD and NEW, or --stack/],
            [["sql:diff", "--stack", "nope"], /^error: stack 'nope': there is no Pulumi\.nope\.yaml/],
            [["sql:try", "top-paths", "/nowhere"], /^error: \/nowhere: there is no such file/],
            [
                ["sql:try", "top-paths", "package.json", "--overflow", "CUT"],
                /^error: --overflow: 'CUT' is not one of TRUNCATE, FAIL, PASS/,
            ],
        ];
        for (const [args, message, exitCode = 1] of refused) {
            it(`refuse ${args.join(" ")}`, () => {
                const { status, stderr } = run(...args);
                assert.equal(status, exitCode);
                assert.match(stderr, message);
                assert.equal(stderr.trim().split("\n").length, 1, stderr);
            });
        }
    });
});
