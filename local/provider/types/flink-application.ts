import {
    AddApplicationCloudWatchLoggingOptionCommand,
    ApplicationConfiguration,
    ApplicationRestoreType,
    CreateApplicationCommand,
    DeleteApplicationCloudWatchLoggingOptionCommand,
    DeleteApplicationCommand,
    PropertyGroup,
    RunConfiguration,
    RuntimeEnvironment,
    StartApplicationCommand,
    UpdateApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Clients } from "../../cloud/clients";
import { InitFailure } from "../init-failure";
import {
    Properties,
    ResourceType,
    list,
    nested,
    replaces,
    text,
    unlessGone,
    until,
    updates,
} from "../resource-type";
import { applicationTags } from "../tags";
import { GONE, changeable, described, notRunning } from "./flink-application-status";

function settings(inputs: Properties) {
    const configuration = nested(inputs, "applicationConfiguration");
    const code = nested(configuration, "applicationCodeConfiguration");
    const flink = nested(configuration, "flinkApplicationConfiguration");
    const groups = list(nested(configuration, "environmentProperties"), "propertyGroups");
    return {
        contentType: text(code, "codeContentType") as "ZIPFILE",
        s3: nested(nested(code, "codeContent"), "s3ContentLocation"),
        snapshots: Boolean(nested(configuration, "applicationSnapshotConfiguration")["snapshotsEnabled"]),
        groups: groups.map((group): PropertyGroup => ({
            PropertyGroupId: text(group, "propertyGroupId"),
            PropertyMap: group["propertyMap"] as Record<string, string>,
        })),
        checkpoint: nested(flink, "checkpointConfiguration"),
        monitoring: nested(flink, "monitoringConfiguration"),
        parallelism: nested(flink, "parallelismConfiguration"),
    };
}

/** The service's form of our properties: the same names with a capital, KPU whole, and `suffix` for an update. */
function capitals(properties: Properties, suffix = ""): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => {
            const name = key.charAt(0).toUpperCase() + key.slice(1).replace(/Kpu$/, "KPU");
            return [name + suffix, value];
        }),
    );
}

function configuration(inputs: Properties): ApplicationConfiguration {
    const s = settings(inputs);
    // The three configurations are typed by the service's client only property by property; capitals() is their form.
    const flink = {
        CheckpointConfiguration: capitals(s.checkpoint),
        MonitoringConfiguration: capitals(s.monitoring),
        ParallelismConfiguration: capitals(s.parallelism),
    } as unknown as ApplicationConfiguration["FlinkApplicationConfiguration"];
    return {
        ApplicationCodeConfiguration: {
            CodeContentType: s.contentType,
            CodeContent: {
                S3ContentLocation: { BucketARN: text(s.s3, "bucketArn"), FileKey: text(s.s3, "fileKey") },
            },
        },
        ApplicationSnapshotConfiguration: { SnapshotsEnabled: s.snapshots },
        EnvironmentProperties: { PropertyGroups: s.groups },
        FlinkApplicationConfiguration: flink,
    };
}

function configurationUpdate(inputs: Properties) {
    const s = settings(inputs);
    return {
        ApplicationCodeConfigurationUpdate: {
            CodeContentTypeUpdate: s.contentType,
            CodeContentUpdate: {
                S3ContentLocationUpdate: {
                    BucketARNUpdate: text(s.s3, "bucketArn"),
                    FileKeyUpdate: text(s.s3, "fileKey"),
                },
            },
        },
        ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: s.snapshots },
        EnvironmentPropertyUpdates: { PropertyGroups: s.groups },
        FlinkApplicationConfigurationUpdate: {
            CheckpointConfigurationUpdate: capitals(s.checkpoint, "Update"),
            MonitoringConfigurationUpdate: capitals(s.monitoring, "Update"),
            ParallelismConfigurationUpdate: capitals(s.parallelism, "Update"),
        },
    };
}

/** What a start or an update restores. */
function runConfiguration(inputs: Properties): RunConfiguration {
    const run = nested(nested(inputs, "applicationConfiguration"), "runConfiguration");
    const restore = nested(run, "applicationRestoreConfiguration");
    const flink = nested(run, "flinkRunConfiguration");
    return {
        ApplicationRestoreConfiguration: {
            ApplicationRestoreType: text(restore, "applicationRestoreType") as ApplicationRestoreType,
        },
        FlinkRunConfiguration: { AllowNonRestoredState: flink["allowNonRestoredState"] === true },
    };
}

function logStreamArn(inputs: Properties): string | undefined {
    return nested(inputs, "cloudwatchLoggingOptions")["logStreamArn"] as string | undefined;
}

async function outs(name: string, clients: Clients): Promise<Properties> {
    const seen = await described(name, clients);
    return {
        arn: seen?.ApplicationARN,
        status: seen?.ApplicationStatus,
        versionId: seen?.ApplicationVersionId,
        createTimestamp: seen?.CreateTimestamp?.toISOString(),
    };
}

