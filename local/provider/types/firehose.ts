import {
    CompressionFormat,
    CreateDeliveryStreamCommand,
    DeleteDeliveryStreamCommand,
    DeliveryStreamDescription,
    DescribeDeliveryStreamCommand,
    ExtendedS3DestinationConfiguration,
    ExtendedS3DestinationDescription,
    KeyType,
    StartDeliveryStreamEncryptionCommand,
    StopDeliveryStreamEncryptionCommand,
    UpdateDestinationCommand,
} from "@aws-sdk/client-firehose";
import { Clients } from "../../cloud/clients";
import { untilIamPropagated } from "../iam-propagation";
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
import { byDefault, computed } from "../shape";
import { deliveryStreamTags } from "../tags";

const GONE = "ResourceNotFoundException";
/** The official provider waits half an hour; nothing of the emulator takes longer than this. */
const LIMIT_MILLIS = 60_000;

async function described(name: string, { firehose }: Clients) {
    const call = firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }));
    return (await unlessGone(call, GONE))?.DeliveryStreamDescription;
}

function s3Destination(inputs: Properties): ExtendedS3DestinationConfiguration {
    const s3 = nested(inputs, "extendedS3Configuration");
    const logging = nested(s3, "cloudwatchLoggingOptions");
    return {
        RoleARN: text(s3, "roleArn"),
        BucketARN: text(s3, "bucketArn"),
        Prefix: s3["prefix"] as string | undefined,
        ErrorOutputPrefix: s3["errorOutputPrefix"] as string | undefined,
        CompressionFormat: (s3["compressionFormat"] ?? "UNCOMPRESSED") as CompressionFormat,
        CustomTimeZone: (s3["customTimeZone"] ?? "UTC") as string,
        ...(s3["kmsKeyArn"] !== undefined && {
            EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: text(s3, "kmsKeyArn") } },
        }),
        BufferingHints: {
            SizeInMBs: (s3["bufferingSize"] ?? 5) as number,
            IntervalInSeconds: (s3["bufferingInterval"] ?? 300) as number,
        },
        CloudWatchLoggingOptions: {
            Enabled: Boolean(logging["enabled"]),
            LogGroupName: logging["logGroupName"] as string | undefined,
            LogStreamName: logging["logStreamName"] as string | undefined,
        },
    };
}

/** The encryption that is wanted; undefined for none. */
function encryption(inputs: Properties): { KeyType: KeyType; KeyARN?: string } | undefined {
    const wanted = nested(inputs, "serverSideEncryption");
    return wanted["enabled"]
        ? {
              KeyType: (wanted["keyType"] ?? "AWS_OWNED_CMK") as KeyType,
              ...(wanted["keyArn"] !== undefined && { KeyARN: text(wanted, "keyArn") }),
          }
        : undefined;
}

/** Starts or stops encryption, and waits for it. */
async function setEncryption(name: string, inputs: Properties, clients: Clients): Promise<void> {
    const key = encryption(inputs);
    const named = { DeliveryStreamName: name };
    await (key
        ? clients.firehose.send(
              new StartDeliveryStreamEncryptionCommand({
                  ...named,
                  DeliveryStreamEncryptionConfigurationInput: key,
              }),
          )
        : clients.firehose.send(new StopDeliveryStreamEncryptionCommand(named)));
    const wanted = key ? "ENABLED" : "DISABLED";
    await until(`encryption of delivery stream ${name} ${wanted}`, LIMIT_MILLIS, async () => {
        const seen = await described(name, clients);
        const status = seen?.DeliveryStreamEncryptionConfiguration?.Status ?? "DISABLED";
        return status === wanted ? true : undefined;
    });
}

function seenDestination(seen: ExtendedS3DestinationDescription | undefined): Properties | undefined {
    const logging = seen?.CloudWatchLoggingOptions;
    return (
        seen && {
            roleArn: seen.RoleARN,
            bucketArn: seen.BucketARN,
            prefix: seen.Prefix,
            errorOutputPrefix: seen.ErrorOutputPrefix,
            compressionFormat: seen.CompressionFormat,
            kmsKeyArn: seen.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN,
            bufferingSize: seen.BufferingHints?.SizeInMBs,
            bufferingInterval: seen.BufferingHints?.IntervalInSeconds,
            customTimeZone: seen.CustomTimeZone,
            cloudwatchLoggingOptions: logging && {
                enabled: logging.Enabled,
                logGroupName: logging.LogGroupName,
                logStreamName: logging.LogStreamName,
            },
        }
    );
}

