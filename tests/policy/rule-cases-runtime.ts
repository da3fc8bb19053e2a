import { UNKNOWN } from "../support/evaluate";
import { RuleCases, of, unknown } from "./rule-case";

const instance = of("aws:ec2/instance:Instance");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const group = of("aws:ec2/securityGroup:SecurityGroup");
const groupRule = of("aws:ec2/securityGroupRule:SecurityGroupRule");
const ingressRule = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
const flink = of("aws:kinesisanalyticsv2/application:Application");
const sql = of("aws:kinesis/analyticsApplication:AnalyticsApplication");
const lambda = of("aws:lambda/function:Function");
const database = of("aws:rds/instance:Instance");

const SQL_ENDED =
    "AWS ended Kinesis Data Analytics for SQL: no new applications since 2025-10-15, existing ones deleted from " +
    "2026-01-27; use Managed Service for Apache Flink";
const IMDS =
    "metadataOptions.httpTokens: IMDSv1 answers without a token; set it to required (Amazon EC2 User Guide, 'Use the Instance " +
    "Metadata Service')";
const open = (port: string, from: string) =>
    `ingress of port ${port} from ${from} is open to everyone; name the intended CIDRs`;
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
    `${where}: it holds what looks like ${what}; store it in Secrets Manager and refer to it here`;

