import {
    CreateGroupCommand,
    DeleteGroupCommand,
    GetGroupCommand,
    GetGroupQueryCommand,
    UpdateGroupCommand,
    UpdateGroupQueryCommand,
} from "@aws-sdk/client-resource-groups";
import { Properties, ResourceType, nested, replaces, text, unlessGone, updates } from "../resource-type";
import { byDefault } from "../shape";
import { resourceGroupTags } from "../tags";

const GONE = "NotFoundException";

function groupQuery(inputs: Properties) {
    return { Type: "TAG_FILTERS_1_0" as const, Query: text(nested(inputs, "resourceQuery"), "query") };
}

/** aws:resourcegroups/group:Group, by tags */
export const resourceGroup: ResourceType = {
    source: "resourcegroups/group.go",
    inputs: {
        name: replaces(),
        description: updates(true, "UpdateGroup"),
        resourceQuery: updates({ query: true, type: byDefault("TAG_FILTERS_1_0") }, "UpdateGroupQuery"),
        tags: updates(true, "Tag, Untag"),
    },
    unique: "name",
    ...resourceGroupTags,
    async create(inputs, { groups }) {
        const answer = await groups.send(
            new CreateGroupCommand({
                Name: text(inputs, "name"),
                Description: inputs["description"] as string | undefined,
                ResourceQuery: groupQuery(inputs),
            }),
        );
        return { id: text(inputs, "name"), outs: { arn: answer.Group?.GroupArn } };
    },
    async read(id, _state, { groups }) {
        const call = groups.send(new GetGroupCommand({ Group: id }));
        const group = (await unlessGone(call, GONE))?.Group;
        if (!group) {
            return undefined;
        }
        const { GroupQuery } = await groups.send(new GetGroupQueryCommand({ Group: id }));
        const seen = GroupQuery?.ResourceQuery;
        return {
            name: group.Name,
            arn: group.GroupArn,
            description: group.Description,
            resourceQuery: { query: seen?.Query, type: seen?.Type },
        };
    },
    async update(id, _olds, news, { groups }, changes) {
        if (changes.has("description")) {
            const Description = (news["description"] ?? "") as string;
            await groups.send(new UpdateGroupCommand({ Group: id, Description }));
        }
        if (changes.has("resourceQuery")) {
            await groups.send(new UpdateGroupQueryCommand({ Group: id, ResourceQuery: groupQuery(news) }));
        }
        return {};
    },
    async delete(id, _state, { groups }) {
        await unlessGone(groups.send(new DeleteGroupCommand({ Group: id })), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), {}, clients);
    },
};
