import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { closest } from "fastest-levenshtein";
import { COMMANDS as BUNDLED } from "../../local/bundles/cloud";
import { check } from "../../policy/cli/check";
import { Command } from "../../tools/registry/command";
import { COMMANDS, commandOf } from "../../tools/registry/commands";
import { ArgumentError, asksForHelp, parseArguments } from "../../tools/registry/parse";
import { help, overview } from "../../tools/registry/usage";

const ROOT = path.join(__dirname, "..", "..");
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
};

const SAMPLE: Command = {
    group: "g",
    summary: "do something",
    positionals: [
        { name: "NAME", summary: "a name" },
        { name: "MORE", summary: "more", optional: true },
    ],
    options: {
        log: { type: "text", value: "FILE", short: "l", summary: "a log", excludes: "lines" },
        lines: { type: "integer", value: "N", min: 1, max: 10, default: 3, summary: "lines" },
        mode: { type: "choice", of: ["fast", "exact"], summary: "a mode", requires: "strict" },
        strict: { type: "flag", summary: "strictly" },
        tag: { type: "text", value: "TAG", many: true, summary: "a tag" },
    },
    examples: [""],
    module: "x.ts",
};
const use =
    "npm run sample -- NAME [MORE] [--log FILE] [--lines N] [--mode fast|exact] [--strict] [--tag TAG]";
const parse = (...args: string[]) => parseArguments("sample", SAMPLE, args, closest);

describe("the command registry", () => {
    it("has one npm script per command, and one command per npm script", () => {
        const expected = [...Object.keys(COMMANDS), "help"].map((name) => [
            name,
            `node tools/cli.js ${name}`,
        ]);
        assert.deepEqual(Object.fromEntries(expected), scripts);
    });

    it("names a module for each command; those of the local cloud's commands are in its bundle", () => {
        const bundled = Object.keys(COMMANDS).filter((name) => commandOf(name)?.bundled);
        assert.deepEqual(Object.keys(BUNDLED).sort(), bundled.sort());
        for (const { module: source } of Object.values(COMMANDS) as Command[]) {
            assert.ok(existsSync(path.join(ROOT, source)), source);
        }
    });

    it("names modules that export run, and that print and do nothing when they are imported", () => {
        const modules = (Object.values(COMMANDS) as Command[]).map(({ module: source }) => `./${source}`);
        const text = `for (const source of ${JSON.stringify(modules)}) {
            if (typeof require(source).run !== "function") throw new Error(source + " exports no run");
        }`;
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["--require", "tsx/cjs", "--eval", text, "policy"], // as if it were the command of that name
            {
                cwd: ROOT,
                encoding: "utf8",
                env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
            },
        );
        assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
    });

    for (const name of Object.keys(COMMANDS)) {
        it(`${name}: its examples fit its usage`, () => {
            const command = commandOf(name) as Command;
            for (const example of command.examples) {
                const args = example.split(" ").filter(Boolean);
                assert.doesNotThrow(() => parseArguments(name, command, args, closest), example);
            }
        });
    }

    it("has the options of npm run policy that the policy pack's own usage names", async () => {
        const { err } = await check([]);
        const own = [...(err.split("\n")[0] ?? "").matchAll(/--([a-z]+)/g)].map(([, name]) => name);
        assert.ok(own.length > 0, err);
        assert.deepEqual(Object.keys(COMMANDS.policy.options), own);
    });
});

