import assert from "node:assert/strict";
import {
    CreateLaunchTemplateCommand,
    CreateLaunchTemplateVersionCommand,
    DescribeInstancesCommand,
    DescribeVolumesCommand,
    Instance,
    RequestLaunchTemplateData,
    RunInstancesCommand,
    RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { CreateDatabaseCommand, CreateTableCommand, UpdateTableCommand } from "@aws-sdk/client-glue";
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { policyJson } from "../../components/foundation/policy-documents";
import { ANY_SOURCE, LISTS, TestEmulator } from "../support/test-emulator";

const AL2023 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
let templates = 0;

const tags = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([Key, Value]) => ({ Key, Value }));
const values = (of: readonly { Key?: string; Value?: string }[] = []) =>
    Object.fromEntries(of.map(({ Key = "", Value }) => [Key, Value]));

/** A template that says all that a producer's does. */
async function template({ clients: { ec2 } }: TestEmulator): Promise<string> {
    const data: RequestLaunchTemplateData = {
        ImageId: `resolve:ssm:${AL2023}`,
        InstanceType: "t3.large",
        KeyName: "a-key",
        UserData: Buffer.from("#cloud-config\n").toString("base64"),
        IamInstanceProfile: { Name: "launched" },
        MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1, HttpEndpoint: "enabled" },
        BlockDeviceMappings: [
            {
                DeviceName: "/dev/xvda",
                Ebs: { VolumeSize: 9, VolumeType: "gp3", Encrypted: true, DeleteOnTermination: false },
            },
            { DeviceName: "/dev/sdf", Ebs: { VolumeSize: 20, Encrypted: true } },
        ],
        TagSpecifications: [
            { ResourceType: "instance", Tags: tags({ Name: "from-template", owner: "template" }) },
            { ResourceType: "volume", Tags: tags({ Name: "volume" }) },
        ],
    };
    const answer = await ec2.send(
        new CreateLaunchTemplateCommand({ LaunchTemplateName: `t${++templates}`, LaunchTemplateData: data }),
    );
    return answer.LaunchTemplate?.LaunchTemplateId ?? "";
}

async function launched({ clients: { ec2 } }: TestEmulator, how: Partial<RunInstancesCommandInput>) {
    const answer = await ec2.send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ...how }));
    const id = answer.Instances?.[0]?.InstanceId ?? "";
    const seen = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const volumes = await ec2.send(
        new DescribeVolumesCommand({ Filters: [{ Name: "attachment.instance-id", Values: [id] }] }),
    );
    const instance = seen.Reservations?.[0]?.Instances?.[0];
    assert.ok(instance);
    return { instance, volumes: volumes.Volumes ?? [] };
}

/** Asserts what the template says of the instance itself. */
function isAsInTemplate(instance: Instance): void {
    const { InstanceType, KeyName, ImageId, MetadataOptions, IamInstanceProfile } = instance;
    assert.deepEqual([InstanceType, KeyName], ["t3.large", "a-key"]);
    assert.match(String(ImageId), /^ami-/);
    assert.match(String(IamInstanceProfile?.Arn), /instance-profile\/launched$/);
    assert.equal(MetadataOptions?.HttpTokens, "required");
    assert.equal(MetadataOptions.HttpPutResponseHopLimit, 1);
    const [root] = instance.BlockDeviceMappings ?? [];
    assert.equal(root?.Ebs?.DeleteOnTermination, false);
}

async function profile(emulator: TestEmulator): Promise<void> {
    await emulator.role("launched", ANY_SOURCE, policyJson(LISTS));
    const InstanceProfileName = "launched";
    await emulator.clients.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await emulator.clients.iam.send(
        new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: "launched" }),
    );
}

/** What holds with the corrections of launch templates and views, and not without them. */
export const LAUNCHES_AND_VIEWS: Record<string, (emulator: TestEmulator) => Promise<void>> = {
    "ec2_launch_template: an instance is what its template says, and is tagged with it": async (emulator) => {
        await profile(emulator);
        const LaunchTemplateId = await template(emulator);
        const { instance, volumes } = await launched(emulator, {
            LaunchTemplate: { LaunchTemplateId },
            TagSpecifications: [
                { ResourceType: "instance", Tags: tags({ owner: "request", stack: "s" }) },
                { ResourceType: "volume", Tags: tags({ stack: "s" }) },
            ],
        });
        isAsInTemplate(instance);
        assert.deepEqual(values(instance.Tags), {
            Name: "from-template",
            owner: "request",
            stack: "s",
            "aws:ec2launchtemplate:id": LaunchTemplateId,
            "aws:ec2launchtemplate:version": "1",
        });
        const disks = volumes.map(({ Size, Encrypted, Tags }) => ({ Size, Encrypted, Tags: values(Tags) }));
        assert.deepEqual(
            disks.sort((a, b) => (a.Size ?? 0) - (b.Size ?? 0)),
            [9, 20].map((Size) => ({ Size, Encrypted: true, Tags: { Name: "volume" } })),
        );
    },
    "ec2_launch_template_request: what a request says goes before the template, and it may name a version":
        async (emulator) => {
            const LaunchTemplateId = await template(emulator);
            await emulator.clients.ec2.send(
                new CreateLaunchTemplateVersionCommand({
                    LaunchTemplateId,
                    LaunchTemplateData: { ImageId: "ami-2", InstanceType: "t3.small" },
                }),
            );
            const type = async (Version: string | undefined, InstanceType?: "t3.nano") => {
                const how = { LaunchTemplate: { LaunchTemplateId, Version }, InstanceType };
                return (await launched(emulator, how)).instance.InstanceType;
            };
            assert.equal(await type(undefined), "t3.large");
            assert.equal(await type("$Latest"), "t3.small");
            assert.equal(await type("2"), "t3.small");
            assert.equal(await type("2", "t3.nano"), "t3.nano");
            await assert.rejects(type("3"), { name: "InvalidLaunchTemplateId.VersionNotFound" });
            await assert.rejects(launched(emulator, { LaunchTemplate: { LaunchTemplateId: "lt-0" } }), {
                name: "InvalidLaunchTemplateId.NotFound",
            });
        },
    "glue_view_update: a view is updated with an action if it has a definition, and only then": async ({
        clients: { glue },
    }) => {
        const DatabaseName = "views";
        await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
        const view = { Name: "v", TableType: "VIRTUAL_VIEW", ViewOriginalText: "/* Presto View: e30= */" };
        await glue.send(new CreateTableCommand({ DatabaseName, TableInput: view }));
        await glue.send(new UpdateTableCommand({ DatabaseName, TableInput: view }));
        const forced = { DatabaseName, TableInput: view, Force: true, ViewUpdateAction: "REPLACE" as const };
        await assert.rejects(glue.send(new UpdateTableCommand(forced)), {
            name: "InvalidInputException",
            message: "View update action is only supported on multi-dialect views.",
        });
        const ViewDefinition = { IsProtected: true };
        const defined = {
            DatabaseName,
            TableInput: { Name: "v", TableType: "VIRTUAL_VIEW", ViewDefinition },
        };
        await assert.rejects(glue.send(new UpdateTableCommand(defined)), {
            name: "InvalidInputException",
            message: "View update action must be one of: [ADD, REPLACE, ADD_OR_REPLACE, DROP]",
        });
    },
};
