import { UNKNOWN } from "../support/evaluate";
import { RuleCases, of, unknown } from "./rule-case";

const stream = of("aws:kinesis/stream:Stream");
const delivery = of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
const topic = of("aws:sns/topic:Topic");
const queue = of("aws:sqs/queue:Queue");
const logs = of("aws:cloudwatch/logGroup:LogGroup");
const encryption = of(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
);
const instance = of("aws:ec2/instance:Instance");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const volume = of("aws:ebs/volume:Volume");

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const NOT_ENCRYPTED =
    "encryptionType: records are not encrypted; set it to KMS, with kmsKeyId alias/aws/kinesis or a key of your own";
const noDisk = (where: string) => `${where}: the disk is not encrypted; set encrypted: true`;
const LOGGING =
    "extendedS3Configuration.cloudwatchLoggingOptions: delivery errors are not logged; set enabled: true, logGroupName and " +
    "logStreamName";
const CUSTOMER = { config: { customerKeys: true } };
const wantsKey = (input: string) =>
    `${input}: this stack requires a customer managed key; name a KMS key of the account`;

/** Cases of the rules about what holds data, and code, by the rule's name. */
export const DATA_CASES: Readonly<Record<string, RuleCases>> = {
    "encrypted-disks": {
        examples: { accepted: "an encrypted volume", refused: "a volume without encryption" },
        accepted: [
            volume("an encrypted volume", { encrypted: true }),
            instance("an instance with an encrypted root disk", { rootBlockDevice: { encrypted: true } }),
            instance("an instance whose launch template decides", { launchTemplate: { id: "lt-1" } }),
            template("a launch template whose only real disk is encrypted", {
                blockDeviceMappings: [
                    { ebs: { encrypted: "true" } },
                    { deviceName: "/dev/sdb", noDevice: "true" },
                ],
            }),
        ],
        refused: [
            volume("a volume without encryption", {}, [
                "encrypted: the volume is not encrypted; set it to true",
            ]),
            instance(
                "an instance with one unencrypted data disk",
                { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ encrypted: false }] },
                [noDisk("ebsBlockDevices[0]")],
            ),
            instance("an instance without a root disk of its own", {}, [noDisk("rootBlockDevice")]),
            template(
                "a launch template whose disk leaves encryption out",
                { blockDeviceMappings: [{ ebs: {} }] },
                [noDisk("blockDeviceMappings[0].ebs")],
            ),
            template("a launch template that lists no disk", {}, [
                "blockDeviceMappings: the root disk is left to the image, not encrypted; list it here with ebs.encrypted: true",
            ]),
        ],
        unknown: [
            volume("a volume whose encryption is unknown", { encrypted: UNKNOWN }, [
                unknown("encrypted", "encrypted-disks"),
            ]),
        ],
        malformed: [
            volume("a volume whose encryption is a string", { encrypted: "yes" }, [
                "encrypted: the volume is not encrypted; set it to true",
            ]),
        ],
    },
    "encryption-at-rest": {
        examples: { accepted: "a stream with the AWS managed key", refused: "a stream without encryption" },
        accepted: [
            stream("a stream with the AWS managed key", {
                encryptionType: "KMS",
                kmsKeyId: "alias/aws/kinesis",
            }),
            stream(
                "a stream with a customer managed key, where required",
                { encryptionType: "KMS", kmsKeyId: KEY },
                [],
                CUSTOMER,
            ),
            delivery("a delivery stream that encrypts", { serverSideEncryption: { enabled: true } }),
            delivery("a delivery stream that reads from a stream", {
                kinesisSourceConfiguration: { kinesisStreamArn: "arn" },
            }),
            topic(
                "a topic with a customer managed key, where required",
                { kmsMasterKeyId: KEY },
                [],
                CUSTOMER,
            ),
            topic("a topic without a key, where topics hold alarms only", {}, [], {
                config: { plainTopics: true },
            }),
            queue("a queue with the default encryption", {}),
            logs("a log group with the default encryption", {}),
            delivery(
                "a delivery stream with a customer managed key, where required",
                { serverSideEncryption: { enabled: true, keyArn: KEY } },
                [],
                CUSTOMER,
            ),
            queue(
                "a queue with a customer managed key, where required",
                { kmsMasterKeyId: KEY },
                [],
                CUSTOMER,
            ),
            queue("a queue with a key and without SSE-SQS", {
                sqsManagedSseEnabled: false,
                kmsMasterKeyId: KEY,
            }),
            logs("a log group with a customer managed key, where required", { kmsKeyId: KEY }, [], CUSTOMER),
            topic("a topic with a key", { kmsMasterKeyId: KEY }),
            encryption(
                "a bucket with a customer managed key, where required",
                { rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: KEY } }] },
                [],
                CUSTOMER,
            ),
        ],
        refused: [
            stream("a stream without encryption", {}, [NOT_ENCRYPTED]),
            stream("a stream with encryption turned off", { encryptionType: "NONE" }, [NOT_ENCRYPTED]),
            stream(
                "a stream with the AWS managed key, where a customer managed one is required",
                { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" },
                [wantsKey("kmsKeyId")],
                CUSTOMER,
            ),
            // AWS Key Management Service Developer Guide, "AWS managed keys": their aliases begin with aws/.
            stream(
                "a stream with the AWS managed key by its ARN, where a customer managed one is required",
                {
                    encryptionType: "KMS",
                    kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:alias/aws/kinesis",
                },
                [wantsKey("kmsKeyId")],
                CUSTOMER,
            ),
            encryption(
                "a bucket without a rule, where a customer managed key is required",
                {},
                [wantsKey("kmsMasterKeyId")],
                CUSTOMER,
            ),
            delivery("a delivery stream without encryption", {}, [
                "serverSideEncryption: buffered records are not encrypted; set enabled: true",
            ]),
            delivery(
                "a delivery stream without a customer managed key, where required",
                { serverSideEncryption: { enabled: true } },
                [wantsKey("serverSideEncryption.keyArn")],
                CUSTOMER,
            ),
            topic("a topic without a key, as advice", {}, [
                "advise: kmsMasterKeyId: messages are not encrypted by a KMS key; for alarms it must be a customer managed key that CloudWatch may use",
            ]),
            topic(
                "a topic with the AWS managed key, where a customer managed one is required",
                { kmsMasterKeyId: "alias/aws/sns" },
                [wantsKey("kmsMasterKeyId")],
                CUSTOMER,
            ),
            queue("a queue with encryption turned off", { sqsManagedSseEnabled: false }, [
                "sqsManagedSseEnabled: false leaves messages unencrypted; remove it, or name a key in kmsMasterKeyId",
            ]),
            queue(
                "a queue without a customer managed key, where required",
                {},
                [wantsKey("kmsMasterKeyId")],
                CUSTOMER,
            ),
            logs(
                "a log group without a customer managed key, where required",
                {},
                [wantsKey("kmsKeyId")],
                CUSTOMER,
            ),
            encryption(
                "a bucket with SSE-S3, where a customer managed key is required",
                { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
                [wantsKey("kmsMasterKeyId")],
                CUSTOMER,
            ),
        ],
        unknown: [
            stream("a stream whose encryption is unknown", { encryptionType: UNKNOWN }, [
                unknown("encryptionType", "encryption-at-rest"),
            ]),
        ],
        malformed: [
            stream("a stream whose encryption type is an object", { encryptionType: { KMS: true } }, [
                NOT_ENCRYPTED,
            ]),
            encryption("a bucket whose encryption rules are a string", { rules: "none" }),
        ],
    },
    "firehose-error-log": {
        examples: {
            accepted: "a delivery stream that logs to a group and stream",
            refused: "a delivery stream without logging options",
        },
        accepted: [
            delivery("a delivery stream that logs to a group and stream", {
                extendedS3Configuration: {
                    cloudwatchLoggingOptions: { enabled: true, logGroupName: "g", logStreamName: "s" },
                },
            }),
        ],
        refused: [
            delivery("a delivery stream without logging options", { extendedS3Configuration: {} }, [LOGGING]),
            delivery(
                "a delivery stream without a log stream",
                {
                    extendedS3Configuration: {
                        cloudwatchLoggingOptions: { enabled: true, logGroupName: "g" },
                    },
                },
                [LOGGING],
            ),
        ],
        unknown: [
            delivery(
                "a delivery stream whose logging is unknown",
                { extendedS3Configuration: { cloudwatchLoggingOptions: { enabled: UNKNOWN } } },
                [unknown("extendedS3Configuration.cloudwatchLoggingOptions.enabled", "firehose-error-log")],
            ),
        ],
        malformed: [
            delivery("a delivery stream whose destination is a string", { extendedS3Configuration: "s3" }, [
                LOGGING,
            ]),
        ],
    },
    "log-retention": {
        examples: { accepted: "a retention of 30 days", refused: "no retention" },
        accepted: [
            logs("a retention of 30 days", { retentionInDays: 30 }),
            logs("the lowest retention that the stack allows", { retentionInDays: 90 }, [], {
                config: { min: 90, max: 365 },
            }),
        ],
        refused: [
            logs("no retention", {}, ["retentionInDays: events are kept forever; set 1 to 3653 days"]),
            logs("a retention of 0, which means forever", { retentionInDays: 0 }, [
                "retentionInDays: events are kept forever; set 1 to 3653 days",
            ]),
            logs(
                "a retention below what the stack allows",
                { retentionInDays: 7 },
                ["retentionInDays: 7 is outside this stack's 30 to 3653 days"],
                {
                    config: { min: 30 },
                },
            ),
        ],
        unknown: [
            logs("an unknown retention", { retentionInDays: UNKNOWN }, [
                unknown("retentionInDays", "log-retention"),
            ]),
        ],
        malformed: [
            logs("a retention that is a string", { retentionInDays: "30" }, [
                "retentionInDays: events are kept forever; set 1 to 3653 days",
            ]),
        ],
    },
};
