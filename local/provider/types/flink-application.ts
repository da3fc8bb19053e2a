import {
    AddApplicationCloudWatchLoggingOptionCommand,
    CreateApplicationCommand,
    DeleteApplicationCloudWatchLoggingOptionCommand,
    DeleteApplicationCommand,
    RuntimeEnvironment,
    StartApplicationCommand,
    StopApplicationCommand,
    UpdateApplicationCommand,
    UpdateApplicationCommandInput,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Clients } from "../../cloud/clients";
import { providerBehavior } from "../behavior";
import { untilIamPropagated } from "../iam-propagation";
import {
    Properties,
    ResourceType,
    nested,
    ours,
    replaces,
    text,
    unlessGone,
    updates,
} from "../resource-type";
import { Shape, computed, same, unordered } from "../shape";
import { applicationTags } from "../tags";
import {
    Block,
    fromDescription,
    toConfiguration,
    toConfigurationUpdate,
    toRunConfiguration,
} from "./flink-application-configuration";
import { GONE, described, waitForOperation, waitUntilDeleted } from "./flink-application-status";

/** The blocks, and how the official provider compares each. */
const CONFIGURATION: Readonly<Record<Block, Shape>> = {
    applicationCodeConfiguration: {
        codeContentType: true,
        codeContent: { s3ContentLocation: { bucketArn: true, fileKey: true } },
    },
    applicationEncryptionConfiguration: computed({ keyType: true, keyId: true }),
    applicationSnapshotConfiguration: computed({ snapshotsEnabled: true }),
    environmentProperties: { propertyGroups: unordered({ propertyGroupId: true, propertyMap: true }) },
    flinkApplicationConfiguration: computed({
        checkpointConfiguration: computed({
            configurationType: true,
            checkpointingEnabled: computed(),
            checkpointInterval: computed(),
            minPauseBetweenCheckpoints: computed(),
        }),
        monitoringConfiguration: computed({
            configurationType: true,
            logLevel: computed(),
            metricsLevel: computed(),
        }),
        parallelismConfiguration: computed({
            configurationType: true,
            autoScalingEnabled: computed(),
            parallelism: computed(),
            parallelismPerKpu: computed(),
        }),
    }),
    runConfiguration: computed({
        applicationRestoreConfiguration: computed({ applicationRestoreType: computed() }),
        flinkRunConfiguration: computed({ allowNonRestoredState: computed() }),
    }),
};
const BLOCKS = Object.keys(CONFIGURATION) as Block[];

function logStreamArn(inputs: Properties): string | undefined {
    return nested(inputs, "cloudwatchLoggingOptions")["logStreamArn"] as string | undefined;
}

async function read(name: string, clients: Clients): Promise<Properties | undefined> {
    const seen = await described(name, clients);
    const [logging] = seen?.CloudWatchLoggingOptionDescriptions ?? [];
    return (
        seen && {
            name,
            arn: seen.ApplicationARN,
            status: seen.ApplicationStatus,
            versionId: seen.ApplicationVersionId,
            createTimestamp: seen.CreateTimestamp?.toISOString(),
            lastUpdateTimestamp: seen.LastUpdateTimestamp?.toISOString(),
            applicationMode: seen.ApplicationMode,
            runtimeEnvironment: seen.RuntimeEnvironment,
            serviceExecutionRole: seen.ServiceExecutionRole,
            cloudwatchLoggingOptions: logging && {
                logStreamArn: logging.LogStreamARN,
                cloudwatchLoggingOptionId: logging.CloudWatchLoggingOptionId,
            },
            applicationConfiguration: fromDescription(seen.ApplicationConfigurationDescription),
        }
    );
}

/** The blocks that differ; what the program leaves to the service is none. */
function changedBlocks(olds: Properties, news: Properties): Block[] {
    const [before, after] = [olds, news].map((side) => nested(side, "applicationConfiguration"));
    return BLOCKS.filter((block) => !same(before?.[block], after?.[block], CONFIGURATION[block]));
}

