import { JavaPattern } from "../../foundation/java-regex/java-pattern";
import { JavaRegexError } from "../../foundation/java-regex/nodes";
import { LOG_FORMATS, READ_IPV6 } from "../../foundation/log-formats";
import { Mistake, boolean, integer, list, oneOf, optionalChecked, optionalString, string } from "../key";
import { Settings } from "../settings";

/** How many groups a pattern has; undefined for the ready-made one. @throws JavaRegexError */
function groupsOf(pattern: string): number | undefined {
    return pattern === READ_IPV6 ? undefined : new JavaPattern(pattern).groupCount;
}

function patternMistake(text: string): Mistake | undefined {
    try {
        groupsOf(text);
        return undefined;
    } catch (error) {
        if (error instanceof JavaRegexError) {
            return new Mistake(`is not a pattern: ${error.message}`, `give ${PATTERN}`);
        }
        throw error;
    }
}

const PATTERN = `${READ_IPV6}, or a pattern of java.util.regex that a line matches as a whole`;

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
        // The agent takes wildcards in the folder for its name.
        form: /^(?:\/[^"'\s/*?[\]{}\\]+)*\/[^"'\s/]+$/,
        takes: "an absolute path with * and ? in its last part, such as /var/log/httpd/access_log*",
        why: "what the agent tails, one flow each",
    }),
    logFormat: oneOf({
        of: ["COMMONAPACHELOG", "COMBINEDAPACHELOG"],
        default: "COMMONAPACHELOG",
        why: "the agent's LOGTOJSON format; it skips lines whose host is an IPv6 address, on AWS as well: see producer.matchPattern",
    }),
    matchPattern: optionalChecked({
        check: patternMistake,
        takes: PATTERN,
        defaultText: "the format's own",
        why: `what the agent matches a line with; ${READ_IPV6} is the format's own with hosts that may be IPv6 addresses`,
    }),
    customFieldNames: list({
        default: [],
        form: /^[A-Za-z_][A-Za-z0-9_]*$/,
        takes: "the name of a record's field, such as clientIp",
        defaultText: "the format's own",
        why: "names for the groups of producer.matchPattern, in order; the queries' columns have to be among them",
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

function counted(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * What is wrong with pattern and names together.
 *
 * @returns one line without the section's prefix, or undefined.
 */
export function fieldNamesMistake({
    logFormat,
    matchPattern,
    customFieldNames: { length: names },
}: ProducerSettings): string | undefined {
    const groups = matchPattern === undefined ? undefined : groupsOf(matchPattern);
    if (groups === undefined) {
        const own = LOG_FORMATS[logFormat].fieldNames.length;
        return names > 0 && names !== own
            ? `producer.customFieldNames: ${counted(names, "name")} for the ${own} fields of ${logFormat}; give ${own}, or a producer.matchPattern with as many groups`
            : undefined;
    }
    return groups === names && names > 0
        ? undefined
        : `producer.matchPattern: '${matchPattern}' has ${counted(groups, "capturing group")}, and producer.customFieldNames ${counted(names, "name")}; give a name for each group, one at least`;
}
