import {
    CreateLogGroupCommand,
    CreateLogStreamCommand,
    DeleteLogGroupCommand,
    DeleteLogStreamCommand,
    DescribeLogGroupsCommand,
    DescribeLogStreamsCommand,
    PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, replaces, text, unlessGone, updates } from "../resource-type";
import { logGroupTags } from "../tags";

const GONE = "ResourceNotFoundException";

async function describedGroup(name: string, { logs }: Clients) {
    const answer = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
    return answer.logGroups?.find((group) => group.logGroupName === name);
}

async function setRetention(inputs: Properties, { logs }: Clients): Promise<void> {
    const retention = {
        logGroupName: text(inputs, "name"),
        retentionInDays: Number(inputs["retentionInDays"]),
    };
    await logs.send(new PutRetentionPolicyCommand(retention));
}

/** aws:cloudwatch/logGroup:LogGroup */
export const logGroup: ResourceType = {
    inputs: { name: replaces(), retentionInDays: updates(), tags: updates() },
    unique: "name",
    ...logGroupTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        await clients.logs.send(new CreateLogGroupCommand({ logGroupName: name }));
        await setRetention(inputs, clients);
        return { id: name, outs: { arn: (await describedGroup(name, clients))?.arn } };
    },
    async read(id, state, clients) {
        const seen = await describedGroup(id, clients);
        return seen && { ...state, arn: seen.arn, retentionInDays: seen.retentionInDays };
    },
    async update(_id, olds, news, clients) {
        await setRetention(news, clients);
        return { arn: olds["arn"] };
    },
    async delete(id, _state, { logs }) {
        await unlessGone(logs.send(new DeleteLogGroupCommand({ logGroupName: id })), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), {}, clients);
    },
};

/** aws:cloudwatch/logStream:LogStream */
export const logStream: ResourceType = {
    inputs: { name: replaces(), logGroupName: replaces() },
    unique: "name",
    async create(inputs, { logs }) {
        const logStreamName = text(inputs, "name");
        await logs.send(
            new CreateLogStreamCommand({ logGroupName: text(inputs, "logGroupName"), logStreamName }),
        );
        return { id: logStreamName, outs: {} };
    },
    async read(id, state, { logs }) {
        const named = { logGroupName: text(state, "logGroupName"), logStreamNamePrefix: id };
        const answer = await unlessGone(logs.send(new DescribeLogStreamsCommand(named)), GONE);
        const seen = answer?.logStreams?.find((stream) => stream.logStreamName === id);
        return seen && { ...state, arn: seen.arn };
    },
    async delete(id, state, { logs }) {
        const named = { logGroupName: text(state, "logGroupName"), logStreamName: id };
        await unlessGone(logs.send(new DeleteLogStreamCommand(named)), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};
