const { CLOUD } = require("./local-commands");

const GROUP = "Development";

/** The commands for those who change this project. */
const DEVELOPMENT_COMMANDS = /** @satisfies {Record<string, import("./command").Command>} */ (
    /** @type {const} */ ({
        test: {
            group: GROUP,
            summary: "run lint, formatting, types, and the tests that need no cloud",
            examples: [""],
            module: "tests/run.ts",
        },
        "test:integration": {
            group: GROUP,
            summary: "run the tests against local clouds, and those of the Flink job",
            examples: [""],
            needs: CLOUD,
            module: "tests/run.ts",
        },
        "test:windows": {
            group: GROUP,
            summary: "run the tests of windows at full size",
            examples: [""],
            needs: CLOUD,
            module: "tests/run.ts",
        },
        lint: {
            group: GROUP,
            summary: "run ESLint and Prettier's check",
            examples: [""],
            module: "tests/run.ts",
        },
        types: {
            group: GROUP,
            summary: "run the type check",
            examples: [""],
            module: "tests/run.ts",
        },
        bench: {
            group: GROUP,
            summary: "measure speed on this machine against limits",
            positionals: [
                {
                    name: "PART",
                    summary: "agent, policy, preview, pipeline or flink; without one, all",
                    optional: true,
                    many: true,
                },
            ],
            examples: ["", "preview"],
            exitCodes: { 1: "a limit was missed", 130: "interrupted" },
            module: "tests/bench/main.ts",
        },
        "check:aws": {
            group: GROUP,
            summary: "record a local deployment and check its calls against AWS's service models",
            positionals: [
                {
                    name: "RECORDING",
                    summary: "check recordings of other runs (LOCAL_RECORD=FILE) instead",
                    optional: true,
                    many: true,
                },
            ],
            examples: ["", "calls.jsonl"],
            exitCodes: { 130: "interrupted" },
            needs: CLOUD,
            module: "tests/check-aws/main.ts",
        },
        mutants: {
            group: GROUP,
            summary: "change the code in small ways and report each change that no test notices",
            description:
                "StrykerJS makes mutants of components/ and policy/, such as another number, a condition that is always true, or an\n" +
                "empty text, and runs the tests of their folder (tools/mutants/parts.ts). The last line counts the mutants, those that\n" +
                "a test noticed (killed) and those that none did (survived). Results are kept below .local/mutants/: a mutant is\n" +
                "tested again where its file or a test has changed.",
            positionals: [
                {
                    name: "FILE",
                    summary: "a file or folder of components/ or policy/; without one, all",
                    optional: true,
                    many: true,
                },
            ],
            options: {
                fresh: { type: "flag", summary: "test every mutant again" },
                quick: {
                    type: "flag",
                    summary: "leave out mutants of constants: each of them runs every test of its folder",
                },
            },
            examples: ["", "components/monitoring/alarms.ts", "policy/iam --quick"],
            exitCodes: { 130: "interrupted" },
            module: "tools/mutants/main.ts",
        },
        docs: {
            group: GROUP,
            summary: "write the generated pages and tables of the documentation",
            options: { check: { type: "flag", summary: "write nothing; fail if one is out of date" } },
            examples: ["", "--check"],
            exitCodes: { 1: "a page is out of date (with --check)" },
            module: "tools/docs/write-pages.ts",
        },
    })
);

module.exports = { DEVELOPMENT_COMMANDS };
