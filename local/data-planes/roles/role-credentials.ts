import { randomBytes } from "node:crypto";
import { Server, createServer } from "node:http";
import { AddressInfo } from "node:net";
import { AssumeRoleCommand, Credentials, STSClient } from "@aws-sdk/client-sts";

/** A role, and what assumes it: on AWS a service, for one of its resources. */
export interface ServiceRole {
    readonly roleArn: string;
    /** For example `ec2.amazonaws.com`. */
    readonly service: string;
    /** The resource for which the service acts; EC2 names none. */
    readonly sourceArn?: string;
}

/** Time before its end at which a session is renewed, as the SDKs do. */
const RENEW_BEFORE_MILLIS = 5 * 60_000;

/**
 * Gives processes the credentials of their role, as the services do on AWS: by the SDKs' container credentials
 * (AWS SDKs and Tools Reference Guide, "Container credential provider"). So each process finds them by its environment
 * and renews them by itself.
 */
export class RoleCredentials {
    private readonly token = randomBytes(24).toString("hex");
    private readonly roles = new Map<string, ServiceRole>();
    private readonly sessions = new Map<string, Credentials>();
    private readonly server: Server;

    /** @param sts a client of the account's root, which may assume every role. */
    constructor(private readonly sts: STSClient) {
        this.server = createServer((request, response) => {
            const named = /^\/roles\/(.+)$/.exec(request.url ?? "")?.[1];
            const role = this.roles.get(decodeURIComponent(named ?? ""));
            if (!role || request.headers.authorization !== this.token) {
                response.writeHead(role ? 401 : 404).end();
                return;
            }
            this.session(role).then(
                (session) => {
                    response.writeHead(200, { "content-type": "application/json" });
                    response.end(
                        JSON.stringify({
                            AccessKeyId: session.AccessKeyId,
                            SecretAccessKey: session.SecretAccessKey,
                            Token: session.SessionToken,
                            Expiration: session.Expiration?.toISOString(),
                        }),
                    );
                },
                (error: Error) =>
                    response.writeHead(502).end(JSON.stringify({ code: error.name, message: error.message })),
            );
        });
    }

    /** Begins to listen, on loopback. */
    listen(): Promise<void> {
        return new Promise((resolve, reject) => {
            this.server.once("error", reject);
            this.server.listen(0, "127.0.0.1", resolve);
        });
    }

    close(): void {
        this.server.close();
        this.server.closeAllConnections();
    }

    /** The environment by which a process finds a role's credentials. */
    environment(role: ServiceRole): Record<string, string> {
        this.roles.set(role.roleArn, role);
        const { port } = this.server.address() as AddressInfo;
        return {
            AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/roles/${encodeURIComponent(role.roleArn)}`,
            AWS_CONTAINER_AUTHORIZATION_TOKEN: this.token,
        };
    }

    /** A role's session in the form that clients of the SDK take. */
    async clientCredentials(role: ServiceRole) {
        const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = await this.session(role);
        return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    }

    /** A role's session, assumed as the service does it on AWS, and renewed before it expires. */
    async session(role: ServiceRole): Promise<Credentials> {
        const known = this.sessions.get(role.roleArn);
        if (known?.Expiration && known.Expiration.getTime() - Date.now() > RENEW_BEFORE_MILLIS) {
            return known;
        }
        const command = new AssumeRoleCommand({
            RoleArn: role.roleArn,
            RoleSessionName: "local-cloud",
            DurationSeconds: 3600,
        });
        // See local/emulator/corrections/sts_service_caller.py.
        command.middlewareStack.add(
            (next) => (args) => {
                const { headers } = args.request as { headers: Record<string, string> };
                headers["x-local-service-principal"] = role.service;
                if (role.sourceArn) {
                    headers["x-local-source-arn"] = role.sourceArn;
                }
                return next(args);
            },
            { step: "build", name: "actingService" },
        );
        const answer = await this.sts.send(command);
        if (!answer.Credentials) {
            throw new Error(`${role.roleArn} could not be assumed`);
        }
        this.sessions.set(role.roleArn, answer.Credentials);
        return answer.Credentials;
    }
}
