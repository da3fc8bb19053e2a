import assert from "node:assert/strict";
import { IngestionTier } from "../../components/ingestion";
import { DEPLOYMENT, NAMES, Registered, mockEngine, one, settled, statements } from "./mocks";

const STREAM_ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/cc-pipeline-test-ingestion";

describe("IngestionTier", () => {
    let registered: Registered[];

    before(async () => {
        registered = mockEngine();
        new IngestionTier("ingestion", {
            deployment: DEPLOYMENT,
            names: NAMES,
            shardCount: 2,
            retentionHours: 48,
            instanceType: "t3.small",
            generatorRate: 10,
        });
        await settled();
    });

    it("is a component of its own type", () => {
        assert.equal(registered[0]?.type, "cc-pipeline:ingestion:IngestionTier");
    });

    it("makes an encrypted stream with two shard metrics", () => {
        assert.deepEqual(one(registered, "aws:kinesis/stream:Stream"), {
            name: "cc-pipeline-test-ingestion",
            shardCount: 2,
            streamModeDetails: { streamMode: "PROVISIONED" },
            retentionPeriod: 48,
            shardLevelMetrics: ["IncomingBytes", "OutgoingBytes"],
            encryptionType: "KMS",
            kmsKeyId: "alias/aws/kinesis",
        });
    });

    it("lets the producer put records into this stream and do nothing else", () => {
        const policy = one(registered, "aws:iam/rolePolicy:RolePolicy");
        assert.equal(policy["role"], NAMES.producerRole);
        assert.deepEqual(statements(policy["policy"]), {
            WriteToStream: {
                Sid: "WriteToStream",
                Effect: "Allow",
                Action: ["kinesis:PutRecords"],
                Resource: [STREAM_ARN],
            },
        });
    });

    it("trusts EC2 with the role", () => {
        const trust = statements(one(registered, "aws:iam/role:Role")["assumeRolePolicy"]);
        assert.deepEqual(trust["AssumedByInstance"]?.["Principal"], { Service: "ec2.amazonaws.com" });
        assert.equal(one(registered, "aws:iam/instanceProfile:InstanceProfile")["role"], NAMES.producerRole);
    });

    it("lets nothing in and only HTTPS out", () => {
        const group = one(registered, "aws:ec2/securityGroup:SecurityGroup");
        assert.deepEqual(group["ingress"], []);
        assert.deepEqual(group["egress"], [
            { description: "HTTPS", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
        ]);
    });

    it("launches current Amazon Linux 2023 with IMDSv2 only and an encrypted gp3 disk", () => {
        const template = one(registered, "aws:ec2/launchTemplate:LaunchTemplate");
        assert.equal(
            template["imageId"],
            "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        );
        assert.equal(template["instanceType"], "t3.small");
        assert.deepEqual(template["metadataOptions"], {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
        });
        assert.deepEqual(template["blockDeviceMappings"], [
            {
                deviceName: "/dev/xvda",
                ebs: { volumeType: "gp3", volumeSize: 8, encrypted: "true", deleteOnTermination: "true" },
            },
        ]);
        assert.equal("keyName" in template, false);
        assert.match(Buffer.from(String(template["userData"]), "base64").toString(), /^#cloud-config\n/);
    });

    it("makes the instance from that template's version", () => {
        assert.deepEqual(one(registered, "aws:ec2/instance:Instance"), {
            launchTemplate: { id: "producer-id", version: "1" },
        });
    });
});
