import {
    AuthorizeSecurityGroupEgressCommand,
    AuthorizeSecurityGroupIngressCommand,
    CreateSecurityGroupCommand,
    DeleteSecurityGroupCommand,
    DescribeSecurityGroupsCommand,
    DescribeVpcsCommand,
    IpPermission,
    RevokeSecurityGroupEgressCommand,
    RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, list, replaces, text, unlessGone, updates } from "../resource-type";
import { Rule, byDefault, computed, same, unordered } from "../shape";
import { ec2Tags } from "../tags";

const GROUP_GONE = ["InvalidGroup.NotFound", "InvalidGroupId.NotFound"];

/** A rule: the same properties in and out (`aws_security_group`, `ingress` and `egress`). */
const RULE = {
    description: true,
    protocol: true,
    fromPort: true,
    toPort: true,
    cidrBlocks: unordered(),
    ipv6CidrBlocks: unordered(),
    securityGroups: unordered(),
    self: true,
} as const;

/** One rule as EC2 has it. */
function permission(rule: Properties, id: string): IpPermission {
    const Description = rule["description"] as string | undefined;
    const all = (key: string) => (rule[key] ?? []) as string[];
    const groups = [...all("securityGroups"), ...(rule["self"] === true ? [id] : [])];
    return {
        IpProtocol: text(rule, "protocol"),
        FromPort: Number(rule["fromPort"]),
        ToPort: Number(rule["toPort"]),
        IpRanges: all("cidrBlocks").map((CidrIp) => ({ CidrIp, Description })),
        Ipv6Ranges: all("ipv6CidrBlocks").map((CidrIpv6) => ({ CidrIpv6, Description })),
        UserIdGroupPairs: groups.map((GroupId) => ({ GroupId, Description })),
    };
}

/** EC2's permissions as rules: sources of one description are one rule. */
function seenRules(seen: readonly IpPermission[] | undefined, id: string): Properties[] {
    return (seen ?? []).flatMap((permission) => {
        const sources = [
            ...(permission.IpRanges ?? []).map((r) => ["cidrBlocks", r.CidrIp, r.Description] as const),
            ...(permission.Ipv6Ranges ?? []).map(
                (r) => ["ipv6CidrBlocks", r.CidrIpv6, r.Description] as const,
            ),
            ...(permission.UserIdGroupPairs ?? []).map(
                (p) => [p.GroupId === id ? "self" : "securityGroups", p.GroupId, p.Description] as const,
            ),
        ];
        const descriptions = [...new Set(sources.map(([, , description]) => description ?? ""))];
        return descriptions.map((description) => {
            const of = sources.filter(([, , other]) => (other ?? "") === description);
            const all = (key: string) => of.filter(([kind]) => kind === key).map(([, source]) => source);
            return {
                description: description === "" ? undefined : description,
                protocol: permission.IpProtocol,
                fromPort: permission.FromPort ?? 0,
                toPort: permission.ToPort ?? 0,
                cidrBlocks: all("cidrBlocks"),
                ipv6CidrBlocks: all("ipv6CidrBlocks"),
                securityGroups: all("securityGroups"),
                self: all("self").length > 0,
            };
        });
    });
}

async function describedGroup(id: string, { ec2 }: Clients) {
    const call = ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    return (await unlessGone(call, ...GROUP_GONE))?.SecurityGroups?.[0];
}