/** Adds or removes the logging option; a change of it is part of UpdateApplication. @returns the version after that. */
async function addOrRemoveLogging(
    name: string,
    version: number,
    olds: Properties,
    news: Properties,
    clients: Clients,
): Promise<number> {
    const [before, after] = [logStreamArn(olds), logStreamArn(news)];
    const named = { ApplicationName: name, CurrentApplicationVersionId: version };
    if (before === undefined && after !== undefined) {
        const added = new AddApplicationCloudWatchLoggingOptionCommand({
            ...named,
            CloudWatchLoggingOption: { LogStreamARN: after },
        });
        return (await clients.flink.send(added)).ApplicationVersionId ?? version;
    }
    if (before !== undefined && after === undefined) {
        const removed = new DeleteApplicationCloudWatchLoggingOptionCommand({
            ...named,
            CloudWatchLoggingOptionId: text(
                nested(olds, "cloudwatchLoggingOptions"),
                "cloudwatchLoggingOptionId",
            ),
        });
        return (await clients.flink.send(removed)).ApplicationVersionId ?? version;
    }
    return version;
}

/** The logging option's change, where it had another log stream before. */
function loggingUpdate(olds: Properties, news: Properties): Partial<UpdateApplicationCommandInput> {
    const [before, after] = [logStreamArn(olds), logStreamArn(news)];
    if (before === undefined || after === undefined || before === after) {
        return {};
    }
    const id = text(nested(olds, "cloudwatchLoggingOptions"), "cloudwatchLoggingOptionId");
    return {
        CloudWatchLoggingOptionUpdates: [{ CloudWatchLoggingOptionId: id, LogStreamARNUpdate: after }],
    };
}

/** The members of UpdateApplication that differ; empty where nothing is left to send. */
async function updateOf(
    olds: Properties,
    news: Properties,
    clients: Clients,
): Promise<Partial<UpdateApplicationCommandInput>> {
    const blocks = changedBlocks(olds, news);
    const configuration = blocks.filter((block) => block !== "runConfiguration");
    const differs = (key: string) => olds[key] !== news[key];
    const update: Partial<UpdateApplicationCommandInput> = {
        ...(configuration.length > 0 && {
            ApplicationConfigurationUpdate: toConfigurationUpdate(news, configuration),
        }),
        ...(differs("serviceExecutionRole") && {
            ServiceExecutionRoleUpdate: text(news, "serviceExecutionRole"),
        }),
        ...(differs("runtimeEnvironment") && {
            RuntimeEnvironmentUpdate: text(news, "runtimeEnvironment") as RuntimeEnvironment,
        }),
        ...loggingUpdate(olds, news),
    };
    const sendsRun =
        blocks.includes("runConfiguration") ||
        (providerBehavior() === "later" && Object.keys(update).length > 0);
    const running = (await described(text(news, "name"), clients))?.ApplicationStatus === "RUNNING";
    const run = running && sendsRun ? toRunConfiguration(news) : undefined;
    return { ...update, ...(run && { RunConfigurationUpdate: run }) };
}

async function start(name: string, inputs: Properties, clients: Clients): Promise<void> {
    if ((await described(name, clients))?.ApplicationStatus === "READY") {
        const RunConfiguration = toRunConfiguration(inputs) ?? {};
        const started = await clients.flink.send(
            new StartApplicationCommand({ ApplicationName: name, RunConfiguration }),
        );
        await waitForOperation(name, started.OperationId, ["RUNNING"], clients);
    }
}

async function stop(name: string, clients: Clients): Promise<void> {
    if ((await described(name, clients))?.ApplicationStatus === "RUNNING") {
        const stopped = await clients.flink.send(new StopApplicationCommand({ ApplicationName: name }));
        await waitForOperation(name, stopped.OperationId, ["READY"], clients);
    }
}

