import { Finding, refuse } from "../pack/finding";
import { block, blocks, given } from "../pack/props";
import { Judged, Props, Rule } from "../pack/rule";

function volume(props: Props): Finding[] {
    return props["encrypted"] === true
        ? []
        : [refuse("encrypted: the volume is not encrypted; set it to true")];
}

function disk(where: string, of: Props | undefined): Finding[] {
    const { encrypted } = of ?? {};
    return encrypted === true || encrypted === "true"
        ? []
        : [refuse(`${where}: the disk is not encrypted; set encrypted: true`)];
}

function instance(props: Props): Finding[] {
    const root = block(props["rootBlockDevice"]);
    const byTemplate = root === undefined && given(props["launchTemplate"]);
    return [
        ...(byTemplate ? [] : disk("rootBlockDevice", root)),
        ...blocks(props["ebsBlockDevices"] ?? props["ebsBlockDevice"]).flatMap((device, i) =>
            disk(`ebsBlockDevices[${i}]`, device),
        ),
    ];
}

function launchTemplate(props: Props): Finding[] {
    const mappings = blocks(props["blockDeviceMappings"]);
    if (mappings.length === 0) {
        return [
            refuse(
                "blockDeviceMappings: the root disk is left to the image, not encrypted; name it, with ebs.encrypted: true",
            ),
        ];
    }
    return mappings
        .filter(({ noDevice, virtualName }) => !given(noDevice) && !given(virtualName))
        .flatMap((mapping, i) => disk(`blockDeviceMappings[${i}].ebs`, block(mapping["ebs"])));
}

const JUDGES: Readonly<Record<string, (props: Props) => Finding[]>> = {
    "aws:ebs/volume:Volume": volume,
    "aws:ec2/instance:Instance": instance,
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
};

/** Compliant: each disk of an instance is encrypted (Amazon EBS User Guide, "Amazon EBS encryption"). */
export const encryptedDisks: Rule = {
    name: "encrypted-disks",
    description: "Encrypt every disk: what is copied from it in a snapshot stays encrypted, too.",
    accepts: "volumes, instances and launch templates with encrypted disks",
    types: Object.keys(JUDGES),
    judge: ({ type, props }: Judged) => JUDGES[type]?.(props) ?? [],
};