/** Waits for the job. @throws InitFailure where it does not start. */
async function started(name: string, clients: Clients): Promise<void> {
    const reason = await notRunning(name, clients);
    if (reason !== undefined) {
        const known = await outs(name, clients);
        const what = `application ${name} v${String(known["versionId"])} does not start: ${reason}`;
        throw new InitFailure(what, String(known["arn"]), known);
    }
}

async function setLogging(name: string, olds: Properties, news: Properties, clients: Clients): Promise<void> {
    if (logStreamArn(olds) === logStreamArn(news)) {
        return;
    }
    const seen = await described(name, clients);
    for (const option of seen?.CloudWatchLoggingOptionDescriptions ?? []) {
        await clients.flink.send(
            new DeleteApplicationCloudWatchLoggingOptionCommand({
                ApplicationName: name,
                CurrentApplicationVersionId: (await described(name, clients))?.ApplicationVersionId,
                CloudWatchLoggingOptionId: option.CloudWatchLoggingOptionId,
            }),
        );
    }
    if (logStreamArn(news)) {
        await clients.flink.send(
            new AddApplicationCloudWatchLoggingOptionCommand({
                ApplicationName: name,
                CurrentApplicationVersionId: (await described(name, clients))?.ApplicationVersionId,
                CloudWatchLoggingOption: { LogStreamARN: logStreamArn(news) },
            }),
        );
    }
}

/** aws:kinesisanalyticsv2/application:Application, a Flink application with its code in S3 */
export const flinkApplication: ResourceType = {
    inputs: {
        name: replaces(),
        runtimeEnvironment: replaces(),
        applicationMode: replaces(),
        serviceExecutionRole: updates(),
        startApplication: updates(),
        cloudwatchLoggingOptions: updates({ logStreamArn: true }),
        applicationConfiguration: updates({
            applicationCodeConfiguration: {
                codeContentType: true,
                codeContent: { s3ContentLocation: { bucketArn: true, fileKey: true } },
            },
            applicationSnapshotConfiguration: { snapshotsEnabled: true },
            environmentProperties: { propertyGroups: { propertyGroupId: true, propertyMap: true } },
            runConfiguration: {
                applicationRestoreConfiguration: { applicationRestoreType: true },
                flinkRunConfiguration: { allowNonRestoredState: true },
            },
            flinkApplicationConfiguration: {
                checkpointConfiguration: {
                    configurationType: true,
                    checkpointingEnabled: true,
                    checkpointInterval: true,
                    minPauseBetweenCheckpoints: true,
                },
                monitoringConfiguration: { configurationType: true, logLevel: true, metricsLevel: true },
                parallelismConfiguration: {
                    configurationType: true,
                    autoScalingEnabled: true,
                    parallelism: true,
                    parallelismPerKpu: true,
                },
            },
        }),
        tags: updates(),
    },
    unique: "name",
    ...applicationTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        const logging = logStreamArn(inputs);
        await clients.flink.send(
            new CreateApplicationCommand({
                ApplicationName: name,
                RuntimeEnvironment: text(inputs, "runtimeEnvironment") as RuntimeEnvironment,
                ApplicationMode: (inputs["applicationMode"] ?? "STREAMING") as "STREAMING",
                ServiceExecutionRole: text(inputs, "serviceExecutionRole"),
                ApplicationConfiguration: configuration(inputs),
                ...(logging && { CloudWatchLoggingOptions: [{ LogStreamARN: logging }] }),
            }),
        );
        if (inputs["startApplication"] === true) {
            await clients.flink.send(
                new StartApplicationCommand({
                    ApplicationName: name,
                    RunConfiguration: runConfiguration(inputs),
                }),
            );
            await started(name, clients);
        }
        const known = await outs(name, clients);
        return { id: String(known["arn"]), outs: known };
    },
    async read(_id, state, clients) {
        const name = text(state, "name");
        return (await described(name, clients)) && { ...state, ...(await outs(name, clients)) };
    },
    async update(_id, olds, news, clients) {
        const name = text(news, "name");
        await changeable(name, clients);
        await setLogging(name, olds, news, clients);
        await clients.flink.send(
            new UpdateApplicationCommand({
                ApplicationName: name,
                CurrentApplicationVersionId: (await described(name, clients))?.ApplicationVersionId,
                ServiceExecutionRoleUpdate: text(news, "serviceExecutionRole"),
                ApplicationConfigurationUpdate: configurationUpdate(news),
                RunConfigurationUpdate: runConfiguration(news),
            }),
        );
        if (news["startApplication"] === true) {
            if ((await described(name, clients))?.ApplicationStatus === "READY") {
                await clients.flink.send(
                    new StartApplicationCommand({
                        ApplicationName: name,
                        RunConfiguration: runConfiguration(news),
                    }),
                );
            }
            await started(name, clients);
        }
        return outs(name, clients);
    },
    async delete(_id, state, clients) {
        const name = text(state, "name");
        await changeable(name, clients);
        const seen = await described(name, clients);
        if (seen) {
            const named = { ApplicationName: name, CreateTimestamp: seen.CreateTimestamp };
            await unlessGone(clients.flink.send(new DeleteApplicationCommand(named)), GONE);
            await until(`application ${name} deleted`, 60_000, async () =>
                (await described(name, clients)) ? undefined : true,
            );
        }
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
