import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { parse, stringify } from "yaml";
import { BUNDLES_FOLDER, bundlesFolder, cloudProgram } from "./bundles/bundles";
import { mendCheckpoint, pendingOperations } from "./checkpoint";
import { STARTED_BY } from "./end-with-parent";
import { OFFLINE_DIR, PULUMI_HOME, PULUMI_STATE, ROOT } from "./paths";
import { forget, mayStart, remember, stop, writeWhole } from "./processes";
import { PulumiCli } from "./setup/pulumi-cli";
import { UserError } from "./user-error";

const TASK = "task-pulumi";
const POLICY_PACK = path.join(ROOT, "policy");

/** Where an engine says which clone's language host is its own: by what runs it. */
const LANGUAGE_HOST = "CC_PIPELINE_LANGUAGE_HOST";

/** Lines of the engine that say nothing to a person: its signs of life. */
const NOISE = /^@ (previewing|updating|refreshing)|^Loading policy packs|^\s*$/;

/** Writes a script that runs one of our programs. Never into a file that is being run: that fails, and so does the run. */
function launcher(folder: string, name: string, command: readonly string[]): void {
    const quoted = command.map((part) => `"${part}"`).join(" ");
    const text = `#!/bin/sh\nexport ${STARTED_BY}=$PPID\nexec ${quoted} "$@"\n`;
    writeWhole(path.join(folder, name), text, 0o755);
}

/**
 * Puts our provider where the engine keeps its plugins, under the version that the program asks for, and our language
 * host beside the CLI where the CLI has none.
 */
function installPlugins(cli: PulumiCli, { home, endpoint }: EnginePlace): void {
    const folder = path.join(home, "plugins", `resource-aws-v${awsVersion}`);
    launcher(
        folder,
        "pulumi-resource-aws",
        cloudProgram(endpoint === undefined ? "offline-provider" : "provider"),
    );
    if (cli.needsLanguageHost) {
        // The CLI may serve several clones, so each engine names what runs the language host of its own.
        const [node = "", run = "", ...args] = cloudProgram("language-host");
        const own = [node, `\${${LANGUAGE_HOST}:-${run}}`, ...args];
        launcher(path.dirname(cli.executable), "pulumi-language-nodejs", own);
    }
}

/** What we read of a stack's file. */
interface StackFile {
    readonly config?: Record<string, unknown>;
    /** Of the passphrase; without it, what the engine's state says of secrets cannot be read. */
    readonly encryptionsalt?: string;
}

/** A stack's file. @throws UserError where it is no YAML. */
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
        endpoint,
    };
}

/**
 * The place of an offline preview: copies of the project's and the stack's file, because the engine writes the salt of its
 * passphrase into the stack's file, and a state of its own. As nothing is ever deployed to it, each preview is a first one.
 *
 * @param stack its name.
 */
export function offlinePlace(stack: string): EnginePlace {
    const project = path.join(OFFLINE_DIR, stack);
    const file = `Pulumi.${stack}.yaml`;
    const { encryptionsalt } = existsSync(path.join(project, file)) ? stackFile(stack, project) : {};
    mkdirSync(project, { recursive: true });
    const settings = parse(readFileSync(path.join(ROOT, "Pulumi.yaml"), "utf8")) as { main: string };
    const main = path.relative(project, path.join(ROOT, settings.main));
    writeFileSync(path.join(project, "Pulumi.yaml"), stringify({ ...settings, main }));
    writeFileSync(path.join(project, file), stringify({ config: stackFile(stack).config, encryptionsalt }));
    return {
        stack,
        project,
        home: path.join(project, "home"),
        state: path.join(project, "state"),
    };
}

/** The Pulumi engine with our provider: state, settings and plugins of its own, apart from the user's. */
export class LocalEngine {
    private readonly env: NodeJS.ProcessEnv;

    /**
     * @param cli the CLI.
     * @param place where it works.
     */
    constructor(
        private readonly cli: PulumiCli,
        private readonly place: EnginePlace,
    ) {
        mkdirSync(place.state, { recursive: true });
        installPlugins(cli, place);
        this.env = {
            ...process.env,
            PULUMI_IGNORE_AMBIENT_PLUGINS: "true", // the user's own provider works against AWS
            PULUMI_HOME: place.home,
            PULUMI_BACKEND_URL: pathToFileURL(place.state).href,
            PULUMI_CONFIG_PASSPHRASE: "local", // these stacks hold no secret
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            [LANGUAGE_HOST]: cloudProgram("language-host")[1],
            AWS_REGION: stackRegion(place.stack, place.project),
            AWS_ENDPOINT_URL: place.endpoint,
            [BUNDLES_FOLDER]: bundlesFolder(),
        };
    }