/** What the official provider's Read stores. */
function seenStream(seen: DeliveryStreamDescription): Properties {
    const [destination] = seen.Destinations ?? [];
    const key = seen.DeliveryStreamEncryptionConfiguration;
    return {
        name: seen.DeliveryStreamName,
        arn: seen.DeliveryStreamARN,
        versionId: seen.VersionId,
        destinationId: destination?.DestinationId,
        destination: destination?.ExtendedS3DestinationDescription ? "extended_s3" : "s3",
        extendedS3Configuration: seenDestination(destination?.ExtendedS3DestinationDescription),
        serverSideEncryption:
            key?.Status === "ENABLED"
                ? { enabled: true, keyType: key.KeyType, keyArn: key.KeyARN }
                : { enabled: false },
    };
}

const DESTINATION = "UpdateDestination, whole";

/** aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream, direct puts to S3 */
export const deliveryStream: ResourceType = {
    source: "firehose/delivery_stream.go",
    notes: "Encryption is started by a call of its own after the creation. Waits for the deletion.",
    inputs: {
        name: replaces(),
        destination: replaces(),
        serverSideEncryption: updates(
            { enabled: true, keyType: byDefault("AWS_OWNED_CMK"), keyArn: true },
            `${DESTINATION}, then StartDeliveryStreamEncryption, StopDeliveryStreamEncryption`,
        ),
        extendedS3Configuration: updates(
            {
                roleArn: true,
                bucketArn: true,
                prefix: true,
                errorOutputPrefix: true,
                compressionFormat: byDefault("UNCOMPRESSED"),
                kmsKeyArn: true,
                bufferingSize: byDefault(5),
                bufferingInterval: byDefault(300),
                customTimeZone: byDefault("UTC"),
                cloudwatchLoggingOptions: computed({
                    enabled: true,
                    logGroupName: true,
                    logStreamName: true,
                }),
            },
            DESTINATION,
        ),
        tags: updates(true, "TagDeliveryStream, UntagDeliveryStream"),
    },
    unique: "name",
    ...deliveryStreamTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        if (inputs["destination"] !== "extended_s3") {
            throw new Error(`delivery stream ${name}: destination must be extended_s3 on the local cloud`);
        }
        const command = new CreateDeliveryStreamCommand({
            DeliveryStreamName: name,
            DeliveryStreamType: "DirectPut",
            ExtendedS3DestinationConfiguration: s3Destination(inputs),
        });
        await untilIamPropagated("firehose", () => clients.firehose.send(command));
        const seen = await until(`delivery stream ${name} ACTIVE`, LIMIT_MILLIS, async () => {
            const stream = await described(name, clients);
            return stream?.DeliveryStreamStatus === "ACTIVE" ? stream : undefined;
        });
        if (encryption(inputs)) {
            await setEncryption(name, inputs, clients);
        }
        return { id: seen.DeliveryStreamARN ?? name, outs: { arn: seen.DeliveryStreamARN } };
    },
    async read(_id, state, clients) {
        const seen = await described(text(state, "name"), clients);
        return seen && seenStream(seen);
    },
    async update(_id, _olds, news, clients, changes) {
        const name = text(news, "name");
        if (changes.size > 0) {
            const seen = await described(name, clients);
            const command = new UpdateDestinationCommand({
                DeliveryStreamName: name,
                CurrentDeliveryStreamVersionId: seen?.VersionId,
                DestinationId: seen?.Destinations?.[0]?.DestinationId,
                ExtendedS3DestinationUpdate: s3Destination(news),
            });
            await untilIamPropagated("firehose", () => clients.firehose.send(command));
        }
        if (changes.has("serverSideEncryption")) {
            await setEncryption(name, news, clients);
        }
        return {};
    },
    async delete(_id, state, clients) {
        const name = text(state, "name");
        const call = clients.firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: name }));
        await unlessGone(call, GONE);
        await until(`delivery stream ${name} deleted`, LIMIT_MILLIS, async () =>
            (await described(name, clients)) ? undefined : true,
        );
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
