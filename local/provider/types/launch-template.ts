import {
    CreateLaunchTemplateCommand,
    CreateLaunchTemplateVersionCommand,
    DeleteLaunchTemplateCommand,
    DescribeLaunchTemplateVersionsCommand,
    DescribeLaunchTemplatesCommand,
    LaunchTemplateBlockDeviceMapping,
    ModifyLaunchTemplateCommand,
    RequestLaunchTemplateData,
    ResponseLaunchTemplateData,
    _InstanceType,
} from "@aws-sdk/client-ec2";
import { Clients } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    list,
    nested,
    ours,
    replaces,
    text,
    unlessGone,
    updates,
} from "../resource-type";
import { computed, unordered } from "../shape";
import { ec2Tags, tagList } from "../tags";

const TEMPLATE_GONE = [
    "InvalidLaunchTemplateId.NotFound",
    "InvalidLaunchTemplateId.NotFoundException",
    "InvalidLaunchTemplateName.NotFoundException",
];

function templateData(inputs: Properties): RequestLaunchTemplateData {
    const metadata = nested(inputs, "metadataOptions");
    return {
        ImageId: inputs["imageId"] as string | undefined,
        InstanceType: inputs["instanceType"] as _InstanceType | undefined,
        ...(inputs["iamInstanceProfile"] !== undefined && {
            IamInstanceProfile: { Name: text(nested(inputs, "iamInstanceProfile"), "name") },
        }),
        SecurityGroupIds: inputs["vpcSecurityGroupIds"] as string[] | undefined,
        UserData: inputs["userData"] as string | undefined,
        ...(inputs["keyName"] !== undefined && { KeyName: text(inputs, "keyName") }),
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

/** The data of a version. */
async function versionData(id: string, version: string, { ec2 }: Clients) {
    const answer = await ec2.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [version] }),
    );
    return answer.LaunchTemplateVersions?.[0]?.LaunchTemplateData;
}

function seenDevice(seen: LaunchTemplateBlockDeviceMapping): Properties {
    const ebs = seen.Ebs;
    const flag = (value: boolean | undefined) => (value === undefined ? undefined : String(value));
    return {
        deviceName: seen.DeviceName,
        ebs: ebs && {
            volumeType: ebs.VolumeType,
            volumeSize: ebs.VolumeSize,
            encrypted: flag(ebs.Encrypted),
            deleteOnTermination: flag(ebs.DeleteOnTermination),
        },
    };
}

/** A version's data as the inputs have it. */
function seenData(seen: ResponseLaunchTemplateData = {}): Properties {
    const { MetadataOptions: metadata, IamInstanceProfile: profile } = seen;
    return {
        imageId: seen.ImageId,
        instanceType: seen.InstanceType,
        iamInstanceProfile: profile && { name: profile.Name },
        vpcSecurityGroupIds: seen.SecurityGroupIds,
        userData: seen.UserData,
        keyName: seen.KeyName,
        metadataOptions: metadata && {
            httpEndpoint: metadata.HttpEndpoint,
            httpTokens: metadata.HttpTokens,
            httpPutResponseHopLimit: metadata.HttpPutResponseHopLimit,
        },
        blockDeviceMappings: (seen.BlockDeviceMappings ?? []).map(seenDevice),
        tagSpecifications: (seen.TagSpecifications ?? []).map(({ ResourceType: resourceType, Tags }) => ({
            resourceType,
            tags: Object.fromEntries((Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
        })),
    };
}

const VERSION = "CreateLaunchTemplateVersion, whole";

/** aws:ec2/launchTemplate:LaunchTemplate */
export const launchTemplate: ResourceType = {
    source: "ec2/ec2_launch_template.go",
    notes:
        "The data read is that of the latest version. Any difference, also of its own tags only, makes `latestVersion` unknown " +
        "in a preview, so what refers to it shows as changed. With `updateDefaultVersion`, each update calls ModifyLaunchTemplate.",
    inputs: {
        name: replaces(computed()),
        updateDefaultVersion: ours(),
        imageId: updates(true, VERSION),
        instanceType: updates(true, VERSION),
        iamInstanceProfile: updates({ name: true }, VERSION),
        vpcSecurityGroupIds: updates(unordered(), VERSION),
        userData: updates(true, VERSION),
        keyName: updates(true, VERSION),
        metadataOptions: updates(
            computed({
                httpEndpoint: computed(),
                httpTokens: computed(),
                httpPutResponseHopLimit: computed(),
            }),
            VERSION,
        ),
        blockDeviceMappings: updates(
            {
                deviceName: true,
                ebs: {
                    volumeType: computed(),
                    volumeSize: computed(),
                    encrypted: true,
                    deleteOnTermination: true,
                },
            },
            VERSION,
        ),
        tagSpecifications: updates({ resourceType: true, tags: true }, VERSION),
        tags: updates(true, "CreateTags, DeleteTags"),
    },
    unique: "name",
    ...ec2Tags,
    async create(inputs, clients) {
        const answer = await clients.ec2.send(
            new CreateLaunchTemplateCommand({
                LaunchTemplateName: text(inputs, "name"),
                LaunchTemplateData: templateData(inputs),
            }),
        );
        return { id: answer.LaunchTemplate?.LaunchTemplateId ?? "", outs: {} };
    },
    async read(id, _state, clients) {
        const seen = await describedTemplate(id, clients);
        return (
            seen && {
                name: seen.LaunchTemplateName,
                latestVersion: Number(seen.LatestVersionNumber),
                defaultVersion: Number(seen.DefaultVersionNumber),
                ...seenData(await versionData(id, String(seen.LatestVersionNumber), clients)),
            }
        );
    },
    // `customdiff.ComputedIf("latest_version", …)` of the official provider: also where its own tags alone differ.
    unknownAfter: (changes) => (changes.size > 0 ? ["latestVersion", "defaultVersion"] : []),
    async update(id, olds, news, { ec2 }, changes) {
        let latest = Number(olds["latestVersion"]);
        if ([...changes].some((key) => launchTemplate.inputs[key]?.calls === VERSION)) {
            const LaunchTemplateData = templateData(news);
            const call = new CreateLaunchTemplateVersionCommand({ LaunchTemplateId: id, LaunchTemplateData });
            latest = Number((await ec2.send(call)).LaunchTemplateVersion?.VersionNumber);
        }
        if (news["updateDefaultVersion"] === true) {
            await ec2.send(
                new ModifyLaunchTemplateCommand({ LaunchTemplateId: id, DefaultVersion: String(latest) }),
            );
        }
        return {};
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
