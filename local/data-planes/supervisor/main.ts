import { setTimeout as sleep } from "node:timers/promises";
import { rootClients } from "../../cloud/clients";
import { loopbackEndpoint } from "../../cloud/endpoint";
import { writeWhole } from "../../../tools/runtime/processes";
import { deployedInstances } from "../../cloud/deployed";
import { FlinkApplication } from "../flink/flink";
import { ApplicationRun, FlinkControlPlane } from "../flink/flink-control-plane";
import { Machine } from "../machine/machine";
import { RoleCredentials } from "../roles/role-credentials";
import { DataPlaneStatus, STATUS_FILE } from "./status";

const TICK_MILLIS = 1000;
/** Time without an answer after which the cloud is gone, and everything that it ran with it. */
const GONE_AFTER_MILLIS = 10_000;

/** Runs what the control plane says is deployed: each instance's agent and each Flink application. */
class DataPlanes {
    private readonly endpoint = loopbackEndpoint();
    private readonly clients = rootClients(this.endpoint, process.env["AWS_REGION"] ?? "us-east-1");
    private readonly credentials = new RoleCredentials(this.clients.sts);
    private readonly machines = new Map<string, Machine>();
    private readonly controlPlane = new FlinkControlPlane(this.endpoint, this.clients.region);
    /** By the ids of their runs. */
    private readonly applications = new Map<string, FlinkApplication>();

    async run(signal: AbortSignal): Promise<void> {
        await this.credentials.listen();
        let answeredAt = Date.now();
        while (!signal.aborted && Date.now() - answeredAt < GONE_AFTER_MILLIS) {
            let error: string | undefined;
            try {
                await this.follow();
                answeredAt = Date.now();
            } catch (caught) {
                error = `${(caught as Error).name}: ${(caught as Error).message}`;
                console.error(`${new Date().toISOString()} ${error}`);
            }
            this.writeStatus(error);
            await sleep(TICK_MILLIS);
        }
        if (!signal.aborted) {
            console.error(
                `${new Date().toISOString()} the local cloud at ${this.endpoint} is gone; what it ran is ended`,
            );
        }
        await this.end();
    }

    /** Starts what is deployed and does not run, ends what runs and is no longer deployed. */
    private async follow(): Promise<void> {
        const instances = await deployedInstances(this.clients);
        for (const instance of instances) {
            if (!this.machines.has(instance.id)) {
                this.machines.set(
                    instance.id,
                    new Machine(instance, this.clients, this.credentials, this.endpoint),
                );
            }
        }
        for (const [id, machine] of this.machines) {
            if (!instances.some((instance) => instance.id === id)) {
                await machine.end();
                this.machines.delete(id);
            }
        }
        await this.followApplications();
        const all = [...this.machines.values(), ...this.applications.values()];
        await Promise.all(all.map((one) => one.ensure()));
    }

    private async followApplications(): Promise<void> {
        const runs = await this.controlPlane.runs();
        for (const [id, application] of this.applications) {
            if (!runs.some((run) => run.id === id)) {
                await application.end();
                this.applications.delete(id);
            }
        }
        for (const run of runs) {
            const application = this.applications.get(run.id) ?? this.application(run);
            this.applications.set(run.id, application);
            for (const task of run.tasks) {
                if (await application.perform(task)) {
                    this.applications.delete(run.id);
                }
            }
        }
    }

    private application(run: ApplicationRun): FlinkApplication {
        return new FlinkApplication(run, this.controlPlane, this.credentials, this.endpoint, this.clients);
    }

    private writeStatus(error?: string): void {
        const status: DataPlaneStatus = {
            atMillis: Date.now(),
            machines: [...this.machines.values()].map((machine) => machine.status()),
            applications: [...this.applications.values()].map((application) => application.status()),
            error,
        };
        writeWhole(STATUS_FILE, JSON.stringify(status, null, 2));
    }

    private async end(): Promise<void> {
        await Promise.all([...this.machines.values(), ...this.applications.values()].map((one) => one.end()));
        this.credentials.close();
    }
}

/** Runs the data planes until they are ended, or the local cloud is gone. */
export function run(): void {
    const stopping = new AbortController();
    process.on("SIGTERM", () => stopping.abort());
    process.on("SIGINT", () => stopping.abort());
    new DataPlanes().run(stopping.signal).then(
        () => process.exit(0),
        (error: Error) => {
            console.error(error.message);
            process.exit(1);
        },
    );
}
