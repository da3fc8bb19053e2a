import {
    DescribeInstancesCommand,
    DescribeLaunchTemplateVersionsCommand,
    ResponseLaunchTemplateData,
    RunInstancesCommand,
    TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { Clients } from "../../cloud/clients";
import { untilIamPropagated } from "../iam-propagation";
import { ResourceType, nested, replaces, text, unlessGone, until, updates } from "../resource-type";
import { ec2Tags } from "../tags";

const INSTANCE_GONE = "InvalidInstanceID.NotFound";

/** The AMI that a template names, also by a public Systems Manager parameter. */
async function imageId(named: string, { ssm }: Clients): Promise<string> {
    const parameter = /^resolve:ssm:(.+)$/.exec(named)?.[1];
    if (!parameter) {
        return named;
    }
    const answer = await ssm.send(new GetParameterCommand({ Name: parameter }));
    return answer.Parameter?.Value ?? "";
}

/** Runs one instance as AWS does from a template: merged, and tagged with the template and its version. */
async function runFrom(
    data: ResponseLaunchTemplateData,
    { id, version }: { id: string; version: string },
    subnetId: unknown,
    clients: Clients,
) {
    const own = data.TagSpecifications?.find((s) => s.ResourceType === "instance")?.Tags ?? [];
    const tags = [
        ...own,
        { Key: "aws:ec2launchtemplate:id", Value: id },
        { Key: "aws:ec2launchtemplate:version", Value: version },
    ];
    const answer = await clients.ec2.send(
        new RunInstancesCommand({
            MinCount: 1,
            MaxCount: 1,
            ImageId: await imageId(data.ImageId ?? "", clients),
            InstanceType: data.InstanceType,
            IamInstanceProfile: { Name: data.IamInstanceProfile?.Name },
            SecurityGroupIds: data.SecurityGroupIds,
            UserData: data.UserData,
            ...(data.KeyName !== undefined && { KeyName: data.KeyName }),
            ...(typeof subnetId === "string" && { SubnetId: subnetId }),
            TagSpecifications: [{ ResourceType: "instance", Tags: tags }],
        }),
    );
    return answer.Instances?.[0]?.InstanceId ?? "";
}

async function describedInstance(id: string, { ec2 }: Clients) {
    const call = ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const seen = (await unlessGone(call, INSTANCE_GONE))?.Reservations?.[0]?.Instances?.[0];
    return seen?.State?.Name === "terminated" ? undefined : seen;
}

/** aws:ec2/instance:Instance, from a launch template */
export const instance: ResourceType = {
    inputs: {
        launchTemplate: replaces({ id: true, version: true }),
        subnetId: replaces(),
        tags: updates(),
    },
    ...ec2Tags,
    async create(inputs, clients) {
        const template = nested(inputs, "launchTemplate");
        const [templateId, version] = [text(template, "id"), text(template, "version")];
        const answer = await clients.ec2.send(
            new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: templateId, Versions: [version] }),
        );
        const data = answer.LaunchTemplateVersions?.[0]?.LaunchTemplateData;
        if (!data) {
            throw new Error(`launch template ${templateId} has no version ${version}`);
        }
        const id = await untilIamPropagated("ec2", () =>
            runFrom(data, { id: templateId, version }, inputs["subnetId"], clients),
        );
        const seen = await until(`instance ${id} running`, 30_000, async () => {
            const run = await describedInstance(id, clients);
            return run?.State?.Name === "running" ? run : undefined;
        });
        return {
            id,
            outs: {
                ami: seen.ImageId,
                instanceType: seen.InstanceType,
                privateIp: seen.PrivateIpAddress,
                privateDns: seen.PrivateDnsName,
                publicDns: seen.PublicDnsName,
            },
        };
    },
    async read(id, state, clients) {
        return (await describedInstance(id, clients)) && state;
    },
    async update(_id, olds) {
        // Only its tags change in place; all else that is told of it stays.
        return Object.fromEntries(
            ["ami", "instanceType", "privateIp", "privateDns", "publicDns"].map((key) => [key, olds[key]]),
        );
    },
    async delete(id, _state, { ec2 }) {
        await unlessGone(ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })), INSTANCE_GONE);
    },
    async cleanUp(inputs, { ec2 }) {
        const template = nested(inputs, "launchTemplate");
        const filters = [
            { Name: "tag:aws:ec2launchtemplate:id", Values: [text(template, "id")] },
            { Name: "tag:aws:ec2launchtemplate:version", Values: [text(template, "version")] },
        ];
        const left = await ec2.send(new DescribeInstancesCommand({ Filters: filters }));
        const ids = (left.Reservations ?? [])
            .flatMap((r) => r.Instances ?? [])
            .map((i) => i.InstanceId ?? "");
        if (ids.length > 0) {
            await ec2.send(new TerminateInstancesCommand({ InstanceIds: ids }));
        }
    },
};
