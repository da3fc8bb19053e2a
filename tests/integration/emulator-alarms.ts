import assert from "node:assert/strict";
import {
    CloudWatchClient,
    DescribeAlarmsCommand,
    DescribeAlarmsForMetricCommand,
    ListTagsForResourceCommand,
    PutMetricAlarmCommand,
    PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { AwsJson1_0Protocol, AwsQueryProtocol } from "@aws-sdk/core/protocols";
import { clientSettings } from "../../local/cloud/clients";
import { ROOT_CREDENTIALS } from "../../local/cloud/root-environment";
import { ACCOUNT, REGION, TestEmulator } from "../support/test-emulator";

const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`;
const ACTIONS = {
    ActionsEnabled: false,
    AlarmActions: [TOPIC, `${TOPIC}-2`],
    OKActions: [`${TOPIC}-ok`],
    InsufficientDataActions: [`${TOPIC}-missing`],
};

/** Every kind of alarm, with every member that there is for it. */
const ALARMS: readonly PutMetricAlarmCommandInput[] = [
    {
        AlarmName: "on a statistic",
        AlarmDescription: 'Some <records> are "late" & lost',
        ...ACTIONS,
        MetricName: "Late",
        Namespace: "AWS/Kinesis",
        Statistic: "Maximum",
        Period: 300,
        Unit: "Count",
        Dimensions: [
            { Name: "StreamName", Value: "s" },
            { Name: "ShardId", Value: "shardId-000000000000" },
        ],
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        Threshold: 0.5,
        ComparisonOperator: "GreaterThanThreshold",
        TreatMissingData: "notBreaching",
    },
    {
        AlarmName: "on a percentile",
        ActionsEnabled: true,
        MetricName: "Latency",
        Namespace: "N",
        ExtendedStatistic: "p99.9",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 100,
        ComparisonOperator: "LessThanOrEqualToThreshold",
        TreatMissingData: "breaching",
        EvaluateLowSampleCountPercentile: "ignore",
    },
    {
        AlarmName: "on metric math",
        ...ACTIONS,
        Metrics: [
            { Id: "e", Expression: "m / 2", Label: "half", ReturnData: true },
            {
                Id: "m",
                MetricStat: {
                    Metric: {
                        Namespace: "AWS/Firehose",
                        MetricName: "IncomingRecords",
                        Dimensions: [{ Name: "DeliveryStreamName", Value: "d" }],
                    },
                    Period: 900,
                    Stat: "Sum",
                },
                ReturnData: false,
            },
        ],
        EvaluationPeriods: 2,
        Threshold: 7,
        ComparisonOperator: "LessThanThreshold",
        TreatMissingData: "ignore",
    },
];

/** The one alarm of a name, without what the service adds to it: that is also checked. */
async function alarmOf(name: string, cloudwatch: CloudWatchClient) {
    const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    assert.equal(MetricAlarms.length, 1);
    const { AlarmArn, StateValue, StateReason, ...rest } = MetricAlarms[0] ?? {};
    assert.equal(StateValue, "INSUFFICIENT_DATA");
    assert.match(StateReason ?? "", /Unchecked/);
    const { StateUpdatedTimestamp, AlarmConfigurationUpdatedTimestamp, ...alarm } = rest;
    for (const time of [StateUpdatedTimestamp, AlarmConfigurationUpdatedTimestamp]) {
        assert.ok(Math.abs(Number(time) - Date.now()) < 60_000, String(time));
    }
    return { AlarmArn, alarm };
}

/** Puts each alarm, and asserts that it comes back with the members that it was put with, and no other one. */
export async function keepsAlarms(
    { endpoint }: TestEmulator,
    protocol: typeof AwsJson1_0Protocol | typeof AwsQueryProtocol,
): Promise<void> {
    const settings = { ...clientSettings(endpoint, REGION), credentials: ROOT_CREDENTIALS };
    const cloudwatch = new CloudWatchClient({ ...settings, protocol });
    const Tags = [{ Key: "owner", Value: "data team" }];
    const empty = { AlarmActions: [], OKActions: [], InsufficientDataActions: [], Dimensions: [] };
    for (const put of ALARMS) {
        await cloudwatch.send(new PutMetricAlarmCommand({ ...put, Tags }));
        const { AlarmArn, alarm } = await alarmOf(String(put.AlarmName), cloudwatch);
        assert.deepEqual({ ...empty, ...alarm }, { ...empty, ...put });
        const tagged = await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: AlarmArn }));
        assert.deepEqual(tagged.Tags, Tags);
    }
    const found = await cloudwatch.send(
        new DescribeAlarmsForMetricCommand({ MetricName: "Late", Namespace: "AWS/Kinesis" }),
    );
    assert.deepEqual(found.MetricAlarms?.[0]?.AlarmActions, ACTIONS.AlarmActions);
}
