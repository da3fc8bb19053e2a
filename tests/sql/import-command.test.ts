import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { readConfig } from "../../components/config/read-config";
import { folder } from "../support/folder";
import { ACCESS_LOG, STATUS_SQL, STEP, described, inputs, status } from "./legacy-applications";

const ROOT = path.join(__dirname, "..", "..");

describe("import:kda as a command", () => {
    const run = (...args: string[]) =>
        spawnSync(process.execPath, ["tools/cli.js", "import:kda", ...args], {
            cwd: ROOT,
            encoding: "utf8",
        });

    /** What a stack is configured with that has the printed text below `config:`. */
    const configured = (stdout: string) => {
        const [, snippet = ""] = stdout.split("below config:\n");
        const config = parse(`config:\n  aws:region: us-east-1\n${snippet}`) as {
            config: Record<string, unknown>;
        };
        const texts = Object.entries(config.config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]);
        return readConfig(Object.fromEntries(texts) as Record<string, string>, "cc-pipeline", "us-east-1");
    };
    const imported = (names: readonly string[]) => {
        const place = folder();
        const file = path.join(place, "applications.json");
        const instances = names.map((name) => ({
            attributes: { name, code: status(STEP), inputs: inputs(ACCESS_LOG) },
        }));
        const resources = [{ type: "aws_kinesis_analytics_application", instances }];
        writeFileSync(file, JSON.stringify({ resources }));
        return { place, ...run(file, "--to", place) };
    };

    it("writes the query and its schema, and prints a configuration that runs it", () => {
        const place = folder();
        const file = path.join(place, "application.json");
        writeFileSync(file, described(status(STEP)));
        const { status: code, stdout, stderr } = run(file, "--to", place);
        assert.equal(code, 0, stderr);
        const { queries, windowSeconds } = configured(stdout).analytics;
        assert.deepEqual([queries, windowSeconds], [["sql-streaming-application"], 60]);
        assert.equal(readFileSync(path.join(place, "sql-streaming-application.sql"), "utf8"), STATUS_SQL);
        assert.ok(existsSync(path.join(place, "sql-streaming-application.schema.json")));
        const again = run(file, "--to", place);
        assert.equal(again.status, 1);
        assert.match(again.stderr, /^error: sql\/sql-streaming-application\.sql already exists; rename it/);
    });

    it("cuts a name that is longer than the configuration accepts, and keeps the cut names apart", () => {
        const long = "billing-events-of-all-regions-by-customer-and-";
        const { place, status: code, stdout, stderr } = imported([`${long}hour`, `${long}day`, "Short_Name"]);
        assert.equal(code, 0, stderr);
        const { queries } = configured(stdout).analytics;
        assert.equal(new Set(queries).size, 3);
        for (const name of queries.slice(0, 2)) {
            assert.match(name, /^billing-events-of-all-regions-by-cus.*-[0-9a-f]{6}$/);
            assert.equal(name.length, 43);
        }
        assert.equal(queries[2], "short-name");
        queries.forEach((name) => assert.ok(existsSync(path.join(place, `${name}.sql`)), name));
    });

    it("keeps two applications apart whose names differ only in what a query's name cannot have", () => {
        const { status: code, stdout, stderr } = imported(["hits", "Hits!"]);
        assert.equal(code, 0, stderr);
        const [first, second = ""] = configured(stdout).analytics.queries;
        assert.equal(first, "hits");
        assert.match(second, /^hits-[0-9a-f]{6}$/);
    });

    it("writes nothing where something cannot be carried over", () => {
        const place = folder();
        const file = path.join(place, "application.json");
        writeFileSync(file, described(status(STEP).replace("COUNT(*)", 'EXP_AVG("bytes", 1)')));
        const { status: code, stderr } = run(file, "--to", place);
        assert.equal(code, 1);
        assert.equal(
            stderr,
            "error: application sql-streaming-application: nothing is written, because this cannot be translated:\n  the function EXP_AVG; its replacement in Flink is in sql/legacy/exp-avg\n",
        );
        assert.deepEqual(readdirSync(place), ["application.json"]);
    });

    const place = folder();
    const bad: [string, string | undefined, RegExp][] = [
        ["a missing file", undefined, /it cannot be read \(ENOENT\)$/m],
        ["no JSON", "SELECT 1", /it is not JSON: /],
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
        assert.match(run().stderr, /^error: npm run import:kda -- FILE \[--to FOLDER\]: FILE is missing/));
});
