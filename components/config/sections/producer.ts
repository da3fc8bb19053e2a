import { boolean, integer, list, oneOf, optionalString, string } from "../key";
import { Settings } from "../settings";

/** The keys of the section `producer`: instances with the agent. */
export const PRODUCER_KEYS = {
    count: integer({
        unit: "instances",
        default: 1,
        min: 0,
        max: 20,
        why: "instances with the Kinesis Agent; 0 where your own servers run it",
    }),
    instanceType: string({
        default: "t3.micro",
        form: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
        takes: "an instance type, such as t3.micro (x86_64) or t4g.micro (arm64)",
        why: "size and architecture; the AMI follows",
    }),
    subnetId: optionalString({
        form: /^subnet-[0-9a-f]{8,17}$/,
        takes: "a subnet id, such as subnet-0123456789abcdef0",
        defaultText: "a default subnet of the default VPC",
        why: "where the instances run; it needs a way out to AWS",
    }),
    vpcId: optionalString({
        form: /^vpc-[0-9a-f]{8,17}$/,
        takes: "a VPC id, such as vpc-0123456789abcdef0",
        defaultText: "the default VPC",
        why: "the VPC of that subnet, for the security group",
    }),
    httpCidrs: list({
        default: [],
        form: /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/,
        takes: "an IPv4 CIDR, such as 203.0.113.0/24",
        why: "who may reach the web server's port 80; nobody by default",
    }),
    publicKey: optionalString({
        form: /^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/=]+( .*)?$/,
        takes: "an OpenSSH public key, such as ssh-ed25519 AAAA… me@example.com",
        defaultText: "no key pair",
        why: "a key pair for SSH through Session Manager; no port is opened for it",
    }),
    sessionManager: boolean({
        default: true,
        why: "shell access by Session Manager, without open ports or keys",
    }),
    logFiles: list({
        default: ["/var/log/access-log-generator/access_log*"],
        // The agent reads * and ? as wildcards in a file's name, not in its folder's.
        form: /^\/([^"'\s*?]+\/)?[^"'\s/]+$/,
        takes: "an absolute path with * and ? in its last part, such as /var/log/httpd/access_log*",
        why: "what the agent tails, one flow each",
    }),
    logFormat: oneOf({
        of: ["COMMONAPACHELOG", "COMBINEDAPACHELOG"],
        default: "COMMONAPACHELOG",
        why: "the agent's LOGTOJSON format",
    }),
    generatorRate: integer({
        unit: "lines/s",
        default: 10,
        min: 0,
        max: 1000,
        why: "access-log lines that each instance generates; 0 where a real server writes them",
    }),
    recordBytes: integer({
        unit: "bytes",
        default: 200,
        min: 1,
        max: 10_485_760,
        why: "mean record size, to check the load against the shards; at most what agent and stream take",
    }),
    agentMetrics: boolean({
        default: false,
        why: "the agent's own metrics to CloudWatch, and the permission for them",
    }),
    agentLog: boolean({
        default: true,
        why: "the agent's log to CloudWatch Logs, and the permission for it",
    }),
} as const;

/** The settings of the producer instances. */
export type ProducerSettings = Settings<typeof PRODUCER_KEYS>;
