import {
    CreateTopicCommand,
    DeleteTopicCommand,
    GetSubscriptionAttributesCommand,
    GetTopicAttributesCommand,
    SetSubscriptionAttributesCommand,
    SetTopicAttributesCommand,
    SubscribeCommand,
    UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { Clients } from "../../cloud/clients";
import { ResourceType, replaces, text, unlessGone, updates } from "../resource-type";
import { JSON_TEXT } from "../shape";
import { topicTags } from "../tags";

const GONE = ["NotFoundException", "NotFound"];

/** The topic's attributes that are served, by the inputs' names. */
const ATTRIBUTES = { kmsMasterKeyId: "KmsMasterKeyId", displayName: "DisplayName" } as const;

/** The attributes of a topic; undefined where it is gone. */
async function attributesOf(arn: string, { sns }: Clients): Promise<Record<string, string> | undefined> {
    return (await unlessGone(sns.send(new GetTopicAttributesCommand({ TopicArn: arn })), ...GONE))
        ?.Attributes;
}

/** aws:sns/topic:Topic */
export const topic: ResourceType = {
    source: "sns/topic.go",
    inputs: {
        name: replaces(),
        kmsMasterKeyId: updates(true, "SetTopicAttributes"),
        displayName: updates(true, "SetTopicAttributes"),
        tags: updates(true, "TagResource, UntagResource"),
    },
    unique: "name",
    ...topicTags,
    async create(inputs, { sns }) {
        const given = Object.entries(ATTRIBUTES).filter(([key]) => inputs[key] !== undefined);
        const Attributes = Object.fromEntries(given.map(([key, name]) => [name, text(inputs, key)]));
        const call = new CreateTopicCommand({ Name: text(inputs, "name"), Attributes });
        const { TopicArn } = await sns.send(call);
        return { id: TopicArn ?? "", outs: { arn: TopicArn } };
    },
    async read(id, _state, clients) {
        const seen = await attributesOf(id, clients);
        const served = Object.entries(ATTRIBUTES).map(([key, name]) => [key, seen?.[name]]);
        return (
            seen && {
                ...Object.fromEntries(served),
                name: id.split(":").pop(),
                arn: id,
                owner: seen["Owner"],
            }
        );
    },
    async update(id, _olds, news, { sns }, changes) {
        for (const [key, AttributeName] of Object.entries(ATTRIBUTES)) {
            if (changes.has(key)) {
                const AttributeValue = (news[key] ?? "") as string;
                const call = new SetTopicAttributesCommand({ TopicArn: id, AttributeName, AttributeValue });
                await sns.send(call);
            }
        }
        return {};
    },
    async delete(id, _state, { sns }) {
        await unlessGone(sns.send(new DeleteTopicCommand({ TopicArn: id })), ...GONE);
    },
    async cleanUp() {
        // Nothing: creating an existing topic returns that topic.
    },
};

async function putPolicy(TopicArn: string, AttributeValue: string, { sns }: Clients): Promise<void> {
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
}

/** The policy that AWS gives a new topic (Amazon SNS Developer Guide, "Example cases for Amazon SNS access control"). */
function defaultPolicy(topicArn: string): string {
    const actions = [
        ...["GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic"],
        ...["Subscribe", "ListSubscriptionsByTopic", "Publish", "Receive"],
    ];
    return JSON.stringify({
        Version: "2008-10-17",
        Id: "__default_policy_ID",
        Statement: [
            {
                Sid: "__default_statement_ID",
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: actions.map((action) => `SNS:${action}`),
                Resource: topicArn,
                Condition: { StringEquals: { "AWS:SourceOwner": topicArn.split(":")[4] } },
            },
        ],
    });
}

/** aws:sns/topicPolicy:TopicPolicy */
export const topicPolicy: ResourceType = {
    source: "sns/topic_policy.go",
    notes: "Its deletion puts AWS's default policy: a topic always has one.",
    inputs: { arn: replaces(), policy: updates(JSON_TEXT, "SetTopicAttributes") },
    async create(inputs, clients) {
        const arn = text(inputs, "arn");
        await putPolicy(arn, text(inputs, "policy"), clients);
        return { id: arn, outs: {} };
    },
    async read(id, _state, clients) {
        const seen = await attributesOf(id, clients);
        return seen?.["Policy"] ? { arn: id, policy: seen["Policy"] } : undefined;
    },
    async update(id, _olds, news, clients) {
        await putPolicy(id, text(news, "policy"), clients);
        return {};
    },
    async delete(id, _state, clients) {
        await unlessGone(putPolicy(id, defaultPolicy(id), clients), ...GONE);
    },
    async cleanUp() {
        // Nothing: the create that follows puts the policy again.
    },
};

/** aws:sns/topicSubscription:TopicSubscription */
export const topicSubscription: ResourceType = {
    source: "sns/topic_subscription.go",
    inputs: {
        topic: replaces(),
        protocol: replaces(),
        endpoint: replaces(),
        rawMessageDelivery: updates(true, "SetSubscriptionAttributes"),
    },
    async create(inputs, { sns }) {
        const answer = await sns.send(
            new SubscribeCommand({
                TopicArn: text(inputs, "topic"),
                Protocol: text(inputs, "protocol"),
                Endpoint: text(inputs, "endpoint"),
                ReturnSubscriptionArn: true,
                ...(inputs["rawMessageDelivery"] === true && { Attributes: { RawMessageDelivery: "true" } }),
            }),
        );
        return { id: answer.SubscriptionArn ?? "", outs: { arn: answer.SubscriptionArn } };
    },
    async read(id, _state, { sns }) {
        const call = sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: id }));
        const seen = (await unlessGone(call, ...GONE))?.Attributes;
        return (
            seen && {
                arn: id,
                topic: seen["TopicArn"],
                protocol: seen["Protocol"],
                endpoint: seen["Endpoint"],
                rawMessageDelivery: seen["RawMessageDelivery"] === "true",
                pendingConfirmation: seen["PendingConfirmation"] === "true",
            }
        );
    },
    async update(id, _olds, news, { sns }, changes) {
        if (changes.has("rawMessageDelivery")) {
            await sns.send(
                new SetSubscriptionAttributesCommand({
                    SubscriptionArn: id,
                    AttributeName: "RawMessageDelivery",
                    AttributeValue: String(news["rawMessageDelivery"] === true),
                }),
            );
        }
        return {};
    },
    async delete(id, _state, { sns }) {
        const call = sns.send(new UnsubscribeCommand({ SubscriptionArn: id })).catch((error: Error) => {
            // AWS deletes a subscription that nobody confirms by itself, and refuses to do it before.
            if (!error.message.includes("subscription that is pending confirmation")) {
                throw error;
            }
        });
        await unlessGone(call, ...GONE);
    },
    async cleanUp() {
        // Nothing: subscribing an address again gives its subscription.
    },
};
