import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ALARM_KEYS, AlarmSettings } from "../config/sections/alarms";
import { ANALYTICS_KEYS, AnalyticsSettings, analyticsMistakes } from "../config/sections/analytics";
import { BUCKET_KEYS, BucketSettings, bucketMistakes } from "../config/sections/bucket";
import { DELIVERY_KEYS, DeliverySettings, deliveryMistakes } from "../config/sections/delivery";
import { MONITORING_KEYS, MonitoringSettings, monitoringMistakes } from "../config/sections/monitoring";
import { STREAM_KEYS, StreamSettings, streamMistakes } from "../config/sections/stream";
import { fillSection, fillSettings, refuseMistakes } from "../config/settings";
import { Deployment, regionalArn } from "../foundation/arns";
import { DELIVERIES_PER_ALARM } from "../foundation/limits";
import { alarmTopicPolicy } from "../foundation/policy-documents";
import { TierArgs, withNames } from "../foundation/tier";
import { Alarm, alarms } from "./alarms";
import { alarmDescription, dashboardBody } from "./dashboard";
import { MonitoredStack } from "./metrics";

/** Arguments of MonitoringTier: the parts of the stack, as the other tiers were given them. */
export interface MonitoringTierArgs extends TierArgs {
    /** The stream that is read, new or existing. */
    readonly streamName: string;
    /** The delivery streams: a StorageTier's `deliveries`; 1 to 9, as many as an alarm takes. */
    readonly deliveries: MonitoredStack["deliveries"];
    /** The stream's settings. @default the default of each setting */
    readonly stream?: Partial<StreamSettings>;
    /** The application's settings. @default the default of each setting */
    readonly analytics?: Partial<AnalyticsSettings>;
    /** The delivery streams' settings. @default the default of each setting */
    readonly delivery?: Partial<DeliverySettings>;
    /** The results bucket's settings. @default the default of each setting */
    readonly bucket?: Partial<BucketSettings>;
    /** Who is notified, and the budget. @default nobody, and no budget */
    readonly monitoring?: Partial<MonitoringSettings>;
    /** Thresholds of the alarms. @default derived from the other settings */
    readonly alarms?: Partial<AlarmSettings>;
    /** Tags that the budget filters costs by; it requires `project` and `stack`. @default none */
    readonly tags?: Readonly<Record<string, string>>;
    /** Resources to create before the alarms, so that an alarm on missing data does not exist before what it watches. @default none */
    readonly startAfter?: readonly pulumi.Resource[];
}

interface ResolvedArgs extends MonitoredStack {
    readonly deployment: Deployment;
    readonly tags: Readonly<Record<string, string>>;
    readonly startAfter: readonly pulumi.Resource[];
}

/** All settings, by the rules of the configuration. @throws pulumi.RunError one line per mistake. */
function settingsOf(args: MonitoringTierArgs): MonitoredStack["config"] {
    const { region } = args.deployment;
    const stream = fillSection("stream", STREAM_KEYS, args.stream);
    const analytics = fillSection("analytics", ANALYTICS_KEYS, args.analytics);
    const delivery = fillSection("delivery", DELIVERY_KEYS, args.delivery);
    const bucket = fillSection("bucket", BUCKET_KEYS, args.bucket);
    const monitoring = fillSection("monitoring", MONITORING_KEYS, args.monitoring);
    refuseMistakes(
        ...streamMistakes(stream, region),
        ...analyticsMistakes(analytics, region),
        ...deliveryMistakes(delivery, region),
        ...bucketMistakes(bucket, region),
        ...monitoringMistakes(monitoring, region),
    );
    return {
        stream: stream.values,
        analytics: analytics.values,
        delivery: delivery.values,
        bucket: bucket.values,
        monitoring: monitoring.values,
        alarms: fillSettings("alarms", ALARM_KEYS, args.alarms),
    };
}

/** What the settings alone do not show. @throws pulumi.RunError one line. */
function refuseOtherArguments(
    { enabled, budgetUsd }: MonitoringSettings,
    deliveries: number,
    tags: Readonly<Record<string, string>>,
): void {
    if (!enabled) {
        throw new pulumi.RunError(
            "monitoring.enabled: 'false' is for a stack without this tier; leave out the setting, or the tier",
        );
    }
    if (deliveries === 0) {
        throw new pulumi.RunError(
            "deliveries: there are none, and the alarms watch them; give those of a StorageTier",
        );
    }
    if (deliveries > DELIVERIES_PER_ALARM) {
        throw new pulumi.RunError(
            `deliveries: there are ${deliveries}, more than one alarm can watch; give at most ${DELIVERIES_PER_ALARM}`,
        );
    }
    if (budgetUsd > 0 && (!tags["project"] || !tags["stack"])) {
        throw new pulumi.RunError(
            "monitoring.budgetUsd: a budget finds its resources by the tags project and stack; give tags as well",
        );
    }
}

function resolve(args: MonitoringTierArgs): ResolvedArgs {
    const config = settingsOf(args);
    const { names, tags = {}, startAfter = [], ...given } = withNames(args, config.bucket);
    const { deployment, streamName, deliveries } = given;
    refuseOtherArguments(config.monitoring, deliveries.length, tags);
    return { deployment, names, streamName, deliveries, tags, startAfter, config };
}

