import { RuleConfig, Judged } from "../../policy/pack/rule";
import { UNKNOWN } from "./judged";

/** One resource and what a rule must say of it. */
export interface RuleCase {
    readonly type: string;
    readonly props: Record<string, unknown>;
    readonly config?: RuleConfig;
    readonly more?: Partial<Judged>;
    /** All messages; advice begins with `advise: `, an unknown value with `unknown: `. None where it is accepted. */
    readonly says?: readonly string[];
}

/** A rule's cases, by what they are. */
export interface RuleCases {
    readonly accepted: readonly RuleCase[];
    readonly refused: readonly RuleCase[];
    readonly unknown: readonly RuleCase[];
    /** Inputs of the wrong kind: judged, never a crash. */
    readonly malformed: readonly RuleCase[];
}

const of = (type: string) => (props: Record<string, unknown>, says: readonly string[] = [], more: Partial<RuleCase> = {}): RuleCase => ({ type, props, says, ...more });

/** The line for an input that is not known. */
function unknown(input: string, rule: string): string {
    return (
        `unknown: the input '${input}' is not known before the update, so ${rule} cannot judge it: it comes from a resource ` +
        "that is not there yet; build it from names, account and region that the program knows"
    );
}

const bucket = of("aws:s3/bucket:Bucket");
const stream = of("aws:kinesis/stream:Stream");
const delivery = of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
const topic = of("aws:sns/topic:Topic");
const queue = of("aws:sqs/queue:Queue");
const logs = of("aws:cloudwatch/logGroup:LogGroup");
const encryption = of("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration");
const block = of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
const instance = of("aws:ec2/instance:Instance");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const volume = of("aws:ebs/volume:Volume");
const group = of("aws:ec2/securityGroup:SecurityGroup");
const groupRule = of("aws:ec2/securityGroupRule:SecurityGroupRule");
const ingressRule = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
const flink = of("aws:kinesisanalyticsv2/application:Application");
const sql = of("aws:kinesis/analyticsApplication:AnalyticsApplication");
const lambda = of("aws:lambda/function:Function");
const database = of("aws:rds/instance:Instance");

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const DESTROY = "forceDestroy: true on bucket 'results' lets a mistake delete all that it holds; set bucket.forceDestroy to false";
const SQL_ENDED =
    "AWS has ended Kinesis Data Analytics for SQL: no new applications since 2025-10-15, existing ones deleted from " +
    "2026-01-27; use Managed Service for Apache Flink (analytics.engine: flink), and npm run import:kda for the query";
const IMDS =
    "metadataOptions.httpTokens: IMDSv1 answers without a token; set it to required (Amazon EC2 User Guide, 'Use the Instance " +
    "Metadata Service')";
const NOT_ENCRYPTED = "encryptionType: records are not encrypted; set it to KMS, with kmsKeyId alias/aws/kinesis or a key of yours";
const open = (port: string, from: string) => `ingress of port ${port} from ${from} is open to everyone; name the CIDRs that are meant`;
const noDisk = (where: string) => `${where}: the disk is not encrypted; set encrypted: true`;
const LOGGING =
    "extendedS3Configuration.cloudwatchLoggingOptions: delivery errors are not logged; set enabled: true, logGroupName and " +
    "logStreamName";
const CUSTOMER = { config: { customerKeys: true } };
const wantsKey = (input: string) => `${input}: this stack wants a customer key; name a KMS key of the account`;

/** An application's configuration with code, checkpoints and snapshots. */
function application(code: Record<string, unknown>, checkpointing: unknown, snapshots: unknown) {
    return {
        applicationConfiguration: {
            applicationCodeConfiguration: { codeContent: { s3ContentLocation: code } },
            flinkApplicationConfiguration: {
                checkpointConfiguration: { configurationType: "CUSTOM", checkpointingEnabled: checkpointing },
            },
            applicationSnapshotConfiguration: { snapshotsEnabled: snapshots },
        },
    };
}

