import {
    CreateLogGroupCommand,
    CreateLogStreamCommand,
    DeleteLogGroupCommand,
    DeleteLogStreamCommand,
    DeleteRetentionPolicyCommand,
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

/** Zero days keep events forever. */
async function setRetention(inputs: Properties, { logs }: Clients): Promise<void> {
    const logGroupName = text(inputs, "name");
    const retentionInDays = Number(inputs["retentionInDays"] ?? 0);
    await (retentionInDays > 0
        ? logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }))
        : logs.send(new DeleteRetentionPolicyCommand({ logGroupName })));
}

/** aws:cloudwatch/logGroup:LogGroup */
export const logGroup: ResourceType = {
    source: "logs/group.go",
    inputs: {
        name: replaces(),
        retentionInDays: updates(true, "PutRetentionPolicy, DeleteRetentionPolicy"),
        tags: updates(true, "TagResource, UntagResource"),
    },
    unique: "name",
    ...logGroupTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        await clients.logs.send(new CreateLogGroupCommand({ logGroupName: name }));
        if (Number(inputs["retentionInDays"] ?? 0) > 0) {
            await setRetention(inputs, clients);
        }
        return { id: name, outs: { arn: (await describedGroup(name, clients))?.arn } };
    },
    async read(id, _state, clients) {
        const seen = await describedGroup(id, clients);
        return seen && { name: seen.logGroupName, arn: seen.arn, retentionInDays: seen.retentionInDays ?? 0 };
    },
    async update(_id, _olds, news, clients, changes) {
        if (changes.has("retentionInDays")) {
            await setRetention(news, clients);
        }
        return {};
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
    source: "logs/stream.go",
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
        return seen && { name: seen.logStreamName, arn: seen.arn, logGroupName: named.logGroupName };
    },
    async delete(id, state, { logs }) {
        const named = { logGroupName: text(state, "logGroupName"), logStreamName: id };
        await unlessGone(logs.send(new DeleteLogStreamCommand(named)), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};
