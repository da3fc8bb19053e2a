import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { parse } from "yaml";
import { CLOUD_DIR, PULUMI_HOME, PULUMI_STATE, ROOT } from "./paths";
import { forget, mayStart, remember, stop } from "./processes";
import { PulumiCli } from "./setup/pulumi-cli";
import { UserError } from "./user-error";

const TASK = "task-pulumi";
const POLICY_PACK = path.join(ROOT, "policy");

/** Lines of the engine that say nothing to a person: its signs of life. */
const NOISE = /^@ (previewing|updating|refreshing)|^Loading policy packs|^\s*$/;

function launcher(folder: string, name: string, main: string): void {
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    const command = `exec "${process.execPath}" --import "${tsx}" "${path.join(__dirname, main)}" "$@"`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}

/**
 * Puts our provider where the engine keeps its plugins, under the version that the program asks for, and our language
 * host beside the CLI where the CLI has none.
 */
function installPlugins(cli: PulumiCli): void {
    const provider = path.join(PULUMI_HOME, "plugins", `resource-aws-v${awsVersion}`);
    launcher(provider, "pulumi-resource-aws", "provider/main.ts");
    if (cli.needsLanguageHost) {
        launcher(path.dirname(cli.executable), "pulumi-language-nodejs", "language-host/main.ts");
    }
}

/** The region of a stack, from its configuration file. @throws UserError where that is no YAML. */
export function stackRegion(stack: string): string {
    const file = `Pulumi.${stack}.yaml`;
    try {
        const settings = parse(readFileSync(path.join(ROOT, file), "utf8")) as {
            config?: Record<string, unknown>;
        } | null;
        return String(settings?.config?.["aws:region"] ?? "us-east-1");
    } catch (error) {
        throw new UserError(`${file}: ${(error as Error).message.split("\n")[0]}`);
    }
}

/** The Pulumi engine for the local stack: state, settings and plugins of its own, apart from the user's. */
export class LocalEngine {
    private readonly env: NodeJS.ProcessEnv;

    /**
     * @param cli the CLI.
     * @param endpoint the local cloud's address.
     * @param stack the stack's name; it has its own configuration and policy configuration.
     */
    constructor(
        private readonly cli: PulumiCli,
        endpoint: string,
        private readonly stack: string,
    ) {
        mkdirSync(PULUMI_STATE, { recursive: true });
        installPlugins(cli);
        this.env = {
            ...process.env,
            PULUMI_IGNORE_AMBIENT_PLUGINS: "true", // the user's own provider works against AWS
            PULUMI_HOME,
            PULUMI_BACKEND_URL: pathToFileURL(PULUMI_STATE).href,
            PULUMI_CONFIG_PASSPHRASE: "local", // the local stack holds no secret
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            AWS_ENDPOINT_URL: endpoint,
            AWS_REGION: stackRegion(stack),
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
            cwd: ROOT,
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
        rmSync(path.join(PULUMI_STATE, ".pulumi", "locks"), { recursive: true, force: true });
        await this.quietly(["stack", "select", "--create", this.stack]);
        const state = path.join(CLOUD_DIR, "interrupted-state.json");
        await this.quietly(["stack", "export", "--stack", this.stack, "--file", state]);
        const exported = JSON.parse(readFileSync(state, "utf8")) as {
            deployment?: { pending_operations?: unknown[] };
        };
        if (exported.deployment?.pending_operations?.length) {
            console.log("  an earlier deployment was interrupted; it is taken up again");
            // What was being created is cleared away by the provider before it is created again.
            delete exported.deployment.pending_operations;
            writeFileSync(state, JSON.stringify(exported));
            await this.quietly(["stack", "import", "--stack", this.stack, "--file", state, "--force"]);
        }
        rmSync(state, { force: true });
    }

    private policyArguments(): string[] {
        const config = path.join(POLICY_PACK, "config", `${this.stack}.json`);
        const configured = existsSync(config) ? ["--policy-pack-config", config] : [];
        return ["--policy-pack", POLICY_PACK, ...configured];
    }

    /** Previews with the policy pack. @throws UserError where the preview fails or a policy is violated. */
    async preview(): Promise<void> {
        const { code } = await this.run(["preview", "--stack", this.stack, ...this.policyArguments()], true);
        if (code !== 0) {
            throw new UserError(`the preview of stack ${this.stack} failed; nothing was deployed`);
        }
    }

    /** Deploys, after a preview with the policy pack. @throws UserError where either fails. */
    async up(): Promise<void> {
        const { code } = await this.run(
            ["up", "--yes", "--stack", this.stack, ...this.policyArguments()],
            true,
        );
        if (code !== 0) {
            throw new UserError(`the deployment of stack ${this.stack} failed; what is wrong stands above`);
        }
    }

    /** The stack's outputs. */
    async outputs(): Promise<Record<string, unknown>> {
        return JSON.parse(await this.quietly(["stack", "output", "--json", "--stack", this.stack])) as Record<
            string,
            unknown
        >;
    }
}
