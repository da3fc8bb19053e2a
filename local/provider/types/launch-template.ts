import { isDeepStrictEqual } from "node:util";
import {
    CreateLaunchTemplateCommand,
    CreateLaunchTemplateVersionCommand,
    DeleteKeyPairCommand,
    DeleteLaunchTemplateCommand,
    DescribeKeyPairsCommand,
    DescribeLaunchTemplatesCommand,
    ImportKeyPairCommand,
    ModifyLaunchTemplateCommand,
    RequestLaunchTemplateData,
    Tag,
    _InstanceType,
} from "@aws-sdk/client-ec2";
import { Clients } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    list,
    nested,
    replaces,
    text,
    unlessGone,
    updates,
} from "../resource-type";
import { ec2Tags } from "../tags";

const TEMPLATE_GONE = [
    "InvalidLaunchTemplateId.NotFound",
    "InvalidLaunchTemplateId.NotFoundException",
    "InvalidLaunchTemplateName.NotFoundException",
];

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
        keyName: updates(),
        tags: updates(),
        metadataOptions: updates({ httpEndpoint: true, httpTokens: true, httpPutResponseHopLimit: true }),
        blockDeviceMappings: updates({
            deviceName: true,
            ebs: { volumeType: true, volumeSize: true, encrypted: true, deleteOnTermination: true },
        }),
        tagSpecifications: updates({ resourceType: true, tags: true }),
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
        if (isDeepStrictEqual(templateData(olds), templateData(news))) {
            // Its own tags are no part of a version.
            return { latestVersion: olds["latestVersion"], defaultVersion: olds["defaultVersion"] };
        }
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

const KEY_PAIR_GONE = "InvalidKeyPair.NotFound";

/** aws:ec2/keyPair:KeyPair */
export const keyPair: ResourceType = {
    inputs: { keyName: replaces(), publicKey: replaces(), tags: updates() },
    unique: "keyName",
    async create(inputs, { ec2 }) {
        const KeyName = text(inputs, "keyName");
        const answer = await ec2.send(
            new ImportKeyPairCommand({
                KeyName,
                PublicKeyMaterial: Buffer.from(text(inputs, "publicKey")),
                TagSpecifications: [{ ResourceType: "key-pair", Tags: tagList(inputs["tags"]) }],
            }),
        );
        return { id: KeyName, outs: { keyPairId: answer.KeyPairId, fingerprint: answer.KeyFingerprint } };
    },
    async read(id, state, { ec2 }) {
        const call = ec2.send(new DescribeKeyPairsCommand({ KeyNames: [id] }));
        return (await unlessGone(call, KEY_PAIR_GONE)) && state;
    },
    async update(_id, olds) {
        return { keyPairId: olds["keyPairId"], fingerprint: olds["fingerprint"] };
    },
    async delete(id, _state, { ec2 }) {
        await unlessGone(ec2.send(new DeleteKeyPairCommand({ KeyName: id })), KEY_PAIR_GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "keyName"), {}, clients);
    },
};
