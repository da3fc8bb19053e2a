import assert from "node:assert/strict";
import { ALARM_KEYS } from "../../components/config/sections/alarms";
import { NAMES, Registered, all, one, statements } from "../support/program-run";
import { runProgram } from "../support/program";

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

    it("watches the growth of what only counts up", () => {
        for (const id of ["fullRestarts", "failedCheckpoints", "lateRecords"]) {
            const queries = alarm(registered, id)["metricQueries"] as Record<string, unknown>[];
            assert.equal(queries[1]?.["expression"], "DIFF(m1)", id);
        }
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

    it("has a dashboard in the order of the data's way", () => {
        const body = JSON.parse(
            String(one(registered, "aws:cloudwatch/dashboard:Dashboard")["dashboardBody"]),
        ) as {
            widgets: {
                type: string;
                x: number;
                y: number;
                width: number;
                properties: Record<string, unknown>;
            }[];
        };
        const headings = body.widgets.filter(({ type }) => type === "text");
        assert.deepEqual(
            headings.map(({ properties }) => String(properties["markdown"]).split(":")[0]),
            ["## 1 Ingestion", "## 2 Analytics", "## 3 Storage"],
        );
        const [first] = body.widgets;
        assert.equal((first?.properties["alarms"] as string[]).length, Object.keys(ALARM_KEYS).length);
        for (const { x, width } of body.widgets) {
            assert.ok(x + width <= 24);
        }
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
