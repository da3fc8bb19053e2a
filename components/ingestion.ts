import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { instanceTrust, policyJson, streamWriter } from "./iam";
import { Deployment, ResourceNames, regionalArn } from "./naming";
import { userData } from "./user-data";

/** Systems Manager User Guide, "Calling AMI public parameters": always the current Amazon Linux 2023. */
const AMAZON_LINUX_2023 = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** What the ingestion tier is made from. */
export interface IngestionTierArgs {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** Shards of the stream, at least 1; each takes 1 MB/s and 1,000 records/s in. */
    readonly shardCount: number;
    /** Hours that the stream keeps a record, 24 to 8,760. */
    readonly retentionHours: number;
    /** Type of the producer instance; x86_64. */
    readonly instanceType: string;
    /** Lines a second that the access-log generator writes. */
    readonly generatorRate: number;
}

/** The ingestion tier: an instance with the Amazon Kinesis Agent, and the stream that it writes to. */
export class IngestionTier extends pulumi.ComponentResource {
    /** The stream's name, known at preview. */
    public readonly streamName: string;
    /** The stream's ARN, known at preview. */
    public readonly streamArn: string;
    /** The stream itself. */
    public readonly stream: aws.kinesis.Stream;
    /** The producer instance. */
    public readonly instance: aws.ec2.Instance;

    constructor(name: string, args: IngestionTierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:ingestion:IngestionTier", name, {}, opts);
        const { deployment, names } = args;
        this.streamName = names.stream;
        this.streamArn = regionalArn(deployment, "kinesis", `stream/${names.stream}`);

        this.stream = new aws.kinesis.Stream(
            "ingestion",
            {
                name: names.stream,
                shardCount: args.shardCount,
                streamModeDetails: { streamMode: "PROVISIONED" },
                retentionPeriod: args.retentionHours,
                shardLevelMetrics: ["IncomingBytes", "OutgoingBytes"],
                encryptionType: "KMS",
                kmsKeyId: "alias/aws/kinesis",
            },
            { parent: this },
        );
        const profile = this.producerIdentity(args);
        this.instance = this.producer(args, profile);
        this.registerOutputs({ streamName: this.streamName, streamArn: this.streamArn });
    }

    /** The producer's role, which may do no more than write to the stream, and its instance profile. */
    private producerIdentity({ deployment, names }: IngestionTierArgs): pulumi.Resource[] {
        const role = new aws.iam.Role(
            "producer",
            { name: names.producerRole, assumeRolePolicy: instanceTrust(deployment) },
            { parent: this },
        );
        const policy = new aws.iam.RolePolicy(
            "producer",
            {
                name: "write-to-stream",
                role: names.producerRole,
                policy: policyJson(streamWriter(this.streamArn)),
            },
            { parent: this, dependsOn: [role] },
        );
        const profile = new aws.iam.InstanceProfile(
            "producer",
            { name: names.producerInstanceProfile, role: names.producerRole },
            { parent: this, dependsOn: [role] },
        );
        return [profile, policy];
    }

    /** The instance, from a launch template that holds everything about it. */
    private producer(args: IngestionTierArgs, identity: pulumi.Resource[]): aws.ec2.Instance {
        const { deployment, names } = args;
        const securityGroup = new aws.ec2.SecurityGroup(
            "producer",
            {
                name: names.producerSecurityGroup,
                description: "Producer: nothing in, HTTPS out to AWS and the package repositories",
                ingress: [],
                egress: [
                    {
                        description: "HTTPS",
                        protocol: "tcp",
                        fromPort: 443,
                        toPort: 443,
                        cidrBlocks: ["0.0.0.0/0"],
                    },
                ],
            },
            { parent: this },
        );
        const tags = { Name: names.producerLaunchTemplate };
        const template = new aws.ec2.LaunchTemplate(
            "producer",
            {
                name: names.producerLaunchTemplate,
                updateDefaultVersion: true,
                imageId: AMAZON_LINUX_2023,
                instanceType: args.instanceType,
                iamInstanceProfile: { name: names.producerInstanceProfile },
                vpcSecurityGroupIds: [securityGroup.id],
                metadataOptions: {
                    httpEndpoint: "enabled",
                    httpTokens: "required",
                    httpPutResponseHopLimit: 1,
                },
                blockDeviceMappings: [
                    {
                        deviceName: "/dev/xvda",
                        ebs: {
                            volumeType: "gp3",
                            volumeSize: 8,
                            encrypted: "true",
                            deleteOnTermination: "true",
                        },
                    },
                ],
                userData: Buffer.from(
                    userData({
                        streamName: names.stream,
                        region: deployment.region,
                        partition: deployment.partition,
                        generatorRate: args.generatorRate,
                    }),
                ).toString("base64"),
                tagSpecifications: [
                    { resourceType: "instance", tags },
                    { resourceType: "volume", tags },
                ],
            },
            { parent: this, dependsOn: identity },
        );
        return new aws.ec2.Instance(
            "producer",
            { launchTemplate: { id: template.id, version: template.latestVersion.apply(String) } },
            // User data is read at the first boot only: a new version of the template needs a new instance.
            { parent: this, dependsOn: [this.stream], replaceOnChanges: ["launchTemplate"] },
        );
    }
}
