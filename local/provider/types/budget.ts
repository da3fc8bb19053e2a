import {
    Budget,
    BudgetType,
    ComparisonOperator,
    CreateBudgetCommand,
    CreateNotificationCommand,
    DeleteBudgetCommand,
    DeleteNotificationCommand,
    DescribeBudgetCommand,
    DescribeNotificationsForBudgetCommand,
    DescribeSubscribersForNotificationCommand,
    Expression,
    MatchOption,
    Metric,
    Notification,
    NotificationType,
    Subscriber,
    ThresholdType,
    TimeUnit,
    UpdateBudgetCommand,
} from "@aws-sdk/client-budgets";
import { Clients, accountOf } from "../../cloud/clients";
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
import { Rule, computed, unordered } from "../shape";
import { budgetTags } from "../tags";

const GONE = "NotFoundException";

function budgetOf(inputs: Properties): Budget {
    const And = list(nested(inputs, "filterExpression"), "ands").map((part) => {
        const tags = nested(part, "tags");
        return {
            Tags: {
                Key: text(tags, "key"),
                Values: tags["values"] as string[],
                MatchOptions: tags["matchOptions"] as MatchOption[],
            },
        };
    });
    return {
        BudgetName: text(inputs, "name"),
        BudgetType: text(inputs, "budgetType") as BudgetType,
        TimeUnit: text(inputs, "timeUnit") as TimeUnit,
        BudgetLimit: { Amount: text(inputs, "limitAmount"), Unit: text(inputs, "limitUnit") },
        FilterExpression: { And },
        Metrics: [text(inputs, "metrics") as Metric],
    };
}

function notificationOf(input: Properties): Notification {
    return {
        ComparisonOperator: text(input, "comparisonOperator") as ComparisonOperator,
        NotificationType: text(input, "notificationType") as NotificationType,
        Threshold: Number(input["threshold"]),
        ThresholdType: text(input, "thresholdType") as ThresholdType,
    };
}

function subscribersOf(input: Properties): Subscriber[] {
    const of = (key: string, SubscriptionType: "SNS" | "EMAIL") =>
        ((input[key] ?? []) as string[]).map((Address) => ({ SubscriptionType, Address }));
    return [...of("subscriberSnsTopicArns", "SNS"), ...of("subscriberEmailAddresses", "EMAIL")];
}

/** What names a budget in each call. */
interface Named {
    readonly AccountId: string;
    readonly BudgetName: string;
}

async function named(properties: Properties, clients: Clients): Promise<Named> {
    return { AccountId: await accountOf(clients), BudgetName: text(properties, "name") };
}

async function createNotifications(of: Named, inputs: Properties[], { budgets }: Clients): Promise<void> {
    for (const input of inputs) {
        await budgets.send(
            new CreateNotificationCommand({
                ...of,
                Notification: notificationOf(input),
                Subscribers: subscribersOf(input),
            }),
        );
    }
}

/** The budget's notifications with their subscribers, as its inputs have them. */
async function seenNotifications(of: Named, { budgets }: Clients): Promise<Properties[]> {
    const listed = await budgets.send(new DescribeNotificationsForBudgetCommand(of));
    const notifications: Properties[] = [];
    for (const seen of listed.Notifications ?? []) {
        const call = new DescribeSubscribersForNotificationCommand({ ...of, Notification: seen });
        const subscribers = (await unlessGone(budgets.send(call), GONE))?.Subscribers ?? [];
        const addresses = (kind: string) =>
            subscribers.filter((s) => s.SubscriptionType === kind).map((s) => s.Address);
        notifications.push({
            comparisonOperator: seen.ComparisonOperator,
            notificationType: seen.NotificationType,
            threshold: seen.Threshold,
            // The service leaves it out where it is PERCENTAGE, and so does the official provider's source note.
            thresholdType: seen.ThresholdType ?? "PERCENTAGE",
            subscriberSnsTopicArns: addresses("SNS"),
            subscriberEmailAddresses: addresses("EMAIL"),
        });
    }
    return notifications;
}

function seenFilter(seen: Expression | undefined): Properties | undefined {
    return (
        seen && {
            ands: (seen.And ?? []).map(({ Tags }) => ({
                tags: { key: Tags?.Key, values: Tags?.Values, matchOptions: Tags?.MatchOptions },
            })),
        }
    );
}

const UPDATE = "UpdateBudget, whole";

/** The same limit in another form, such as 5 for 5.0, is not a difference. */
function seenAmount(state: Properties, amount: string | undefined): string | undefined {
    return Number(state["limitAmount"]) === Number(amount) ? String(state["limitAmount"]) : amount;
}

/** aws:budgets/budget:Budget */
export const budget: ResourceType = {
    source: "budgets/budget.go",
    inputs: {
        name: replaces(),
        budgetType: updates(true, UPDATE),
        timeUnit: updates(true, UPDATE),
        limitAmount: updates(computed(), UPDATE),
        limitUnit: updates(computed(), UPDATE),
        metrics: updates(computed(), UPDATE),
        filterExpression: updates(
            computed({ ands: { tags: { key: true, values: true, matchOptions: true } } }),
            UPDATE,
        ),
        notifications: updates(
            new Rule(
                { unordered: true },
                {
                    comparisonOperator: true,
                    threshold: true,
                    thresholdType: true,
                    notificationType: true,
                    subscriberSnsTopicArns: unordered(),
                    subscriberEmailAddresses: unordered(),
                },
            ),
            `${UPDATE}, then DeleteNotification and CreateNotification of all`,
        ),
        tags: updates(true, "TagResource, UntagResource"),
    },
    unique: "name",
    ...budgetTags,
    async create(inputs, clients) {
        const of = await named(inputs, clients);
        const { AccountId, BudgetName } = of;
        await clients.budgets.send(new CreateBudgetCommand({ AccountId, Budget: budgetOf(inputs) }));
        await createNotifications(of, list(inputs, "notifications"), clients);
        return {
            id: `${AccountId}:${BudgetName}`,
            outs: { arn: `arn:aws:budgets::${AccountId}:budget/${BudgetName}`, accountId: AccountId },
        };
    },
    async read(_id, state, clients) {
        const of = await named(state, clients);
        const call = new DescribeBudgetCommand({ ...of, ShowFilterExpression: true });
        const seen = (await unlessGone(clients.budgets.send(call), GONE))?.Budget;
        return (
            seen && {
                name: seen.BudgetName,
                budgetType: seen.BudgetType,
                timeUnit: seen.TimeUnit,
                limitAmount: seenAmount(state, seen.BudgetLimit?.Amount),
                limitUnit: seen.BudgetLimit?.Unit,
                metrics: seen.Metrics?.[0],
                filterExpression: seenFilter(seen.FilterExpression),
                notifications: await seenNotifications(of, clients),
            }
        );
    },
    async update(_id, olds, news, clients, changes) {
        const of = await named(news, clients);
        if (changes.size > 0) {
            const { AccountId } = of;
            const call = new UpdateBudgetCommand({ AccountId, NewBudget: budgetOf(news) });
            await clients.budgets.send(call);
        }
        if (changes.has("notifications")) {
            for (const old of list(olds, "notifications")) {
                const call = new DeleteNotificationCommand({ ...of, Notification: notificationOf(old) });
                await unlessGone(clients.budgets.send(call), GONE);
            }
            await createNotifications(of, list(news, "notifications"), clients);
        }
        return {};
    },
    async delete(_id, state, clients) {
        const of = await named(state, clients);
        await unlessGone(clients.budgets.send(new DeleteBudgetCommand(of)), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
