import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { mockedRun } from "../../tools/docs/mocked-run";
import { copyProgram } from "../../tools/docs/program-copy";
import { UNKNOWN } from "./evaluate";
import { Registered } from "./program-run";

const ROOT = path.join(__dirname, "..", "..");
const COPY = path.join(ROOT, ".local", "test-program");

/** What a run of the program gave. */
export interface ProgramRun {
    readonly registered: Registered[];
    readonly outputs: Record<string, unknown>;
}

interface Where {
    readonly region?: string;
    readonly accountId?: string;
    readonly stack?: string;
}

/** Unknown values as the engine writes them for the policy pack; the mocked engine has objects of its own for them. */
function engineForm(value: unknown): unknown {
    if (pulumi.isUnknown(value)) {
        return UNKNOWN;
    }
    if (Array.isArray(value)) {
        return value.map(engineForm);
    }
    return value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, engineForm(item)]))
        : value;
}

/** The program, where it can run without a build. */
function copied(): string {
    copyProgram(COPY, "index.ts");
    return path.join(COPY, "index.ts");
}

type Program = () => Promise<Record<string, unknown>>;
let program: Program | undefined;

/**
 * Runs the whole program on Pulumi's mocked engine, as its first preview: what a resource will only know after it was made
 * is unknown.
 *
 * @param config values of the project's namespace, `section.name`.
 * @param where the account and region of the deployment.
 */
export async function runProgram(
    config: Record<string, string> = {},
    where: Where = {},
): Promise<ProgramRun> {
    const { region = "eu-west-1", accountId = "123456789012", stack = "test" } = where;
    const { value: outputs, resources } = await mockedRun(
        () => {
            program ??= createRequire(__filename)(copied()) as Program;
            return program();
        },
        { project: "cc-pipeline", stack, region, accountId },
        Object.fromEntries(Object.entries(config).map(([key, value]) => [`cc-pipeline:${key}`, value])),
    );
    const registered = resources.map(({ type, name, inputs }) => ({
        type,
        name,
        inputs: engineForm(inputs) as Record<string, unknown>,
    }));
    return { registered, outputs };
}
