import assert from "node:assert/strict";
import { ALARM_KEYS } from "../../components/config/sections/alarms";
import { NAMES, Registered, all, one, statements } from "../support/program-run";
import { runProgram } from "../support/program";
import {
    COMPARISONS,
    DEFAULT_ALARMS,
    DIMENSIONS,
    EXPRESSIONS,
    GRAPHS,
    OWN_DIMENSIONS,
    Widget,
    queriesOf,
} from "./default-alarms";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:cc-pipeline-test-alarms";
const alarm = (r: Registered[], id: string) => one(r, ALARM, id);
const ids = (r: Registered[]) => all(r, ALARM).map(({ name }) => name);

describe("the monitoring tier", () => {
    let registered: Registered[];

    before(async () => ({ registered } = await runProgram()));

    it("makes every alarm that has a key, each with reason, runbook and topic", () => {
        assert.deepEqual(ids(registered).sort(), Object.keys(ALARM_KEYS).sort());
        for (const { name, inputs } of all(registered, ALARM)) {
            assert.match(String(inputs["alarmDescription"]), /^[^\n]{20,}\.\nRunbook: [^\n]{20,}$/, name);
            assert.deepEqual(inputs["alarmActions"], [TOPIC]);
            assert.deepEqual(inputs["okActions"], [TOPIC]);
        }
    });

    for (const [id, [metric, stat, period, when, threshold]] of Object.entries(DEFAULT_ALARMS)) {
        it(`${id}: is raised where ${metric} is ${when} ${threshold} in ${period} s`, () => {
            const inputs = alarm(registered, id);
            const queries = queriesOf(inputs);
            const [first] = queries;
            assert.equal(`${first?.metric?.namespace} ${first?.metric?.metricName}`, metric);
            assert.equal(first?.metric?.stat, stat);
            const metrics = queries.flatMap((query) => query.metric ?? []);
            assert.deepEqual(
                metrics.map((one) => one.period),
                metrics.map(() => period),
            );
            assert.deepEqual(
                metrics.map(({ dimensions }) => dimensions),
                OWN_DIMENSIONS[id] ?? DIMENSIONS[metric.split(" ")[0] ?? ""],
            );
            const periods = id === "notRunning" ? 10 : 1;
            assert.deepEqual(
                [inputs["comparisonOperator"], inputs["threshold"], inputs["evaluationPeriods"]],
                [COMPARISONS[when], threshold, periods],
            );
            assert.equal(inputs["name"], `cc-pipeline-test-${id}`);
        });
    }

    it("computes percentages, sums and growth by metric math, and returns that alone", () => {
        const computed = all(registered, ALARM)
            .map(({ name, inputs }) => [name, queriesOf(inputs)] as const)
            .filter(([, queries]) => queries.some(({ expression }) => expression !== undefined));
        const expressions = computed.map(([name, queries]) => [
            name,
            queries[queries.length - 1]?.expression,
        ]);
        assert.deepEqual(Object.fromEntries(expressions), EXPRESSIONS);
        for (const [name, queries] of computed) {
            assert.deepEqual(
                queries.map(({ id, returnData, label }) => [id, returnData, label]),
                queries.map((_, i) =>
                    i === queries.length - 1 ? ["e1", true, name] : [`m${i + 1}`, undefined, undefined],
                ),
            );
        }
    });

    it("compares what is put into Firehose with the account's limits", () => {
        for (const [id, limit] of [
            ["deliveryBytes", "BytesPerSecondLimit"],
            ["deliveryRecords", "RecordsPerSecondLimit"],
            ["deliveryRequests", "PutRequestsPerSecondLimit"],
        ] as const) {
            const last = queriesOf(alarm(registered, id))[2]?.metric;
            assert.deepEqual(
                [last?.namespace, last?.metricName, last?.stat],
                ["AWS/Firehose", limit, "Minimum"],
            );
        }
    });

    it("derives thresholds from the configuration", async () => {
        const { registered: sized } = await runProgram({
            "stream.shardCount": "2",
            "stream.retentionHours": "48",
            "analytics.windowSeconds": "600",
            "delivery.bufferSeconds": "900",
        });
        assert.equal(alarm(sized, "iteratorAge")["threshold"], 24 * 3_600_000);
        assert.equal(alarm(sized, "millisBehindLatest")["threshold"], 1_800_000);
        assert.equal(alarm(sized, "deliveryFreshness")["threshold"], 1800);
        // Each capacity alarm counts the shards.
        for (const [id, perShard] of [
            ["streamBytesIn", 1_048_576],
            ["streamRecordsIn", 1000],
            ["streamBytesOut", 2_097_152],
        ] as const) {
            const [, share] = queriesOf(alarm(sized, id));
            assert.equal(share?.expression, `100 * m1 / ${2 * perShard * 300}`);
        }
        const [metric, percent] = alarm(sized, "streamBytesIn")["metricQueries"] as Record<string, unknown>[];
        assert.deepEqual(metric?.["metric"], {
            namespace: "AWS/Kinesis",
            metricName: "IncomingBytes",
            dimensions: { StreamName: "cc-pipeline-test-ingestion" },
            period: 300,
            stat: "Sum",
        });
        // 2 shards × 1 MiB/s × 300 s: what they take in a period.
        assert.equal(percent?.["expression"], "100 * m1 / 629145600");
        assert.equal(alarm(sized, "streamBytesIn")["threshold"], 80);
    });

    it("lets each threshold be set", async () => {
        const config = Object.fromEntries(
            Object.keys(ALARM_KEYS).map((id, i) => [`alarms.${id}`, `${i + 2}`]),
        );
        const { registered: set } = await runProgram(config);
        Object.keys(ALARM_KEYS).forEach((id, i) => {
            // The one key that is a number of minutes in a row, each a period.
            const property = id === "notRunning" ? "evaluationPeriods" : "threshold";
            assert.equal(alarm(set, id)[property], i + 2, id);
        });
    });

    it("is raised where the application has not been running for ten minutes, by its uptime or its silence", () => {
        const { metricName, statistic, period, evaluationPeriods, comparisonOperator, threshold } = alarm(
            registered,
            "notRunning",
        );
        assert.deepEqual([metricName, statistic, period, evaluationPeriods], ["uptime", "Maximum", 60, 10]);
        assert.deepEqual([comparisonOperator, threshold], ["LessThanOrEqualToThreshold", 0]);
    });

    it("takes silence of the agents and of the application for an alarm, and of nothing else", () => {
        for (const { name, inputs } of all(registered, ALARM)) {
            const expected = ["silentRecords", "notRunning"].includes(name) ? "breaching" : "notBreaching";
            assert.equal(inputs["treatMissingData"], expected, name);
        }
        assert.equal(alarm(registered, "silentRecords")["comparisonOperator"], "LessThanOrEqualToThreshold");
    });

    it("leaves out what a stack does not have", async () => {
        const onDemand = ids((await runProgram({ "stream.mode": "ON_DEMAND" })).registered);
        assert.ok(!onDemand.some((id) => id.startsWith("streamBytes") || id === "streamRecordsIn"));
        const legacy = ids((await runProgram({ "analytics.engine": "kinesis-sql" })).registered);
        assert.ok(!legacy.includes("fullRestarts") && legacy.includes("iteratorAge"));
        const theirs = ids((await runProgram({ "bucket.existing": "theirs" })).registered);
        assert.ok(!theirs.includes("errorObjects"));
        const none = await runProgram({ "monitoring.enabled": "false" });
        assert.deepEqual(ids(none.registered), []);
    });

    describe("has a dashboard", () => {
        const widgetsOf = (run: Registered[]) =>
            (
                JSON.parse(String(one(run, "aws:cloudwatch/dashboard:Dashboard")["dashboardBody"])) as {
                    widgets: Widget[];
                }
            ).widgets;
        const rowsOf = (widgets: Widget[]) =>
            widgets
                .filter(({ type }) => type === "metric")
                .map(({ properties }) => [
                    properties.title,
                    (properties.metrics ?? []).map((row) => {
                        const { stat } = row[row.length - 1] as { stat: string };
                        return `${row.slice(0, -1).join(" ")} ${stat}`;
                    }),
                ]);

        it("with every alarm first, then one row per tier, in pipeline order", () => {
            const widgets = widgetsOf(registered);
            const places = widgets.map(({ type, x, y, width, height }) => [type, x, y, width, height]);
            const row = (y: number) => [
                ["text", 0, y, 24, 1],
                ...[0, 6, 12, 18].map((x) => ["metric", x, y + 1, 6, 6]),
            ];
            assert.deepEqual(places, [["alarm", 0, 0, 24, 3], ...row(3), ...row(10), ...row(17)]);
            assert.deepEqual(
                widgets.flatMap(({ properties: { markdown } }) => markdown ?? []),
                [
                    "## 1 Ingestion: stream cc-pipeline-test-ingestion",
                    "## 2 Analytics: application cc-pipeline-test-analytics",
                    "## 3 Storage: delivery streams cc-pipeline-test-summary-status-counts, cc-pipeline-test-rejected",
                ],
            );
            const arn = (id: string) =>
                `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:cc-pipeline-test-${id}`;
            const [first] = widgets;
            assert.deepEqual(first?.properties, {
                title: "Alarms",
                alarms: Object.keys(DEFAULT_ALARMS).map(arn),
            });
        });

        it("whose graphs show each metric by the minute, in the stack's region", () => {
            const widgets = widgetsOf(registered);
            assert.deepEqual(rowsOf(widgets), GRAPHS);
            for (const { type, properties } of widgets) {
                const { region, view, period } = properties;
                assert.deepEqual(
                    [region, view, period],
                    type === "metric" ? ["eu-west-1", "timeSeries", 60] : [undefined, undefined, undefined],
                );
            }
        });

        it("with one graph of the application where Kinesis Data Analytics SQL runs the query", async () => {
            const run = await runProgram({ "analytics.engine": "kinesis-sql" });
            const rows = rowsOf(widgetsOf(run.registered));
            assert.equal(rows.length, GRAPHS.length - 3);
            assert.deepEqual(rows[4], [
                "Behind the stream's tip",
                ["AWS/KinesisAnalytics MillisBehindLatest Application cc-pipeline-test-analytics Maximum"],
            ]);
        });
    });

    it("lets alarms and budgets of this account publish to the topic, and nobody else", () => {
        const policy = statements(one(registered, "aws:sns/topicPolicy:TopicPolicy")["policy"]);
        assert.deepEqual(policy["PublishAlarms"]?.["Condition"], {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*" },
        });
        assert.deepEqual(Object.keys(policy), ["PublishAlarms", "PublishBudgets"]);
    });

    it("notifies an address and watches a budget where the stack names them", async () => {
        assert.equal(all(registered, "aws:sns/topicSubscription:TopicSubscription").length, 0);
        assert.equal(all(registered, "aws:budgets/budget:Budget").length, 0);
        const run = await runProgram({ "monitoring.email": "ops@example.com", "monitoring.budgetUsd": "50" });
        const { endpoint, ...subscription } = one(
            run.registered,
            "aws:sns/topicSubscription:TopicSubscription",
        );
        assert.deepEqual(subscription, { topic: TOPIC, protocol: "email" });
        // A secret, in the engine's own form: the state has it encrypted.
        assert.deepEqual(endpoint, {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: "ops@example.com",
        });
        const budget = one(run.registered, "aws:budgets/budget:Budget");
        assert.equal(budget["name"], NAMES.budget);
        assert.equal(budget["limitAmount"], "50.0");
        const tag = (key: string, value: string) => ({
            tags: { key, values: [value], matchOptions: ["EQUALS"] },
        });
        assert.deepEqual(budget["filterExpression"], {
            ands: [tag("project", "cc-pipeline"), tag("stack", "test")],
        });
    });
});
