import {
    DescribeInstancesCommand,
    DescribeLaunchTemplatesCommand,
    Instance,
    RunInstancesCommand,
    TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { Clients } from "../../cloud/clients";
import { untilIamPropagated } from "../iam-propagation";
import {
    Properties,
    ResourceType,
    nested,
    replaces,
    text,
    unlessGone,
    until,
    updates,
} from "../resource-type";
import { Rule, byDefault, computed } from "../shape";
import { ec2Tags, tagList } from "../tags";

const INSTANCE_GONE = "InvalidInstanceID.NotFound";
/** The official provider waits ten minutes for a start and twenty for an end. */
const LIMIT_MILLIS = 60_000;
/** AWS's tags of an instance that a launch template has made (Amazon EC2 User Guide, "Tag your Amazon EC2 resources"). */
const TEMPLATE_ID = "aws:ec2launchtemplate:id";
const TEMPLATE_VERSION = "aws:ec2launchtemplate:version";

async function described(id: string, { ec2 }: Clients): Promise<Instance | undefined> {
    const call = ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const seen = (await unlessGone(call, INSTANCE_GONE))?.Reservations?.[0]?.Instances?.[0];
    return seen?.State?.Name === "terminated" ? undefined : seen;
}

function tagsOf(seen: Instance): Record<string, string> {
    return Object.fromEntries((seen.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

function volumesOf(seen: Instance): string[] {
    return (seen.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.VolumeId ?? []);
}

/** The tags of an instance's volumes, all together (`readVolumeTags`). */
async function seenVolumeTags(volumes: string[], clients: Clients): Promise<Properties> {
    const tags = await Promise.all(volumes.map((volume) => ec2Tags.tagsOf(volume, {}, clients)));
    return Object.assign({}, ...tags) as Properties;
}

/**
 * The template that an instance was launched from, by AWS's tags. The version stays in the form of the state, such as `$Latest`, where
 * it still leads to the instance's (`flattenInstanceLaunchTemplate`).
 */
async function seenTemplate(
    seen: Instance,
    state: Properties,
    { ec2 }: Clients,
): Promise<Properties | undefined> {
    const id = tagsOf(seen)[TEMPLATE_ID];
    if (id === undefined) {
        return undefined;
    }
    const answer = await ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [id] }));
    const template = answer.LaunchTemplates?.[0];
    const version = tagsOf(seen)[TEMPLATE_VERSION];
    const named = nested(state, "launchTemplate")["version"];
    const meant =
        named === "$Latest"
            ? template?.LatestVersionNumber
            : named === "$Default"
              ? template?.DefaultVersionNumber
              : undefined;
    return {
        id,
        name: template?.LaunchTemplateName,
        version: String(meant) === version ? named : version,
    };
}

/** aws:ec2/instance:Instance, from a launch template */
export const instance: ResourceType = {
    source: "ec2/ec2_instance.go",
    notes:
        "`tags` is not computed: a tag that the launch template gives, or a person, and the program does not, is removed by the " +
        "next update. Type, profile, key, groups, image and metadata options are computed where only the template gives them.",
    inputs: {
        launchTemplate: replaces(
            new Rule(
                { computed: true },
                { id: computed(), name: computed(), version: byDefault("$Default") },
            ),
        ),
        subnetId: replaces(computed()),
        volumeTags: updates(true, "CreateTags, DeleteTags of each volume"),
        tags: updates(true, "CreateTags, DeleteTags"),
    },
    ...ec2Tags,
    async create(inputs, clients, { defaultTags }) {
        const template = nested(inputs, "launchTemplate");
        const specifications = (
            [
                ["instance", inputs["tags"]],
                ["volume", { ...defaultTags, ...nested(inputs, "volumeTags") }],
            ] as const
        ).map(([kind, tags]) => ({ ResourceType: kind, Tags: tagList(tags) }));
        const command = new RunInstancesCommand({
            MinCount: 1,
            MaxCount: 1,
            LaunchTemplate: {
                LaunchTemplateId: text(template, "id"),
                Version: (template["version"] ?? "$Default") as string,
            },
            ...(typeof inputs["subnetId"] === "string" && { SubnetId: inputs["subnetId"] }),
            TagSpecifications: specifications.filter(({ Tags }) => Tags.length > 0),
        });
        const answer = await untilIamPropagated("ec2", () => clients.ec2.send(command));
        const id = answer.Instances?.[0]?.InstanceId ?? "";
        await until(`instance ${id} running`, LIMIT_MILLIS, async () =>
            (await described(id, clients))?.State?.Name === "running" ? true : undefined,
        );
        return { id, outs: {} };
    },
    async tag(id, olds, news, outs, clients) {
        // At its creation they are part of RunInstances.
        if (Object.keys(olds).length > 0) {
            await ec2Tags.tag(id, olds, news, outs, clients);
        }
    },
    async read(id, state, clients) {
        const seen = await described(id, clients);
        return (
            seen && {
                launchTemplate: await seenTemplate(seen, state, clients),
                subnetId: seen.SubnetId,
                // Read only where the program gives them; else a tag that another resource gives a volume would be removed.
                ...(state["volumeTags"] !== undefined && {
                    volumeTags: await seenVolumeTags(volumesOf(seen), clients),
                }),
                ami: seen.ImageId,
                instanceType: seen.InstanceType,
                instanceState: seen.State?.Name,
                iamInstanceProfile: seen.IamInstanceProfile?.Arn?.split("/").pop(),
                keyName: seen.KeyName,
                vpcSecurityGroupIds: (seen.SecurityGroups ?? []).map(({ GroupId }) => GroupId).sort(),
                metadataOptions: seen.MetadataOptions && {
                    httpEndpoint: seen.MetadataOptions.HttpEndpoint,
                    httpTokens: seen.MetadataOptions.HttpTokens,
                    httpPutResponseHopLimit: seen.MetadataOptions.HttpPutResponseHopLimit,
                },
                privateIp: seen.PrivateIpAddress,
                privateDns: seen.PrivateDnsName,
                publicDns: seen.PublicDnsName,
            }
        );
    },
    async update(id, olds, news, clients, changes) {
        const seen = changes.has("volumeTags") ? await described(id, clients) : undefined;
        for (const volume of seen ? volumesOf(seen) : []) {
            const [before, after] = [{ tags: olds["volumeTags"] }, { tags: news["volumeTags"] }];
            await ec2Tags.tag(volume, before, after, {}, clients);
        }
        return {};
    },
    async delete(id, _state, clients) {
        const call = clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
        await unlessGone(call, INSTANCE_GONE);
        await until(`instance ${id} terminated`, LIMIT_MILLIS, async () =>
            (await described(id, clients)) ? undefined : true,
        );
    },
    async cleanUp(inputs, { ec2 }) {
        const template = nested(inputs, "launchTemplate");
        const filters = [
            { Name: `tag:${TEMPLATE_ID}`, Values: [text(template, "id")] },
            { Name: `tag:${TEMPLATE_VERSION}`, Values: [text(template, "version")] },
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
