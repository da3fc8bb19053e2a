import { ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
    CreateStreamCommand,
    DescribeStreamSummaryCommand,
    ListShardsCommand,
    PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { policyJson } from "../../components/foundation/policy-documents";
import { Clients, rootClients } from "../../local/cloud/clients";
import { RoleCredentials, ServiceRole } from "../../local/data-planes/roles/role-credentials";
import { ROOT } from "../../tools/runtime/paths";
import { eventually } from "./clone";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";

/** An emulator of a test's own, with our corrections or as it comes. */
export class TestEmulator {
    private readonly child: ChildProcess;
    readonly clients: Clients;
    readonly endpoint: string;

    /** @param more of its environment, for example LOCAL_STRICT. */
    constructor(python: string, port: number, app: string, more: NodeJS.ProcessEnv = {}) {
        this.endpoint = `http://127.0.0.1:${port}`;
        this.clients = rootClients(this.endpoint, REGION);
        this.child = spawn(
            python,
            ["-m", "hypercorn", "--workers", "0", app, "--bind", `127.0.0.1:${port}`],
            {
                cwd: path.join(ROOT, "local", "emulator"),
                env: {
                    ...process.env,
                    AUTH: "true",
                    GATEWAY_PORT: String(port),
                    IOT_MTLS_ENABLED: "0",
                    LOG_LEVEL: "ERROR",
                    ...more,
                },
                stdio: "ignore",
            },
        );
    }

    stop(): void {
        this.child.kill();
    }

    ready(): Promise<void> {
        return eventually("the emulator answers", 30_000, () =>
            fetch(`${this.endpoint}/_ministack/health`).then(
                (answer) => answer.ok,
                () => false,
            ),
        );
    }

    /** Holds the clock of strict mode, so many seconds later than it was; with LOCAL_CLOCK=held. */
    async pass(seconds: number): Promise<void> {
        const body = JSON.stringify({ seconds });
        await fetch(`${this.endpoint}/_local/clock`, { method: "POST", body });
    }

    /** Creates a role that trusts a service. @returns its ARN. */
    async trusted(RoleName: string, Service: string): Promise<string> {
        const trust = policyJson({
            Sid: "T",
            Effect: "Allow",
            Principal: { Service },
            Action: ["sts:AssumeRole"],
        });
        await this.clients.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
        return `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
    }

    async role(name: string, condition: object, policy: string): Promise<ServiceRole> {
        const trust = policyJson({
            Sid: "T",
            Effect: "Allow",
            Principal: { Service: "kinesisanalytics.amazonaws.com" },
            Action: ["sts:AssumeRole"],
            Condition: condition as Record<string, Record<string, string>>,
        });
        await this.clients.iam.send(
            new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }),
        );
        await this.clients.iam.send(
            new PutRolePolicyCommand({ RoleName: name, PolicyName: "p", PolicyDocument: policy }),
        );
        const roleArn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
        return { roleArn, service: "kinesisanalytics.amazonaws.com", sourceArn: APPLICATION_ARN };
    }

    session(role: ServiceRole) {
        return new RoleCredentials(this.clients.sts).clientCredentials(role);
    }
}

export const APPLICATION_ARN = `arn:aws:kinesisanalytics:${REGION}:${ACCOUNT}:application/a`;
export const ANY_SOURCE = { StringLike: { "sts:RoleSessionName": "*" } };
export const LISTS = { Sid: "L", Effect: "Allow", Action: ["kinesis:ListStreams"], Resource: ["*"] } as const;
let streams = 0;

export async function streamOf(shards: number, { kinesis }: Clients): Promise<string> {
    const StreamName = `s${++streams}`;
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: shards }));
    await eventually("the stream is active", 10_000, async () => {
        const seen = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
        return seen.StreamDescriptionSummary?.StreamStatus === "ACTIVE";
    });
    return StreamName;
}

export async function put(stream: string, count: number, { kinesis }: Clients): Promise<void> {
    const Records = Array.from({ length: count }, (_, i) => ({
        PartitionKey: `k${i}`,
        Data: Buffer.from("x"),
    }));
    await kinesis.send(new PutRecordsCommand({ StreamName: stream, Records }));
}

export async function shardsOf(stream: string, { kinesis }: Clients) {
    return (await kinesis.send(new ListShardsCommand({ StreamName: stream }))).Shards ?? [];
}
