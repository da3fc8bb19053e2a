import { JavaPattern } from "../../foundation/java-regex/java-pattern";
import { JavaRegexError } from "../../foundation/java-regex/nodes";
import { LOG_FORMATS, READ_IPV6 } from "../../foundation/log-formats";
import { Section, linesOf } from "../section";
import { Mistake, boolean, integer, list, oneOf, optionalChecked, optionalString, string } from "../key";
import { Settings } from "../settings";
import { GENERATED_LOG } from "../../foundation/layout";
import { RECORD_KIB, SHARD } from "../../foundation/limits";
import { StreamSettings } from "./stream";

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
        default: [`${GENERATED_LOG}*`],
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
        max: RECORD_KIB.max * 1024,
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

/** What is wrong with pattern and names together. */
function fieldNamesMistake(
    name: string,
    { logFormat, matchPattern, customFieldNames: { length: names } }: ProducerSettings,
): string | undefined {
    const groups = matchPattern === undefined ? undefined : groupsOf(matchPattern);
    if (groups === undefined) {
        const own = LOG_FORMATS[logFormat].fieldNames.length;
        return names > 0 && names !== own
            ? `${name}.customFieldNames: ${counted(names, "name")} for the ${own} fields of ${logFormat}; give ${own}, or a ${name}.matchPattern with as many groups`
            : undefined;
    }
    return groups === names && names > 0
        ? undefined
        : `${name}.matchPattern: '${matchPattern}' has ${counted(groups, "capturing group")}, and ${name}.customFieldNames ${counted(names, "name")}; give a name for each group, one at least`;
}

/** A CIDR's address and length. */
function cidrMistake(cidr: string): string | undefined {
    const [address = "", length = ""] = cidr.split("/");
    const parts = address.split(".").map(Number);
    if (parts.some((part) => part > 255) || Number(length) > 32) {
        return "is not an IPv4 CIDR";
    }
    const bits = parts.reduce((sum, part) => sum * 256 + part, 0);
    return bits % 2 ** (32 - Number(length)) === 0 ? undefined : `has bits set beyond its /${length}`;
}

/** The agent cuts nothing and sends no record that is longer than a stream takes by default. */
function recordMistake(
    name: string,
    { count, recordBytes }: ProducerSettings,
    stream: StreamSettings,
): string | undefined {
    const ofStream =
        stream.existing === undefined ? (stream.maxRecordKib ?? RECORD_KIB.default) : RECORD_KIB.max;
    const most = count > 0 ? RECORD_KIB.default : ofStream;
    const by = count > 0 ? "the agent sends" : "the stream takes";
    return recordBytes > most * 1024
        ? `${name}.recordBytes: '${recordBytes}' is more than the ${most} KiB of a record that ${by}; give at most ${most * 1024}`
        : undefined;
}

/** More than the shards take; an on-demand stream grows, and an existing one is not ours to size. */
function loadMistakes(name: string, producer: ProducerSettings, stream: StreamSettings): string[] {
    if (stream.mode !== "PROVISIONED" || stream.existing !== undefined) {
        return [];
    }
    const { count, generatorRate, recordBytes } = producer;
    const { shardCount } = stream;
    const shards = shardCount === 1 ? "1 shard takes" : `${shardCount} shards take`;
    const records = count * generatorRate;
    const bytes = records * recordBytes;
    return linesOf(
        records > shardCount * SHARD.recordsIn
            ? `${name}.generatorRate: ${count} × ${generatorRate} records/s are more than the ${shardCount * SHARD.recordsIn} that ${shards}; give ${Math.ceil(records / SHARD.recordsIn)} shards or fewer records`
            : undefined,
        bytes > shardCount * SHARD.bytesIn
            ? `${name}.recordBytes: ${count} × ${generatorRate} records/s of ${recordBytes} bytes are more than the ${shardCount * SHARD.bytesIn} bytes/s that ${shards}; give ${Math.ceil(bytes / SHARD.bytesIn)} shards or smaller records`
            : undefined,
    );
}

/**
 * What is wrong with settings of the producer that are right one by one.
 *
 * @param section the settings.
 * @param stream the settings of the stream that it writes to.
 * @returns one line per mistake.
 */
export function producerMistakes(
    { name, values }: Section<ProducerSettings>,
    stream: StreamSettings,
): string[] {
    const { httpCidrs, subnetId, vpcId, publicKey, sessionManager } = values;
    const cidr = httpCidrs.find((one) => cidrMistake(one));
    return [
        ...linesOf(
            cidr === undefined
                ? undefined
                : `${name}.httpCidrs: '${cidr}' ${cidrMistake(cidr)}; give an IPv4 CIDR, such as 203.0.113.0/24`,
            (subnetId === undefined) !== (vpcId === undefined)
                ? `${name}.subnetId: subnet and VPC go together; give both ${name}.subnetId and ${name}.vpcId, or neither`
                : undefined,
            publicKey !== undefined && !sessionManager
                ? `${name}.publicKey: SSH reaches the instances through Session Manager only; set ${name}.sessionManager to true, or give no key`
                : undefined,
            fieldNamesMistake(name, values),
            recordMistake(name, values, stream),
        ),
        ...loadMistakes(name, values, stream),
    ];
}
