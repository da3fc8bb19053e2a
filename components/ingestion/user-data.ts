import { readFileSync } from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { dnsSuffix } from "../foundation/arns";
import { IPV6_PATTERNS, LOG_FORMATS, READ_IPV6 } from "../foundation/log-formats";
import { GENERATED_LOG } from "../foundation/layout";

/** Arguments of userData(). */
export interface UserDataArgs {
    /** Name of the stream that the agent writes to. */
    readonly streamName: string;
    /** Region of that stream. */
    readonly region: string;
    /** Partition of that stream: it decides the endpoint's suffix. */
    readonly partition: string;
    /** Absolute paths that the agent tails, with `*` and `?` in the last part; one flow each. */
    readonly logFiles: readonly string[];
    /** The agent's LOGTOJSON format. */
    readonly logFormat: "COMMONAPACHELOG" | "COMBINEDAPACHELOG";
    /** What a line matches, or IPV6. @default the format's own */
    readonly matchPattern?: string | undefined;
    /** Names of the pattern's groups. @default the format's own */
    readonly customFieldNames?: readonly string[];
    /** Lines per second that the access-log generator writes; 0 for no generator. */
    readonly generatorRate: number;
    /** Whether the agent sends metrics of its own to CloudWatch. */
    readonly agentMetrics: boolean;
    /** Log group that takes the agent's log; undefined where it stays on the instance. */
    readonly agentLogGroup?: string;
}

type WrittenFile = { readonly path: string; readonly permissions: string; readonly content: string };

const CONFIG_DIR = path.join(__dirname, "..", "..", "agent-config");
const AGENT_USER = "aws-kinesis-agent-user";
const GENERATOR = "/usr/local/bin/access-log-generator";
/** The CloudWatch agent's home. */
const LOG_AGENT = "/opt/aws/amazon-cloudwatch-agent";
const LOG_AGENT_CONFIG = `${LOG_AGENT}/etc/kinesis-agent-log.json`;

/** User data's limit before it is encoded (Amazon EC2 User Guide, "Run commands when you launch an EC2 instance"). */
const USER_DATA_LIMIT_BYTES = 16 * 1024;

/** The agent's option that makes records of lines; with a pattern it wants the names as well. */
function logToJson({ logFormat, matchPattern, customFieldNames = [] }: UserDataArgs) {
    const pattern = matchPattern === READ_IPV6 ? IPV6_PATTERNS[logFormat] : matchPattern;
    const names = customFieldNames.length > 0 ? customFieldNames : LOG_FORMATS[logFormat].fieldNames;
    const isOwn = pattern === undefined && customFieldNames.length === 0;
    return {
        optionName: "LOGTOJSON",
        logFormat,
        ...(pattern !== undefined && { matchPattern: pattern }),
        ...(!isOwn && { customFieldNames: names }),
    };
}

/**
 * Fills the agent's configuration: one flow per log file pattern, each like the template's flow.
 *
 * @param args stream, region, log files and format.
 * @returns the text of /etc/aws-kinesis/agent.json.
 */
function agentConfig(args: UserDataArgs): string {
    const template = JSON.parse(readFileSync(path.join(CONFIG_DIR, "agent.json"), "utf8")) as {
        flows: [Record<string, unknown>];
    };
    const endpoint = `${args.region}.${dnsSuffix(args)}`;
    const flow = (filePattern: string) => ({
        ...template.flows[0],
        filePattern,
        kinesisStream: args.streamName,
        dataProcessingOptions: [logToJson(args)],
    });
    const config = {
        ...template,
        "cloudwatch.emitMetrics": args.agentMetrics,
        "kinesis.endpoint": `kinesis.${endpoint}`,
        ...(args.agentMetrics && { "cloudwatch.endpoint": `monitoring.${endpoint}` }),
        flows: args.logFiles.map(flow),
    };
    return `${JSON.stringify(config, undefined, 2)}\n`;
}

function generatorService(rate: number): string {
    return `[Unit]
Description=Access-log generator
After=network.target

[Service]
ExecStart=${GENERATOR} --file ${GENERATED_LOG} --rate ${rate}
User=${AGENT_USER}
Restart=always

[Install]
WantedBy=multi-user.target
`;
}

/** The CloudWatch agent's configuration: the Kinesis Agent's log, one log stream per instance. */
function logAgentConfig(logGroup: string): string {
    const file = {
        file_path: "/var/log/aws-kinesis-agent/aws-kinesis-agent.log",
        log_group_name: logGroup,
        log_stream_name: "{instance_id}",
        timezone: "UTC",
    };
    const config = { logs: { logs_collected: { files: { collect_list: [file] } } } };
    return `${JSON.stringify(config, undefined, 2)}\n`;
}

function writtenFiles(args: UserDataArgs): WrittenFile[] {
    const plain = (file: string, content: string) => ({ path: file, permissions: "0644", content });
    const generator = [
        {
            path: GENERATOR,
            permissions: "0755",
            content: readFileSync(path.join(CONFIG_DIR, "access-log-generator.py"), "utf8"),
        },
        plain("/etc/systemd/system/access-log-generator.service", generatorService(args.generatorRate)),
    ];
    return [
        plain("/etc/aws-kinesis/agent.json", agentConfig(args)),
        ...(args.generatorRate > 0 ? generator : []),
        ...(args.agentLogGroup ? [plain(LOG_AGENT_CONFIG, logAgentConfig(args.agentLogGroup))] : []),
    ];
}

function commands(args: UserDataArgs): string[][] {
    const generator = [
        ["install", "-d", "-o", AGENT_USER, "-g", AGENT_USER, path.posix.dirname(GENERATED_LOG)],
        ["systemctl", "daemon-reload"],
        ["systemctl", "enable", "--now", "access-log-generator"],
    ];
    // Amazon CloudWatch User Guide, "Start the CloudWatch agent using the command line".
    const fetchConfig = ["-a", "fetch-config", "-m", "ec2", "-s", "-c", `file:${LOG_AGENT_CONFIG}`];
    const logAgent = [[`${LOG_AGENT}/bin/amazon-cloudwatch-agent-ctl`, ...fetchConfig]];
    return [
        ...(args.generatorRate > 0 ? generator : []),
        ["systemctl", "enable", "aws-kinesis-agent"],
        ["systemctl", "restart", "aws-kinesis-agent"],
        ...(args.agentLogGroup ? logAgent : []),
        ["systemctl", "is-active", "aws-kinesis-agent"],
    ];
}

/**
 * The producer instance's user data: installs the agent, its configuration and the access-log generator.
 *
 * It is data for cloud-init, not a script, so that tests and people can read it, and it is idempotent. The
 * agent's user and group come first: on Amazon Linux 2023 the package's service does not start where they are missing
 * (awslabs/amazon-kinesis-agent, issue 269). The last command fails, and cloud-init says so in
 * /var/log/cloud-init-output.log, where the agent does not run.
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
        write_files: writtenFiles(args),
        packages: ["aws-kinesis-agent", ...(args.agentLogGroup ? ["amazon-cloudwatch-agent"] : [])],
        runcmd: commands(args),
    };
    const text = `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
    const size = Buffer.byteLength(text);
    if (size > USER_DATA_LIMIT_BYTES) {
        throw new Error(`user data: ${size} bytes are more than the ${USER_DATA_LIMIT_BYTES} that EC2 takes`);
    }
    return text;
}
