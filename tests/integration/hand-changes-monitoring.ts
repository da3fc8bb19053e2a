import { Clients, accountOf } from "../../local/cloud/clients";
import {
    CreateNotificationCommand,
    DescribeBudgetCommand,
    TagResourceCommand as TagBudget,
    UpdateBudgetCommand,
} from "@aws-sdk/client-budgets";
import {
    DescribeAlarmsCommand,
    PutDashboardCommand,
    PutMetricAlarmCommand,
    PutMetricAlarmCommandInput,
    TagResourceCommand as TagAlarm,
} from "@aws-sdk/client-cloudwatch";
import {
    DeleteLogStreamCommand,
    PutRetentionPolicyCommand,
    UntagResourceCommand as UntagLogs,
} from "@aws-sdk/client-cloudwatch-logs";
import { TagCommand, UpdateGroupQueryCommand } from "@aws-sdk/client-resource-groups";
import { SetSubscriptionAttributesCommand, SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { Deployed, HandChange, TAG, differs, document, gone, text } from "./hand-change";

async function updatedAlarm(
    of: Deployed,
    { cloudwatch }: Clients,
    how: Partial<PutMetricAlarmCommandInput>,
): Promise<void> {
    const seen = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [of.id] }));
    const alarm = seen.MetricAlarms?.[0] ?? {};
    await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, ...how } as PutMetricAlarmCommandInput));
}

/** Changes of alarms, logs, topics and of what covers the whole stack. */
export const WATCHED: readonly HandChange[] = [
    differs("aws:cloudwatch/metricAlarm:MetricAlarm", "heap", (of, clients) =>
        updatedAlarm(of, clients, { Threshold: 1, EvaluationPeriods: 9, AlarmDescription: "by hand" }),
    ),
    differs("aws:cloudwatch/metricAlarm:MetricAlarm", "streamBytesIn", async (of, clients) => {
        await updatedAlarm(of, clients, { ActionsEnabled: false, AlarmActions: [] });
        await clients.cloudwatch.send(new TagAlarm({ ResourceARN: text(of, "arn"), Tags: [TAG] }));
    }),
    differs("aws:cloudwatch/dashboard:Dashboard", "pipeline", ({ id }, { cloudwatch }) =>
        cloudwatch.send(new PutDashboardCommand({ DashboardName: id, DashboardBody: '{"widgets":[]}' })),
    ),
    differs("aws:cloudwatch/logGroup:LogGroup", "analytics", async (of, { logs }) => {
        await logs.send(new PutRetentionPolicyCommand({ logGroupName: of.id, retentionInDays: 1 }));
        const resourceArn = text(of, "arn").replace(/:\*$/, "");
        await logs.send(new UntagLogs({ resourceArn, tagKeys: ["owner"] }));
    }),
    gone("aws:cloudwatch/logStream:LogStream", "analytics", ({ id, outputs }, { logs }) =>
        logs.send(
            new DeleteLogStreamCommand({ logGroupName: String(outputs["logGroupName"]), logStreamName: id }),
        ),
    ),
    differs("aws:sns/topic:Topic", "alarms", ({ id }, { sns }) =>
        sns.send(
            new SetTopicAttributesCommand({
                TopicArn: id,
                AttributeName: "DisplayName",
                AttributeValue: "by hand",
            }),
        ),
    ),
    differs("aws:sns/topicPolicy:TopicPolicy", "alarms", (of, { sns }) =>
        sns.send(
            new SetTopicAttributesCommand({
                TopicArn: of.id,
                AttributeName: "Policy",
                AttributeValue: document(of, "policy", "ByHand"),
            }),
        ),
    ),
    differs("aws:sns/topicSubscription:TopicSubscription", "email", ({ id }, { sns }) =>
        sns.send(
            new SetSubscriptionAttributesCommand({
                SubscriptionArn: id,
                AttributeName: "RawMessageDelivery",
                AttributeValue: "true",
            }),
        ),
    ),
    differs("aws:resourcegroups/group:Group", "stack", async (of, { groups }) => {
        const Query = JSON.stringify({ ResourceTypeFilters: ["AWS::S3::Bucket"], TagFilters: [] });
        await groups.send(
            new UpdateGroupQueryCommand({ Group: of.id, ResourceQuery: { Type: "TAG_FILTERS_1_0", Query } }),
        );
        await groups.send(new TagCommand({ Arn: text(of, "arn"), Tags: { "by-hand": "yes" } }));
    }),
    differs("aws:budgets/budget:Budget", "monthly", async (of, clients) => {
        const AccountId = await accountOf(clients);
        const BudgetName = text(of, "name");
        const { Budget } = await clients.budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName }));
        const NewBudget = { ...Budget, BudgetName, BudgetLimit: { Amount: "99", Unit: "USD" } };
        await clients.budgets.send(
            new UpdateBudgetCommand({ AccountId, NewBudget: NewBudget as typeof Budget }),
        );
        await clients.budgets.send(
            new CreateNotificationCommand({
                AccountId,
                BudgetName,
                Notification: {
                    ComparisonOperator: "GREATER_THAN",
                    NotificationType: "ACTUAL",
                    Threshold: 1,
                    ThresholdType: "PERCENTAGE",
                },
                Subscribers: [{ SubscriptionType: "EMAIL", Address: "hand@example.com" }],
            }),
        );
        await clients.budgets.send(new TagBudget({ ResourceARN: text(of, "arn"), ResourceTags: [TAG] }));
    }),
];
