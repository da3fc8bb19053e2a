import { isDeepStrictEqual } from "node:util";
import {
    CompressionFormat,
    CreateDeliveryStreamCommand,
    DeleteDeliveryStreamCommand,
    DescribeDeliveryStreamCommand,
    ExtendedS3DestinationConfiguration,
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
import { deliveryStreamTags } from "../tags";

const GONE = "ResourceNotFoundException";

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
        CompressionFormat: s3["compressionFormat"] as CompressionFormat | undefined,
        ...(s3["kmsKeyArn"] !== undefined && {
            EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: text(s3, "kmsKeyArn") } },
        }),
        BufferingHints: {
            SizeInMBs: s3["bufferingSize"] as number | undefined,
            IntervalInSeconds: s3["bufferingInterval"] as number | undefined,
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

/** aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream, direct puts to S3 */
export const deliveryStream: ResourceType = {
    inputs: {
        name: replaces(),
        destination: replaces(),
        serverSideEncryption: updates({ enabled: true, keyType: true, keyArn: true }),
        extendedS3Configuration: updates({
            roleArn: true,
            bucketArn: true,
            prefix: true,
            errorOutputPrefix: true,
            compressionFormat: true,
            kmsKeyArn: true,
            bufferingSize: true,
            bufferingInterval: true,
            cloudwatchLoggingOptions: { enabled: true, logGroupName: true, logStreamName: true },
        }),
        tags: updates(),
    },
    unique: "name",
    ...deliveryStreamTags,
    async create(inputs, clients) {
        const name = text(inputs, "name");
        if (inputs["destination"] !== "extended_s3") {
            throw new Error(`delivery stream ${name}: destination must be extended_s3 on the local cloud`);
        }
        const key = encryption(inputs);
        const command = new CreateDeliveryStreamCommand({
            DeliveryStreamName: name,
            DeliveryStreamType: "DirectPut",
            ExtendedS3DestinationConfiguration: s3Destination(inputs),
            ...(key && { DeliveryStreamEncryptionConfigurationInput: key }),
        });
        await untilIamPropagated("firehose", () => clients.firehose.send(command));
        const seen = await until(`delivery stream ${name} ACTIVE`, 30_000, async () => {
            const stream = await described(name, clients);
            return stream?.DeliveryStreamStatus === "ACTIVE" ? stream : undefined;
        });
        return { id: seen.DeliveryStreamARN ?? name, outs: { arn: seen.DeliveryStreamARN } };
    },
    async read(_id, state, clients) {
        const seen = await described(text(state, "name"), clients);
        return seen && { ...state, arn: seen.DeliveryStreamARN };
    },
    async update(_id, olds, news, clients) {
        const name = text(news, "name");
        const seen = await described(name, clients);
        const command = new UpdateDestinationCommand({
            DeliveryStreamName: name,
            CurrentDeliveryStreamVersionId: seen?.VersionId,
            DestinationId: seen?.Destinations?.[0]?.DestinationId,
            ExtendedS3DestinationUpdate: s3Destination(news),
        });
        await untilIamPropagated("firehose", () => clients.firehose.send(command));
        const key = encryption(news);
        if (!isDeepStrictEqual(key, encryption(olds))) {
            const named = { DeliveryStreamName: name };
            await (key
                ? clients.firehose.send(
                      new StartDeliveryStreamEncryptionCommand({
                          ...named,
                          DeliveryStreamEncryptionConfigurationInput: key,
                      }),
                  )
                : clients.firehose.send(new StopDeliveryStreamEncryptionCommand(named)));
        }
        return { arn: olds["arn"] };
    },
    async delete(_id, state, { firehose }) {
        const named = { DeliveryStreamName: text(state, "name") };
        await unlessGone(firehose.send(new DeleteDeliveryStreamCommand(named)), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete("", inputs, clients);
    },
};
