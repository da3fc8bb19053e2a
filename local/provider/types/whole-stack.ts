import {
    Budget,
    CreateBudgetCommand,
    DeleteBudgetCommand,
    DescribeBudgetCommand,
    NotificationWithSubscribers,
} from "@aws-sdk/client-budgets";
import {
    CreateGroupCommand,
    DeleteGroupCommand,
    GetGroupCommand,
    GetGroupQueryCommand,
    UpdateGroupQueryCommand,
} from "@aws-sdk/client-resource-groups";
import { accountOf } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    list,
    nested,
    replaces,
    text,
    unlessGone,
    updates,
} from "../resource-type";
import { budgetTags, resourceGroupTags } from "../tags";

const GONE = "NotFoundException";

function groupQuery(inputs: Properties) {
    return { Type: "TAG_FILTERS_1_0" as const, Query: text(nested(inputs, "resourceQuery"), "query") };
}

/** aws:resourcegroups/group:Group, by tags */
export const resourceGroup: ResourceType = {
    inputs: { name: replaces(), resourceQuery: updates({ query: true }), tags: updates() },
    unique: "name",
    ...resourceGroupTags,
    async create(inputs, { groups }) {
        const answer = await groups.send(
            new CreateGroupCommand({ Name: text(inputs, "name"), ResourceQuery: groupQuery(inputs) }),
        );
        return { id: text(inputs, "name"), outs: { arn: answer.Group?.GroupArn } };
    },
    async read(id, state, { groups }) {
        const call = groups.send(new GetGroupCommand({ Group: id }));
        if (!(await unlessGone(call, GONE))) {
            return undefined;
        }
        const seen = await groups.send(new GetGroupQueryCommand({ Group: id }));
        return { ...state, resourceQuery: { query: seen.GroupQuery?.ResourceQuery?.Query } };
    },
    async update(id, olds, news, { groups }) {
        await groups.send(new UpdateGroupQueryCommand({ Group: id, ResourceQuery: groupQuery(news) }));
        return { arn: olds["arn"] };
    },
    async delete(id, _state, { groups }) {
        await unlessGone(groups.send(new DeleteGroupCommand({ Group: id })), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), {}, clients);
    },
};

function budgetOf(inputs: Properties): Budget {
    const And = list(nested(inputs, "filterExpression"), "ands").map((part) => {
        const tags = nested(part, "tags");
        return {
            Tags: {
                Key: text(tags, "key"),
                Values: tags["values"] as string[],
                MatchOptions: tags["matchOptions"] as "EQUALS"[],
            },
        };
    });
    return {
        BudgetName: text(inputs, "name"),
        BudgetType: text(inputs, "budgetType") as "COST",
        TimeUnit: text(inputs, "timeUnit") as "MONTHLY",
        BudgetLimit: { Amount: text(inputs, "limitAmount"), Unit: text(inputs, "limitUnit") },
        FilterExpression: { And },
        Metrics: [text(inputs, "metrics") as "UnblendedCost"],
    };
}

function notifications(inputs: Properties): NotificationWithSubscribers[] {
    return list(inputs, "notifications").map((notification) => {
        const subscribers = (key: string, SubscriptionType: "SNS" | "EMAIL") =>
            ((notification[key] ?? []) as string[]).map((Address) => ({ SubscriptionType, Address }));
        return {
            Notification: {
                ComparisonOperator: text(notification, "comparisonOperator") as "GREATER_THAN",
                NotificationType: text(notification, "notificationType") as "ACTUAL",
                Threshold: Number(notification["threshold"]),
                ThresholdType: text(notification, "thresholdType") as "PERCENTAGE",
            },
            Subscribers: [
                ...subscribers("subscriberSnsTopicArns", "SNS"),
                ...subscribers("subscriberEmailAddresses", "EMAIL"),
            ],
        };
    });
}

/** aws:budgets/budget:Budget; a changed one is made anew, with its notifications. */
export const budget: ResourceType = {
    inputs: {
        name: replaces(),
        budgetType: replaces(),
        timeUnit: replaces(),
        limitAmount: replaces(),
        limitUnit: replaces(),
        metrics: replaces(),
        filterExpression: replaces({ ands: { tags: { key: true, values: true, matchOptions: true } } }),
        notifications: replaces({
            comparisonOperator: true,
            threshold: true,
            thresholdType: true,
            notificationType: true,
            subscriberSnsTopicArns: true,
            subscriberEmailAddresses: true,
        }),
        tags: updates(),
    },
    unique: "name",
    ...budgetTags,
    async create(inputs, clients) {
        const AccountId = await accountOf(clients);
        await clients.budgets.send(
            new CreateBudgetCommand({
                AccountId,
                Budget: budgetOf(inputs),
                NotificationsWithSubscribers: notifications(inputs),
            }),
        );
        const name = text(inputs, "name");
        return { id: `${AccountId}:${name}`, outs: { arn: `arn:aws:budgets::${AccountId}:budget/${name}` } };
    },
    async read(_id, state, clients) {
        const named = { AccountId: await accountOf(clients), BudgetName: text(state, "name") };
        const call = clients.budgets.send(new DescribeBudgetCommand(named));
        return (await unlessGone(call, GONE)) && state;
    },
    async update(_id, olds) {
        return { arn: olds["arn"] };
    },
    async delete(_id, state, clients) {
        const named = { AccountId: await accountOf(clients), BudgetName: text(state, "name") };
        await unlessGone(clients.budgets.send(new DeleteBudgetCommand(named)), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
