import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import { cloudProgram } from "../../bundles/bundles";
import { Clients } from "../../cloud/clients";
import { INSTANCES_DIR, LOGS_DIR, ROOT } from "../../../tools/runtime/paths";
import { logTail, readJson, writeWhole } from "../../../tools/runtime/processes";
import { agentFiles, checkpointFiles } from "../agent/files";
import { settle } from "../agent/settlement";
import { AgentStatus } from "../agent/status";
import { DeployedInstance } from "../../cloud/deployed";
import { RestartedProcess } from "../supervisor/restarted-process";
import { RoleCredentials } from "../roles/role-credentials";
import { roleEnvironment } from "../roles/role-environment";
import { AppliedUserData, applyUserData } from "./cloud-init";

/** The status of an instance. */
export interface MachineStatus {
    readonly id: string;
    readonly folder: string;
    readonly roleArn: string;
    readonly generator?: string[];
    readonly agent?: AgentStatus;
    readonly agentRestarts: number;
    /** Why the agent could not be started, and when. */
    readonly error?: string;
    readonly errorMillis?: number;
    /** The agent's last words, where it ends by itself again and again. */
    readonly crash?: string;
    /** How often it has, in a row. */
    readonly crashes: number;
}

/** An instance on this machine: a folder with its user data applied, and its agent. */
export class Machine {
    readonly folder: string;
    private readonly agent: RestartedProcess;
    private readonly applied: AppliedUserData;

    /**
     * @param instance as deployed.
     * @param clients of the account's root.
     * @param credentials where roles' sessions come from.
     * @param endpoint the local cloud's address.
     */
    constructor(
        private readonly instance: DeployedInstance,
        private readonly clients: Clients,
        private readonly credentials: RoleCredentials,
        private readonly endpoint: string,
    ) {
        this.folder = path.join(INSTANCES_DIR, instance.id);
        this.applied = this.boot();
        this.agent = new RestartedProcess(`agent-${instance.id}`, () => this.prepareAgent());
    }

    /** Applies the user data once per instance, as cloud-init does. A folder of an earlier cloud's instance goes. */
    private boot(): AppliedUserData {
        const mark = path.join(this.folder, "var/lib/cloud/instance/user-data.sha256");
        const digest = createHash("sha256").update(this.instance.userData).digest("hex");
        if (existsSync(mark) && readFileSync(mark, "utf8") !== digest) {
            rmSync(this.folder, { recursive: true });
        }
        const applied = applyUserData(this.instance.userData, this.folder);
        writeWhole(mark, digest);
        return applied;
    }

    private async prepareAgent() {
        for (const checkpoint of checkpointFiles(this.folder)) {
            const found = await settle(checkpoint, this.clients.kinesis);
            if (found !== undefined) {
                console.log(
                    `${new Date().toISOString()} ${this.agent.name}: interrupted call settled, ${found} records taken`,
                );
            }
        }
        const role = { roleArn: this.instance.roleArn, service: "ec2.amazonaws.com" };
        const { region } = this.clients;
        return {
            command: [...cloudProgram("agent"), this.folder],
            cwd: ROOT,
            env: roleEnvironment(this.credentials, role, this.folder, this.endpoint, region),
        };
    }

    async ensure(): Promise<void> {
        if (this.applied.hasAgent) {
            await this.agent.ensure();
        }
    }

    async end(): Promise<void> {
        await this.agent.end();
    }

    status(): MachineStatus {
        return {
            id: this.instance.id,
            folder: this.folder,
            roleArn: this.instance.roleArn,
            generator: this.applied.generator,
            agent: readJson<AgentStatus>(agentFiles(this.folder).status),
            agentRestarts: this.agent.restarts,
            error: this.agent.startFailure?.message,
            errorMillis: this.agent.startFailure?.atMillis,
            crash:
                this.agent.failures < 2
                    ? undefined
                    : logTail(path.join(LOGS_DIR, `${this.agent.name}.log`), 1),
            crashes: this.agent.failures,
        };
    }
}
