import {
    CreateDatabaseCommand,
    CreateTableCommand,
    DeleteDatabaseCommand,
    DeleteTableCommand,
    GetDatabaseCommand,
    GetTableCommand,
    TableInput,
    UpdateDatabaseCommand,
    UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { Clients, accountOf } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    list,
    nested,
    replaces,
    text,
    unlessGone,
    updates,
} from "../resource-type";
import { glueTags } from "../tags";

const GONE = "EntityNotFoundException";

async function databaseArn(clients: Clients, name: string): Promise<string> {
    return `arn:aws:glue:${clients.region}:${await accountOf(clients)}:database/${name}`;
}

/** aws:glue/catalogDatabase:CatalogDatabase */
export const database: ResourceType = {
    inputs: { name: replaces(), description: updates(), tags: updates() },
    unique: "name",
    ...glueTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        const input = { Name: name, Description: inputs["description"] as string | undefined };
        await clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: input }));
        return { id: name, outs: { arn: await databaseArn(clients, name) } };
    },
    async read(id, state, { glue }) {
        const seen = await unlessGone(glue.send(new GetDatabaseCommand({ Name: id })), GONE);
        return seen && { ...state, description: seen.Database?.Description };
    },
    async update(id, olds, news, { glue }) {
        const input = { Name: id, Description: news["description"] as string | undefined };
        await glue.send(new UpdateDatabaseCommand({ Name: id, DatabaseInput: input }));
        return { arn: olds["arn"] };
    },
    async delete(id, _state, { glue }) {
        await unlessGone(glue.send(new DeleteDatabaseCommand({ Name: id })), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), {}, clients);
    },
};

function columns(properties: Properties, key: string) {
    return list(properties, key).map((column) => ({
        Name: text(column, "name"),
        Type: column["type"] as string | undefined,
    }));
}

function tableInput(inputs: Properties): TableInput {
    const storage = nested(inputs, "storageDescriptor");
    const serde = nested(storage, "serDeInfo");
    return {
        Name: text(inputs, "name"),
        Description: inputs["description"] as string | undefined,
        TableType: inputs["tableType"] as string | undefined,
        Parameters: inputs["parameters"] as Record<string, string> | undefined,
        PartitionKeys: columns(inputs, "partitionKeys"),
        ViewOriginalText: inputs["viewOriginalText"] as string | undefined,
        ViewExpandedText: inputs["viewExpandedText"] as string | undefined,
        StorageDescriptor: {
            Location: storage["location"] as string | undefined,
            InputFormat: storage["inputFormat"] as string | undefined,
            OutputFormat: storage["outputFormat"] as string | undefined,
            Columns: columns(storage, "columns"),
            SerdeInfo: {
                Name: serde["name"] as string | undefined,
                SerializationLibrary: serde["serializationLibrary"] as string | undefined,
                Parameters: serde["parameters"] as Record<string, string> | undefined,
            },
        },
    };
}

function tableName(properties: Properties) {
    return { DatabaseName: text(properties, "databaseName"), Name: text(properties, "name") };
}

/** aws:glue/catalogTable:CatalogTable */
export const table: ResourceType = {
    inputs: {
        databaseName: replaces(),
        name: replaces(),
        description: updates(),
        tableType: updates(),
        parameters: updates(),
        partitionKeys: updates({ name: true, type: true }),
        viewOriginalText: updates(),
        viewExpandedText: updates(),
        storageDescriptor: updates({
            location: true,
            inputFormat: true,
            outputFormat: true,
            columns: { name: true, type: true },
            serDeInfo: { name: true, serializationLibrary: true, parameters: true },
        }),
    },
    unique: "name",
    async create(inputs, { glue }) {
        const { DatabaseName, Name } = tableName(inputs);
        await glue.send(new CreateTableCommand({ DatabaseName, TableInput: tableInput(inputs) }));
        return { id: `${DatabaseName}:${Name}`, outs: {} };
    },
    async read(_id, state, { glue }) {
        const seen = await unlessGone(glue.send(new GetTableCommand(tableName(state))), GONE);
        return seen && { ...state, parameters: seen.Table?.Parameters };
    },
    async update(_id, _olds, news, { glue }) {
        const { DatabaseName } = tableName(news);
        await glue.send(new UpdateTableCommand({ DatabaseName, TableInput: tableInput(news) }));
        return {};
    },
    async delete(_id, state, { glue }) {
        await unlessGone(glue.send(new DeleteTableCommand(tableName(state))), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
