import { UNKNOWN } from "../support/evaluate";
import { RuleCases, of, unknown } from "./rule-case";

const bucket = of("aws:s3/bucket:Bucket");
const stream = of("aws:kinesis/stream:Stream");
const block = of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
const database = of("aws:rds/instance:Instance");
const functionUrl = of("aws:lambda/functionUrl:FunctionUrl");
const instance = of("aws:ec2/instance:Instance");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const group = of("aws:ec2/securityGroup:SecurityGroup");
const groupRule = of("aws:ec2/securityGroupRule:SecurityGroupRule");
const ingressRule = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
const flink = of("aws:kinesisanalyticsv2/application:Application");
const lambda = of("aws:lambda/function:Function");

const open = (port: string, from: string) =>
    `ingress of port ${port} from ${from} is open to everyone; name the intended CIDRs`;
const userData = (text: string) => Buffer.from(text).toString("base64");
/** Made up, in pieces, so that no other tool takes it for a real one. */
const ACCESS_KEY = `AKIA${"IOSFODNN7EXAMPLE"}`;
const SECRET_KEY = ["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYzzEXAMPLEKEYab"].join("/").slice(0, 40);
const holds = (where: string, what: string) =>
    `${where}: it holds what looks like ${what}; store it in Secrets Manager and refer to it here`;

