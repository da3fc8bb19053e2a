import { existsSync, mkdirSync, rmSync } from "node:fs";
import * as path from "node:path";
import type { LogLevel, MutantResult, PartialStrykerOptions } from "@stryker-mutator/api/core" with {
    "resolution-mode": "import",
};
import { Arguments } from "../registry/command";
import { LOCAL_DIR, ROOT } from "../runtime/paths";
import { columnTable } from "../runtime/tables";
import { UserError } from "../runtime/user-error";
import { cleanUpAtExit } from "./cleanup";
import { PARTS, Part } from "./parts";
import { Score, scoreLine, scoreOf, sum } from "./score";

const MUTANTS_DIR = path.join(LOCAL_DIR, "mutants");

interface Flags {
    /** Whether mutants that were tested before are tested again. */
    readonly fresh: boolean;
    /** Whether mutants of constants are left out. */
    readonly quick: boolean;
}

/** What is to be mutated: a part, and patterns of the files in it, relative to the root. */
interface Work {
    readonly part: Part;
    readonly mutate: readonly string[];
}

/** Files and folders as they were typed, by part. */
function selected(paths: readonly string[]): Work[] {
    const asked = paths.map((given) => path.relative(ROOT, path.resolve(given)));
    const work = PARTS.map((part) => ({ part, mutate: asked.filter((one) => isIn(one, part.folder)) }));
    for (const [i, one] of asked.entries()) {
        const known = PARTS.some(({ folder }) => isIn(one, folder));
        if (!known || !existsSync(path.join(ROOT, one))) {
            throw new UserError(
                `'${paths[i]}' is not a file or folder of ${PARTS.map(({ folder }) => folder).join(", ")}; ` +
                    "give one, such as components/monitoring/alarms.ts",
            );
        }
    }
    return work.filter(({ mutate }) => mutate.length > 0);
}

function isIn(file: string, folder: string): boolean {
    return file === folder || file.startsWith(`${folder}/`);
}

function pattern(file: string): string {
    return file.endsWith(".ts") ? file : `${file}/**/*.ts`;
}

function nameOf({ part }: Work, { quick }: Flags): string {
    return `${part.folder.replace("/", "-")}${quick ? "-quick" : ""}`;
}

/** The folder of Stryker's copy of the files. */
function sandboxOf(work: Work, flags: Flags): string {
    return path.join(MUTANTS_DIR, `${nameOf(work, flags)}-sandbox`);
}

/** Stryker's options: stryker-mutator.io, "Configuration". */
function options(work: Work, flags: Flags): PartialStrykerOptions {
    const { part, mutate } = work;
    return {
        mutate: mutate.map(pattern),
        testRunner: "mocha",
        mochaOptions: { spec: [...part.tests], require: ["./tools/mutants/forget.js"] }, // of the sandbox
        testRunnerNodeArgs: ["--import", "tsx"],
        plugins: ["@stryker-mutator/mocha-runner", path.join(__dirname, "plugins.js")],
        ignorers: ["texts"],
        coverageAnalysis: "perTest",
        // Results are kept, so that a mutant is tested again only where its file or a test has changed.
        incremental: true,
        incrementalFile: path.join(MUTANTS_DIR, `${nameOf(work, flags)}.json`),
        force: flags.fresh,
        ignoreStatic: flags.quick,
        tempDirName: path.relative(ROOT, sandboxOf(work, flags)),
        ignorePatterns: ["/.local", "/flink/target"],
        // Tests that run the program copy it to one folder of the sandbox: two processes would spoil each other's copy.
        concurrency: 1,
        // An endless loop is ended after one and a half times what the tests took, and so long.
        timeoutMS: 30_000,
        disableTypeChecks: false, // tsx checks no types
        reporters: ["progress-append-only", "survivors"],
        // Not the warning that proposes to ignore constants: they are thresholds and names of properties.
        warnings: {
            slow: false,
            unknownOptions: true,
            preprocessorErrors: true,
            unserializableOptions: true,
        },
        logLevel: "warn" as LogLevel,
    };
}

/** Tests the mutants of one part. Mutants that were tested before are reported like the others. */
async function testMutants(work: Work, flags: Flags): Promise<MutantResult[]> {
    const { Stryker } = await import("@stryker-mutator/core");
    try {
        return await new Stryker(options(work, flags)).runMutationTest();
    } catch (error) {
        throw new UserError(
            `${work.part.folder}: its tests fail without any mutant; see the error above (${(error as Error).message})`,
        );
    }
}

/** Tests whether the tests notice changes of the code, and reports those that they do not. */
export async function run({ positionals, values }: Arguments): Promise<void> {
    const all = PARTS.map((part) => ({ part, mutate: [part.folder] }));
    mkdirSync(MUTANTS_DIR, { recursive: true });
    process.chdir(ROOT); // Stryker copies the working directory
    const scores: [string, Score][] = [];
    const sandboxes: string[] = [];
    cleanUpAtExit(sandboxes);
    for (const work of positionals.length > 0 ? selected(positionals) : all) {
        const sandbox = sandboxOf(work, values as Flags);
        sandboxes.push(sandbox);
        rmSync(sandbox, { recursive: true, force: true }); // of a run that was killed
        const begun = Date.now();
        console.log(`\n== ${work.mutate.join(" ")}`);
        const results = await testMutants(work, values as Flags);
        const score = scoreOf(results);
        scores.push([work.part.folder, score]);
        const seconds = Math.round((Date.now() - begun) / 1000);
        console.log(`== ${work.part.folder}: ${scoreLine(score)}, ${seconds} s`);
    }
    const rows = scores.map(([folder, { mutants, killed, survived, percent }]) => [
        folder,
        ...[mutants, killed, survived].map(String),
        percent.toFixed(1),
    ]);
    console.log(`\n${columnTable(["folder", "mutants", "killed", "survived", "score in %"], rows)}`);
    console.log(`\n${scoreLine(sum(scores.map(([, score]) => score)))}`);
}
