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
    UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { Clients } from "../../cloud/clients";
import {
    Properties,
    ResourceType,
    nested,
    replaces,
    text,
    unlessGone,
    until,
    updates,
} from "../resource-type";
import { streamTags } from "../tags";

const GONE = "ResourceNotFoundException";
const DEFAULT_RETENTION_HOURS = 24;

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
    const key = (p: Properties) => (p["encryptionType"] === "KMS" ? text(p, "kmsKeyId") : undefined);
    if (key(olds) === key(news)) {
        return;
    }
    const encryption = { StreamName: name, EncryptionType: "KMS" as const };
    const call = key(news)
        ? new StartStreamEncryptionCommand({ ...encryption, KeyId: key(news) })
        : new StopStreamEncryptionCommand({ ...encryption, KeyId: key(olds) });
    await (call instanceof StartStreamEncryptionCommand ? kinesis.send(call) : kinesis.send(call));
}

async function settle(olds: Properties, news: Properties, clients: Clients): Promise<Properties> {
    const name = text(news, "name");
    const hours = (p: Properties) => Number(p["retentionPeriod"] ?? DEFAULT_RETENTION_HOURS);
    const metrics = (p: Properties) => (p["shardLevelMetrics"] ?? []) as string[];
    await setRetention(name, hours(olds), hours(news), clients);
    await setMetrics(name, metrics(olds), metrics(news), clients);
    await setEncryption(name, olds, news, clients);
    return { arn: (await active(name, clients)).StreamARN };
}

/** AWS changes the mode in place; the emulator knows one. */
function checkMode(inputs: Properties): void {
    const mode = nested(inputs, "streamModeDetails")["streamMode"] ?? "PROVISIONED";
    if (mode !== "PROVISIONED") {
        throw new Error(
            `stream ${text(inputs, "name")}: the emulator has no on-demand streams; leave stream.mode at PROVISIONED`,
        );
    }
}

/** aws:kinesis/stream:Stream */
export const stream: ResourceType = {
    inputs: {
        name: replaces(),
        shardCount: updates(),
        retentionPeriod: updates(),
        shardLevelMetrics: updates(),
        encryptionType: updates(),
        kmsKeyId: updates(),
        streamModeDetails: updates({ streamMode: true }),
        tags: updates(),
    },
    unique: "name",
    ...streamTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        checkMode(inputs);
        const shards = Number(inputs["shardCount"]);
        await clients.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
        await active(name, clients);
        return { id: name, outs: await settle({}, inputs, clients) };
    },
    async read(id, state, clients) {
        const seen = await summary(id, clients);
        return (
            seen && {
                ...state,
                arn: seen.StreamARN,
                shardCount: seen.OpenShardCount,
                retentionPeriod: seen.RetentionPeriodHours,
                encryptionType: seen.EncryptionType ?? "NONE",
            }
        );
    },
    async update(id, olds, news, clients) {
        checkMode(news);
        if (olds["shardCount"] !== news["shardCount"]) {
            const target = Number(news["shardCount"]);
            await clients.kinesis.send(
                new UpdateShardCountCommand({
                    StreamName: id,
                    TargetShardCount: target,
                    ScalingType: "UNIFORM_SCALING",
                }),
            );
            await active(id, clients);
        }
        return settle(olds, news, clients);
    },
    async delete(id, _state, { kinesis }) {
        const call = kinesis.send(new DeleteStreamCommand({ StreamName: id, EnforceConsumerDeletion: true }));
        await unlessGone(call, GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "name"), {}, clients);
    },
};

function consumerName(properties: Properties) {
    return { StreamARN: text(properties, "streamArn"), ConsumerName: text(properties, "name") };
}

/** aws:kinesis/streamConsumer:StreamConsumer */
export const streamConsumer: ResourceType = {
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
    async read(_id, state, { kinesis }) {
        const call = kinesis.send(new DescribeStreamConsumerCommand(consumerName(state)));
        return (await unlessGone(call, GONE)) && state;
    },
    async delete(_id, state, { kinesis }) {
        const call = kinesis.send(new DeregisterStreamConsumerCommand(consumerName(state)));
        await unlessGone(call, GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
