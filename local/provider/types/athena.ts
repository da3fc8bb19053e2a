import {
    CreateNamedQueryCommand,
    CreateWorkGroupCommand,
    DeleteNamedQueryCommand,
    DeleteWorkGroupCommand,
    GetNamedQueryCommand,
    GetWorkGroupCommand,
    ListNamedQueriesCommand,
    UpdateWorkGroupCommand,
    WorkGroupConfiguration,
    WorkGroupConfigurationUpdates,
    WorkGroupState,
} from "@aws-sdk/client-athena";
import { Clients, accountOf } from "../../cloud/clients";
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
import { byDefault, computed } from "../shape";
import { athenaTags } from "../tags";

const GONE = "InvalidRequestException";

function configuration(inputs: Properties): WorkGroupConfiguration {
    const settings = nested(inputs, "configuration");
    const results = nested(settings, "resultConfiguration");
    const encryption = nested(results, "encryptionConfiguration");
    return {
        EnforceWorkGroupConfiguration: settings["enforceWorkgroupConfiguration"] as boolean | undefined,
        PublishCloudWatchMetricsEnabled: settings["publishCloudwatchMetricsEnabled"] as boolean | undefined,
        BytesScannedCutoffPerQuery: settings["bytesScannedCutoffPerQuery"] as number | undefined,
        EngineVersion: {
            SelectedEngineVersion: nested(settings, "engineVersion")["selectedEngineVersion"] as
                string | undefined,
        },
        ResultConfiguration: {
            OutputLocation: results["outputLocation"] as string | undefined,
            EncryptionConfiguration: {
                EncryptionOption: encryption["encryptionOption"] as "SSE_S3" | "SSE_KMS" | undefined,
                KmsKey: encryption["kmsKeyArn"] as string | undefined,
            },
        },
    };
}

function configurationUpdates(inputs: Properties): WorkGroupConfigurationUpdates {
    const { ResultConfiguration, ...rest } = configuration(inputs);
    return { ...rest, ResultConfigurationUpdates: ResultConfiguration };
}

async function described(name: string, { athena }: Clients) {
    const call = athena.send(new GetWorkGroupCommand({ WorkGroup: name }));
    return (await unlessGone(call, GONE))?.WorkGroup;
}

/** A workgroup's configuration as its inputs have it. */
function seenConfiguration(seen: WorkGroupConfiguration | undefined): Properties {
    const results = seen?.ResultConfiguration;
    const encryption = results?.EncryptionConfiguration;
    return {
        enforceWorkgroupConfiguration: seen?.EnforceWorkGroupConfiguration,
        publishCloudwatchMetricsEnabled: seen?.PublishCloudWatchMetricsEnabled,
        bytesScannedCutoffPerQuery: seen?.BytesScannedCutoffPerQuery,
        engineVersion: { selectedEngineVersion: seen?.EngineVersion?.SelectedEngineVersion },
        resultConfiguration: {
            outputLocation: results?.OutputLocation,
            encryptionConfiguration: encryption && {
                encryptionOption: encryption.EncryptionOption,
                kmsKeyArn: encryption.KmsKey,
            },
        },
    };
}

async function workgroupArn(clients: Clients, name: string): Promise<string> {
    return `arn:aws:athena:${clients.region}:${await accountOf(clients)}:workgroup/${name}`;
}

/** aws:athena/workgroup:Workgroup */
export const workgroup: ResourceType = {
    source: "athena/workgroup.go",
    inputs: {
        name: replaces(),
        description: updates(true, "UpdateWorkGroup"),
        state: updates(byDefault("ENABLED"), "UpdateWorkGroup"),
        forceDestroy: ours(),
        configuration: updates(
            {
                enforceWorkgroupConfiguration: byDefault(true),
                publishCloudwatchMetricsEnabled: byDefault(true),
                bytesScannedCutoffPerQuery: true,
                engineVersion: computed({ selectedEngineVersion: byDefault("AUTO") }),
                resultConfiguration: {
                    outputLocation: true,
                    encryptionConfiguration: { encryptionOption: true, kmsKeyArn: true },
                },
            },
            "UpdateWorkGroup",
        ),
        tags: updates(true, "TagResource, UntagResource"),
    },
    unique: "name",
    ...athenaTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        await clients.athena.send(
            new CreateWorkGroupCommand({
                Name: name,
                Description: inputs["description"] as string | undefined,
                Configuration: configuration(inputs),
            }),
        );
        if ((inputs["state"] ?? "ENABLED") === "DISABLED") {
            await clients.athena.send(new UpdateWorkGroupCommand({ WorkGroup: name, State: "DISABLED" }));
        }
        return { id: name, outs: { arn: await workgroupArn(clients, name) } };
    },
    async read(id, _state, clients) {
        const seen = await described(id, clients);
        return (
            seen && {
                name: seen.Name,
                arn: await workgroupArn(clients, id),
                description: seen.Description,
                state: seen.State,
                configuration: seenConfiguration(seen.Configuration),
            }
        );
    },
    async update(id, _olds, news, { athena }, changes) {
        if (["description", "state", "configuration"].some((key) => changes.has(key))) {
            await athena.send(
                new UpdateWorkGroupCommand({
                    WorkGroup: id,
                    ...(changes.has("description") && {
                        Description: (news["description"] ?? "") as string,
                    }),
                    ...(changes.has("state") && { State: (news["state"] ?? "ENABLED") as WorkGroupState }),
                    ...(changes.has("configuration") && { ConfigurationUpdates: configurationUpdates(news) }),
                }),
            );
        }
        return {};
    },
    async delete(id, state, { athena }) {
        const all = { WorkGroup: id, RecursiveDeleteOption: state["forceDestroy"] === true };
        await unlessGone(athena.send(new DeleteWorkGroupCommand(all)), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};

/** aws:athena/namedQuery:NamedQuery */
export const namedQuery: ResourceType = {
    source: "athena/named_query.go",
    inputs: {
        name: replaces(),
        database: replaces(),
        workgroup: replaces(byDefault("primary")),
        description: replaces(),
        query: replaces(),
    },
    async create(inputs, { athena }) {
        const answer = await athena.send(
            new CreateNamedQueryCommand({
                Name: text(inputs, "name"),
                Database: text(inputs, "database"),
                WorkGroup: text(inputs, "workgroup"),
                Description: inputs["description"] as string | undefined,
                QueryString: text(inputs, "query"),
            }),
        );
        return { id: answer.NamedQueryId ?? "", outs: {} };
    },
    async read(id, _state, { athena }) {
        const call = athena.send(new GetNamedQueryCommand({ NamedQueryId: id }));
        const seen = (await unlessGone(call, GONE))?.NamedQuery;
        return (
            seen && {
                name: seen.Name,
                database: seen.Database,
                workgroup: seen.WorkGroup,
                description: seen.Description,
                query: seen.QueryString,
            }
        );
    },
    async delete(id, _state, { athena }) {
        await unlessGone(athena.send(new DeleteNamedQueryCommand({ NamedQueryId: id })), GONE);
    },
    async cleanUp(inputs, { athena }) {
        const within = { WorkGroup: text(inputs, "workgroup") };
        const listed = await unlessGone(athena.send(new ListNamedQueriesCommand(within)), GONE);
        for (const id of listed?.NamedQueryIds ?? []) {
            const seen = await athena.send(new GetNamedQueryCommand({ NamedQueryId: id }));
            if (seen.NamedQuery?.Name === inputs["name"]) {
                await athena.send(new DeleteNamedQueryCommand({ NamedQueryId: id }));
            }
        }
    },
};
