import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { readConfig } from "../../components/config/read-config";
import { readQuery } from "../../components/queries/query";
import { ROOT } from "../../tools/runtime/paths";
import { UserError } from "../../tools/runtime/user-error";

const PROJECT_FILE = "Pulumi.yaml";
const REGION_KEY = "aws:region";

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** A file's mapping. @throws UserError where the file cannot be read, is not YAML, or is not a mapping. */
function readMapping(project: string, file: string): Json {
    let content: unknown;
    try {
        content = parse(readFileSync(path.join(project, file), "utf8")) ?? {};
    } catch (error) {
        throw new UserError(`${file}: ${(error as Error).message.split("\n")[0]}`);
    }
    if (!isObject(content)) {
        throw new UserError(`${file}: it is not a mapping; give keys with values, such as config:`);
    }
    return content;
}

/** The section `config` of a file; the keys that name no namespace are the project's. */
function configOf(content: Json, file: string, namespace: string): Json {
    const config = content["config"] ?? {};
    if (!isObject(config)) {
        throw new UserError(`${file}: config is not a mapping; give keys with values, such as ${REGION_KEY}`);
    }
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key.includes(":") ? key : `${namespace}:${key}`,
            value,
        ]),
    );
}

/** The values that the project's file gives to all stacks: `KEY: VALUE`, or a declaration with a value or a default. */
function projectValues(config: Json): Json {
    const values = Object.entries(config).map(([key, value]) => [
        key,
        isObject(value) ? (value["value"] ?? value["default"]) : value,
    ]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Whether a value, or a part of it, is encrypted; only the engine can read it then. */
function isEncrypted(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(isEncrypted);
    }
    return isObject(value) && ("secure" in value || Object.values(value).some(isEncrypted));
}

/** A value as the engine passes it to the program. */
function asText(value: unknown): string {
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The project's name. @throws UserError where its file cannot be read. */
export function projectName(project = ROOT): string {
    return String(readMapping(project, PROJECT_FILE)["name"]);
}

/** Makes sure that a stack is one of the project's. @throws UserError that says what is missing. */
export function checkStack(stack: string, project = ROOT): void {
    if (!/^[a-z0-9-]+$/.test(stack) || !existsSync(path.join(project, `Pulumi.${stack}.yaml`))) {
        throw new UserError(
            `stack '${stack}': there is no Pulumi.${stack}.yaml; a stack that can run here is local`,
        );
    }
}

/** Reports what the program's own checks throw, with the file where it is to be corrected. */
function asUserError(error: unknown, file: string): unknown {
    const { message, __pulumiRunError: isRunError } = error as Error & { __pulumiRunError?: boolean };
    if (!isRunError) {
        return error;
    }
    const lines = message.split("\n");
    return new UserError(
        lines.length === 1
            ? `${file}: ${message}`
            : `${file}: ${lines.length} mistakes\n${lines.map((line) => `  ${line}`).join("\n")}`,
    );
}

/**
 * Checks a stack's configuration as the program will, from the stack's and the project's file: a mistake is reported before
 * any tool is set up and the engine starts. A configuration that only the engine can read, because a value is encrypted
 * or comes from a Pulumi ESC environment, is left to the engine.
 *
 * @param stack its name.
 * @param project the folder of the files.
 * @param env where the region comes from if no file names one, as the AWS provider takes it.
 * @returns the configuration; undefined where it is left to the engine.
 * @throws UserError all mistakes, with the messages of the program.
 */
export function checkConfiguration(
    stack: string,
    project = ROOT,
    env: NodeJS.ProcessEnv = process.env,
): ReturnType<typeof readConfig> | undefined {
    checkStack(stack, project);
    const file = `Pulumi.${stack}.yaml`;
    const settings = readMapping(project, PROJECT_FILE);
    const own = readMapping(project, file);
    const namespace = String(settings["name"]);
    const values: Json = {
        ...projectValues(configOf(settings, PROJECT_FILE, namespace)),
        ...configOf(own, file, namespace),
    };
    const judged = Object.entries(values).filter(
        ([key]) => key === REGION_KEY || key.startsWith(`${namespace}:`),
    );
    // Keys are checked against each other: where one cannot be read here, no other one can be judged.
    if (
        own["environment"] !== undefined ||
        judged.some(([, value]) => value === null || isEncrypted(value))
    ) {
        return undefined;
    }
    const texts = Object.fromEntries(judged.map(([key, value]) => [key, asText(value)]));
    const region = texts[REGION_KEY] ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
    try {
        const config = readConfig(texts, namespace, region);
        config.analytics.queries.forEach((query) => readQuery(query, `${namespace}:analytics.queries`));
        return config;
    } catch (error) {
        throw asUserError(error, file);
    }
}
