/** The longest --seed: the emulator's random numbers take 31 bits. */
const MOST_SEED = 2 ** 31 - 1;
const GROUP = "Local cloud";
/** What the local cloud runs with. */
const CLOUD = /** @type {const} */ (["python", "java", "maven", "pulumi"]);

/** The commands of the local cloud. */
const LOCAL_COMMANDS = /** @satisfies {Record<string, import("./command").Command>} */ (
    /** @type {const} */ ({
        start: {
            group: GROUP,
            summary: "deploy the pipeline to the local cloud, feed it log lines, and show the counts",
            description:
                "Sets up the tools on the first run, which takes some minutes. The cloud keeps running afterwards.\n" +
                "Ctrl-C stops what this command started; a cloud that was already running keeps running.",
            options: {
                log: {
                    type: "text",
                    value: "FILE",
                    excludes: "lines",
                    summary: "access log to feed instead of generated lines",
                },
                lines: {
                    type: "integer",
                    value: "N",
                    min: 1,
                    max: 10_000_000,
                    default: 3000,
                    summary: "number of lines to generate",
                },
                strict: {
                    type: "flag",
                    summary: "enforce the limits of AWS, and delay the effect of IAM changes",
                },
                seed: {
                    type: "integer",
                    value: "N",
                    min: 0,
                    max: MOST_SEED,
                    requires: "strict",
                    summary: "seed of strict mode, to repeat a run",
                    defaultText: "a random one",
                },
            },
            examples: ["", "--lines 100000", "--log access.log", "--strict --seed 7"],
            exitCodes: { 130: "interrupted" },
            needs: CLOUD,
            module: "local/commands/start.ts",
            bundled: true,
        },
        stop: {
            group: GROUP,
            summary: "stop everything that runs locally",
            examples: [""],
            module: "local/commands/stop.ts",
            bundled: true,
        },
        "local:status": {
            group: GROUP,
            summary: "show what runs locally, with addresses and lag",
            examples: [""],
            module: "local/commands/status.ts",
            bundled: true,
        },
        "local:feed": {
            group: GROUP,
            summary: "feed an access log to the running pipeline",
            positionals: [{ name: "FILE", summary: "access log" }],
            examples: ["access.log"],
            module: "local/commands/feed.ts",
            bundled: true,
        },
        "local:reset": {
            group: GROUP,
            summary: "stop and delete the local cloud",
            options: { tools: { type: "flag", summary: "also delete the tools that were set up" } },
            examples: ["", "--tools"],
            module: "local/commands/reset.ts",
            bundled: true,
        },
        query: {
            group: GROUP,
            summary: "run one of the stack's Athena queries and print its rows",
            positionals: [{ name: "NAME", summary: "a query of sql/athena/, such as status-by-hour" }],
            options: {
                stack: {
                    type: "text",
                    value: "STACK",
                    short: "s",
                    default: "local",
                    summary: "stack to query; any other than local is on AWS, with your credentials",
                },
            },
            examples: ["status-by-hour", "status-by-hour -s prod"],
            module: "local/commands/query.ts",
            bundled: true,
        },
    })
);

module.exports = { CLOUD, LOCAL_COMMANDS };
