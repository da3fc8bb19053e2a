import { Finding, advise, refuse } from "../pack/finding";
import { firstBlock, blockAt, isPresent } from "../pack/props";
import { EvaluatedResource, Props, Rule, RuleConfig } from "../pack/rule";

const AWS_KEY = /^(alias\/aws\/|arn:[^:]*:kms:[^:]*:[^:]*:alias\/aws\/)/;

/** What a stack requires beyond encryption of some kind. */
interface Wanted {
    /** Customer managed keys, not AWS managed ones. */
    readonly customerKeys: boolean;
    /** Topics without a key are accepted as well: they hold nothing but alarms. */
    readonly plainTopics: boolean;
}

type Judge = (props: Props, wanted: Wanted) => Finding[];

/** Findings of a key where the stack requires customer managed ones. */
function customerKeyFindings(key: unknown, input: string): Finding[] {
    return isPresent(key) && !(typeof key === "string" && AWS_KEY.test(key))
        ? []
        : [refuse(`${input}: this stack requires a customer managed key; name a KMS key of the account`)];
}

/** Amazon Kinesis Data Streams Developer Guide, "Data protection in Amazon Kinesis Data Streams". */
function streamFindings(props: Props, { customerKeys }: Wanted): Finding[] {
    if (props["encryptionType"] !== "KMS") {
        return [
            refuse(
                "encryptionType: records are not encrypted; set it to KMS, with kmsKeyId alias/aws/kinesis or a key of your own",
            ),
        ];
    }
    return customerKeys ? customerKeyFindings(props["kmsKeyId"], "kmsKeyId") : [];
}

/** Amazon Data Firehose encrypts buffered records by itself only where its source is a stream that does so. */
function deliveryStreamFindings(props: Props, { customerKeys }: Wanted): Finding[] {
    if (isPresent(props["kinesisSourceConfiguration"])) {
        return [];
    }
    const encryption = firstBlock(props["serverSideEncryption"]);
    if (encryption?.["enabled"] !== true) {
        return [refuse("serverSideEncryption: buffered records are not encrypted; set enabled: true")];
    }
    return customerKeys ? customerKeyFindings(encryption["keyArn"], "serverSideEncryption.keyArn") : [];
}

/** Amazon S3 encrypts every new object by itself (SSE-S3) since 2023-01-05: Amazon S3 User Guide, "Default encryption FAQ". */
function bucketEncryptionFindings(props: Props, { customerKeys }: Wanted): Finding[] {
    const rule = firstBlock(props["rules"] ?? props["rule"]);
    const byDefault = blockAt(rule, "applyServerSideEncryptionByDefault");
    return customerKeys ? customerKeyFindings(byDefault?.["kmsMasterKeyId"], "kmsMasterKeyId") : [];
}

/** Amazon CloudWatch Logs encrypts every log group by itself; a customer managed key is a choice. */
function logGroupFindings(props: Props, { customerKeys }: Wanted): Finding[] {
    return customerKeys ? customerKeyFindings(props["kmsKeyId"], "kmsKeyId") : [];
}

/**
 * Amazon SNS Developer Guide, "Securing Amazon SNS data with server-side encryption". The key aws/sns does not let
 * CloudWatch alarms publish, so a topic for alarms needs a customer managed key: advice, unless the stack requires such keys.
 */
function topicFindings(props: Props, { customerKeys, plainTopics }: Wanted): Finding[] {
    if (customerKeys) {
        return customerKeyFindings(props["kmsMasterKeyId"], "kmsMasterKeyId");
    }
    return isPresent(props["kmsMasterKeyId"]) || plainTopics
        ? []
        : [
              advise(
                  "kmsMasterKeyId: messages are not encrypted by a KMS key; for alarms it must be a customer managed key that CloudWatch may use",
              ),
          ];
}

function queueFindings(props: Props, { customerKeys }: Wanted): Finding[] {
    if (customerKeys) {
        return customerKeyFindings(props["kmsMasterKeyId"], "kmsMasterKeyId");
    }
    return props["sqsManagedSseEnabled"] === false && !isPresent(props["kmsMasterKeyId"])
        ? [
              refuse(
                  "sqsManagedSseEnabled: false leaves messages unencrypted; remove it, or name a key in kmsMasterKeyId",
              ),
          ]
        : [];
}

const JUDGES: Readonly<Record<string, Judge>> = {
    "aws:kinesis/stream:Stream": streamFindings,
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": deliveryStreamFindings,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
        bucketEncryptionFindings,
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2":
        bucketEncryptionFindings,
    "aws:cloudwatch/logGroup:LogGroup": logGroupFindings,
    "aws:sns/topic:Topic": topicFindings,
    "aws:sqs/queue:Queue": queueFindings,
};

/** Compliant: stored data is encrypted; by customer managed keys, where the stack requires that. */
export const encryptionAtRest: Rule = {
    name: "encryption-at-rest",
    description: "Encrypt streams, delivery streams, buckets, log groups, topics and queues at rest.",
    why: "Data protection rules commonly require it, and a KMS key adds a second permission: access to the service alone does not reveal the data.",
    accepts:
        "encrypted streams, delivery streams and queues, topics with a key; advises on topics without one",
    configSchema: {
        properties: {
            customerKeys: {
                type: "boolean",
                default: false,
                description: "require customer managed KMS keys, also for log groups and buckets",
            },
            plainTopics: {
                type: "boolean",
                default: false,
                description: "accept topics without a key silently: for topics that hold alarms only",
            },
        },
    },
    types: Object.keys(JUDGES),
    judge({ type, props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const wanted = {
            customerKeys: config["customerKeys"] === true,
            plainTopics: config["plainTopics"] === true,
        };
        return JUDGES[type]?.(props, wanted) ?? [];
    },
    remediates:
        "a stream without encryption gets the AWS managed key: no reader, writer or permission has to change",
    /** The AWS managed key needs no permission and no change of a reader or writer. */
    remediate({ type, props }: EvaluatedResource) {
        return type === "aws:kinesis/stream:Stream" &&
            !isPresent(props["encryptionType"]) &&
            !isPresent(props["kmsKeyId"])
            ? { ...props, encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }
            : undefined;
    },
};