const userData = (text: string) => Buffer.from(text).toString("base64");
/** Made up, in pieces, so that no other tool takes it for a real one. */
const ACCESS_KEY = `AKIA${"IOSFODNN7EXAMPLE"}`;
const SECRET_KEY = ["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYzzEXAMPLEKEYab"].join("/").slice(0, 40);
const holds = (where: string, what: string) =>
    `${where}: it holds what looks like ${what}; keep it in Secrets Manager and name it here`;

/** Cases of the rules that judge one resource, by the rule's name; bucket-naming, stream-shard-count and IAM have tests of their own. */
export const RULE_CASES: Readonly<Record<string, RuleCases>> = {
    "bucket-force-destroy": {
        accepted: [
            bucket({ bucket: "results", forceDestroy: false }),
            bucket({ bucket: "results" }),
            bucket({ bucket: "results", forceDestroy: true }, [], { config: { allow: true } }),
            bucket({ bucket: "p-athena-1", forceDestroy: true }, [], { config: { copies: "-athena-" } }),
        ],
        refused: [
            bucket({ bucket: "results", forceDestroy: true }, [DESTROY]),
            bucket({ bucket: "results", forceDestroy: true }, [DESTROY], { config: { copies: "-athena-" } }),
        ],
        unknown: [bucket({ bucket: "b", forceDestroy: UNKNOWN }, [unknown("forceDestroy", "bucket-force-destroy")])],
        malformed: [bucket({ bucket: 7, forceDestroy: "yes" })],
    },
    "protect-data": {
        accepted: [
            bucket({ bucket: "results" }, [], { more: { protect: false } }),
            bucket({ bucket: "results" }, [], { config: { require: true }, more: { protect: true } }),
            bucket({ bucket: "p-athena-1" }, [], { config: { require: true, copies: "-athena-" }, more: { protect: false } }),
        ],
        refused: [
            stream({ name: "clicks" }, ["'clicks' holds data and is not protected; set the resource option protect (stack.protect: true)"], { config: { require: true }, more: { protect: false } }),
        ],
        unknown: [bucket({ bucket: UNKNOWN }, [unknown("bucket", "protect-data")], { config: { require: true }, more: { protect: false } })],
        malformed: [bucket({ bucket: ["a"] }, [], { config: { require: true, copies: "a" }, more: { protect: false } })],
    },
    "code-version": {
        accepted: [
            flink(application({ fileKey: "app.jar", objectVersion: "v1" }, true, true)),
            flink(application({ fileKey: "app-0123456789ab.jar" }, true, true)),
            lambda({ s3Bucket: "code", s3Key: "f.zip", s3ObjectVersion: "v1" }),
            lambda({ code: "an archive of the program's own" }),
        ],
        refused: [
            flink(application({ fileKey: "app.jar" }, true, true), ["the code 'app.jar' has no version; set objectVersion, or a key with the content's hash"]),
            lambda({ s3Bucket: "code", s3Key: "f.zip" }, ["the code 'f.zip' has no version; set s3ObjectVersion, or a key with the content's hash"]),
        ],
        unknown: [flink(application({ fileKey: UNKNOWN }, true, true), [unknown("applicationConfiguration.applicationCodeConfiguration.codeContent.s3ContentLocation.fileKey", "code-version")])],
        malformed: [flink({ applicationConfiguration: "none" }), lambda({ s3Bucket: "code" }, ["advise: the code 'undefined' has no version; set s3ObjectVersion"])],
    },
    "discontinued-service": {
        accepted: [
            flink({ runtimeEnvironment: "FLINK-1_20" }),
            sql({ name: "a" }, [], { config: { allow: ["Kinesis Data Analytics for SQL"] } }),
        ],
        refused: [
            sql({ name: "a" }, [SQL_ENDED]),
            flink({ runtimeEnvironment: "SQL-1_0" }, [`runtimeEnvironment: 'SQL-1_0': ${SQL_ENDED}`]),
            of("aws:qldb/ledger:Ledger")({}, ["AWS has ended Amazon QLDB on 2025-07-31; use Amazon Aurora PostgreSQL with an audit table"]),
        ],
        unknown: [flink({ runtimeEnvironment: UNKNOWN }, [unknown("runtimeEnvironment", "discontinued-service")])],
        malformed: [flink({ runtimeEnvironment: 1 })],
    },
    "encrypted-disks": {
        accepted: [
            volume({ encrypted: true }),
            instance({ rootBlockDevice: { encrypted: true } }),
            instance({ launchTemplate: { id: "lt-1" } }),
            template({ blockDeviceMappings: [{ ebs: { encrypted: "true" } }, { deviceName: "/dev/sdb", noDevice: "true" }] }),
        ],
        refused: [
            volume({}, ["encrypted: the volume is not encrypted; set it to true"]),
            instance({ rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ encrypted: false }] }, [noDisk("ebsBlockDevices[0]")]),
            instance({}, [noDisk("rootBlockDevice")]),
            template({ blockDeviceMappings: [{ ebs: {} }] }, [noDisk("blockDeviceMappings[0].ebs")]),
            template({}, ["blockDeviceMappings: the root disk is left to the image, not encrypted; name it, with ebs.encrypted: true"]),
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
            queue({}),
            logs({}),
            encryption({ rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: KEY } }] }, [], CUSTOMER),
        ],
        refused: [
            stream({}, [NOT_ENCRYPTED]),
            stream({ encryptionType: "NONE" }, [NOT_ENCRYPTED]),
            stream({ encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }, [wantsKey("kmsKeyId")], CUSTOMER),
            delivery({}, ["serverSideEncryption: what waits in the delivery stream is not encrypted; set enabled: true"]),
            delivery({ serverSideEncryption: { enabled: true } }, [wantsKey("serverSideEncryption.keyArn")], CUSTOMER),
            topic({}, ["advise: kmsMasterKeyId: messages are not encrypted by a KMS key; for alarms it must be a customer key that CloudWatch may use"]),
            topic({ kmsMasterKeyId: "alias/aws/sns" }, [wantsKey("kmsMasterKeyId")], CUSTOMER),
            queue({ sqsManagedSseEnabled: false }, ["sqsManagedSseEnabled: false leaves messages unencrypted; remove it, or name a key in kmsMasterKeyId"]),
            queue({}, [wantsKey("kmsMasterKeyId")], CUSTOMER),
            logs({}, [wantsKey("kmsKeyId")], CUSTOMER),
            encryption({ rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] }, [wantsKey("kmsMasterKeyId")], CUSTOMER),
        ],
        unknown: [stream({ encryptionType: UNKNOWN }, [unknown("encryptionType", "encryption-at-rest")])],
        malformed: [stream({ encryptionType: { KMS: true } }, [NOT_ENCRYPTED]), encryption({ rules: "none" })],
    },
    "firehose-error-log": {
        accepted: [delivery({ extendedS3Configuration: { cloudwatchLoggingOptions: { enabled: true, logGroupName: "g", logStreamName: "s" } } })],
        refused: [
            delivery({ extendedS3Configuration: {} }, [LOGGING]),
            delivery({ extendedS3Configuration: { cloudwatchLoggingOptions: { enabled: true, logGroupName: "g" } } }, [LOGGING]),
        ],
        unknown: [delivery({ extendedS3Configuration: { cloudwatchLoggingOptions: { enabled: UNKNOWN } } }, [unknown("extendedS3Configuration.cloudwatchLoggingOptions.enabled", "firehose-error-log")])],
        malformed: [delivery({ extendedS3Configuration: "s3" }, [LOGGING])],
    },
    "flink-state": {
        accepted: [flink(application({}, true, true)), flink({ runtimeEnvironment: "SQL-1_0" })],
        refused: [
            flink(application({}, false, true), ["checkpointConfiguration.checkpointingEnabled: a failure loses all state; set it to true"]),
            flink(application({}, true, false), ["applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true"]),
        ],
        unknown: [flink(application({}, true, UNKNOWN), [unknown("applicationConfiguration.applicationSnapshotConfiguration.snapshotsEnabled", "flink-state")])],
        malformed: [flink({ applicationConfiguration: 1 }, ["applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true"])],
    },
    imdsv2: {
        accepted: [
            instance({ metadataOptions: { httpTokens: "required" } }),
            instance({ metadataOptions: { httpEndpoint: "disabled" } }),
            instance({ launchTemplate: { name: "t" } }),
        ],
        refused: [
            instance({}, [IMDS]),
            template({ metadataOptions: { httpTokens: "optional" } }, [IMDS]),
            instance({ launchTemplate: { name: "t" }, metadataOptions: { httpTokens: "optional" } }, [IMDS]),
        ],
        unknown: [template({ metadataOptions: { httpTokens: UNKNOWN } }, [unknown("metadataOptions.httpTokens", "imdsv2")])],
        malformed: [template({ metadataOptions: "required" }, [IMDS])],
    },
    "log-retention": {
        accepted: [logs({ retentionInDays: 30 }), logs({ retentionInDays: 90 }, [], { config: { min: 90, max: 365 } })],
        refused: [
            logs({}, ["retentionInDays: events are kept for ever; set 1 to 3653 days"]),
            logs({ retentionInDays: 0 }, ["retentionInDays: events are kept for ever; set 1 to 3653 days"]),
            logs({ retentionInDays: 7 }, ["retentionInDays: 7 is outside of this stack's 30 to 3653 days"], { config: { min: 30 } }),
        ],
        unknown: [logs({ retentionInDays: UNKNOWN }, [unknown("retentionInDays", "log-retention")])],
        malformed: [logs({ retentionInDays: "30" }, ["retentionInDays: events are kept for ever; set 1 to 3653 days"])],
    },
    "open-ingress": {
        accepted: [
            group({ ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
            group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["203.0.113.0/24"] }] }),
            group({ ingress: [{ protocol: "udp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }),
            groupRule({ type: "egress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }),
            group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, prefixListIds: ["pl-1"] }] }, [], { config: { prefixLists: ["pl-1"] } }),
            group({ ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] }, [], { config: { ports: [22] } }),
        ],
        refused: [
            group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }, [open("22", "0.0.0.0/0")]),
            group({ ingress: [{ protocol: "tcp", fromPort: 0, toPort: 100, ipv6CidrBlocks: ["::/0"] }] }, [open("22, 80", "::/0")]),
            groupRule({ type: "ingress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }, [open("22, 3389, 80", "0.0.0.0/0")]),
            ingressRule({ ipProtocol: "tcp", fromPort: 3389, toPort: 3389, cidrIpv6: "::/0" }, [open("3389", "::/0")]),
            ingressRule({ ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: "pl-1" }, ["advise: ingress of port 22 from prefix list pl-1: who is in it is not seen here; name it in 'prefixLists' once looked at"]),
        ],
        unknown: [groupRule({ type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [UNKNOWN] }, [unknown("cidrBlocks[0]", "open-ingress")])],
        malformed: [group({ ingress: "all" })],
    },
    "plain-secrets": {
        accepted: [
            lambda({ environment: { variables: { DB_PASSWORD: "${DB_PASSWORD}", TABLE: "orders", SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a" } } }),
            instance({ userData: "#!/bin/sh\ndb_password=$(aws ssm get-parameter --name /orders/password)\n" }),
            of("random:index/randomPassword:RandomPassword")({ description: ACCESS_KEY }),
            instance({ userData: UNKNOWN }),
            lambda({ environment: { variables: { KEY: ACCESS_KEY } } }, [], { config: { ignore: ["environment.variables.KEY"] } }),
        ],
        refused: [
            lambda({ environment: { variables: { KEY: ACCESS_KEY } } }, [holds("environment.variables.KEY", "an AWS access key")]),
            instance({ userData: userData(`export AWS_SECRET_ACCESS_KEY=${SECRET_KEY}\n`) }, [holds("userData", "a password or key")]),
            flink({ applicationConfiguration: { environmentProperties: { propertyGroups: [{ propertyMap: { token: SECRET_KEY } }] } } }, [holds("applicationConfiguration.environmentProperties.propertyGroups[0].propertyMap.token", "a random key")]),
            template({ userData: "-----BEGIN RSA PRIVATE KEY-----\nMII\n" }, [holds("userData", "a private key")]),
            database({ description: "postgres://admin:Tr0ub4dor@db.example.com/orders" }, [holds("description", "a password in an address")]),
        ],
        unknown: [lambda({ environment: { variables: { A: UNKNOWN, KEY: ACCESS_KEY } } }, [holds("environment.variables.KEY", "an AWS access key")])],
        malformed: [lambda({ environment: [[[["x"]]]] })],
    },
    "public-access": {
        accepted: [
            block({ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true }),
            bucket({ acl: "private" }),
            database({ publiclyAccessible: false }),
            of("aws:lambda/functionUrl:FunctionUrl")({ authorizationType: "AWS_IAM" }),
        ],
        refused: [
            block({ blockPublicAcls: true, blockPublicPolicy: true }, ["ignorePublicAcls, restrictPublicBuckets: public access is not blocked; set each to true"]),
            bucket({ acl: "public-read" }, ["acl: 'public-read' lets everyone read the bucket; remove it"]),
            database({ publiclyAccessible: true }, ["publiclyAccessible: the database has a public address; set it to false"]),
            of("aws:lambda/functionUrl:FunctionUrl")({ authorizationType: "NONE" }, ["authorizationType: NONE lets everyone call the function; set it to AWS_IAM"]),
        ],
        unknown: [bucket({ acl: UNKNOWN }, [unknown("acl", "public-access")])],
        malformed: [bucket({ acl: 5 })],
    },
    "required-tags": {
        accepted: [
            stream({}),
            stream({ tags: { owner: "data" } }, [], { config: { tags: ["owner"] } }),
            stream({}, [], { config: { tags: ["owner"] }, more: { provider: { defaultTags: '{"tags":{"owner":"data"}}' } } }),
        ],
        refused: [stream({ tags: { owner: "" } }, ["tags: owner, stack missing; set them, or the provider's default tags"], { config: { tags: ["owner", "stack"] } })],
        unknown: [stream({ tags: { owner: UNKNOWN } }, [unknown("tags.owner", "required-tags")], { config: { tags: ["owner"] } })],
        malformed: [stream({ tags: "owner" }, ["tags: owner missing; set them, or the provider's default tags"], { config: { tags: ["owner"] } })],
    },
    "runtime-support": {
        accepted: [flink({ runtimeEnvironment: "FLINK-1_20" }), lambda({ runtime: "python3.13" }), lambda({ packageType: "Image" })],
        refused: [
            flink({ runtimeEnvironment: "FLINK-1_13" }, ["runtime FLINK-1_13: AWS has ended its support on 2025-10-16; use a newer one"]),
            lambda({ runtime: "nodejs16.x" }, ["runtime nodejs16.x: AWS has ended its support on 2024-06-12; use a newer one"]),
            lambda({ runtime: "python3.13" }, ["advise: runtime python3.13: AWS ends its support on 2029-06-30; plan the next one"], { config: { warnDays: 36500 } }),
        ],
        unknown: [lambda({ runtime: UNKNOWN }, [unknown("runtime", "runtime-support")])],
        malformed: [lambda({ runtime: 16 })],
    },
};
