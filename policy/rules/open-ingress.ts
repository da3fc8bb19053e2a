import { Finding, advise, refuse } from "../pack/finding";
import { blocks, strings } from "../pack/props";
import { EvaluatedResource, Props, Rule, RuleConfig } from "../pack/rule";

const DEFAULT_PORTS = [22, 3389, 80];
const EVERYONE = new Set(["0.0.0.0/0", "::/0", "0::/0", "0000:0000:0000:0000:0000:0000:0000:0000/0"]);

/** Whether an ingress rule opens a TCP port; -1 as protocol or port means all. */
function opens(
    { from, to, protocol }: { from: number; to: number; protocol: string },
    port: number,
): boolean {
    const all = protocol === "-1" || protocol === "all" || from === -1;
    const tcp = all || protocol === "tcp" || protocol === "6";
    return tcp && (all || (from <= port && port <= to));
}

function sources(rule: Props): { cidrs: string[]; prefixLists: string[] } {
    const cidrs = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"].flatMap((key) =>
        strings(rule[key]),
    );
    return { cidrs, prefixLists: ["prefixListIds", "prefixListId"].flatMap((key) => strings(rule[key])) };
}

function ruleFindings(rule: Props, ports: readonly number[], trusted: readonly string[]): Finding[] {
    const range = {
        from: Number(rule["fromPort"] ?? -1),
        to: Number(rule["toPort"] ?? rule["fromPort"] ?? -1),
        protocol: String(rule["protocol"] ?? rule["ipProtocol"] ?? "-1").toLowerCase(),
    };
    const opened = ports.filter((port) => opens(range, port));
    if (opened.length === 0) {
        return [];
    }
    const { cidrs, prefixLists } = sources(rule);
    const open = cidrs.filter((cidr) => EVERYONE.has(cidr));
    const lists = prefixLists.filter((list) => !trusted.includes(list));
    const where = `port ${opened.join(", ")}`;
    return [
        ...open.map((cidr) =>
            refuse(`ingress of ${where} from ${cidr} is open to everyone; name the intended CIDRs`),
        ),
        ...lists.map((list) =>
            advise(
                `ingress of ${where} from prefix list ${list}, whose entries are not known here; review it, then add it to 'prefixLists'`,
            ),
        ),
    ];
}

/** Compliant: the configured ports are open to named addresses only, IPv6 included. */
export const openIngress: Rule = {
    name: "open-ingress",
    description: "Open administration ports, and other ports that the stack lists, to named addresses only.",
    why: "Scanners find a port that is open to the internet within minutes, and try passwords and known vulnerabilities on it.",
    accepts:
        "security groups that open ports 22, 3389 and 80 to named addresses only; advises on prefix lists",
    configSchema: {
        properties: {
            ports: {
                type: "array",
                items: { type: "integer" },
                default: DEFAULT_PORTS,
                description: "TCP ports that must not be open to everyone",
            },
            prefixLists: {
                type: "array",
                items: { type: "string" },
                default: [],
                description: "ids of prefix lists whose entries were reviewed",
            },
        },
    },
    types: [
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ],
    judge({ type, props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const ports = (config["ports"] as number[] | undefined) ?? DEFAULT_PORTS;
        const trusted = strings(config["prefixLists"]);
        const isRule = /Rule$/.test(type);
        if (isRule && props["type"] !== undefined && props["type"] !== "ingress") {
            return [];
        }
        const rules = isRule ? [props] : blocks(props["ingress"]);
        return rules.flatMap((rule) => ruleFindings(rule, ports, trusted));
    },
};