    /**
     * Runs the CLI.
     *
     * @param show whether its output is shown; else it is given back.
     * @returns exit code and output.
     */
    private run(args: readonly string[], show: boolean): Promise<{ code: number; output: string }> {
        mayStart("pulumi");
        const child = spawn(this.cli.executable, [...args, "--non-interactive"], {
            cwd: this.place.project,
            env: this.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        if (child.pid !== undefined) {
            remember(TASK, child.pid);
        }
        let output = "";
        for (const stream of [child.stdout, child.stderr]) {
            createInterface({ input: stream }).on("line", (line) => {
                output += `${line}\n`;
                if (show && !NOISE.test(line)) {
                    console.log(`  ${line}`);
                }
            });
        }
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => {
                forget(TASK);
                resolve({ code: code ?? 1, output });
            });
        });
    }

    private async quietly(args: readonly string[]): Promise<string> {
        const { code, output } = await this.run(args, false);
        if (code !== 0) {
            throw new UserError(
                `pulumi ${args.join(" ")}: ${output.trim().split("\n").slice(-2).join(" | ")}`,
            );
        }
        return output;
    }

    /** Selects the stack. Mends what an update that was killed has left: its lock, and its pending operations. */
    async select(): Promise<void> {
        await stop(TASK);
        rmSync(path.join(this.place.state, ".pulumi", "locks"), { recursive: true, force: true });
        if (mendCheckpoint(this.place.state, this.place.stack)) {
            console.log("  the record of an earlier deployment was cut off; the one before it is taken");
        }
        const pending = pendingOperations(this.place.state, this.projectName(), this.place.stack);
        if (pending === undefined) {
            await this.quietly(["stack", "select", "--create", this.place.stack]);
        } else if (pending > 0) {
            await this.forgetPending();
        }
    }

    private projectName(): string {
        const file = path.join(this.place.project, "Pulumi.yaml");
        return String((parse(readFileSync(file, "utf8")) as { name?: string }).name);
    }

    /** Takes an interrupted deployment up again: the provider clears away what was being created before it creates it. */
    private async forgetPending(): Promise<void> {
        const state = path.join(this.place.state, "interrupted-state.json");
        await this.quietly(["stack", "export", "--stack", this.place.stack, "--file", state]);
        console.log("  an earlier deployment was interrupted; it is taken up again");
        const exported = JSON.parse(readFileSync(state, "utf8")) as { deployment?: Record<string, unknown> };
        delete exported.deployment?.["pending_operations"];
        writeFileSync(state, JSON.stringify(exported));
        await this.quietly(["stack", "import", "--stack", this.place.stack, "--file", state, "--force"]);
        rmSync(state, { force: true });
    }

    private policyArguments(): string[] {
        const preset = path.join(POLICY_PACK, "config", `${this.place.stack}.json`);
        const own = { folder: POLICY_PACK, ...(existsSync(preset) && { config: preset }) };
        const { folder, config } = this.place.policyPack ?? own;
        return ["--policy-pack", folder, ...(config === undefined ? [] : ["--policy-pack-config", config])];
    }

    /**
     * Previews with the policy pack.
     *
     * @param show whether the engine's output is shown, too.
     * @param more arguments of `pulumi preview`.
     * @returns its exit code and output.
     */
    previewed(show: boolean, ...more: string[]): Promise<{ code: number; output: string }> {
        return this.run(["preview", "--stack", this.place.stack, ...this.policyArguments(), ...more], show);
    }

    /** Previews with the policy pack. @throws UserError where the preview fails or a policy is violated. */
    async preview(): Promise<void> {
        const { code } = await this.previewed(true);
        if (code !== 0) {
            throw new UserError(`the preview of stack ${this.place.stack} failed; nothing was deployed`);
        }
    }

    /** Deploys, after a preview with the policy pack. @throws UserError where either fails. */
    async up(): Promise<void> {
        const { code } = await this.run(
            ["up", "--yes", "--stack", this.place.stack, ...this.policyArguments()],
            true,
        );
        if (code !== 0) {
            throw new UserError(
                `the deployment of stack ${this.place.stack} failed; what is wrong stands above`,
            );
        }
    }

    /** The stack's outputs. */
    async outputs(): Promise<Record<string, unknown>> {
        return JSON.parse(
            await this.quietly(["stack", "output", "--json", "--stack", this.place.stack]),
        ) as Record<string, unknown>;
    }
}
