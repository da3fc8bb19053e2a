import {
    CreateStreamCommand,
    DecreaseStreamRetentionPeriodCommand,
    DeleteStreamCommand,
    DeregisterStreamConsumerCommand,
    DescribeStreamConsumerCommand,
    DescribeStreamSummaryCommand,
    DisableEnhancedMonitoringCommand,
    EnableEnhancedMonitoringCommand,
    IncreaseStreamRetentionPeriodCommand,
    MetricsName,
    RegisterStreamConsumerCommand,
    StartStreamEncryptionCommand,
    StopStreamEncryptionCommand,
    StreamDescriptionSummary,
    UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { Clients } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    nested,
    ours,
    replaces,
    text,
    unlessGone,
    until,
    updates,
} from "../resource-type";
import { byDefault, computed, unordered } from "../shape";
import { streamTags } from "../tags";

const GONE = "ResourceNotFoundException";
const DEFAULT_RETENTION_HOURS = 24;
/** The official provider waits two hours; no stream of the emulator takes longer than this. */
const DELETE_LIMIT_MILLIS = 60_000;

async function summary(name: string, { kinesis }: Clients) {
    const call = kinesis.send(new DescribeStreamSummaryCommand({ StreamName: name }));
    return (await unlessGone(call, GONE))?.StreamDescriptionSummary;
}

async function active(name: string, clients: Clients) {
    return until(`stream ${name} ACTIVE`, 30_000, async () => {
        const seen = await summary(name, clients);
        return seen?.StreamStatus === "ACTIVE" ? seen : undefined;
    });
}

async function setRetention(name: string, from: number, to: number, { kinesis }: Clients): Promise<void> {
    const period = { StreamName: name, RetentionPeriodHours: to };
    if (to > from) {
        await kinesis.send(new IncreaseStreamRetentionPeriodCommand(period));
    } else if (to < from) {
        await kinesis.send(new DecreaseStreamRetentionPeriodCommand(period));
    }
}

async function setMetrics(name: string, olds: string[], news: string[], { kinesis }: Clients): Promise<void> {
    const off = olds.filter((m) => !news.includes(m)) as MetricsName[];
    const on = news.filter((m) => !olds.includes(m)) as MetricsName[];
    if (off.length > 0) {
        await kinesis.send(
            new DisableEnhancedMonitoringCommand({ StreamName: name, ShardLevelMetrics: off }),
        );
    }
    if (on.length > 0) {
        await kinesis.send(new EnableEnhancedMonitoringCommand({ StreamName: name, ShardLevelMetrics: on }));
    }
}

async function setEncryption(
    name: string,
    olds: Properties,
    news: Properties,
    { kinesis }: Clients,
): Promise<void> {
    const key = (p: Properties) => (p["encryptionType"] === "KMS" ? (p["kmsKeyId"] as string) : undefined);
    if (key(olds) === key(news)) {
        return;
    }
    const encryption = { StreamName: name, EncryptionType: "KMS" as const };
    const call = key(news)
        ? new StartStreamEncryptionCommand({ ...encryption, KeyId: key(news) })
        : new StopStreamEncryptionCommand({ ...encryption, KeyId: key(olds) });
    await (call instanceof StartStreamEncryptionCommand ? kinesis.send(call) : kinesis.send(call));
}

const hoursOf = (p: Properties) => Number(p["retentionPeriod"] ?? DEFAULT_RETENTION_HOURS);
const metricsOf = (p: Properties) => (p["shardLevelMetrics"] ?? []) as string[];

/** AWS changes the mode in place (UpdateStreamMode); the emulator has no such call. */
function checkMode(inputs: Properties): void {
    const mode = nested(inputs, "streamModeDetails")["streamMode"] ?? "PROVISIONED";
    if (mode !== "PROVISIONED") {
        throw new Error(
            `stream ${text(inputs, "name")}: the emulator has no on-demand streams; leave stream.mode at PROVISIONED`,
        );
    }
}

/** What the official provider's Read stores. */
function seenStream(seen: StreamDescriptionSummary): Properties {
    return {
        name: seen.StreamName,
        arn: seen.StreamARN,
        shardCount: seen.OpenShardCount,
        retentionPeriod: seen.RetentionPeriodHours,
        encryptionType: seen.EncryptionType,
        kmsKeyId: seen.KeyId,
        shardLevelMetrics: (seen.EnhancedMonitoring ?? []).flatMap((m) => m.ShardLevelMetrics ?? []),
        streamModeDetails: { streamMode: seen.StreamModeDetails?.StreamMode ?? "PROVISIONED" },
    };
}

