const propertyGroups = require("../../flink/src/main/resources/property-groups.json");

const { columnOverflow } = propertyGroups.source.properties;

const GROUP = "SQL";
/** The longest number of seconds that these commands take: a day. */
const MOST = 86_400;
const MOST_MILLIS = 1000 * MOST;
/** The agent's formats that `sql:try` reads, and the default of producer.logFormat. */
const LOG_FORMATS = /** @type {const} */ (["COMMONAPACHELOG", "COMBINEDAPACHELOG"]);

const WINDOW = /** @type {const} */ ({
    type: "integer",
    value: "SECONDS",
    min: 1,
    max: MOST,
    default: 60,
    summary: "length of the windows",
});
const SLIDE = /** @type {const} */ ({
    type: "integer",
    value: "SECONDS",
    min: 1,
    max: MOST,
    summary: "step of sliding and cumulating windows; divides --window",
    defaultText: "a quarter of --window, or the next smaller divisor",
});

/** The commands for queries. */
const SQL_COMMANDS = /** @satisfies {Record<string, import("./command").Command>} */ (
    /** @type {const} */ ({
        "sql:check": {
            group: GROUP,
            summary: "plan queries with Flink's planner and report what is wrong with them",
            positionals: [
                {
                    name: "QUERY",
                    summary: "a name of sql/ or a .sql file; without one, all of sql/",
                    optional: true,
                    many: true,
                },
            ],
            options: {
                window: WINDOW,
                slide: SLIDE,
                "max-delay": {
                    type: "integer",
                    value: "SECONDS",
                    min: 1,
                    max: MOST,
                    default: 3600,
                    summary: "warn about results that come later than this",
                },
            },
            examples: ["", "status-counts", "my/query.sql --window 300"],
            exitCodes: { 1: "a query has an error" },
            needs: ["java", "maven"],
            module: "tools/sql/sql-check.ts",
        },
        "sql:diff": {
            group: GROUP,
            summary: "say what a change of a query will do when it is deployed",
            description:
                "Compares two queries, or what a stack runs with this folder. The first line is the verdict: whether state survives, how much of the stream is read again, or why the job would not start. Then a line per effect; those with ! lose something, or break what reads the results.",
            positionals: [
                { name: "OLD", summary: "a name of sql/ or a .sql file: the deployed query", optional: true },
                { name: "NEW", summary: "the query that replaces it", optional: true },
            ],
            options: {
                stack: {
                    type: "text",
                    value: "STACK",
                    short: "s",
                    summary:
                        "compare what this stack runs with this folder, in place of two queries; any other than local is on AWS, with your credentials",
                },
                window: WINDOW,
                slide: SLIDE,
                json: { type: "flag", summary: "print the report as one JSON object" },
            },
            examples: ["old/status-counts.sql status-counts", "--stack local"],
            exitCodes: {
                1: "the job would not start, or something is lost, or what reads the results has to change",
            },
            needs: ["java", "maven"],
            module: "local/commands/sql-diff.ts",
            bundled: true,
        },
        "sql:try": {
            group: GROUP,
            summary: "run a query over a file, without any cloud, and print its rows",
            positionals: [
                { name: "QUERY", summary: "a name of sql/ or a .sql file" },
                {
                    name: "FILE",
                    summary: "an access log, JSON objects, or CSV lines for a schema of CSV records",
                },
            ],
            options: {
                window: WINDOW,
                slide: SLIDE,
                every: {
                    type: "integer",
                    value: "MILLISECONDS",
                    min: 1,
                    max: MOST_MILLIS,
                    default: 100,
                    summary: "time between the arrivals of two records that contain no time",
                },
                "log-format": {
                    type: "choice",
                    of: LOG_FORMATS,
                    default: LOG_FORMATS[0],
                    summary: "how an access log is read, as by producer.logFormat",
                },
                overflow: {
                    type: "choice",
                    of: columnOverflow.values,
                    default: columnOverflow.default,
                    summary: "what to do with a text longer than its column",
                },
                json: { type: "flag", summary: "print the rows as JSON, one per line" },
            },
            examples: [
                "status-counts access.log",
                "top-paths access.log --window 300 --json",
                "my/query.sql access.log --log-format COMBINEDAPACHELOG",
            ],
            needs: ["java", "maven"],
            module: "tools/sql/sql-try.ts",
        },
        "import:kda": {
            group: GROUP,
            summary: "translate Kinesis Data Analytics SQL applications into queries of sql/",
            positionals: [
                {
                    name: "FILE",
                    summary:
                        "a template, Terraform files or state, Pulumi state, description or SQL code; or a folder of them",
                },
            ],
            options: {
                to: {
                    type: "text",
                    value: "FOLDER",
                    summary: "folder to write to",
                    defaultText: "sql/",
                },
                schema: {
                    type: "text",
                    value: "FILE",
                    summary:
                        "input schema of a file of SQL code: RecordColumns, an InputSchema or a schema file",
                    defaultText: "columns are inferred from the code",
                },
                records: {
                    type: "text",
                    value: "FILE",
                    summary: "records to run the queries over before they are written, one per line",
                },
                every: {
                    type: "integer",
                    value: "MILLISECONDS",
                    min: 1,
                    max: MOST_MILLIS,
                    default: 100,
                    requires: "records",
                    summary: "time between the arrivals of two records",
                },
                force: { type: "flag", summary: "overwrite existing files" },
            },
            examples: [
                "template.yaml",
                "application.sql --records records.jsonl",
                "infrastructure/ --to imported",
            ],
            exitCodes: { 1: "an application is refused, or a file cannot be read" },
            needs: ["java", "maven"],
            module: "tools/kda-import/main.ts",
        },
    })
);

module.exports = { SQL_COMMANDS };
