import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Alarm, MonitoredStack, alarms } from "./alarms";
import { alarmDescription, dashboardBody } from "./dashboard";
import { alarmTopicPolicy } from "../foundation/policy-documents";
import { Deployment, regionalArn } from "../foundation/names";

/** What the monitoring tier is made from. */
export interface MonitoringTierArgs extends MonitoredStack {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** The tags by which the budget finds what the stack costs. */
    readonly tags: Readonly<Record<string, string>>;
    /** Resources created before the alarms, so that an alarm on silence does not precede what it watches. */
    readonly startAfter: readonly pulumi.Resource[];
}

/** The monitoring tier: alarms, the topic that they tell, the dashboard, and the budget. */
export class MonitoringTier extends pulumi.ComponentResource {
    /** The alarms' topic, known at preview. */
    public readonly topicArn: string;

    constructor(name: string, args: MonitoringTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:monitoring:MonitoringTier", name, {}, opts);
        const { deployment, names, config } = args;
        this.topicArn = regionalArn(deployment, "sns", names.topic);
        const topic = this.topic(args);
        const all = alarms(args);
        all.forEach((alarm) => this.alarm(alarm, args, [...topic, ...args.startAfter]));
        const arns = all.map(({ id }) =>
            regionalArn(deployment, "cloudwatch", `alarm:${alarmName(args, id)}`),
        );
        new aws.cloudwatch.Dashboard(
            "pipeline",
            { dashboardName: names.dashboard, dashboardBody: dashboardBody(args, arns, deployment.region) },
            { parent: this },
        );
        if (config.monitoring.budgetUsd > 0) {
            this.budget(args, topic);
        }
        this.registerOutputs({ topicArn: this.topicArn });
    }

    /** The topic with its policy and its one subscription. A person's address is nothing for the state in clear text. */
    private topic({ deployment, names, config }: MonitoringTierArgs): pulumi.Resource[] {
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

    private alarm(alarm: Alarm, args: MonitoringTierArgs, dependsOn: pulumi.Resource[]): void {
        const { sources, expression, period } = alarm;
        const [first] = sources;
        const queries = sources.map(({ namespace, metric, dimensions, stat }, i) => ({
            id: `m${i + 1}`,
            metric: { namespace, metricName: metric, dimensions: { ...dimensions }, period, stat },
        }));
        const looked =
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
                treatMissingData: alarm.silenceIsBad ? "breaching" : "notBreaching",
                alarmActions: [this.topicArn],
                okActions: [this.topicArn],
                ...looked,
            },
            { parent: this, dependsOn },
        );
    }

    private budget({ names, config, tags }: MonitoringTierArgs, dependsOn: pulumi.Resource[]): void {
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
                // What bears both tags; each must be active as a cost allocation tag of the account.
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
