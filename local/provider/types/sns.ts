import {
    CreateTopicCommand,
    DeleteTopicCommand,
    GetTopicAttributesCommand,
    ListSubscriptionsByTopicCommand,
    SetTopicAttributesCommand,
    SubscribeCommand,
    UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { Clients } from "../../cloud/clients";
import { Properties, ResourceType, replaces, text, unlessGone, updates } from "../resource-type";
import { topicTags } from "../tags";

const GONE = ["NotFoundException", "NotFound"];

/** Encrypts a topic with the key that its inputs name, or no longer. */
async function putKey(arn: string, inputs: Properties, sns: Clients["sns"]): Promise<void> {
    const key = inputs["kmsMasterKeyId"];
    await sns.send(
        new SetTopicAttributesCommand({
            TopicArn: arn,
            AttributeName: "KmsMasterKeyId",
            AttributeValue: typeof key === "string" ? key : "",
        }),
    );
}

/** aws:sns/topic:Topic */
export const topic: ResourceType = {
    inputs: { name: replaces(), kmsMasterKeyId: updates(), tags: updates() },
    unique: "name",
    ...topicTags,
    async create(inputs, { sns }) {
        const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: text(inputs, "name") }));
        await putKey(TopicArn ?? "", inputs, sns);
        return { id: TopicArn ?? "", outs: { arn: TopicArn } };
    },
    async read(id, state, { sns }) {
        const call = sns.send(new GetTopicAttributesCommand({ TopicArn: id }));
        const seen = await unlessGone(call, ...GONE);
        const key = seen?.Attributes?.["KmsMasterKeyId"];
        const others = Object.entries(state).filter(([name]) => name !== "kmsMasterKeyId");
        return seen && { ...Object.fromEntries(others), ...(key && { kmsMasterKeyId: key }) };
    },
    async update(id, _olds, news, { sns }) {
        await putKey(id, news, sns);
        return { arn: id };
    },
    async delete(id, _state, { sns }) {
        await unlessGone(sns.send(new DeleteTopicCommand({ TopicArn: id })), ...GONE);
    },
    async cleanUp() {
        // Nothing: creating a topic that is there gives that topic.
    },
};

async function putPolicy(inputs: Properties, { sns }: Clients): Promise<Properties> {
    await sns.send(
        new SetTopicAttributesCommand({
            TopicArn: text(inputs, "arn"),
            AttributeName: "Policy",
            AttributeValue: text(inputs, "policy"),
        }),
    );
    return {};
}

/** aws:sns/topicPolicy:TopicPolicy */
export const topicPolicy: ResourceType = {
    inputs: { arn: replaces(), policy: updates() },
    async create(inputs, clients) {
        await putPolicy(inputs, clients);
        return { id: text(inputs, "arn"), outs: {} };
    },
    async read(id, state, { sns }) {
        const call = sns.send(new GetTopicAttributesCommand({ TopicArn: id }));
        const seen = await unlessGone(call, ...GONE);
        return seen && { ...state, policy: seen.Attributes?.["Policy"] };
    },
    update: (_id, _olds, news, clients) => putPolicy(news, clients),
    async delete() {
        // It goes with its topic: a topic always has some policy.
    },
    async cleanUp() {
        // Nothing: the create that follows puts the policy again.
    },
};

/** aws:sns/topicSubscription:TopicSubscription */
export const topicSubscription: ResourceType = {
    inputs: { topic: replaces(), protocol: replaces(), endpoint: replaces() },
    async create(inputs, { sns }) {
        const answer = await sns.send(
            new SubscribeCommand({
                TopicArn: text(inputs, "topic"),
                Protocol: text(inputs, "protocol"),
                Endpoint: text(inputs, "endpoint"),
                ReturnSubscriptionArn: true,
            }),
        );
        return { id: answer.SubscriptionArn ?? "", outs: { arn: answer.SubscriptionArn } };
    },
    async read(id, state, { sns }) {
        const call = sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: text(state, "topic") }));
        const seen = await unlessGone(call, ...GONE);
        return seen?.Subscriptions?.some(({ SubscriptionArn }) => SubscriptionArn === id) ? state : undefined;
    },
    async delete(id, _state, { sns }) {
        await unlessGone(sns.send(new UnsubscribeCommand({ SubscriptionArn: id })), ...GONE);
    },
    async cleanUp() {
        // Nothing: subscribing an address again gives its subscription.
    },
};
