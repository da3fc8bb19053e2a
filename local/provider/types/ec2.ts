import {
    CreateLaunchTemplateCommand,
    CreateLaunchTemplateVersionCommand,
    DeleteLaunchTemplateCommand,
    DescribeInstancesCommand,
    DescribeLaunchTemplateVersionsCommand,
    DescribeLaunchTemplatesCommand,
    ModifyLaunchTemplateCommand,
    RequestLaunchTemplateData,
    ResponseLaunchTemplateData,
    RunInstancesCommand,
    Tag,
    TerminateInstancesCommand,
    _InstanceType,
} from "@aws-sdk/client-ec2";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { Clients } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    list,
    nested,
    replaces,
    text,
    unlessGone,
    until,
    updates,
} from "../resource-type";

const TEMPLATE_GONE = [
    "InvalidLaunchTemplateId.NotFound",
    "InvalidLaunchTemplateId.NotFoundException",
    "InvalidLaunchTemplateName.NotFoundException",
];
const INSTANCE_GONE = "InvalidInstanceID.NotFound";

function tagList(tags: unknown): Tag[] {
    return Object.entries((tags ?? {}) as Record<string, string>).map(([Key, Value]) => ({ Key, Value }));
}

function templateData(inputs: Properties): RequestLaunchTemplateData {
    const metadata = nested(inputs, "metadataOptions");
    return {
        ImageId: inputs["imageId"] as string | undefined,
        InstanceType: inputs["instanceType"] as _InstanceType | undefined,
        IamInstanceProfile: { Name: text(nested(inputs, "iamInstanceProfile"), "name") },
        SecurityGroupIds: inputs["vpcSecurityGroupIds"] as string[] | undefined,
        UserData: inputs["userData"] as string | undefined,
        MetadataOptions: {
            HttpEndpoint: metadata["httpEndpoint"] as "enabled" | "disabled" | undefined,
            HttpTokens: metadata["httpTokens"] as "required" | "optional" | undefined,
            HttpPutResponseHopLimit: metadata["httpPutResponseHopLimit"] as number | undefined,
        },
        BlockDeviceMappings: list(inputs, "blockDeviceMappings").map((mapping) => {
            const ebs = nested(mapping, "ebs");
            return {
                DeviceName: mapping["deviceName"] as string | undefined,
                Ebs: {
                    VolumeType: ebs["volumeType"] as "gp3" | undefined,
                    VolumeSize: ebs["volumeSize"] as number | undefined,
                    Encrypted: ebs["encrypted"] === "true",
                    DeleteOnTermination: ebs["deleteOnTermination"] === "true",
                },
            };
        }),
        TagSpecifications: list(inputs, "tagSpecifications").map((specification) => ({
            ResourceType: specification["resourceType"] as "instance" | "volume" | undefined,
            Tags: tagList(specification["tags"]),
        })),
    };
}

async function describedTemplate(id: string, { ec2 }: Clients) {
    const call = ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [id] }));
    return (await unlessGone(call, ...TEMPLATE_GONE))?.LaunchTemplates?.[0];
}

/** aws:ec2/launchTemplate:LaunchTemplate */
export const launchTemplate: ResourceType = {
    inputs: {
        name: replaces(),
        updateDefaultVersion: updates(),
        imageId: updates(),
        instanceType: updates(),
        iamInstanceProfile: updates({ name: true }),
        vpcSecurityGroupIds: updates(),
        userData: updates(),
        metadataOptions: updates({ httpEndpoint: true, httpTokens: true, httpPutResponseHopLimit: true }),
        blockDeviceMappings: updates({
            deviceName: true,
            ebs: { volumeType: true, volumeSize: true, encrypted: true, deleteOnTermination: true },
        }),
        tagSpecifications: updates({ resourceType: true, tags: true }),
    },
    unique: "name",
    async create(inputs, clients) {
        const answer = await clients.ec2.send(
            new CreateLaunchTemplateCommand({
                LaunchTemplateName: text(inputs, "name"),
                LaunchTemplateData: templateData(inputs),
            }),
        );
        const id = answer.LaunchTemplate?.LaunchTemplateId ?? "";
        return { id, outs: { latestVersion: 1, defaultVersion: 1 } };
    },
    async read(id, state, clients) {
        const seen = await describedTemplate(id, clients);
        return (
            seen && {
                ...state,
                latestVersion: Number(seen.LatestVersionNumber),
                defaultVersion: Number(seen.DefaultVersionNumber),
            }
        );
    },
    async update(id, olds, news, clients) {
        const answer = await clients.ec2.send(
            new CreateLaunchTemplateVersionCommand({
                LaunchTemplateId: id,
                LaunchTemplateData: templateData(news),
            }),
        );
        const latestVersion = Number(answer.LaunchTemplateVersion?.VersionNumber);
        if (news["updateDefaultVersion"] !== true) {
            return { latestVersion, defaultVersion: olds["defaultVersion"] };
        }
        await clients.ec2.send(
            new ModifyLaunchTemplateCommand({ LaunchTemplateId: id, DefaultVersion: String(latestVersion) }),
        );
        return { latestVersion, defaultVersion: latestVersion };
    },
    async delete(id, _state, { ec2 }) {
        await unlessGone(
            ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id })),
            ...TEMPLATE_GONE,
        );
    },
    async cleanUp(inputs, { ec2 }) {
        const named = { LaunchTemplateName: text(inputs, "name") };
        await unlessGone(ec2.send(new DeleteLaunchTemplateCommand(named)), ...TEMPLATE_GONE);
    },
};

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
async function runFrom(data: ResponseLaunchTemplateData, id: string, version: string, clients: Clients) {
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
    inputs: { launchTemplate: replaces({ id: true, version: true }) },
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
        const id = await runFrom(data, templateId, version, clients);
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