/** The monitoring tier: alarms, the topic that they notify, the dashboard, and the budget. */
export class MonitoringTier extends pulumi.ComponentResource {
    /** The alarms' topic, known at preview. */
    public readonly topicArn: string;

    constructor(name: string, args: MonitoringTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:monitoring:MonitoringTier", name, {}, opts);
        const resolved = resolve(args);
        const { deployment, names, config } = resolved;
        this.topicArn = regionalArn(deployment, "sns", names.topic);
        const topic = this.topic(resolved);
        const all = alarms(resolved);
        all.forEach((alarm) => this.alarm(alarm, resolved, [...topic, ...resolved.startAfter]));
        const arns = all.map(({ id }) =>
            regionalArn(deployment, "cloudwatch", `alarm:${alarmName(resolved, id)}`),
        );
        new aws.cloudwatch.Dashboard(
            "pipeline",
            {
                dashboardName: names.dashboard,
                dashboardBody: dashboardBody(resolved, arns, deployment.region),
            },
            { parent: this },
        );
        if (config.monitoring.budgetUsd > 0) {
            this.budget(resolved, topic);
        }
        this.registerOutputs({ topicArn: this.topicArn });
    }

    /** The topic with its policy and its one subscription. A person's address is a secret of the state. */
    private topic({ deployment, names, config }: ResolvedArgs): pulumi.Resource[] {
        const topic = new aws.sns.Topic(
            "alarms",
            // Alarms cannot publish with the AWS-managed key aws/sns (Amazon SNS Developer Guide, "Key management").
            { name: names.topic, kmsMasterKeyId: config.monitoring.kmsKeyArn },
            { parent: this },
        );
        const child = { parent: this, dependsOn: [topic], deletedWith: topic };
        const policy = new aws.sns.TopicPolicy(
            "alarms",
            { arn: this.topicArn, policy: alarmTopicPolicy(deployment, this.topicArn) },
            child,
        );
        if (config.monitoring.email !== undefined) {
            new aws.sns.TopicSubscription(
                "email",
                {
                    topic: this.topicArn,
                    protocol: "email",
                    endpoint: pulumi.secret(config.monitoring.email),
                },
                child,
            );
        }
        return [topic, policy];
    }

    private alarm(alarm: Alarm, args: ResolvedArgs, dependsOn: pulumi.Resource[]): void {
        const { sources, expression, period } = alarm;
        const [first] = sources;
        const queries = sources.map(({ namespace, metric, dimensions, stat }, i) => ({
            id: `m${i + 1}`,
            metric: { namespace, metricName: metric, dimensions: { ...dimensions }, period, stat },
        }));
        const metricInput =
            expression === undefined
                ? {
                      namespace: first?.namespace,
                      metricName: first?.metric,
                      dimensions: { ...first?.dimensions },
                      period,
                      statistic: first?.stat,
                  }
                : {
                      metricQueries: [
                          ...queries,
                          { id: "e1", expression, label: alarm.id, returnData: true },
                      ],
                  };
        new aws.cloudwatch.MetricAlarm(
            alarm.id,
            {
                name: alarmName(args, alarm.id),
                alarmDescription: alarmDescription(alarm),
                comparisonOperator: alarm.comparison,
                threshold: alarm.threshold,
                evaluationPeriods: alarm.periods,
                treatMissingData: alarm.missingDataBreaches ? "breaching" : "notBreaching",
                alarmActions: [this.topicArn],
                okActions: [this.topicArn],
                ...metricInput,
            },
            { parent: this, dependsOn },
        );
    }

    private budget({ names, config, tags }: ResolvedArgs, dependsOn: pulumi.Resource[]): void {
        const { budgetUsd, email } = config.monitoring;
        const notification = (threshold: number, notificationType: "ACTUAL" | "FORECASTED") => ({
            comparisonOperator: "GREATER_THAN",
            threshold,
            thresholdType: "PERCENTAGE",
            notificationType,
            subscriberSnsTopicArns: [this.topicArn],
            ...(email !== undefined && { subscriberEmailAddresses: [pulumi.secret(email)] }),
        });
        new aws.budgets.Budget(
            "monthly",
            {
                name: names.budget,
                budgetType: "COST",
                timeUnit: "MONTHLY",
                limitAmount: `${budgetUsd}.0`,
                limitUnit: "USD",
                metrics: "UnblendedCost",
                // Resources with both tags; each must be active as a cost allocation tag of the account.
                filterExpression: {
                    ands: ["project", "stack"].map((key) => ({
                        tags: { key, values: [tags[key] ?? ""], matchOptions: ["EQUALS"] },
                    })),
                },
                notifications: [notification(80, "ACTUAL"), notification(100, "FORECASTED")],
            },
            { parent: this, dependsOn },
        );
    }
}

function alarmName({ names }: MonitoredStack, id: string): string {
    return `${names.alarmPrefix}-${id}`;
}
