import {
    ComparisonOperator,
    DeleteAlarmsCommand,
    DeleteDashboardsCommand,
    DescribeAlarmsCommand,
    GetDashboardCommand,
    MetricDataQuery,
    PutDashboardCommand,
    PutMetricAlarmCommand,
    Statistic,
} from "@aws-sdk/client-cloudwatch";
import { Clients } from "../../cloud/clients";
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
import { alarmTags } from "../tags";

function dimensions(properties: Properties) {
    return Object.entries((properties["dimensions"] ?? {}) as Record<string, string>).map(
        ([Name, Value]) => ({ Name, Value }),
    );
}

function metricQuery(query: Properties): MetricDataQuery {
    const metric = nested(query, "metric");
    return {
        Id: text(query, "id"),
        Expression: query["expression"] as string | undefined,
        Label: query["label"] as string | undefined,
        ReturnData: query["returnData"] === true,
        ...(query["metric"] !== undefined && {
            MetricStat: {
                Metric: {
                    Namespace: text(metric, "namespace"),
                    MetricName: text(metric, "metricName"),
                    Dimensions: dimensions(metric),
                },
                Period: Number(metric["period"]),
                Stat: text(metric, "stat"),
            },
        }),
    };
}

/** What an alarm looks at: one metric, or metric math over some. */
function looked(inputs: Properties) {
    return inputs["metricQueries"] !== undefined
        ? { Metrics: list(inputs, "metricQueries").map(metricQuery) }
        : {
              Namespace: text(inputs, "namespace"),
              MetricName: text(inputs, "metricName"),
              Dimensions: dimensions(inputs),
              Period: Number(inputs["period"]),
              Statistic: text(inputs, "statistic") as Statistic,
          };
}

async function putAlarm(inputs: Properties, clients: Clients): Promise<Properties> {
    const name = text(inputs, "name");
    await clients.cloudwatch.send(
        new PutMetricAlarmCommand({
            AlarmName: name,
            AlarmDescription: inputs["alarmDescription"] as string | undefined,
            ComparisonOperator: text(inputs, "comparisonOperator") as ComparisonOperator,
            Threshold: Number(inputs["threshold"]),
            EvaluationPeriods: Number(inputs["evaluationPeriods"]),
            TreatMissingData: inputs["treatMissingData"] as string | undefined,
            AlarmActions: inputs["alarmActions"] as string[] | undefined,
            OKActions: inputs["okActions"] as string[] | undefined,
            ...looked(inputs),
        }),
    );
    return { arn: (await describedAlarm(name, clients))?.AlarmArn };
}

async function describedAlarm(name: string, { cloudwatch }: Clients) {
    const answer = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    return answer.MetricAlarms?.[0];
}

const METRIC = { namespace: true, metricName: true, dimensions: true, period: true, stat: true } as const;

/** aws:cloudwatch/metricAlarm:MetricAlarm */
export const metricAlarm: ResourceType = {
    inputs: {
        name: replaces(),
        alarmDescription: updates(),
        comparisonOperator: updates(),
        threshold: updates(),
        evaluationPeriods: updates(),
        treatMissingData: updates(),
        alarmActions: updates(),
        okActions: updates(),
        namespace: updates(),
        metricName: updates(),
        dimensions: updates(),
        period: updates(),
        statistic: updates(),
        metricQueries: updates({ id: true, expression: true, label: true, returnData: true, metric: METRIC }),
        tags: updates(),
    },
    unique: "name",
    ...alarmTags,
    async create(inputs, clients) {
        return { id: text(inputs, "name"), outs: await putAlarm(inputs, clients) };
    },
    async read(id, state, clients) {
        const seen = await describedAlarm(id, clients);
        return seen && { ...state, arn: seen.AlarmArn, threshold: seen.Threshold };
    },
    update: (_id, _olds, news, clients) => putAlarm(news, clients),
    async delete(id, _state, { cloudwatch }) {
        await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [id] }));
    },
    async cleanUp() {
        // Nothing: the create that follows puts the alarm again.
    },
};

const DASHBOARD_GONE = ["ResourceNotFound", "DashboardNotFoundError", "ResourceNotFoundException"];

async function putDashboard(inputs: Properties, { cloudwatch }: Clients): Promise<Properties> {
    await cloudwatch.send(
        new PutDashboardCommand({
            DashboardName: text(inputs, "dashboardName"),
            DashboardBody: text(inputs, "dashboardBody"),
        }),
    );
    return {};
}

/** aws:cloudwatch/dashboard:Dashboard */
export const dashboard: ResourceType = {
    inputs: { dashboardName: replaces(), dashboardBody: updates() },
    unique: "dashboardName",
    async create(inputs, clients) {
        return { id: text(inputs, "dashboardName"), outs: await putDashboard(inputs, clients) };
    },
    async read(id, state, { cloudwatch }) {
        const call = cloudwatch.send(new GetDashboardCommand({ DashboardName: id }));
        const seen = await unlessGone(call, ...DASHBOARD_GONE);
        return seen && { ...state, dashboardBody: seen.DashboardBody };
    },
    update: (_id, _olds, news, clients) => putDashboard(news, clients),
    async delete(id, _state, { cloudwatch }) {
        const call = cloudwatch.send(new DeleteDashboardsCommand({ DashboardNames: [id] }));
        await unlessGone(call, ...DASHBOARD_GONE);
    },
    async cleanUp() {
        // Nothing: the create that follows puts the dashboard again.
    },
};
