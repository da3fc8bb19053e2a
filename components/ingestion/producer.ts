import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ProducerSettings } from "../config/sections/producer";
import { instanceTrust, policyJson } from "../foundation/policy-documents";
import {
    useKey,
    writeLogGroup,
    writeMetrics,
    allowSessionManager,
    writeToStream,
} from "../foundation/grants";
import { ResourceNames } from "../foundation/names";
import { Deployment } from "../foundation/arns";
import { userData } from "./user-data";

/** The namespace of the agent's metrics (awslabs/amazon-kinesis-agent, README, "Agent Configuration Options"). */
const AGENT_METRICS = "AWSKinesisAgent";

/** Arguments of Producer. */
interface ProducerArgs extends ProducerSettings {
    /** Where the stack lives. */
    readonly deployment: Deployment;
    /** Physical names. */
    readonly names: ResourceNames;
    /** The stream that the agents write to. */
    readonly streamName: string;
    /** Its ARN. */
    readonly streamArn: string;
    /** ARN of the stream's customer key. @default the AWS-managed key */
    readonly streamKmsKeyArn?: string;
    /** Days that the agents' log is kept, one of CloudWatch Logs' values. */
    readonly logRetentionDays: number;
    /** Tags of every resource of the stack, which the instances' volumes have to name. */
    readonly tags: Readonly<Record<string, string>>;
    /** What must be in place before an agent starts. */
    readonly startAfter: pulumi.Resource[];
}

/**
 * The current Amazon Linux 2023 for an instance type (AWS Systems Manager User Guide, "Calling AMI public parameters").
 *
 * @param instanceType for example `t3.micro`; families with a `g` behind their generation are Graviton, arm64 (Amazon EC2
 * Instance Types, "Naming conventions"), and so is a1.
 * @returns an image id that EC2 resolves at each launch.
 */
export function amazonLinux(instanceType: string): string {
    const arm64 = /^(a1|[a-z]+\d+g[a-z]*)(-[a-z0-9-]+)?\./.test(instanceType);
    const architecture = arm64 ? "arm64" : "x86_64";
    return `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

/** Instances with the Amazon Kinesis Agent, all launched from one template. */
export class Producer extends pulumi.ComponentResource {
    /** The instances. */
    public readonly instances: aws.ec2.Instance[];

    constructor(name: string, args: ProducerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("cc-pipeline:ingestion:Producer", name, {}, opts);
        const identity = this.identity(args);
        const template = this.launchTemplate(args, identity);
        this.instances = Array.from({ length: args.count }, (_, i) => this.instance(i + 1, args, template));
        this.registerOutputs({});
    }

    /** The role, with permission for the stream and for the options that are switched on, and its instance profile. */
    private identity(args: ProducerArgs): pulumi.Resource[] {
        const { deployment, names } = args;
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
                policy: policyJson(
                    writeToStream(args.streamArn),
                    ...useKey(deployment, args.streamKmsKeyArn, "kinesis", "kms:GenerateDataKey"),
                    ...(args.sessionManager ? allowSessionManager(deployment) : []),
                    ...(args.agentMetrics ? [writeMetrics(AGENT_METRICS)] : []),
                    ...(args.agentLog ? [writeLogGroup(deployment, names.producerLogGroup)] : []),
                ),
            },
            { parent: this, dependsOn: [role] },
        );
        const profile = new aws.iam.InstanceProfile(
            "producer",
            { name: names.producerInstanceProfile, role: names.producerRole },
            { parent: this, dependsOn: [role] },
        );
        return [profile, policy, ...this.agentLog(args)];
    }

    private agentLog({ names, agentLog, logRetentionDays }: ProducerArgs): pulumi.Resource[] {
        return agentLog
            ? [
                  new aws.cloudwatch.LogGroup(
                      "producer",
                      { name: names.producerLogGroup, retentionInDays: logRetentionDays },
                      { parent: this },
                  ),
              ]
            : [];
    }

    private securityGroup({ names, httpCidrs, vpcId }: ProducerArgs): aws.ec2.SecurityGroup {
        const rule = (description: string, port: number, cidrBlocks: readonly string[]) => ({
            description,
            protocol: "tcp",
            fromPort: port,
            toPort: port,
            cidrBlocks: [...cidrBlocks],
        });
        return new aws.ec2.SecurityGroup(
            "producer",
            {
                name: names.producerSecurityGroup,
                description:
                    "Producer: in what the stack names, out HTTPS to AWS and the package repositories",
                ...(vpcId !== undefined && { vpcId }),
                ingress: httpCidrs.length > 0 ? [rule("HTTP", 80, httpCidrs)] : [],
                egress: [rule("HTTPS", 443, ["0.0.0.0/0"])],
            },
            { parent: this },
        );
    }

    /** The name of the key pair, where there is one. */
    private keyName({ names, publicKey }: ProducerArgs): pulumi.Input<string> | undefined {
        return publicKey === undefined
            ? undefined
            : new aws.ec2.KeyPair("producer", { keyName: names.producerKeyPair, publicKey }, { parent: this })
                  .keyName;
    }

    private userData(args: ProducerArgs): string {
        const { deployment, names } = args;
        const text = userData({
            streamName: args.streamName,
            region: deployment.region,
            partition: deployment.partition,
            logFiles: args.logFiles,
            logFormat: args.logFormat,
            matchPattern: args.matchPattern,
            customFieldNames: args.customFieldNames,
            generatorRate: args.generatorRate,
            agentMetrics: args.agentMetrics,
            agentLogGroup: args.agentLog ? names.producerLogGroup : undefined,
        });
        return Buffer.from(text).toString("base64");
    }

    private launchTemplate(args: ProducerArgs, identity: pulumi.Resource[]): aws.ec2.LaunchTemplate {
        const { names } = args;
        const keyName = this.keyName(args);
        return new aws.ec2.LaunchTemplate(
            "producer",
            {
                name: names.producerLaunchTemplate,
                updateDefaultVersion: true,
                imageId: amazonLinux(args.instanceType),
                instanceType: args.instanceType,
                iamInstanceProfile: { name: names.producerInstanceProfile },
                vpcSecurityGroupIds: [this.securityGroup(args).id],
                ...(keyName !== undefined && { keyName }),
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
                userData: this.userData(args),
            },
            { parent: this, dependsOn: identity },
        );
    }

    /**
     * An instance of the launch template. Its tags are its own: the provider removes what a template has put on it, and the
     * volume's tags are read back whole, so they include the stack's tags.
     */
    private instance(number: number, args: ProducerArgs, template: aws.ec2.LaunchTemplate): aws.ec2.Instance {
        const Name = args.names.producerLaunchTemplate;
        return new aws.ec2.Instance(
            `producer-${number}`,
            {
                launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
                ...(args.subnetId !== undefined && { subnetId: args.subnetId }),
                tags: { Name },
                volumeTags: { ...args.tags, Name },
            },
            // User data is read at the first boot only: a new version of the template needs a new instance.
            { parent: this, dependsOn: args.startAfter, replaceOnChanges: ["launchTemplate"] },
        );
    }
}
