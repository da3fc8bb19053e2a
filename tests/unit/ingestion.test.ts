import assert from "node:assert/strict";
import { streamIdentity } from "../../components/ingestion/ingestion-tier";
import { amazonLinux } from "../../components/ingestion/producer";
import { DEPLOYMENT, NAMES, Registered, all, one, statements } from "../support/program-run";
import { runProgram } from "../support/program";

const STREAM_ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/cc-pipeline-test-ingestion";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const stream = (r: Registered[]) => one(r, "aws:kinesis/stream:Stream");
const template = (r: Registered[]) => one(r, "aws:ec2/launchTemplate:LaunchTemplate");
const group = (r: Registered[]) => one(r, "aws:ec2/securityGroup:SecurityGroup");
const policy = (r: Registered[]) => statements(one(r, "aws:iam/rolePolicy:RolePolicy", "producer")["policy"]);

describe("the ingestion tier", () => {
    describe("by default", () => {
        let registered: Registered[];

        before(async () => ({ registered } = await runProgram()));

        it("makes an encrypted stream with two shard metrics", () => {
            assert.deepEqual(stream(registered), {
                name: "cc-pipeline-test-ingestion",
                shardCount: 1,
                streamModeDetails: { streamMode: "PROVISIONED" },
                retentionPeriod: 24,
                shardLevelMetrics: ["IncomingBytes", "OutgoingBytes"],
                encryptionType: "KMS",
                kmsKeyId: "alias/aws/kinesis",
                enforceConsumerDeletion: true,
            });
        });

        it("lets the producer write to this stream, to its log and to Session Manager, and nothing else", () => {
            const granted = policy(registered);
            assert.deepEqual(Object.keys(granted), [
                "WriteToStream",
                "RegisterInstance",
                "OpenSessions",
                "WriteAgentLog",
            ]);
            assert.deepEqual(granted["WriteToStream"], {
                Sid: "WriteToStream",
                Effect: "Allow",
                Action: ["kinesis:PutRecords"],
                Resource: [STREAM_ARN],
            });
            assert.deepEqual(granted["WriteAgentLog"]?.["Resource"], [
                `arn:aws:logs:eu-west-1:123456789012:log-group:${NAMES.producerLogGroup}:log-stream:*`,
            ]);
        });

        it("trusts EC2 with the role", () => {
            const role = one(registered, "aws:iam/role:Role", "producer");
            const trust = statements(role["assumeRolePolicy"]);
            assert.deepEqual(trust["AssumedByInstance"]?.["Principal"], { Service: "ec2.amazonaws.com" });
            assert.equal(
                one(registered, "aws:iam/instanceProfile:InstanceProfile")["role"],
                NAMES.producerRole,
            );
        });

        it("lets nothing in and only HTTPS out", () => {
            assert.deepEqual(group(registered)["ingress"], []);
            assert.deepEqual(group(registered)["egress"], [
                {
                    description: "HTTPS",
                    protocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    cidrBlocks: ["0.0.0.0/0"],
                },
            ]);
        });

        it("launches current Amazon Linux 2023 with IMDSv2 only and an encrypted gp3 disk", () => {
            const made = template(registered);
            assert.equal(
                made["imageId"],
                "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            );
            assert.deepEqual(made["metadataOptions"], {
                httpEndpoint: "enabled",
                httpTokens: "required",
                httpPutResponseHopLimit: 1,
            });
            assert.deepEqual(made["blockDeviceMappings"], [
                {
                    deviceName: "/dev/xvda",
                    ebs: { volumeType: "gp3", volumeSize: 8, encrypted: "true", deleteOnTermination: "true" },
                },
            ]);
            assert.equal("keyName" in made, false);
            assert.match(Buffer.from(String(made["userData"]), "base64").toString(), /^#cloud-config\n/);
        });

        it("keeps the agents' log for as long as the stack says", () => {
            assert.deepEqual(one(registered, "aws:cloudwatch/logGroup:LogGroup", "producer"), {
                name: NAMES.producerLogGroup,
                retentionInDays: 30,
            });
        });
    });

    it("makes a stream that is paid by use, without a shard count", async () => {
        const { registered } = await runProgram({ "stream.mode": "ON_DEMAND" });
        assert.deepEqual(stream(registered)["streamModeDetails"], { streamMode: "ON_DEMAND" });
        assert.equal("shardCount" in stream(registered), false);
    });

    it("encrypts with a customer key, and lets writer and reader use it through Kinesis alone", async () => {
        const { registered } = await runProgram({ "stream.kmsKeyArn": KEY });
        assert.equal(stream(registered)["kmsKeyId"], KEY);
        const reader = statements(one(registered, "aws:iam/rolePolicy:RolePolicy", "analytics")["policy"]);
        for (const [granted, action] of [
            [policy(registered), "kms:GenerateDataKey"],
            [reader, "kms:Decrypt"],
        ] as const) {
            assert.deepEqual(granted["UseKeyThroughKinesis"], {
                Sid: "UseKeyThroughKinesis",
                Effect: "Allow",
                Action: [action],
                Resource: [KEY],
                Condition: { StringEquals: { "kms:ViaService": "kinesis.eu-west-1.amazonaws.com" } },
            });
        }
    });

    it("uses an existing stream, by name or ARN, and creates none", async () => {
        const arn = "arn:aws:kinesis:eu-west-1:999999999999:stream/theirs";
        assert.deepEqual(streamIdentity(DEPLOYMENT, arn), { streamName: "theirs", streamArn: arn });
        for (const existing of ["theirs", "arn:aws:kinesis:eu-west-1:123456789012:stream/theirs"]) {
            const { registered, outputs } = await runProgram({ "stream.existing": existing });
            assert.equal(all(registered, "aws:kinesis/stream:Stream").length, 0);
            assert.deepEqual(policy(registered)["WriteToStream"]?.["Resource"], [
                "arn:aws:kinesis:eu-west-1:123456789012:stream/theirs",
            ]);
            assert.equal(outputs["streamName"], "theirs");
        }
    });

    it("registers enhanced fan-out consumers", async () => {
        const { registered } = await runProgram({ "stream.consumers": "audit,replay" });
        assert.deepEqual(
            all(registered, "aws:kinesis/streamConsumer:StreamConsumer").map(({ inputs }) => inputs),
            [
                { name: "audit", streamArn: STREAM_ARN },
                { name: "replay", streamArn: STREAM_ARN },
            ],
        );
    });

    it("makes as many instances as are asked for, also none", async () => {
        const three = await runProgram({ "producer.count": "3" });
        assert.deepEqual(
            all(three.registered, "aws:ec2/instance:Instance").map(({ name }) => name),
            ["producer-1", "producer-2", "producer-3"],
        );
        const none = await runProgram({ "producer.count": "0" });
        for (const type of ["aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"]) {
            assert.equal(all(none.registered, type).length, 0);
        }
        assert.equal(
            none.registered.some(({ type, name }) => type === "aws:iam/role:Role" && name === "producer"),
            false,
        );
        assert.deepEqual(none.outputs["producerInstanceIds"], []);
    });

    it("chooses the image by the instance type's architecture", () => {
        for (const arm of ["t4g.micro", "m7g.large", "c7gn.xlarge", "a1.medium", "r8gd.metal-24xl"]) {
            assert.match(amazonLinux(arm), /-arm64$/, arm);
        }
        for (const x86 of ["t3.micro", "m5.large", "g5.xlarge", "c7i.large", "m7a.medium", "u-6tb1.metal"]) {
            assert.match(amazonLinux(x86), /-x86_64$/, x86);
        }
    });

    it("puts instances into the given subnet, lets named CIDRs reach port 80, and takes a key pair", async () => {
        const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@example.com";
        const { registered } = await runProgram({
            "producer.subnetId": "subnet-0123456789abcdef0",
            "producer.vpcId": "vpc-0123456789abcdef0",
            "producer.httpCidrs": "203.0.113.0/24,198.51.100.0/24",
            "producer.publicKey": publicKey,
        });
        const instance = one(registered, "aws:ec2/instance:Instance");
        assert.equal(instance["subnetId"], "subnet-0123456789abcdef0");
        assert.equal(group(registered)["vpcId"], "vpc-0123456789abcdef0");
        assert.deepEqual(group(registered)["ingress"], [
            {
                description: "HTTP",
                protocol: "tcp",
                fromPort: 80,
                toPort: 80,
                cidrBlocks: ["203.0.113.0/24", "198.51.100.0/24"],
            },
        ]);
        assert.equal(one(registered, "aws:ec2/keyPair:KeyPair")["publicKey"], publicKey);
        assert.ok("keyName" in template(registered));
    });

    it("grants what is switched on, and only then", async () => {
        const on = await runProgram({ "producer.agentMetrics": "true" });
        assert.deepEqual(policy(on.registered)["WriteMetrics"], {
            Sid: "WriteMetrics",
            Effect: "Allow",
            Action: ["cloudwatch:PutMetricData"],
            Resource: ["*"],
            Condition: { StringEquals: { "cloudwatch:namespace": "AWSKinesisAgent" } },
        });
        const off = await runProgram({ "producer.sessionManager": "false", "producer.agentLog": "false" });
        assert.deepEqual(Object.keys(policy(off.registered)), ["WriteToStream"]);
        assert.equal(
            off.registered.some(({ type, name }) => type.endsWith(":LogGroup") && name === "producer"),
            false,
        );
    });
});