/** Revokes the rules that are no longer wanted, then authorizes the new ones, as the official provider does. */
async function setRules(
    GroupId: string,
    direction: "ingress" | "egress",
    before: Properties[],
    after: Properties[],
    { ec2 }: Clients,
): Promise<void> {
    const missingIn = (rules: Properties[]) => (rule: Properties) =>
        !rules.some((other) => same(other, rule, RULE));
    const permissions = (rules: Properties[]) => rules.map((rule) => permission(rule, GroupId));
    const gone = permissions(before.filter(missingIn(after)));
    const fresh = permissions(after.filter(missingIn(before)));
    if (gone.length > 0) {
        const revoked = { GroupId, IpPermissions: gone };
        await (direction === "ingress"
            ? ec2.send(new RevokeSecurityGroupIngressCommand(revoked))
            : ec2.send(new RevokeSecurityGroupEgressCommand(revoked)));
    }
    if (fresh.length > 0) {
        const authorized = { GroupId, IpPermissions: fresh };
        await (direction === "ingress"
            ? ec2.send(new AuthorizeSecurityGroupIngressCommand(authorized))
            : ec2.send(new AuthorizeSecurityGroupEgressCommand(authorized)));
    }
}

/** AWS gives a new group a rule that allows all outbound traffic; the official provider revokes it. */
async function revokeDefaultEgress(id: string, clients: Clients): Promise<void> {
    const IpPermissions = (await describedGroup(id, clients))?.IpPermissionsEgress ?? [];
    if (IpPermissions.length > 0) {
        await clients.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: id, IpPermissions }));
    }
}

async function defaultVpc({ ec2 }: Clients): Promise<string | undefined> {
    const isDefault = { Filters: [{ Name: "is-default", Values: ["true"] }] };
    return (await ec2.send(new DescribeVpcsCommand(isDefault))).Vpcs?.[0]?.VpcId;
}

/** aws:ec2/securityGroup:SecurityGroup */
export const securityGroup: ResourceType = {
    source: "ec2/vpc_security_group.go",
    inputs: {
        name: replaces(computed()),
        description: replaces(byDefault("Managed by Pulumi")),
        vpcId: replaces(computed()),
        ingress: updates(
            new Rule({ computed: true, unordered: true }, RULE),
            "RevokeSecurityGroupIngress, AuthorizeSecurityGroupIngress",
        ),
        egress: updates(
            new Rule({ computed: true, unordered: true }, RULE),
            "RevokeSecurityGroupEgress, AuthorizeSecurityGroupEgress",
        ),
        tags: updates(true, "CreateTags, DeleteTags"),
    },
    unique: "name",
    ...ec2Tags,
    async create(inputs, clients) {
        const vpcId = (inputs["vpcId"] as string | undefined) ?? (await defaultVpc(clients));
        const answer = await clients.ec2.send(
            new CreateSecurityGroupCommand({
                GroupName: text(inputs, "name"),
                Description: text(inputs, "description"),
                VpcId: vpcId,
            }),
        );
        const id = answer.GroupId ?? "";
        await revokeDefaultEgress(id, clients);
        await setRules(id, "ingress", [], list(inputs, "ingress"), clients);
        await setRules(id, "egress", [], list(inputs, "egress"), clients);
        return { id, outs: {} };
    },
    async read(id, _state, clients) {
        const seen = await describedGroup(id, clients);
        return (
            seen && {
                name: seen.GroupName,
                description: seen.Description,
                vpcId: seen.VpcId,
                ownerId: seen.OwnerId,
                arn: seen.SecurityGroupArn,
                ingress: seenRules(seen.IpPermissions, id),
                egress: seenRules(seen.IpPermissionsEgress, id),
            }
        );
    },
    async update(id, olds, news, clients, changes) {
        for (const direction of ["ingress", "egress"] as const) {
            if (changes.has(direction)) {
                await setRules(id, direction, list(olds, direction), list(news, direction), clients);
            }
        }
        return {};
    },
    async delete(id, _state, { ec2 }) {
        await unlessGone(ec2.send(new DeleteSecurityGroupCommand({ GroupId: id })), ...GROUP_GONE);
    },
    async cleanUp(inputs, clients) {
        const named = [{ Name: "group-name", Values: [text(inputs, "name")] }];
        const left = await clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters: named }));
        for (const group of left.SecurityGroups ?? []) {
            await this.delete(group.GroupId ?? "", {}, clients);
        }
    },
};
