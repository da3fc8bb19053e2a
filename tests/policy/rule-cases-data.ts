import { UNKNOWN } from "../support/evaluate";
import { RuleCases, of, unknown } from "./rule-case";

const bucket = of("aws:s3/bucket:Bucket");
const stream = of("aws:kinesis/stream:Stream");
const delivery = of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
const topic = of("aws:sns/topic:Topic");
const queue = of("aws:sqs/queue:Queue");
const logs = of("aws:cloudwatch/logGroup:LogGroup");
const encryption = of(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
);
const block = of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
const instance = of("aws:ec2/instance:Instance");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const volume = of("aws:ebs/volume:Volume");
const database = of("aws:rds/instance:Instance");

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
        accepted: [
            volume({ encrypted: true }),
            instance({ rootBlockDevice: { encrypted: true } }),
            instance({ launchTemplate: { id: "lt-1" } }),
            template({
                blockDeviceMappings: [
                    { ebs: { encrypted: "true" } },
                    { deviceName: "/dev/sdb", noDevice: "true" },
                ],
            }),
        ],
        refused: [
            volume({}, ["encrypted: the volume is not encrypted; set it to true"]),
            instance({ rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ encrypted: false }] }, [
                noDisk("ebsBlockDevices[0]"),
            ]),
            instance({}, [noDisk("rootBlockDevice")]),
            template({ blockDeviceMappings: [{ ebs: {} }] }, [noDisk("blockDeviceMappings[0].ebs")]),
            template({}, [
                "blockDeviceMappings: the root disk is left to the image, not encrypted; list it here with ebs.encrypted: true",
            ]),
        ],
        unknown: [volume({ encrypted: UNKNOWN }, [unknown("encrypted", "encrypted-disks")])],
        malformed: [volume({ encrypted: "yes" }, ["encrypted: the volume is not encrypted; set it to true"])],
    },
    "encryption-at-rest": {
        accepted: [
            stream({ encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }),
            stream({ encryptionType: "KMS", kmsKeyId: KEY }, [], CUSTOMER),
            delivery({ serverSideEncryption: { enabled: true } }),
            delivery({ kinesisSourceConfiguration: { kinesisStreamArn: "arn" } }),
            topic({ kmsMasterKeyId: KEY }, [], CUSTOMER),
            topic({}, [], { config: { plainTopics: true } }),
            queue({}),
            logs({}),
            encryption(
                { rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: KEY } }] },
                [],
                CUSTOMER,
            ),
        ],
        refused: [
            stream({}, [NOT_ENCRYPTED]),
            stream({ encryptionType: "NONE" }, [NOT_ENCRYPTED]),
            stream(
                { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" },
                [wantsKey("kmsKeyId")],
                CUSTOMER,
            ),
            delivery({}, ["serverSideEncryption: buffered records are not encrypted; set enabled: true"]),
            delivery(
                { serverSideEncryption: { enabled: true } },
                [wantsKey("serverSideEncryption.keyArn")],
                CUSTOMER,
            ),
            topic({}, [
                "advise: kmsMasterKeyId: messages are not encrypted by a KMS key; for alarms it must be a customer managed key that CloudWatch may use",
            ]),
            topic({ kmsMasterKeyId: "alias/aws/sns" }, [wantsKey("kmsMasterKeyId")], CUSTOMER),
            queue({ sqsManagedSseEnabled: false }, [
                "sqsManagedSseEnabled: false leaves messages unencrypted; remove it, or name a key in kmsMasterKeyId",
            ]),
            queue({}, [wantsKey("kmsMasterKeyId")], CUSTOMER),
            logs({}, [wantsKey("kmsKeyId")], CUSTOMER),
            encryption(
                { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
                [wantsKey("kmsMasterKeyId")],
                CUSTOMER,
            ),
        ],
        unknown: [stream({ encryptionType: UNKNOWN }, [unknown("encryptionType", "encryption-at-rest")])],
        malformed: [
            stream({ encryptionType: { KMS: true } }, [NOT_ENCRYPTED]),
            encryption({ rules: "none" }),
        ],
    },
    "firehose-error-log": {
        accepted: [
            delivery({
                extendedS3Configuration: {
                    cloudwatchLoggingOptions: { enabled: true, logGroupName: "g", logStreamName: "s" },
                },
            }),
        ],
        refused: [
            delivery({ extendedS3Configuration: {} }, [LOGGING]),
            delivery(
                {
                    extendedS3Configuration: {
                        cloudwatchLoggingOptions: { enabled: true, logGroupName: "g" },
                    },
                },
                [LOGGING],
            ),
        ],
        unknown: [
            delivery({ extendedS3Configuration: { cloudwatchLoggingOptions: { enabled: UNKNOWN } } }, [
                unknown("extendedS3Configuration.cloudwatchLoggingOptions.enabled", "firehose-error-log"),
            ]),
        ],
        malformed: [delivery({ extendedS3Configuration: "s3" }, [LOGGING])],
    },
    "log-retention": {
        accepted: [
            logs({ retentionInDays: 30 }),
            logs({ retentionInDays: 90 }, [], { config: { min: 90, max: 365 } }),
        ],
        refused: [
            logs({}, ["retentionInDays: events are kept forever; set 1 to 3653 days"]),
            logs({ retentionInDays: 0 }, ["retentionInDays: events are kept forever; set 1 to 3653 days"]),
            logs({ retentionInDays: 7 }, ["retentionInDays: 7 is outside this stack's 30 to 3653 days"], {
                config: { min: 30 },
            }),
        ],
        unknown: [logs({ retentionInDays: UNKNOWN }, [unknown("retentionInDays", "log-retention")])],
        malformed: [
            logs({ retentionInDays: "30" }, ["retentionInDays: events are kept forever; set 1 to 3653 days"]),
        ],
    },
    "public-access": {
        accepted: [
            block({
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            }),
            bucket({ acl: "private" }),
            database({ publiclyAccessible: false }),
            of("aws:lambda/functionUrl:FunctionUrl")({ authorizationType: "AWS_IAM" }),
        ],
        refused: [
            block({ blockPublicAcls: true, blockPublicPolicy: true }, [
                "ignorePublicAcls, restrictPublicBuckets: public access is not blocked; set each to true",
            ]),
            bucket({ acl: "public-read" }, ["acl: 'public-read' lets everyone read the bucket; remove it"]),
            database({ publiclyAccessible: true }, [
                "publiclyAccessible: the database has a public address; set it to false",
            ]),
            of("aws:lambda/functionUrl:FunctionUrl")({ authorizationType: "NONE" }, [
                "authorizationType: NONE lets everyone call the function; set it to AWS_IAM",
            ]),
        ],
        unknown: [bucket({ acl: UNKNOWN }, [unknown("acl", "public-access")])],
        malformed: [bucket({ acl: 5 })],
    },
    "required-tags": {
        accepted: [
            stream({}),
            stream({ tags: { owner: "data" } }, [], { config: { tags: ["owner"] } }),
            stream({}, [], {
                config: { tags: ["owner"] },
                more: { provider: { defaultTags: '{"tags":{"owner":"data"}}' } },
            }),
        ],
        refused: [
            stream(
                { tags: { owner: "" } },
                ["tags: owner, stack missing; set them, or the provider's default tags"],
                { config: { tags: ["owner", "stack"] } },
            ),
        ],
        unknown: [
            stream({ tags: { owner: UNKNOWN } }, [unknown("tags.owner", "required-tags")], {
                config: { tags: ["owner"] },
            }),
        ],
        malformed: [
            stream({ tags: "owner" }, ["tags: owner missing; set them, or the provider's default tags"], {
                config: { tags: ["owner"] },
            }),
        ],
    },
};