describe("the arguments of a command", () => {
    it("have the values that were given, and defaults for the others", () => {
        assert.deepEqual(parse("a", "-l", "x", "b", "--tag=1", "--tag", "2"), {
            command: "sample",
            values: { log: "x", lines: 3, mode: undefined, strict: false, tag: ["1", "2"] },
            positionals: ["a", "b"],
            raw: ["a", "-l", "x", "b", "--tag=1", "--tag", "2"],
        });
        assert.deepEqual(parse("a", "--lines", "10", "--strict", "--mode", "exact").values, {
            log: undefined,
            lines: 10,
            mode: "exact",
            strict: true,
            tag: [],
        });
    });

    const see = "; see npm run sample -- --help";
    const wrong: [string, string[], number, string][] = [
        [
            "an unknown option",
            ["a", "--line", "1"],
            2,
            `unknown option '--line'; the nearest is --lines${see}`,
        ],
        ["an unknown short option", ["a", "-x"], 2, `unknown option '-x'; the nearest is --log${see}`],
        [
            "an option without its value",
            ["a", "--log"],
            2,
            `--log needs a value; one that begins with '-' is given as --log=VALUE${see}`,
        ],
        [
            "an option with another option for a value",
            ["a", "--log", "--strict"],
            2,
            `--log needs a value; one that begins with '-' is given as --log=VALUE${see}`,
        ],
        ["a flag with a value", ["a", "--strict=yes"], 2, `--strict takes no value${see}`],
        ["a missing argument", [], 2, `${use}: NAME is missing, a name${see}`],
        ["an argument too many", ["a", "b", "c"], 2, `'c': npm run sample takes 2 arguments${see}`],
        [
            "a number below the limit",
            ["a", "--lines", "0"],
            1,
            "--lines: '0' is not a whole number from 1 to 10",
        ],
        [
            "a number above the limit",
            ["a", "--lines", "11"],
            1,
            "--lines: '11' is not a whole number from 1 to 10",
        ],
        ["a fraction", ["a", "--lines", "1.5"], 1, "--lines: '1.5' is not a whole number from 1 to 10"],
        ["an empty number", ["a", "--lines="], 1, "--lines: '' is not a whole number from 1 to 10"],
        ["another word", ["a", "--strict", "--mode", "Fast"], 1, "--mode: 'Fast' is not one of fast, exact"],
        [
            "two options that exclude each other",
            ["a", "--log", "x", "--lines", "1"],
            1,
            "--log and --lines: give one of them",
        ],
        [
            "an option without the one that it requires",
            ["a", "--mode", "fast"],
            1,
            "--mode: it is of use only with --strict; give both",
        ],
    ];
    for (const [what, args, exitCode, message] of wrong) {
        it(`are refused with ${what}, exit code ${exitCode}`, () =>
            assert.throws(
                () => parse(...args),
                (error) => {
                    assert.ok(error instanceof ArgumentError);
                    assert.deepEqual([error.message, error.exitCode], [message, exitCode]);
                    return true;
                },
            ));
    }

    it("ask for help by --help or -h, but not behind --", () => {
        assert.ok(asksForHelp(["a", "--help"]));
        assert.ok(asksForHelp(["-h"]));
        assert.ok(!asksForHelp(["--", "--help"]));
    });
});

describe("help", () => {
    it("lists every command with its summary", () => {
        for (const [name, { summary }] of Object.entries(COMMANDS)) {
            assert.match(
                overview(),
                new RegExp(` ${name} +${summary.replace(/[.*+?^$()[\]\\]/g, "\\$&")}$`, "m"),
            );
        }
    });

    it("explains a command: usage, arguments, options, exit codes and examples", () =>
        assert.equal(
            help("sample", SAMPLE),
            `npm run sample: do something

Usage:
  ${use}

Arguments:
  NAME  a name
  MORE  more

Options:
  -l, --log FILE     a log (not with --lines)
  --lines N          lines (1 to 10; default: 3)
  --mode fast|exact  a mode (with --strict)
  --strict           strictly
  --tag TAG          a tag
  -h, --help         show this text

Exit codes:
  0  done
  1  failed; the last line says why
  2  the command line is wrong

Example:
  npm run sample`,
        ));
});

describe("tools/cli.js", () => {
    const run = (...args: string[]) =>
        spawnSync(process.execPath, ["tools/cli.js", ...args], {
            cwd: ROOT,
            encoding: "utf8",
            env: { HOME: process.env["HOME"] }, // no PATH: neither a tool nor npm can be started
        });

    it("explains a command by --help, with no tool at all", () => {
        const { status, stdout, stderr } = run("start", "--strict", "--help");
        assert.deepEqual([status, stderr], [0, ""]);
        assert.equal(stdout, `${help("start", COMMANDS.start)}\n`);
        assert.equal(run("help", "start").stdout, stdout);
    });

    it("lists the commands without one, and for help", () => {
        assert.equal(run().stdout, `${overview()}\n`);
        assert.equal(run("help").stdout, `${overview()}\n`);
    });

    it("refuses an unknown command or option with the nearest one and exit code 2, before it looks for tools", () => {
        const command = run("local:stats");
        assert.equal(command.status, 2);
        assert.equal(
            command.stderr,
            "error: unknown command 'local:stats'; the nearest is local:status; see npm run help\n",
        );
        const option = run("start", "--logs", "x");
        assert.equal(option.status, 2);
        assert.equal(
            option.stderr,
            "error: unknown option '--logs'; the nearest is --log; see npm start -- --help\n",
        );
    });
});
