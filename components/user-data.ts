import { readFileSync } from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";

/** What the producer instance's user data is made from. */
export interface UserDataArgs {
    /** Name of the stream that the agent writes to. */
    readonly streamName: string;
    /** Region of that stream. */
    readonly region: string;
    /** Partition of that stream: it decides the endpoint's suffix. */
    readonly partition: string;
    /** Lines a second that the access-log generator writes. */
    readonly generatorRate: number;
}

const CONFIG_DIR = path.join(__dirname, "..", "agent-config");
const AGENT_USER = "aws-kinesis-agent-user";
const GENERATOR = "/usr/local/bin/access-log-generator";
const LOG_DIR = "/var/log/access-log-generator";

/** User data's limit before it is encoded (Amazon EC2 User Guide, "Run commands when you launch an EC2 instance"). */
export const USER_DATA_LIMIT_BYTES = 16 * 1024;

/**
 * Fills the agent's configuration.
 *
 * @param args stream and region.
 * @returns the text of /etc/aws-kinesis/agent.json.
 */
export function agentConfig(args: UserDataArgs): string {
    const suffix = args.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return readFileSync(path.join(CONFIG_DIR, "agent.json"), "utf8")
        .replaceAll("${kinesisEndpoint}", `kinesis.${args.region}.${suffix}`)
        .replaceAll("${streamName}", args.streamName);
}

function generatorService(rate: number): string {
    return `[Unit]
Description=Access-log generator
After=network.target

[Service]
ExecStart=${GENERATOR} --file ${LOG_DIR}/access_log --rate ${rate}
User=${AGENT_USER}
Restart=always

[Install]
WantedBy=multi-user.target
`;
}

/**
 * The producer instance's user data: installs the agent, its configuration and the access-log generator.
 *
 * It is data for cloud-init, not a script, so that tests and people can read it. The agent's user and group
 * come first: on Amazon Linux 2023 the package's service does not start where they are missing
 * (awslabs/amazon-kinesis-agent, issue 269). The last command fails, and cloud-init says so, where the
 * agent does not run.
 *
 * @param args what the files are filled with.
 * @returns text that begins with `#cloud-config`, not encoded.
 * @throws Error where it is longer than EC2 takes.
 */
export function userData(args: UserDataArgs): string {
    const config = {
        groups: [AGENT_USER],
        users: [
            "default",
            { name: AGENT_USER, primary_group: AGENT_USER, system: true, no_create_home: true },
        ],
        write_files: [
            { path: "/etc/aws-kinesis/agent.json", permissions: "0644", content: agentConfig(args) },
            {
                path: GENERATOR,
                permissions: "0755",
                content: readFileSync(path.join(CONFIG_DIR, "access-log-generator.py"), "utf8"),
            },
            {
                path: "/etc/systemd/system/access-log-generator.service",
                permissions: "0644",
                content: generatorService(args.generatorRate),
            },
        ],
        packages: ["aws-kinesis-agent"],
        runcmd: [
            ["install", "-d", "-o", AGENT_USER, "-g", AGENT_USER, LOG_DIR],
            ["systemctl", "daemon-reload"],
            ["systemctl", "enable", "--now", "access-log-generator"],
            ["systemctl", "enable", "aws-kinesis-agent"],
            ["systemctl", "restart", "aws-kinesis-agent"],
            ["systemctl", "is-active", "aws-kinesis-agent"],
        ],
    };
    const text = `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
    const size = Buffer.byteLength(text);
    if (size > USER_DATA_LIMIT_BYTES) {
        throw new Error(`user data: ${size} bytes are more than the ${USER_DATA_LIMIT_BYTES} that EC2 takes`);
    }
    return text;
}
