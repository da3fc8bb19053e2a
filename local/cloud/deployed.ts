import {
    DescribeInstancesCommand,
    DescribeLaunchTemplateVersionsCommand,
    Instance,
} from "@aws-sdk/client-ec2";
import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { GetInstanceProfileCommand } from "@aws-sdk/client-iam";
import {
    ApplicationDetail,
    DescribeApplicationCommand,
    ListApplicationsCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Clients } from "./clients";

/** A running instance, as the control plane describes it. */
export interface DeployedInstance {
    readonly id: string;
    readonly roleArn: string;
    /** Decoded. */
    readonly userData: string;
}

/** A running Flink application, as the control plane describes it. */
export interface DeployedApplication {
    readonly name: string;
    readonly arn: string;
    /** Counts up with each change. */
    readonly version: number;
    readonly roleArn: string;
    readonly code: { readonly bucket: string; readonly key: string };
    readonly propertyGroups: readonly {
        readonly id: string;
        readonly map: Readonly<Record<string, string>>;
    }[];
    readonly parallelism: number;
    readonly checkpointIntervalMillis: number;
    /** Whether a new version goes on from the state of the one before. */
    readonly restores: boolean;
    /** Whether it may do so although some of that state has no place in it. */
    readonly allowNonRestoredState: boolean;
    /** ARN of the log stream that takes its log; undefined where it names none. */
    readonly logStreamArn?: string;
    /** INFO, WARN, ERROR or DEBUG. */
    readonly logLevel: string;
}

function tag(instance: Instance, key: string): string | undefined {
    return instance.Tags?.find((entry) => entry.Key === key)?.Value;
}

async function roleOf(profileArn: string, { iam }: Clients): Promise<string> {
    const name = profileArn.split("/").pop();
    const answer = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }));
    return answer.InstanceProfile?.Roles?.[0]?.Arn ?? "";
}

async function userDataOf(instance: Instance, { ec2 }: Clients): Promise<string | undefined> {
    const id = tag(instance, "aws:ec2launchtemplate:id");
    const version = tag(instance, "aws:ec2launchtemplate:version");
    if (!id || !version) {
        return undefined;
    }
    const answer = await ec2.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [version] }),
    );
    const encoded = answer.LaunchTemplateVersions?.[0]?.LaunchTemplateData?.UserData;
    return encoded && Buffer.from(encoded, "base64").toString("utf8");
}

/** The running instances that were launched from a launch template with user data. */
export async function deployedInstances(clients: Clients): Promise<DeployedInstance[]> {
    const running = { Filters: [{ Name: "instance-state-name", Values: ["running"] }] };
    const answer = await clients.ec2.send(new DescribeInstancesCommand(running));
    const instances = (answer.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
    const deployed = await Promise.all(
        instances.map(async (instance) => {
            const userData = await userDataOf(instance, clients);
            const profile = instance.IamInstanceProfile?.Arn;
            return userData && profile && instance.InstanceId
                ? [{ id: instance.InstanceId, userData, roleArn: await roleOf(profile, clients) }]
                : [];
        }),
    );
    return deployed.flat();
}

/** A Flink application, from what the control plane describes of it. */
export function applicationOf(detail: ApplicationDetail): DeployedApplication {
    const configuration = detail.ApplicationConfigurationDescription;
    return {
        name: detail.ApplicationName ?? "",
        arn: detail.ApplicationARN ?? "",
        version: Number(detail.ApplicationVersionId),
        roleArn: detail.ServiceExecutionRole ?? "",
        code: codeOf(configuration),
        propertyGroups: propertyGroupsOf(configuration),
        ...flinkSettingsOf(configuration),
        ...restoreOf(configuration),
        logStreamArn: detail.CloudWatchLoggingOptionDescriptions?.[0]?.LogStreamARN,
    };
}

type Configuration = ApplicationDetail["ApplicationConfigurationDescription"];

function codeOf(configuration: Configuration): DeployedApplication["code"] {
    const code = configuration?.ApplicationCodeConfigurationDescription?.CodeContentDescription;
    const location = code?.S3ApplicationCodeLocationDescription;
    return { bucket: location?.BucketARN?.split(":::")[1] ?? "", key: location?.FileKey ?? "" };
}

function propertyGroupsOf(configuration: Configuration): DeployedApplication["propertyGroups"] {
    const groups = configuration?.EnvironmentPropertyDescriptions?.PropertyGroupDescriptions ?? [];
    return groups.map((group) => ({ id: group.PropertyGroupId ?? "", map: group.PropertyMap ?? {} }));
}

function flinkSettingsOf(configuration: Configuration) {
    const flink = configuration?.FlinkApplicationConfigurationDescription;
    return {
        parallelism: flink?.ParallelismConfigurationDescription?.Parallelism ?? 1,
        checkpointIntervalMillis: flink?.CheckpointConfigurationDescription?.CheckpointInterval ?? 60_000,
        logLevel: flink?.MonitoringConfigurationDescription?.LogLevel ?? "INFO",
    };
}

function restoreOf(configuration: Configuration) {
    const run = configuration?.RunConfigurationDescription;
    const type = run?.ApplicationRestoreConfigurationDescription?.ApplicationRestoreType;
    return {
        restores: type !== "SKIP_RESTORE_FROM_SNAPSHOT",
        allowNonRestoredState: run?.FlinkRunConfigurationDescription?.AllowNonRestoredState ?? false,
    };
}

/** Statuses of an application that runs, or should as soon as its job does. */
const STARTED: readonly (string | undefined)[] = ["STARTING", "UPDATING", "RUNNING"];

/** The Flink applications that run or are being started, in their newest version. */
export async function deployedApplications(clients: Clients): Promise<DeployedApplication[]> {
    const listed = await clients.flink.send(new ListApplicationsCommand({}));
    const running = (listed.ApplicationSummaries ?? []).filter(({ ApplicationStatus: status }) =>
        STARTED.includes(status),
    );
    const details = await Promise.all(
        running.map(({ ApplicationName }) =>
            clients.flink.send(new DescribeApplicationCommand({ ApplicationName })),
        ),
    );
    return details.flatMap(({ ApplicationDetail: detail }) => (detail ? [applicationOf(detail)] : []));
}

/** Where a delivery stream delivers to. */
export async function deliveryOf(
    name: string,
    { firehose }: Clients,
): Promise<{ bucket: string; prefix: string }> {
    const answer = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }));
    const s3 = answer.DeliveryStreamDescription?.Destinations?.[0]?.ExtendedS3DestinationDescription;
    const prefix = (s3?.Prefix ?? "").split("!{")[0] ?? "";
    return { bucket: s3?.BucketARN?.split(":::")[1] ?? "", prefix };
}
