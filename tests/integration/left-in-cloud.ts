import { ListNamedQueriesCommand, ListWorkGroupsCommand } from "@aws-sdk/client-athena";
import { DescribeBudgetsCommand } from "@aws-sdk/client-budgets";
import { DescribeAlarmsCommand, ListDashboardsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
    DescribeInstancesCommand,
    DescribeKeyPairsCommand,
    DescribeLaunchTemplatesCommand,
    DescribeSecurityGroupsCommand,
} from "@aws-sdk/client-ec2";
import { ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { GetDatabasesCommand } from "@aws-sdk/client-glue";
import { ListInstanceProfilesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { ListApplicationsCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import { ListGroupsCommand } from "@aws-sdk/client-resource-groups";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { Clients } from "../../local/cloud/clients";

const names = <T>(items: readonly T[] | undefined, name: (item: T) => string | undefined) =>
    (items ?? []).map((item) => name(item) ?? "?");

/** What an account has from its first day. */
const NOT_OURS = /^(default|primary|AWSServiceRoleFor.*)$/;

async function compute({ ec2, iam }: Clients) {
    const live = { Filters: [{ Name: "instance-state-name", Values: ["pending", "running", "stopping"] }] };
    const instances = await ec2.send(new DescribeInstancesCommand(live));
    const templates = await ec2.send(new DescribeLaunchTemplatesCommand({}));
    const groups = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const keys = await ec2.send(new DescribeKeyPairsCommand({}));
    const roles = await iam.send(new ListRolesCommand({}));
    const profiles = await iam.send(new ListInstanceProfilesCommand({}));
    return {
        instances: names(
            instances.Reservations?.flatMap((r) => r.Instances ?? []),
            (i) => i.InstanceId,
        ),
        launchTemplates: names(templates.LaunchTemplates, (t) => t.LaunchTemplateName),
        securityGroups: names(groups.SecurityGroups, (g) => g.GroupName),
        keyPairs: names(keys.KeyPairs, (k) => k.KeyName),
        roles: names(roles.Roles, (r) => r.RoleName),
        instanceProfiles: names(profiles.InstanceProfiles, (p) => p.InstanceProfileName),
    };
}

async function data({ kinesis, firehose, flink, s3, glue, athena }: Clients) {
    const { NamedQueryIds } = await athena.send(new ListNamedQueriesCommand({}));
    return {
        streams: (await kinesis.send(new ListStreamsCommand({}))).StreamNames ?? [],
        deliveryStreams: (await firehose.send(new ListDeliveryStreamsCommand({}))).DeliveryStreamNames ?? [],
        applications: names(
            (await flink.send(new ListApplicationsCommand({}))).ApplicationSummaries,
            (a) => a.ApplicationName,
        ),
        buckets: names((await s3.send(new ListBucketsCommand({}))).Buckets, (b) => b.Name),
        databases: names((await glue.send(new GetDatabasesCommand({}))).DatabaseList, (d) => d.Name),
        workgroups: names((await athena.send(new ListWorkGroupsCommand({}))).WorkGroups, (w) => w.Name),
        namedQueries: NamedQueryIds ?? [],
    };
}

async function watching({ logs, cloudwatch, sns, budgets, groups }: Clients) {
    const AccountId = "000000000000";
    return {
        logGroups: names(
            (await logs.send(new DescribeLogGroupsCommand({}))).logGroups,
            (g) => g.logGroupName,
        ),
        alarms: names(
            (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms,
            (a) => a.AlarmName,
        ),
        dashboards: names(
            (await cloudwatch.send(new ListDashboardsCommand({}))).DashboardEntries,
            (d) => d.DashboardName,
        ),
        topics: names((await sns.send(new ListTopicsCommand({}))).Topics, (t) => t.TopicArn),
        budgets: names(
            (await budgets.send(new DescribeBudgetsCommand({ AccountId }))).Budgets,
            (b) => b.BudgetName,
        ),
        resourceGroups: names(
            (await groups.send(new ListGroupsCommand({}))).GroupIdentifiers,
            (g) => g.GroupName,
        ),
    };
}

/** What is left in the local cloud, by kind, asked of each service itself. */
export async function leftInCloud(clients: Clients): Promise<Record<string, string[]>> {
    const all = { ...(await compute(clients)), ...(await data(clients)), ...(await watching(clients)) };
    return Object.fromEntries(
        Object.entries(all).map(([kind, found]) => [kind, found.filter((name) => !NOT_OURS.test(name))]),
    );
}