/** aws:kinesis/stream:Stream */
export const stream: ResourceType = {
    source: "kinesis/stream.go",
    notes: "Waits until the stream is ACTIVE after each call, and until it is gone after its deletion.",
    inputs: {
        name: replaces(),
        shardCount: updates(true, "UpdateShardCount"),
        retentionPeriod: updates(
            byDefault(DEFAULT_RETENTION_HOURS),
            "IncreaseStreamRetentionPeriod, DecreaseStreamRetentionPeriod",
        ),
        shardLevelMetrics: updates(unordered(), "DisableEnhancedMonitoring, EnableEnhancedMonitoring"),
        encryptionType: updates(byDefault("NONE"), "StartStreamEncryption, StopStreamEncryption"),
        kmsKeyId: updates(true, "StartStreamEncryption"),
        streamModeDetails: updates(
            computed({ streamMode: true }),
            "UpdateStreamMode; on-demand is refused here",
        ),
        enforceConsumerDeletion: ours(),
        tags: updates(true, "AddTagsToStream, RemoveTagsFromStream"),
    },
    unique: "name",
    ...streamTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        checkMode(inputs);
        const shards = Number(inputs["shardCount"]);
        await clients.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
        await active(name, clients);
        await setRetention(name, DEFAULT_RETENTION_HOURS, hoursOf(inputs), clients);
        await setMetrics(name, [], metricsOf(inputs), clients);
        await setEncryption(name, {}, inputs, clients);
        return { id: name, outs: { arn: (await active(name, clients)).StreamARN } };
    },
    async read(id, _state, clients) {
        const seen = await summary(id, clients);
        return seen && seenStream(seen);
    },
    async update(id, olds, news, clients, changes) {
        checkMode(news);
        if (changes.has("shardCount")) {
            await clients.kinesis.send(
                new UpdateShardCountCommand({
                    StreamName: id,
                    TargetShardCount: Number(news["shardCount"]),
                    ScalingType: "UNIFORM_SCALING",
                }),
            );
            await active(id, clients);
        }
        await setRetention(id, hoursOf(olds), hoursOf(news), clients);
        await setMetrics(id, metricsOf(olds), metricsOf(news), clients);
        await setEncryption(id, olds, news, clients);
        await active(id, clients);
        return {};
    },
    async delete(id, state, clients) {
        const call = clients.kinesis.send(
            new DeleteStreamCommand({
                StreamName: id,
                EnforceConsumerDeletion: state["enforceConsumerDeletion"] === true,
            }),
        );
        await unlessGone(call, GONE);
        await until(`stream ${id} deleted`, DELETE_LIMIT_MILLIS, async () =>
            (await summary(id, clients)) ? undefined : true,
        );
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};

function consumerName(properties: Properties) {
    return { StreamARN: text(properties, "streamArn"), ConsumerName: text(properties, "name") };
}

/** aws:kinesis/streamConsumer:StreamConsumer */
export const streamConsumer: ResourceType = {
    source: "kinesis/stream_consumer.go",
    inputs: { name: replaces(), streamArn: replaces() },
    unique: "name",
    async create(inputs, { kinesis }) {
        const named = consumerName(inputs);
        const answer = await kinesis.send(new RegisterStreamConsumerCommand(named));
        await until(`consumer ${named.ConsumerName} ACTIVE`, 30_000, async () => {
            const seen = await kinesis.send(new DescribeStreamConsumerCommand(named));
            return seen.ConsumerDescription?.ConsumerStatus === "ACTIVE" ? true : undefined;
        });
        const arn = answer.Consumer?.ConsumerARN ?? "";
        return { id: arn, outs: { arn } };
    },
    async read(id, _state, { kinesis }) {
        const call = kinesis.send(new DescribeStreamConsumerCommand({ ConsumerARN: id }));
        const seen = (await unlessGone(call, GONE))?.ConsumerDescription;
        return seen && { name: seen.ConsumerName, streamArn: seen.StreamARN, arn: seen.ConsumerARN };
    },
    async delete(id, state, clients) {
        const call = clients.kinesis.send(new DeregisterStreamConsumerCommand(consumerName(state)));
        await unlessGone(call, GONE);
        await until(`consumer ${id} deleted`, DELETE_LIMIT_MILLIS, async () => {
            const look = clients.kinesis.send(new DescribeStreamConsumerCommand(consumerName(state)));
            return (await unlessGone(look, GONE)) ? undefined : true;
        });
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), inputs, clients);
    },
};
