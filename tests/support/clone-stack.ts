import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { parse, stringify } from "yaml";
import { Clients, rootClients } from "../../local/cloud/clients";
import { rootEnvironment } from "../../local/cloud/root-environment";
import { deployedApplications } from "../../local/cloud/deployed";
import type { FlinkStatus } from "../../local/data-planes/flink/flink";
import type { DataPlaneStatus } from "../../local/data-planes/supervisor/status";
import { windowMillis } from "../../local/cloud/property-groups";
import { Deliveries } from "../../local/pipeline-run/read-results";
import { flinkJob } from "../../local/data-planes/flink/flink-rest";
import { rowMillis } from "../../local/pipeline-run/results";
import { Clone, Ended, eventually } from "./clone";

const REGION = "us-east-1";
/** How the engine's display marks what it did. A replacement's two halves are left out: the whole is reported as well. */
const SIGNS: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-", replace: "+-" };

/** The engine's event about a resource that it has finished with. */
interface EngineEvent {
    resOutputsEvent?: { metadata: { op: string; urn: string; type: string } };
}

interface StackFile {
    config: Record<string, unknown>;
}

/** A deployed stack of a clone: the engine's own commands on it, its configuration, and whether data flows through it. */
export class CloneStack {
    /**
     * @param clone the clone; its local cloud must run.
     * @param stack the stack's name.
     */
    constructor(
        private readonly clone: Clone,
        readonly stack: string,
    ) {}

    get clients(): Clients {
        return rootClients(this.endpoint, REGION);
    }

    private get endpoint(): string {
        const record = JSON.parse(this.clone.read(".local/cloud/processes/emulator.json")) as {
            port: number;
        };
        return `http://127.0.0.1:${record.port}`;
    }

    /** Runs the engine in the clone as local/engine/deploy.ts does, without the policy pack. */
    async pulumi(...args: string[]): Promise<Ended> {
        return this.begin(args).ended;
    }

    /** Begins a deployment, for a test that interrupts it. */
    beginUp() {
        return this.begin(["up", "--yes", "--skip-preview", "--stack", this.stack]);
    }

    /** Does what local/engine/deploy.ts does before a deployment, where the one before was killed: frees the state's lock. */
    async clearInterrupted(): Promise<void> {
        const { code, output } = await this.pulumi("cancel", "--yes", this.stack);
        assert.equal(code, 0, output);
    }

    /** The CLI that was built or installed for this project, as tools/toolchain/pulumi-cli.ts does it; else that on the PATH. */
    private pulumiExecutable(): string {
        const tools = path.join(this.clone.folder, ".local", "tools", "pulumi");
        const own = [path.join(tools, "pulumi"), path.join(tools, "bin", "pulumi")];
        return own.find((file) => existsSync(file)) ?? "pulumi";
    }

    private begin(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
        const executable = this.pulumiExecutable();
        return this.clone.spawned(executable, [...args, "--non-interactive"], {
            ...process.env,
            PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
            PULUMI_HOME: this.clone.file(".local/cloud/pulumi-home"),
            PULUMI_BACKEND_URL: pathToFileURL(this.clone.file(".local/cloud/pulumi-state")).href,
            PULUMI_CONFIG_PASSPHRASE: "local",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DEBUG_COMMANDS: "true", // for --event-log
            CC_PIPELINE_LANGUAGE_HOST: this.clone.file("local/bundles/run.js"),
            AWS_ENDPOINT_URL: this.endpoint,
            AWS_REGION: REGION,
            ...rootEnvironment(),
            ...more,
        });
    }

    /** Deploys. @returns what the engine did to resources of AWS, such as `~ aws:kinesis:Stream ingestion`, sorted. */
    async up(env: NodeJS.ProcessEnv = {}): Promise<string[]> {
        return (await this.upWithOutput(env)).did;
    }

    /** Deploys, and asserts what the engine did to resources of AWS; else shows all that it said. */
    async upDoes(expected: readonly string[]): Promise<void> {
        const { did, output } = await this.upWithOutput();
        const message = `did ${inspect(did)}, not ${inspect(expected)}; the engine said:\n${output}`;
        assert.deepEqual(did, expected, message);
    }

