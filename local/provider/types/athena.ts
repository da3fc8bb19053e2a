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
} from "@aws-sdk/client-athena";
import { Clients, accountOf } from "../../cloud/clients";
import { Properties, ResourceType, nested, replaces, text, unlessGone, updates } from "../resource-type";
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

async function workgroupArn(clients: Clients, name: string): Promise<string> {
    return `arn:aws:athena:${clients.region}:${await accountOf(clients)}:workgroup/${name}`;
}

/** aws:athena/workgroup:Workgroup */
export const workgroup: ResourceType = {
    inputs: {
        name: replaces(),
        description: updates(),
        forceDestroy: updates(),
        configuration: updates({
            enforceWorkgroupConfiguration: true,
            publishCloudwatchMetricsEnabled: true,
            bytesScannedCutoffPerQuery: true,
            engineVersion: { selectedEngineVersion: true },
            resultConfiguration: {
                outputLocation: true,
                encryptionConfiguration: { encryptionOption: true, kmsKeyArn: true },
            },
        }),
        tags: updates(),
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
        return { id: name, outs: { arn: await workgroupArn(clients, name) } };
    },
    async read(id, state, clients) {
        return (await described(id, clients)) && state;
    },
    async update(id, olds, news, { athena }) {
        await athena.send(
            new UpdateWorkGroupCommand({
                WorkGroup: id,
                Description: news["description"] as string | undefined,
                ConfigurationUpdates: configurationUpdates(news),
            }),
        );
        return { arn: olds["arn"] };
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
    inputs: {
        name: replaces(),
        database: replaces(),
        workgroup: replaces(),
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
    async read(id, state, { athena }) {
        const call = athena.send(new GetNamedQueryCommand({ NamedQueryId: id }));
        const seen = (await unlessGone(call, GONE))?.NamedQuery;
        return seen && { ...state, query: seen.QueryString };
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
