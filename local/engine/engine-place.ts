import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { LOGS_DIR, OFFLINE_DIR, PULUMI_HOME, PULUMI_STATE, ROOT } from "../../tools/runtime/paths";
import { UserError } from "../../tools/runtime/user-error";

/** What we read of a stack's file. */
interface StackFile {
    readonly config?: Record<string, unknown>;
    /** Salt of the passphrase; without it, secrets in the engine's state cannot be read. */
    readonly encryptionsalt?: string;
}

/** A stack's file. @throws UserError where it is not YAML. */
function stackFile(stack: string, project = ROOT): StackFile {
    const file = `Pulumi.${stack}.yaml`;
    try {
        return (parse(readFileSync(path.join(project, file), "utf8")) ?? {}) as StackFile;
    } catch (error) {
        throw new UserError(`${file}: ${(error as Error).message.split("\n")[0]}`);
    }
}

/** The region of a stack, from its configuration file. */
export function stackRegion(stack: string, project = ROOT): string {
    return String(stackFile(stack, project).config?.["aws:region"] ?? "us-east-1");
}

/** Where an engine works: a folder with the project's and the stack's file, and settings and state apart from the user's own. */
export interface EnginePlace {
    /** The stack's name; it has its own configuration and policy configuration. */
    readonly stack: string;
    readonly project: string;
    readonly home: string;
    readonly state: string;
    /** The local cloud's address; without one, it can preview an empty stack, and nothing is called. */
    readonly endpoint?: string;
    /** The log of everything that the engine prints. */
    readonly log: string;
    /** The policy pack that judges it. @default this project's, with the stack's configuration */
    readonly policyPack?: { readonly folder: string; readonly config?: string };
}

/**
 * The place of a stack that is deployed to the local cloud.
 *
 * @param stack its name.
 * @param endpoint the local cloud's address.
 */
export function localPlace(stack: string, endpoint: string): EnginePlace {
    return {
        stack,
        project: ROOT,
        home: PULUMI_HOME,
        state: PULUMI_STATE,
        log: path.join(LOGS_DIR, "pulumi.log"),
        endpoint,
    };
}

/** What we read of a project's file; a program in YAML has its resources there, and no file of its own. */
interface ProjectFile {
    readonly main?: string;
    readonly packages?: Readonly<Record<string, unknown>>;
}

/** A project's file for a copy in another folder: its relative paths lead to the same files. */
function projectFile(source: string, copy: string): ProjectFile {
    const settings = parse(readFileSync(path.join(source, "Pulumi.yaml"), "utf8")) as ProjectFile;
    const moved = (file: string) => path.relative(copy, path.join(source, file));
    const packages = Object.entries(settings.packages ?? {}).map(([name, from]) => [
        name,
        typeof from === "string" && /^\.{1,2}\//.test(from) ? moved(from) : from,
    ]);
    return {
        ...settings,
        ...(settings.main !== undefined && { main: moved(settings.main) }),
        ...(settings.packages !== undefined && { packages: Object.fromEntries(packages) }),
    };
}

/**
 * The place of an offline preview: copies of the project's and the stack's file, because the engine writes the salt of its
 * passphrase into the stack's file, and a state of its own. As nothing is ever deployed to it, each preview is a first one.
 *
 * @param stack its name.
 * @param source the project's folder. @default this project's
 */
export function offlinePlace(stack: string, source = ROOT): EnginePlace {
    const project = path.join(OFFLINE_DIR, path.relative(ROOT, source), stack);
    const file = `Pulumi.${stack}.yaml`;
    const { encryptionsalt } = existsSync(path.join(project, file)) ? stackFile(stack, project) : {};
    mkdirSync(project, { recursive: true });
    writeFileSync(path.join(project, "Pulumi.yaml"), stringify(projectFile(source, project)));
    const { config } = stackFile(stack, source);
    writeFileSync(path.join(project, file), stringify({ config, encryptionsalt }));
    return {
        stack,
        project,
        home: path.join(project, "home"),
        state: path.join(project, "state"),
        log: path.join(project, "pulumi.log"),
    };
}