/** Cases of the rules about what runs, by the rule's name. */
export const RUNTIME_CASES: Readonly<Record<string, RuleCases>> = {
    "code-version": {
        accepted: [
            flink(application({ fileKey: "app.jar", objectVersion: "v1" }, true, true)),
            flink(application({ fileKey: "app-0123456789ab.jar" }, true, true)),
            lambda({ s3Bucket: "code", s3Key: "f.zip", s3ObjectVersion: "v1" }),
            lambda({ code: "an archive of the program's own" }),
        ],
        refused: [
            flink(application({ fileKey: "app.jar" }, true, true), [
                "the code 'app.jar' has no version; set objectVersion, or a key with the content's hash",
            ]),
            lambda({ s3Bucket: "code", s3Key: "f.zip" }, [
                "the code 'f.zip' has no version; set s3ObjectVersion, or a key with the content's hash",
            ]),
        ],
        unknown: [
            flink(application({ fileKey: UNKNOWN }, true, true), [
                unknown(
                    "applicationConfiguration.applicationCodeConfiguration.codeContent.s3ContentLocation.fileKey",
                    "code-version",
                ),
            ]),
        ],
        malformed: [
            flink({ applicationConfiguration: "none" }),
            lambda({ s3Bucket: "code" }, [
                "advise: the code 'undefined' has no version; set s3ObjectVersion",
            ]),
        ],
    },
    "discontinued-service": {
        accepted: [
            flink({ runtimeEnvironment: "FLINK-1_20" }),
            sql({ name: "a" }, [], { config: { allow: ["Kinesis Data Analytics for SQL"] } }),
        ],
        refused: [
            sql({ name: "a" }, [SQL_ENDED]),
            flink({ runtimeEnvironment: "SQL-1_0" }, [`runtimeEnvironment: 'SQL-1_0': ${SQL_ENDED}`]),
            of("aws:qldb/ledger:Ledger")({}, [
                "AWS ended Amazon QLDB on 2025-07-31; use Amazon Aurora PostgreSQL with an audit table",
            ]),
        ],
        unknown: [
            flink({ runtimeEnvironment: UNKNOWN }, [unknown("runtimeEnvironment", "discontinued-service")]),
        ],
        malformed: [flink({ runtimeEnvironment: 1 })],
    },
    "flink-state": {
        accepted: [flink(application({}, true, true)), flink({ runtimeEnvironment: "SQL-1_0" })],
        refused: [
            flink(application({}, false, true), [
                "checkpointConfiguration.checkpointingEnabled: a failure loses all state; set it to true",
            ]),
            flink(application({}, true, false), [
                "applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true",
            ]),
        ],
        unknown: [
            flink(application({}, true, UNKNOWN), [
                unknown(
                    "applicationConfiguration.applicationSnapshotConfiguration.snapshotsEnabled",
                    "flink-state",
                ),
            ]),
        ],
        malformed: [
            flink({ applicationConfiguration: 1 }, [
                "applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true",
            ]),
        ],
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
        unknown: [
            template({ metadataOptions: { httpTokens: UNKNOWN } }, [
                unknown("metadataOptions.httpTokens", "imdsv2"),
            ]),
        ],
        malformed: [template({ metadataOptions: "required" }, [IMDS])],
    },
    "open-ingress": {
        accepted: [
            group({ ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
            group({
                ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["203.0.113.0/24"] }],
            }),
            group({ ingress: [{ protocol: "udp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }),
            groupRule({ type: "egress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }),
            group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, prefixListIds: ["pl-1"] }] }, [], {
                config: { prefixLists: ["pl-1"] },
            }),
            group(
                { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] },
                [],
                { config: { ports: [22] } },
            ),
        ],
        refused: [
            group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }, [
                open("22", "0.0.0.0/0"),
            ]),
            group({ ingress: [{ protocol: "tcp", fromPort: 0, toPort: 100, ipv6CidrBlocks: ["::/0"] }] }, [
                open("22, 80", "::/0"),
            ]),
            groupRule(
                { type: "ingress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
                [open("22, 3389, 80", "0.0.0.0/0")],
            ),
            ingressRule({ ipProtocol: "tcp", fromPort: 3389, toPort: 3389, cidrIpv6: "::/0" }, [
                open("3389", "::/0"),
            ]),
            ingressRule({ ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: "pl-1" }, [
                "advise: ingress of port 22 from prefix list pl-1, whose entries are not known here; review it, then add it to 'prefixLists'",
            ]),
        ],
        unknown: [
            groupRule({ type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [UNKNOWN] }, [
                unknown("cidrBlocks[0]", "open-ingress"),
            ]),
        ],
        malformed: [group({ ingress: "all" })],
    },
    "plain-secrets": {
        accepted: [
            lambda({
                environment: {
                    variables: {
                        DB_PASSWORD: "${DB_PASSWORD}",
                        TABLE: "orders",
                        SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a",
                    },
                },
            }),
            instance({
                userData: "#!/bin/sh\ndb_password=$(aws ssm get-parameter --name /orders/password)\n",
            }),
            of("random:index/randomPassword:RandomPassword")({ description: ACCESS_KEY }),
            instance({ userData: UNKNOWN }),
            lambda({ environment: { variables: { KEY: ACCESS_KEY } } }, [], {
                config: { ignore: ["environment.variables.KEY"] },
            }),
        ],
        refused: [
            lambda({ environment: { variables: { KEY: ACCESS_KEY } } }, [
                holds("environment.variables.KEY", "an AWS access key"),
            ]),
            instance({ userData: userData(`export AWS_SECRET_ACCESS_KEY=${SECRET_KEY}\n`) }, [
                holds("userData", "a password or key"),
            ]),
            flink(
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
            template({ userData: "-----BEGIN RSA PRIVATE KEY-----\nMII\n" }, [
                holds("userData", "a private key"),
            ]),
            database({ description: "postgres://admin:Tr0ub4dor@db.example.com/orders" }, [
                holds("description", "a password in an address"),
            ]),
        ],
        unknown: [
            lambda({ environment: { variables: { A: UNKNOWN, KEY: ACCESS_KEY } } }, [
                holds("environment.variables.KEY", "an AWS access key"),
            ]),
        ],
        malformed: [lambda({ environment: [[[["x"]]]] })],
    },
    "runtime-support": {
        accepted: [
            flink({ runtimeEnvironment: "FLINK-1_20" }),
            lambda({ runtime: "python3.13" }),
            lambda({ packageType: "Image" }),
        ],
        refused: [
            flink({ runtimeEnvironment: "FLINK-1_13" }, [
                "runtime FLINK-1_13: AWS ended its support on 2025-10-16; use a newer one",
            ]),
            lambda({ runtime: "nodejs16.x" }, [
                "runtime nodejs16.x: AWS ended its support on 2024-06-12; use a newer one",
            ]),
            lambda(
                { runtime: "python3.13" },
                ["advise: runtime python3.13: AWS ends its support on 2029-06-30; plan its replacement"],
                { config: { warnDays: 36500 } },
            ),
        ],
        unknown: [lambda({ runtime: UNKNOWN }, [unknown("runtime", "runtime-support")])],
        malformed: [lambda({ runtime: 16 })],
    },
};
