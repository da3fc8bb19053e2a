import {
    AddRoleToInstanceProfileCommand,
    CreateInstanceProfileCommand,
    CreateRoleCommand,
    DeleteInstanceProfileCommand,
    DeleteRoleCommand,
    DeleteRolePolicyCommand,
    GetInstanceProfileCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    ListRolePoliciesCommand,
    PutRolePolicyCommand,
    RemoveRoleFromInstanceProfileCommand,
    UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, replaces, text, unlessGone, updates } from "../resource-type";
import { instanceProfileTags, roleTags } from "../tags";

const GONE = ["NoSuchEntityException", "NoSuchEntity"];

async function describedRole(name: string, { iam }: Clients) {
    return (await unlessGone(iam.send(new GetRoleCommand({ RoleName: name })), ...GONE))?.Role;
}

/** aws:iam/role:Role */
export const role: ResourceType = {
    inputs: { name: replaces(), assumeRolePolicy: updates(), tags: updates() },
    unique: "name",
    ...roleTags,
    async create(inputs, { iam }) {
        const name = text(inputs, "name");
        const answer = await iam.send(
            new CreateRoleCommand({
                RoleName: name,
                AssumeRolePolicyDocument: text(inputs, "assumeRolePolicy"),
            }),
        );
        return { id: name, outs: { arn: answer.Role?.Arn, uniqueId: answer.Role?.RoleId } };
    },
    async read(id, state, clients) {
        const seen = await describedRole(id, clients);
        return seen && { ...state, arn: seen.Arn, uniqueId: seen.RoleId };
    },
    async update(id, olds, news, { iam }) {
        const document = text(news, "assumeRolePolicy");
        await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: id, PolicyDocument: document }));
        return { arn: olds["arn"], uniqueId: olds["uniqueId"] };
    },
    async delete(id, _state, { iam }) {
        await unlessGone(iam.send(new DeleteRoleCommand({ RoleName: id })), ...GONE);
    },
    async cleanUp(inputs, clients) {
        const name = text(inputs, "name");
        const policies = await unlessGone(
            clients.iam.send(new ListRolePoliciesCommand({ RoleName: name })),
            ...GONE,
        );
        for (const policy of policies?.PolicyNames ?? []) {
            await clients.iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policy }));
        }
        await this.delete(name, {}, clients);
    },
};

async function putRolePolicy(inputs: Properties, { iam }: Clients): Promise<void> {
    await iam.send(
        new PutRolePolicyCommand({
            RoleName: text(inputs, "role"),
            PolicyName: text(inputs, "name"),
            PolicyDocument: text(inputs, "policy"),
        }),
    );
}

/** aws:iam/rolePolicy:RolePolicy */
export const rolePolicy: ResourceType = {
    inputs: { name: replaces(), role: replaces(), policy: updates() },
    async create(inputs, clients) {
        await putRolePolicy(inputs, clients);
        return { id: `${text(inputs, "role")}:${text(inputs, "name")}`, outs: {} };
    },
    async read(_id, state, { iam }) {
        const name = { RoleName: text(state, "role"), PolicyName: text(state, "name") };
        const seen = await unlessGone(iam.send(new GetRolePolicyCommand(name)), ...GONE);
        return seen && { ...state, policy: decodeURIComponent(seen.PolicyDocument ?? "") };
    },
    async update(_id, _olds, news, clients) {
        await putRolePolicy(news, clients);
        return {};
    },
    async delete(_id, state, { iam }) {
        const name = { RoleName: text(state, "role"), PolicyName: text(state, "name") };
        await unlessGone(iam.send(new DeleteRolePolicyCommand(name)), ...GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};

/** aws:iam/instanceProfile:InstanceProfile */
export const instanceProfile: ResourceType = {
    inputs: { name: replaces(), role: replaces(), tags: updates() },
    unique: "name",
    ...instanceProfileTags,
    async create(inputs, { iam }) {
        const name = text(inputs, "name");
        const answer = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
        await iam.send(
            new AddRoleToInstanceProfileCommand({
                InstanceProfileName: name,
                RoleName: text(inputs, "role"),
            }),
        );
        return { id: name, outs: { arn: answer.InstanceProfile?.Arn } };
    },
    async read(id, state, { iam }) {
        const call = iam.send(new GetInstanceProfileCommand({ InstanceProfileName: id }));
        const seen = (await unlessGone(call, ...GONE))?.InstanceProfile;
        return seen && { ...state, arn: seen.Arn, role: seen.Roles?.[0]?.RoleName };
    },
    async update(_id, olds) {
        return { arn: olds["arn"] }; // only its tags change in place
    },
    async delete(id, state, { iam }) {
        const name = { InstanceProfileName: id };
        const removal = new RemoveRoleFromInstanceProfileCommand({ ...name, RoleName: text(state, "role") });
        await unlessGone(iam.send(removal), ...GONE);
        await unlessGone(iam.send(new DeleteInstanceProfileCommand(name)), ...GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};