/**
 * aws:kinesisanalyticsv2/application:Application, a Flink application with its code in S3
 * (terraform-provider-aws, internal/service/kinesisanalyticsv2/application.go).
 */
export const flinkApplication: ResourceType = {
    source: "kinesisanalyticsv2/application.go",
    notes:
        "Releases up to 5.46 (`earlier`) send RunConfigurationUpdate only where the run configuration differs and the " +
        "application runs, take READY after an update for a success, give no reason of a failed start, and replace for " +
        "another runtime. None starts an application that was stopped, or stops one by force.",
    inputs: {
        name: replaces(),
        runtimeEnvironment:
            providerBehavior() === "earlier" ? replaces() : updates(true, "UpdateApplication"),
        applicationMode: replaces(computed()),
        serviceExecutionRole: updates(true, "UpdateApplication"),
        startApplication: ours(),
        cloudwatchLoggingOptions: updates(
            { logStreamArn: true, cloudwatchLoggingOptionId: computed() },
            "UpdateApplication; AddApplicationCloudWatchLoggingOption, DeleteApplicationCloudWatchLoggingOption",
        ),
        applicationConfiguration: updates(CONFIGURATION, "UpdateApplication with the blocks that differ"),
        tags: updates(true, "TagResource, UntagResource"),
    },
    unique: "name",
    ...applicationTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        const logging = logStreamArn(inputs);
        const command = new CreateApplicationCommand({
            ApplicationName: name,
            RuntimeEnvironment: text(inputs, "runtimeEnvironment") as RuntimeEnvironment,
            ApplicationMode: (inputs["applicationMode"] ?? "STREAMING") as "STREAMING",
            ServiceExecutionRole: text(inputs, "serviceExecutionRole"),
            ApplicationConfiguration: toConfiguration(inputs),
            ...(logging && { CloudWatchLoggingOptions: [{ LogStreamARN: logging }] }),
        });
        const created = await untilIamPropagated("flink", () => clients.flink.send(command));
        if (inputs["startApplication"] === true) {
            await start(name, inputs, clients);
        }
        return { id: created.ApplicationDetail?.ApplicationARN ?? name, outs: {} };
    },
    async read(_id, state, clients) {
        return read(text(state, "name"), clients);
    },
    async update(_id, olds, news, clients) {
        const name = text(news, "name");
        // The version is the state's own: a change by hand since then is a conflict, until a refresh.
        const version = await addOrRemoveLogging(name, Number(olds["versionId"]), olds, news, clients);
        const update = await updateOf(olds, news, clients);
        if (Object.keys(update).length > 0) {
            const command = new UpdateApplicationCommand({
                ApplicationName: name,
                CurrentApplicationVersionId: version,
                ...update,
            });
            const updated = await untilIamPropagated("flink", () => clients.flink.send(command));
            await waitForOperation(name, updated.OperationId, ["READY", "RUNNING"], clients);
        }
        if (olds["startApplication"] !== news["startApplication"]) {
            await (news["startApplication"] === true ? start(name, news, clients) : stop(name, clients));
        }
        return {};
    },
    async delete(_id, state, clients) {
        const name = text(state, "name");
        const created = state["createTimestamp"];
        const seen = created === undefined ? await described(name, clients) : undefined;
        const CreateTimestamp = seen?.CreateTimestamp ?? new Date(String(created));
        const named = { ApplicationName: name, CreateTimestamp };
        await unlessGone(clients.flink.send(new DeleteApplicationCommand(named)), GONE);
        await waitUntilDeleted(name, clients);
    },
    async cleanUp(inputs, clients) {
        const seen = await described(text(inputs, "name"), clients);
        if (seen) {
            await this.delete(
                "",
                { ...inputs, createTimestamp: seen.CreateTimestamp?.toISOString() },
                clients,
            );
        }
    },
};