    /** What was done is read from the events. The display is for people, and was once seen without one of its lines. */
    private async upWithOutput(env: NodeJS.ProcessEnv = {}): Promise<{ did: string[]; output: string }> {
        const events = this.clone.file(".local/cloud/up-events.json");
        rmSync(events, { force: true });
        const { code, output } = await this.begin(
            ["up", "--yes", "--skip-preview", "--stack", this.stack, "--event-log", events],
            env,
        ).ended;
        assert.equal(code, 0, output);
        return { did: operations(readFileSync(events, "utf8")), output };
    }

    /** Sets a key of the project's namespace in the stack's file. */
    set(section: string, name: string, value: unknown): void {
        const file = this.clone.file(`Pulumi.${this.stack}.yaml`);
        const settings = parse(readFileSync(file, "utf8")) as StackFile;
        const key = `cc-pipeline:${section}`;
        settings.config[key] = { ...(settings.config[key] as object), [name]: value };
        writeFileSync(file, stringify(settings));
    }

    async outputs(): Promise<Record<string, unknown>> {
        const { code, output } = await this.pulumi("stack", "output", "--json", "--stack", this.stack);
        assert.equal(code, 0, output);
        return JSON.parse(output) as Record<string, unknown>;
    }

    private dataPlanes(): DataPlaneStatus {
        return JSON.parse(this.clone.read(".local/cloud/data-planes.json")) as DataPlaneStatus;
    }

    /** The stack's instance and application, once both run in the version that is deployed now. */
    private async running(instanceId: string, applicationName: string) {
        const deployed = (await deployedApplications(this.clients)).find(
            ({ name }) => name === applicationName,
        );
        let found: { folder: string; application: FlinkStatus } | undefined;
        await eventually(
            `${applicationName} v${deployed?.version} and ${instanceId} run`,
            90_000,
            async () => {
                const { machines, applications } = this.dataPlanes();
                const machine = machines.find(({ id }) => id === instanceId);
                const application = applications.find(({ name }) => name === applicationName);
                if (!machine?.agent || application?.version !== deployed?.version || !application) {
                    return false;
                }
                const job = await flinkJob(application.restPort);
                found = { folder: machine.folder, application };
                return job?.state === "RUNNING" && job.watermarkMillis !== undefined;
            },
        );
        assert.ok(found);
        return found;
    }

    /** Writes lines into the instance's log and asserts that exactly they come out in windows of their own. */
    async flows(lines: readonly string[]): Promise<void> {
        const outputs = await this.outputs();
        const [instanceId = ""] = outputs["producerInstanceIds"] as string[];
        const { folder, application } = await this.running(instanceId, String(outputs["applicationName"]));
        const window = windowMillis(application);
        const fromMillis = Math.ceil(Date.now() / window) * window;
        await sleep(fromMillis - Date.now());
        const log = path.join(folder, "var/log/access-log-generator/access_log");
        mkdirSync(path.dirname(log), { recursive: true });
        appendFileSync(log, lines.map((line) => `${line}\n`).join(""));
        const deliveries = await Deliveries.of(application, this.clients, fromMillis);
        await eventually(`${lines.length} lines are counted`, 60_000, async () => {
            await deliveries.refresh();
            return counted(deliveries, fromMillis) >= lines.length;
        });
        assert.equal(counted(deliveries, fromMillis), lines.length);
        assert.equal(deliveries.rejected.total(), 0);
    }
}

/** Requests counted: by status-counts, or by what other query counts by status. */
function counted(deliveries: Deliveries, fromMillis: number): number {
    const others = [...deliveries.rows().values()].flat();
    return (
        deliveries.counts?.total() ??
        others
            .filter(({ windowStart }) => rowMillis(String(windowStart)) >= fromMillis)
            .reduce((sum, { statusCount }) => sum + Number(statusCount), 0)
    );
}

/** What the engine did, one entry a resource and kind; components and the stack itself are left out. */
function operations(events: string): string[] {
    const operations = events.split("\n").flatMap((line) => {
        const done = line === "" ? undefined : (JSON.parse(line) as EngineEvent).resOutputsEvent?.metadata;
        const sign = SIGNS[done?.op ?? ""];
        // aws:kinesis/stream:Stream is shown as aws:kinesis:Stream.
        const type = done?.type.replace(/\/[^:]+/, "") ?? "";
        return sign && type.startsWith("aws:")
            ? [`${sign} ${type} ${done?.urn.split("::").pop() ?? ""}`]
            : [];
    });
    return [...new Set(operations)].sort();
}
