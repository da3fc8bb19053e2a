const propertyGroups = require("../../flink/src/main/resources/property-groups.json");

const { columnOverflow } = propertyGroups.source.properties;

const GROUP = "SQL";
/** The longest number of seconds or milliseconds that these commands take. */
const MOST = 86_400;

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
                { name: "FILE", summary: "an access log, or JSON objects, one per line" },
            ],
            options: {
                window: WINDOW,
                slide: SLIDE,
                every: {
                    type: "integer",
                    value: "MILLISECONDS",
                    min: 1,
                    max: MOST,
                    default: 100,
                    summary: "time between the arrivals of two records",
                },
                overflow: {
                    type: "choice",
                    of: columnOverflow.values,
                    default: columnOverflow.default,
                    summary: "what to do with a text longer than its column",
                },
                json: { type: "flag", summary: "print the rows as JSON, one per line" },
            },
            examples: ["status-counts access.log", "top-paths access.log --window 300 --json"],
            needs: ["java", "maven"],
            module: "tools/sql/sql-try.ts",
        },
        "import:kda": {
            group: GROUP,
            summary: "translate a Kinesis Data Analytics SQL application into a query of sql/",
            positionals: [
                {
                    name: "FILE",
                    summary: "the JSON of DescribeApplication, or a Terraform state or plan",
                },
            ],
            options: {
                to: {
                    type: "text",
                    value: "FOLDER",
                    summary: "folder to write to",
                    defaultText: "sql/",
                },
            },
            examples: ["application.json"],
            module: "tools/kda-import/main.ts",
        },
    })
);

module.exports = { SQL_COMMANDS };
