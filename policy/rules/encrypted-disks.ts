import { Finding, refuse } from "../pack/finding";
import { firstBlock, blocks, isPresent } from "../pack/props";
import { EvaluatedResource, Props, Rule } from "../pack/rule";

function volumeFindings(props: Props): Finding[] {
    return props["encrypted"] === true
        ? []
        : [refuse("encrypted: the volume is not encrypted; set it to true")];
}

function diskFindings(where: string, of: Props | undefined): Finding[] {
    const { encrypted } = of ?? {};
    return encrypted === true || encrypted === "true"
        ? []
        : [refuse(`${where}: the disk is not encrypted; set encrypted: true`)];
}

function instanceFindings(props: Props): Finding[] {
    const root = firstBlock(props["rootBlockDevice"]);
    const byTemplate = root === undefined && isPresent(props["launchTemplate"]);
    return [
        ...(byTemplate ? [] : diskFindings("rootBlockDevice", root)),
        ...blocks(props["ebsBlockDevices"] ?? props["ebsBlockDevice"]).flatMap((device, i) =>
            diskFindings(`ebsBlockDevices[${i}]`, device),
        ),
    ];
}

function launchTemplateFindings(props: Props): Finding[] {
    const mappings = blocks(props["blockDeviceMappings"]);
    if (mappings.length === 0) {
        return [
            refuse(
                "blockDeviceMappings: the root disk is left to the image, not encrypted; list it here with ebs.encrypted: true",
            ),
        ];
    }
    return mappings
        .filter(({ noDevice, virtualName }) => !isPresent(noDevice) && !isPresent(virtualName))
        .flatMap((mapping, i) => diskFindings(`blockDeviceMappings[${i}].ebs`, firstBlock(mapping["ebs"])));
}

const JUDGES: Readonly<Record<string, (props: Props) => Finding[]>> = {
    "aws:ebs/volume:Volume": volumeFindings,
    "aws:ec2/instance:Instance": instanceFindings,
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplateFindings,
};

/** Compliant: each disk of an instance is encrypted (Amazon EBS User Guide, "Amazon EBS encryption"). */
export const encryptedDisks: Rule = {
    name: "encrypted-disks",
    description: "Encrypt every disk: its snapshots are then encrypted as well.",
    why: "A snapshot of an unencrypted volume is unencrypted as well, and can be copied and shared. A volume cannot be encrypted in place after its creation.",
    accepts: "volumes, instances and launch templates with encrypted disks",
    types: Object.keys(JUDGES),
    judge: ({ type, props }: EvaluatedResource) => JUDGES[type]?.(props) ?? [],
};
