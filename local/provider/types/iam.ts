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
    UpdateRoleCommand,
    UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, replaces, text, unlessGone, updates } from "../resource-type";
import { JSON_TEXT, byDefault } from "../shape";
import { instanceProfileTags, roleTags } from "../tags";

const GONE = ["NoSuchEntityException", "NoSuchEntity"];

async function describedRole(name: string, { iam }: Clients) {
    return (await unlessGone(iam.send(new GetRoleCommand({ RoleName: name })), ...GONE))?.Role;
}

/** A policy document as IAM gives it: percent-encoded. */
function document(encoded: string | undefined): string | undefined {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

const DEFAULT_SESSION_SECONDS = 3600;

/** aws:iam/role:Role */
export const role: ResourceType = {
    source: "iam/role.go",
    inputs: {
        name: replaces(),
        assumeRolePolicy: updates(JSON_TEXT, "UpdateAssumeRolePolicy"),
        description: updates(true, "UpdateRoleDescription"),
        maxSessionDuration: updates(byDefault(DEFAULT_SESSION_SECONDS), "UpdateRole"),
        tags: updates(true, "TagRole, UntagRole"),
    },
    unique: "name",
    ...roleTags,
    async create(inputs, { iam }) {
        const name = text(inputs, "name");
        const answer = await iam.send(
            new CreateRoleCommand({
                RoleName: name,
                AssumeRolePolicyDocument: text(inputs, "assumeRolePolicy"),
                Description: inputs["description"] as string | undefined,
                MaxSessionDuration: inputs["maxSessionDuration"] as number | undefined,
            }),
        );
        return { id: name, outs: { arn: answer.Role?.Arn, uniqueId: answer.Role?.RoleId } };
    },
    async read(id, _state, clients) {
        const seen = await describedRole(id, clients);
        return (
            seen && {
                name: seen.RoleName,
                arn: seen.Arn,
                uniqueId: seen.RoleId,
                assumeRolePolicy: document(seen.AssumeRolePolicyDocument),
                description: seen.Description,
                maxSessionDuration: seen.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
            }
        );
    },
    async update(RoleName, _olds, news, { iam }, changes) {
        if (changes.has("assumeRolePolicy")) {
            const PolicyDocument = text(news, "assumeRolePolicy");
            await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
        }
        if (changes.has("description")) {
            const Description = (news["description"] ?? "") as string;
            await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description }));
        }
        if (changes.has("maxSessionDuration")) {
            const MaxSessionDuration = Number(news["maxSessionDuration"] ?? DEFAULT_SESSION_SECONDS);
            await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration }));
        }
        return {};
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
    source: "iam/role_policy.go",
    inputs: { name: replaces(), role: replaces(), policy: updates(JSON_TEXT, "PutRolePolicy") },
    async create(inputs, clients) {
        await putRolePolicy(inputs, clients);
        return { id: `${text(inputs, "role")}:${text(inputs, "name")}`, outs: {} };
    },
    async read(_id, state, { iam }) {
        const name = { RoleName: text(state, "role"), PolicyName: text(state, "name") };
        const seen = await unlessGone(iam.send(new GetRolePolicyCommand(name)), ...GONE);
        return (
            seen && {
                name: seen.PolicyName,
                role: seen.RoleName,
                policy: document(seen.PolicyDocument),
            }
        );
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

async function setRole(
    InstanceProfileName: string,
    olds: Properties,
    news: Properties,
    { iam }: Clients,
): Promise<void> {
    const [before, after] = [olds["role"], news["role"]] as (string | undefined)[];
    if (before) {
        const removal = new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: before });
        await unlessGone(iam.send(removal), ...GONE);
    }
    if (after) {
        await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: after }));
    }
}

/** aws:iam/instanceProfile:InstanceProfile */
export const instanceProfile: ResourceType = {
    source: "iam/instance_profile.go",
    inputs: {
        name: replaces(),
        role: updates(true, "RemoveRoleFromInstanceProfile, AddRoleToInstanceProfile"),
        tags: updates(true, "TagInstanceProfile, UntagInstanceProfile"),
    },
    unique: "name",
    ...instanceProfileTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        const answer = await clients.iam.send(
            new CreateInstanceProfileCommand({ InstanceProfileName: name }),
        );
        await setRole(name, {}, inputs, clients);
        return { id: name, outs: { arn: answer.InstanceProfile?.Arn } };
    },
    async read(id, _state, { iam }) {
        const call = iam.send(new GetInstanceProfileCommand({ InstanceProfileName: id }));
        const seen = (await unlessGone(call, ...GONE))?.InstanceProfile;
        return (
            seen && {
                name: seen.InstanceProfileName,
                arn: seen.Arn,
                uniqueId: seen.InstanceProfileId,
                role: seen.Roles?.[0]?.RoleName,
            }
        );
    },
    async update(id, olds, news, clients, changes) {
        if (changes.has("role")) {
            await setRole(id, olds, news, clients);
        }
        return {};
    },
    async delete(id, state, clients) {
        await setRole(id, state, {}, clients);
        const deletion = new DeleteInstanceProfileCommand({ InstanceProfileName: id });
        await unlessGone(clients.iam.send(deletion), ...GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};
