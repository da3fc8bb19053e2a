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
import { ec2Tags } from "../tags";

const GROUP_GONE = ["InvalidGroup.NotFound", "InvalidGroupId.NotFound"];

const RULE = { description: true, protocol: true, fromPort: true, toPort: true, cidrBlocks: true } as const;

function permissions(rules: Properties[]): IpPermission[] {
    return rules.map((rule) => ({
        IpProtocol: text(rule, "protocol"),
        FromPort: Number(rule["fromPort"]),
        ToPort: Number(rule["toPort"]),
        IpRanges: ((rule["cidrBlocks"] ?? []) as string[]).map((CidrIp) => ({
            CidrIp,
            Description: rule["description"] as string | undefined,
        })),
    }));
}

async function describedGroup(id: string, { ec2 }: Clients) {
    const call = ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    return (await unlessGone(call, ...GROUP_GONE))?.SecurityGroups?.[0];
}

/** Makes a group's rules what they should be: AWS gives a new one a rule that lets everything out. */
async function setRules(id: string, inputs: Properties, clients: Clients): Promise<void> {
    const { ec2 } = clients;
    const seen = await describedGroup(id, clients);
    if (seen?.IpPermissionsEgress?.length) {
        await ec2.send(
            new RevokeSecurityGroupEgressCommand({ GroupId: id, IpPermissions: seen.IpPermissionsEgress }),
        );
    }
    if (seen?.IpPermissions?.length) {
        await ec2.send(
            new RevokeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: seen.IpPermissions }),
        );
    }
    const ingress = permissions(list(inputs, "ingress"));
    const egress = permissions(list(inputs, "egress"));
    if (ingress.length > 0) {
        await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: ingress }));
    }
    if (egress.length > 0) {
        await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: id, IpPermissions: egress }));
    }
}

async function defaultVpc({ ec2 }: Clients): Promise<string | undefined> {
    const isDefault = { Filters: [{ Name: "is-default", Values: ["true"] }] };
    return (await ec2.send(new DescribeVpcsCommand(isDefault))).Vpcs?.[0]?.VpcId;
}

/** aws:ec2/securityGroup:SecurityGroup */
export const securityGroup: ResourceType = {
    inputs: {
        name: replaces(),
        description: replaces(),
        vpcId: replaces(),
        ingress: updates(RULE),
        egress: updates(RULE),
        tags: updates(),
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
        await setRules(id, inputs, clients);
        return { id, outs: {} };
    },
    async read(id, state, clients) {
        const seen = await describedGroup(id, clients);
        return seen && state;
    },
    async update(id, _olds, news, clients) {
        await setRules(id, news, clients);
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
