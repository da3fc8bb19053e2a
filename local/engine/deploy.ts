import { ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { parse } from "yaml";
import { BUNDLES_FOLDER, bundlesFolder, cloudProgram } from "../bundles/bundles";
import { repairCheckpoint, pendingOperations } from "./stack-checkpoint";
import { rootEnvironment } from "../cloud/root-environment";
import { STARTED_BY } from "../../tools/runtime/end-with-parent";
import { ENGINE_LOG } from "./event-log";
import { EngineOutput } from "./engine-output";
import { EnginePlace, stackRegion } from "./engine-place";
import { ROOT } from "../../tools/runtime/paths";
import { forget, mayStart, remember, stop, writeWhole } from "../../tools/runtime/processes";
import { PulumiCli } from "../../tools/toolchain/pulumi-cli";
import { emulatorFault, emulatorLogEnd, shownLog } from "./stand-ins";
import { UserError } from "../../tools/runtime/user-error";

const TASK = "task-pulumi";
const POLICY_PACK = path.join(ROOT, "policy");

/** Names the program that runs the language host of an engine's own clone. */
const LANGUAGE_HOST = "CC_PIPELINE_LANGUAGE_HOST";

/** How often the engine's dependencies are checked, and how long the engine may take to end when one has failed. */
const WATCH_MILLIS = 500;
const END_MILLIS = 5000;

/** Returns which part of the local cloud has failed for good; undefined while none has. */
export type Watch = () => string | undefined;

/** How a run of the engine ended. */
interface EngineRun {
    readonly code: number;
    readonly output: string;
    /** What of the local cloud has failed, in one line. */
    readonly failure?: string;
    /** What the emulator failed with meanwhile, in one line: its callers got no reason. */
    readonly fault?: string;
}

/** Writes a script that runs one of our programs. Never into a file that is being run: that fails, and so does the run. */
function launcher(folder: string, name: string, command: readonly string[]): void {
    const quoted = command.map((part) => `"${part}"`).join(" ");
    const text = `#!/bin/sh\nexport ${STARTED_BY}=$PPID\nexec ${quoted} "$@"\n`;
    writeWhole(path.join(folder, name), text, 0o755);
}

/**
 * Puts our provider where the engine keeps its plugins, under the version that the program asks for, and our language
 * host next to the CLI where the CLI has none.
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

/** Ends an engine that cannot continue: it is asked to record what is done, and killed where that takes too long. */
function endSoon(child: ChildProcess, watching: NodeJS.Timeout): void {
    clearInterval(watching);
    child.kill("SIGINT");
    const kill = setTimeout(() => child.kill("SIGKILL"), END_MILLIS);
    child.on("close", () => clearTimeout(kill));
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
            ...(place.endpoint !== undefined && rootEnvironment()), // also for calls of the program's own
            [ENGINE_LOG]: place.log,
            [BUNDLES_FOLDER]: bundlesFolder(),
        };
    }

    /**
     * Runs the CLI.
     *
     * @param args its arguments.
     * @param show whether its output is shown.
     * @param watch asked all the time; where it says that something has failed for good, the engine is ended.
     * @returns exit code and output, and what of the local cloud has failed.
     */
    private async run(
        args: readonly string[],
        show: boolean,
        watch: Watch = () => undefined,
    ): Promise<EngineRun> {
        mayStart("pulumi");
        const child = spawn(this.cli.executable, [...args, "--non-interactive"], {
            cwd: this.place.project,
            env: this.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        if (child.pid !== undefined) {
            remember(TASK, child.pid);
        }
        const emulatorLog = emulatorLogEnd();
        let failure: string | undefined;
        const look = () => (failure ??= watch());
        const engine = new EngineOutput(
            this.place.log,
            `pulumi ${args.join(" ")}`,
            show,
            () => look() !== undefined,
        );
        for (const stream of [child.stdout, child.stderr]) {
            createInterface({ input: stream }).on("line", (line) => engine.take(line));
        }
        const watching = setInterval(() => look() !== undefined && endSoon(child, watching), WATCH_MILLIS);
        const code = await new Promise<number>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (exit) => resolve(exit ?? 1));
        }).finally(() => {
            clearInterval(watching);
            forget(TASK);
        });
        await engine.end();
        return {
            code,
            output: engine.output,
            fault: code === 0 ? undefined : emulatorFault(emulatorLog),
            failure: code === 0 ? undefined : (look() ?? engine.lostPlugin()),
        };
    }

    private async quietly(args: readonly string[]): Promise<string> {
        const { code, output } = await this.run(args, false);
        if (code !== 0) {
            const last = output.trim().split("\n").slice(-2).join(" | ");
            throw new UserError(`pulumi ${args.join(" ")}: ${last} (log: ${shownLog(this.place.log)})`);
        }
        return output;
    }

    /** Selects the stack, and repairs what an update that was killed has left: its lock, and its pending operations. */
    async select(): Promise<void> {
        await stop(TASK);
        rmSync(path.join(this.place.state, ".pulumi", "locks"), { recursive: true, force: true });
        if (repairCheckpoint(this.place.state, this.place.stack)) {
            console.log("  the state of an earlier deployment is incomplete; the previous state is used");
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

    /** Resumes an interrupted deployment: the provider deletes what was being created before it creates it. */
    private async forgetPending(): Promise<void> {
        const state = path.join(this.place.state, "interrupted-state.json");
        await this.quietly(["stack", "export", "--stack", this.place.stack, "--file", state]);
        console.log("  an earlier deployment was interrupted; it is resumed");
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
     * Previews with the policy pack, and shows nothing.
     *
     * @param more arguments of `pulumi preview`.
     * @returns its exit code and output.
     */
    previewed(...more: string[]): Promise<{ code: number; output: string }> {
        return this.run(["preview", "--stack", this.place.stack, ...this.policyArguments(), ...more], false);
    }

    /**
     * Previews with the policy pack.
     *
     * @param watch says what of the local cloud has failed for good, where there is one.
     * @throws UserError where the preview fails or a policy is violated.
     */
    async preview(watch?: Watch): Promise<void> {
        const args = ["preview", "--stack", this.place.stack, ...this.policyArguments()];
        this.refuse(await this.run(args, true, watch), "preview", "nothing was deployed");
    }

    /**
     * Deploys, after a preview with the policy pack.
     *
     * @param watch says what of the local cloud has failed for good while it is deployed to.
     * @throws UserError where either fails.
     */
    async up(watch: Watch): Promise<void> {
        const args = ["up", "--yes", "--stack", this.place.stack, ...this.policyArguments()];
        this.refuse(await this.run(args, true, watch), "deployment", "see the error above");
    }

    private refuse({ code, failure, fault }: EngineRun, what: string, otherwise: string): void {
        if (code !== 0) {
            const why =
                failure === undefined ? `; ${[otherwise, fault].filter(Boolean).join("; ")}` : `: ${failure}`;
            const log = shownLog(this.place.log);
            throw new UserError(
                `the ${what} of stack ${this.place.stack} failed${why} (engine's log: ${log})`,
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
