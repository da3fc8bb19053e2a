import {
    AuthorizeSecurityGroupIngressCommand,
    CreateLaunchTemplateVersionCommand,
    CreateTagsCommand,
    DeleteTagsCommand,
    RevokeSecurityGroupEgressCommand,
} from "@aws-sdk/client-ec2";
import {
    PutRolePolicyCommand,
    RemoveRoleFromInstanceProfileCommand,
    TagRoleCommand,
    UpdateAssumeRolePolicyCommand,
    UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import { HandChange, TAG, differs, document, text } from "./hand-change";

/** Changes of the producer. */
export const MACHINES: readonly HandChange[] = [
    // A new version of the launch template replaces it, its tags or not.
    {
        ...differs("aws:ec2/instance:Instance", "producer-1", ({ id }, { ec2 }) =>
            ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [TAG] })),
        ),
        repairs: "+-",
    },
    differs("aws:ec2/keyPair:KeyPair", "producer", (of, { ec2 }) =>
        ec2.send(new CreateTagsCommand({ Resources: [text(of, "keyPairId")], Tags: [TAG] })),
    ),
    differs("aws:ec2/launchTemplate:LaunchTemplate", "producer", ({ id }, { ec2 }) =>
        ec2.send(
            new CreateLaunchTemplateVersionCommand({
                LaunchTemplateId: id,
                SourceVersion: "1",
                LaunchTemplateData: { InstanceType: "t3.large" },
            }),
        ),
    ),
    differs("aws:ec2/securityGroup:SecurityGroup", "producer", async ({ id: GroupId }, { ec2 }) => {
        const permission = (port: number, CidrIp: string, Description: string) => [
            { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp, Description }] },
        ];
        const opened = permission(22, "203.0.113.0/24", "by hand");
        await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: opened }));
        const closed = permission(443, "0.0.0.0/0", "HTTPS");
        await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: closed }));
        await ec2.send(new DeleteTagsCommand({ Resources: [GroupId], Tags: [{ Key: "owner" }] }));
    }),
];

/** Changes of roles. */
export const IDENTITIES: readonly HandChange[] = [
    differs("aws:iam/role:Role", "producer", async (of, { iam }) => {
        const RoleName = of.id;
        const PolicyDocument = document(of, "assumeRolePolicy", "ByHand");
        await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
        await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: "by hand" }));
        await iam.send(new TagRoleCommand({ RoleName, Tags: [TAG] }));
    }),
    differs("aws:iam/rolePolicy:RolePolicy", "producer", (of, { iam }) =>
        iam.send(
            new PutRolePolicyCommand({
                RoleName: text(of, "role"),
                PolicyName: text(of, "name"),
                PolicyDocument: document(of, "policy", "ByHand"),
            }),
        ),
    ),
    differs("aws:iam/instanceProfile:InstanceProfile", "producer", (of, { iam }) =>
        iam.send(
            new RemoveRoleFromInstanceProfileCommand({
                InstanceProfileName: of.id,
                RoleName: text(of, "role"),
            }),
        ),
    ),
];