/** Cases of the rules about what others can reach or read, and whose it is, by the rule's name. */
export const EXPOSURE_CASES: Readonly<Record<string, RuleCases>> = {
    "public-access": {
        examples: {
            accepted: "a bucket with all public access blocked",
            refused: "a bucket with public access blocked in part",
        },
        accepted: [
            block("a bucket with all public access blocked", {
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            }),
            bucket("a bucket with a private ACL", { acl: "private" }),
            database("a database without a public address", { publiclyAccessible: false }),
            functionUrl("a function URL with IAM authorization", {
                authorizationType: "AWS_IAM",
            }),
        ],
        refused: [
            block(
                "a bucket with public access blocked in part",
                { blockPublicAcls: true, blockPublicPolicy: true },
                ["ignorePublicAcls, restrictPublicBuckets: public access is not blocked; set each to true"],
            ),
            bucket("a bucket with a public ACL", { acl: "public-read" }, [
                "acl: 'public-read' lets everyone read the bucket; remove it",
            ]),
            database("a database with a public address", { publiclyAccessible: true }, [
                "publiclyAccessible: the database has a public address; set it to false",
            ]),
            functionUrl("a function URL without authorization", { authorizationType: "NONE" }, [
                "authorizationType: NONE lets everyone call the function; set it to AWS_IAM",
            ]),
        ],
        unknown: [
            bucket("a bucket with an unknown ACL", { acl: UNKNOWN }, [unknown("acl", "public-access")]),
        ],
        malformed: [bucket("a bucket whose ACL is a number", { acl: 5 })],
    },
    "required-tags": {
        examples: { accepted: "the required tag on the resource", refused: "an empty tag and a missing one" },
        accepted: [
            stream("no tags, where none are required", {}),
            stream("the required tag on the resource", { tags: { owner: "data" } }, [], {
                config: { tags: ["owner"] },
            }),
            stream("the required tag among the default tags of the provider", {}, [], {
                config: { tags: ["owner"] },
                more: { provider: { defaultTags: '{"tags":{"owner":"data"}}' } },
            }),
        ],
        refused: [
            stream(
                "an empty tag and a missing one",
                { tags: { owner: "" } },
                ["tags: owner, stack missing; set them, or the provider's default tags"],
                { config: { tags: ["owner", "stack"] } },
            ),
        ],
        unknown: [
            stream(
                "a required tag with an unknown value",
                { tags: { owner: UNKNOWN } },
                [unknown("tags.owner", "required-tags")],
                {
                    config: { tags: ["owner"] },
                },
            ),
        ],
        malformed: [
            stream(
                "tags that are a string",
                { tags: "owner" },
                ["tags: owner missing; set them, or the provider's default tags"],
                {
                    config: { tags: ["owner"] },
                },
            ),
        ],
    },
    "open-ingress": {
        examples: { accepted: "SSH from named addresses", refused: "SSH from everywhere" },
        accepted: [
            group("HTTPS from everywhere", {
                ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
            }),
            group("SSH from named addresses", {
                ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["203.0.113.0/24"] }],
            }),
            group("UDP on the port of SSH", {
                ingress: [{ protocol: "udp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
            }),
            groupRule("egress to everywhere", { type: "egress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }),
            group(
                "SSH from a prefix list that was reviewed",
                { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, prefixListIds: ["pl-1"] }] },
                [],
                {
                    config: { prefixLists: ["pl-1"] },
                },
            ),
            group(
                "HTTP from everywhere, where the stack checks SSH only",
                { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] },
                [],
                { config: { ports: [22] } },
            ),
            group("the ports on both sides of SSH, from everywhere", {
                ingress: [
                    { protocol: "tcp", fromPort: 20, toPort: 21, cidrBlocks: ["0.0.0.0/0"] },
                    { protocol: "tcp", fromPort: 23, toPort: 23, cidrBlocks: ["0.0.0.0/0"] },
                ],
            }),
        ],
        refused: [
            // EC2 API Reference, "IpPermission": -1 as protocol means all, as do ports of -1; 6 is TCP's number.
            ...[
                ["TCP by its number", { protocol: "6", fromPort: 22, toPort: 22 }, "22"],
                ["a protocol in capitals", { protocol: "TCP", fromPort: 22, toPort: 22 }, "22"],
                ["all protocols, by their name in Terraform", { protocol: "all" }, "22, 3389, 80"],
                ["all protocols, without ports", { protocol: "-1" }, "22, 3389, 80"],
                ["no protocol", {}, "22, 3389, 80"],
                ["TCP without ports", { protocol: "tcp" }, "22, 3389, 80"],
                ["TCP of port -1", { protocol: "tcp", fromPort: -1, toPort: -1 }, "22, 3389, 80"],
                ["one port without its end", { protocol: "tcp", fromPort: 22 }, "22"],
                ["a range that ends with SSH", { protocol: "tcp", fromPort: 21, toPort: 22 }, "22"],
            ].map(([title, rule, ports]) =>
                group(
                    `${title as string}, from everywhere`,
                    { ingress: [{ ...(rule as object), cidrBlocks: ["0.0.0.0/0"] }] },
                    [open(ports as string, "0.0.0.0/0")],
                ),
            ),
            ...["0::/0", "0000:0000:0000:0000:0000:0000:0000:0000/0"].map((everyone) =>
                group(
                    `SSH from ${everyone}`,
                    { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ipv6CidrBlocks: [everyone] }] },
                    [open("22", everyone)],
                ),
            ),
            ingressRule(
                "SSH from everywhere, by a rule of its own",
                { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" },
                [open("22", "0.0.0.0/0")],
            ),
            of("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")(
                "SSH from everywhere, in a default group",
                { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] },
                [open("22", "0.0.0.0/0")],
            ),
            group(
                "SSH from a prefix list, in a group",
                { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, prefixListIds: ["pl-1"] }] },
                [
                    "advise: ingress of port 22 from prefix list pl-1, whose entries are not known here; review it, then add it to 'prefixLists'",
                ],
            ),
            group(
                "SSH from everywhere",
                { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] },
                [open("22", "0.0.0.0/0")],
            ),
            group(
                "a range of ports from everywhere, by IPv6",
                { ingress: [{ protocol: "tcp", fromPort: 0, toPort: 100, ipv6CidrBlocks: ["::/0"] }] },
                [open("22, 80", "::/0")],
            ),
            groupRule(
                "all protocols from everywhere",
                { type: "ingress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
                [open("22, 3389, 80", "0.0.0.0/0")],
            ),
            ingressRule(
                "RDP from everywhere, by IPv6",
                { ipProtocol: "tcp", fromPort: 3389, toPort: 3389, cidrIpv6: "::/0" },
                [open("3389", "::/0")],
            ),
            ingressRule(
                "SSH from a prefix list, as advice",
                { ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: "pl-1" },
                [
                    "advise: ingress of port 22 from prefix list pl-1, whose entries are not known here; review it, then add it to 'prefixLists'",
                ],
            ),
        ],
        unknown: [
            groupRule(
                "SSH from an unknown address",
                { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [UNKNOWN] },
                [unknown("cidrBlocks[0]", "open-ingress")],
            ),
        ],
        malformed: [group("a group whose ingress is a string", { ingress: "all" })],
    },
    "plain-secrets": {
        examples: {
            accepted: "variables that refer to secrets",
            refused: "a password in an address",
        },
        accepted: [
            lambda("variables that refer to secrets", {
                environment: {
                    variables: {
                        DB_PASSWORD: "${DB_PASSWORD}",
                        TABLE: "orders",
                        SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a",
                    },
                },
            }),
            instance("user data that reads a parameter", {
                userData: "#!/bin/sh\ndb_password=$(aws ssm get-parameter --name /orders/password)\n",
            }),
            of("random:index/randomPassword:RandomPassword")("a resource that is not of AWS", {
                description: ACCESS_KEY,
            }),
            instance("unknown user data", { userData: UNKNOWN }),
            lambda(
                "a key at a path that is ignored",
                { environment: { variables: { KEY: ACCESS_KEY } } },
                [],
                {
                    config: { ignore: ["environment.variables.KEY"] },
                },
            ),
        ],
        refused: [
            lambda(
                "an access key in an environment variable",
                { environment: { variables: { KEY: ACCESS_KEY } } },
                [holds("environment.variables.KEY", "an AWS access key")],
            ),
            instance(
                "a secret key in user data, in base64",
                { userData: userData(`export AWS_SECRET_ACCESS_KEY=${SECRET_KEY}\n`) },
                [holds("userData", "a password or key")],
            ),
            flink(
                "a random key in a property group",
                {
                    applicationConfiguration: {
                        environmentProperties: { propertyGroups: [{ propertyMap: { token: SECRET_KEY } }] },
                    },
                },
                [
                    holds(
                        "applicationConfiguration.environmentProperties.propertyGroups[0].propertyMap.token",
                        "a random key",
                    ),
                ],
            ),
            template("a private key in user data", { userData: "-----BEGIN RSA PRIVATE KEY-----\nMII\n" }, [
                holds("userData", "a private key"),
            ]),
            lambda(
                "a password in an address",
                {
                    environment: {
                        variables: { DATABASE_URL: "postgres://admin:Tr0ub4dor@db.example.com/orders" },
                    },
                },
                [holds("environment.variables.DATABASE_URL", "a password in an address")],
            ),
        ],
        unknown: [
            lambda(
                "an access key next to an unknown variable",
                { environment: { variables: { A: UNKNOWN, KEY: ACCESS_KEY } } },
                [holds("environment.variables.KEY", "an AWS access key")],
            ),
        ],
        malformed: [lambda("an environment of nested lists", { environment: [[[["x"]]]] })],
    },
};
