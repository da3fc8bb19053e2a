import {
    ComparisonOperator,
    DeleteAlarmsCommand,
    DeleteDashboardsCommand,
    DescribeAlarmsCommand,
    Dimension,
    GetDashboardCommand,
    MetricAlarm,
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
import { JSON_TEXT, byDefault, unordered } from "../shape";
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

async function putAlarm(inputs: Properties, clients: Clients): Promise<void> {
    await clients.cloudwatch.send(
        new PutMetricAlarmCommand({
            AlarmName: text(inputs, "name"),
            AlarmDescription: inputs["alarmDescription"] as string | undefined,
            ActionsEnabled: (inputs["actionsEnabled"] ?? true) as boolean,
            ComparisonOperator: text(inputs, "comparisonOperator") as ComparisonOperator,
            Threshold: Number(inputs["threshold"]),
            EvaluationPeriods: Number(inputs["evaluationPeriods"]),
            DatapointsToAlarm: inputs["datapointsToAlarm"] as number | undefined,
            TreatMissingData: (inputs["treatMissingData"] ?? "missing") as string,
            AlarmActions: inputs["alarmActions"] as string[] | undefined,
            OKActions: inputs["okActions"] as string[] | undefined,
            InsufficientDataActions: inputs["insufficientDataActions"] as string[] | undefined,
            ...looked(inputs),
        }),
    );
}

async function describedAlarm(name: string, { cloudwatch }: Clients) {
    const answer = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    return answer.MetricAlarms?.[0];
}

function seenDimensions(seen: readonly Dimension[] | undefined): Properties | undefined {
    return seen?.length
        ? Object.fromEntries(seen.map(({ Name = "", Value = "" }) => [Name, Value]))
        : undefined;
}

/** Metric math as the inputs have it. */
function seenQueries(seen: readonly MetricDataQuery[] | undefined): Properties[] | undefined {
    return seen?.map(({ Id, Expression, Label, ReturnData, MetricStat }) => ({
        id: Id,
        expression: Expression,
        label: Label,
        returnData: ReturnData,
        metric: MetricStat && {
            namespace: MetricStat.Metric?.Namespace,
            metricName: MetricStat.Metric?.MetricName,
            dimensions: seenDimensions(MetricStat.Metric?.Dimensions),
            period: MetricStat.Period,
            stat: MetricStat.Stat,
        },
    }));
}

function seenAlarm(seen: MetricAlarm): Properties {
    return {
        name: seen.AlarmName,
        arn: seen.AlarmArn,
        alarmDescription: seen.AlarmDescription,
        actionsEnabled: seen.ActionsEnabled,
        comparisonOperator: seen.ComparisonOperator,
        threshold: seen.Threshold,
        evaluationPeriods: seen.EvaluationPeriods,
        datapointsToAlarm: seen.DatapointsToAlarm,
        treatMissingData: seen.TreatMissingData ?? "missing",
        alarmActions: seen.AlarmActions,
        okActions: seen.OKActions,
        insufficientDataActions: seen.InsufficientDataActions,
        namespace: seen.Namespace,
        metricName: seen.MetricName,
        dimensions: seenDimensions(seen.Dimensions),
        period: seen.Period,
        statistic: seen.Statistic,
        metricQueries: seenQueries(seen.Metrics),
    };
}

const METRIC = { namespace: true, metricName: true, dimensions: true, period: true, stat: true } as const;
const PUT = "PutMetricAlarm, whole";

/** aws:cloudwatch/metricAlarm:MetricAlarm */
export const metricAlarm: ResourceType = {
    source: "cloudwatch/metric_alarm.go",
    inputs: {
        name: replaces(),
        alarmDescription: updates(true, PUT),
        actionsEnabled: updates(byDefault(true), PUT),
        comparisonOperator: updates(true, PUT),
        threshold: updates(true, PUT),
        evaluationPeriods: updates(true, PUT),
        datapointsToAlarm: updates(true, PUT),
        treatMissingData: updates(byDefault("missing"), PUT),
        alarmActions: updates(unordered(), PUT),
        okActions: updates(unordered(), PUT),
        insufficientDataActions: updates(unordered(), PUT),
        namespace: updates(true, PUT),
        metricName: updates(true, PUT),
        dimensions: updates(true, PUT),
        period: updates(true, PUT),
        statistic: updates(true, PUT),
        metricQueries: updates(
            unordered({ id: true, expression: true, label: true, returnData: true, metric: METRIC }),
            PUT,
        ),
        tags: updates(true, "TagResource, UntagResource"),
    },
    unique: "name",
    ...alarmTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        await putAlarm(inputs, clients);
        return { id: name, outs: { arn: (await describedAlarm(name, clients))?.AlarmArn } };
    },
    async read(id, _state, clients) {
        const seen = await describedAlarm(id, clients);
        return seen && seenAlarm(seen);
    },
    async update(_id, _olds, news, clients, changes) {
        if (changes.size > 0) {
            await putAlarm(news, clients);
        }
        return {};
    },
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
    source: "cloudwatch/dashboard.go",
    inputs: { dashboardName: replaces(), dashboardBody: updates(JSON_TEXT, "PutDashboard") },
    unique: "dashboardName",
    async create(inputs, clients) {
        return { id: text(inputs, "dashboardName"), outs: await putDashboard(inputs, clients) };
    },
    async read(id, _state, { cloudwatch }) {
        const call = cloudwatch.send(new GetDashboardCommand({ DashboardName: id }));
        const seen = await unlessGone(call, ...DASHBOARD_GONE);
        return seen && { dashboardName: id, dashboardBody: seen.DashboardBody };
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
