import { UNKNOWN } from "../support/evaluate";
import { RuleCases, of, unknown } from "./rule-case";

const instance = of("aws:ec2/instance:Instance");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const flink = of("aws:kinesisanalyticsv2/application:Application");
const sql = of("aws:kinesis/analyticsApplication:AnalyticsApplication");
const lambda = of("aws:lambda/function:Function");

const SQL_ENDED =
    "AWS ended Kinesis Data Analytics for SQL: no new applications since 2025-10-15, existing ones deleted from " +
    "2026-01-27; use Managed Service for Apache Flink";
const IMDS =
    "metadataOptions.httpTokens: IMDSv1 answers without a token; set it to required (Amazon EC2 User Guide, 'Use the Instance " +
    "Metadata Service')";
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

/** Cases of the rules about what runs, by the rule's name. */
export const RUNTIME_CASES: Readonly<Record<string, RuleCases>> = {
    "code-version": {
        examples: {
            accepted: "an application whose code has a version",
            refused: "an application whose code has neither version nor hash",
        },
        accepted: [
            flink(
                "an application whose code has a version",
                application({ fileKey: "app.jar", objectVersion: "v1" }, true, true),
            ),
            flink(
                "an application whose code has a hash in its key",
                application({ fileKey: "app-0123456789ab.jar" }, true, true),
            ),
            lambda("a function whose code has a version", {
                s3Bucket: "code",
                s3Key: "f.zip",
                s3ObjectVersion: "v1",
            }),
            lambda("a function with an archive of the program's own", {
                code: "an archive of the program's own",
            }),
        ],
        refused: [
            flink(
                "an application whose code has neither version nor hash",
                application({ fileKey: "app.jar" }, true, true),
                ["the code 'app.jar' has no version; set objectVersion, or a key with the content's hash"],
            ),
            lambda(
                "a function whose code has neither version nor hash",
                { s3Bucket: "code", s3Key: "f.zip" },
                ["the code 'f.zip' has no version; set s3ObjectVersion, or a key with the content's hash"],
            ),
        ],
        unknown: [
            flink(
                "an application whose code has an unknown key",
                application({ fileKey: UNKNOWN }, true, true),
                [
                    unknown(
                        "applicationConfiguration.applicationCodeConfiguration.codeContent.s3ContentLocation.fileKey",
                        "code-version",
                    ),
                ],
            ),
        ],
        malformed: [
            flink("an application whose configuration is a string", { applicationConfiguration: "none" }),
            lambda("a function with a bucket and no key", { s3Bucket: "code" }, [
                "advise: the code 'undefined' has no version; set s3ObjectVersion",
            ]),
        ],
    },
    "discontinued-service": {
        examples: {
            accepted: "an application of Flink",
            refused: "an application of the SQL engine, by its first API",
        },
        accepted: [
            flink("an application of Flink", { runtimeEnvironment: "FLINK-1_20" }),
            sql("a service that the stack allows", { name: "a" }, [], {
                config: { allow: ["Kinesis Data Analytics for SQL"] },
            }),
        ],
        refused: [
            sql("an application of the SQL engine, by its first API", { name: "a" }, [SQL_ENDED]),
            flink("an application of the SQL engine, by its second API", { runtimeEnvironment: "SQL-1_0" }, [
                `runtimeEnvironment: 'SQL-1_0': ${SQL_ENDED}`,
            ]),
            of("aws:qldb/ledger:Ledger")("a ledger of QLDB", {}, [
                "AWS ended Amazon QLDB on 2025-07-31; use Amazon Aurora PostgreSQL with an audit table",
            ]),
        ],
        unknown: [
            flink("an application with an unknown runtime", { runtimeEnvironment: UNKNOWN }, [
                unknown("runtimeEnvironment", "discontinued-service"),
            ]),
        ],
        malformed: [flink("an application whose runtime is a number", { runtimeEnvironment: 1 })],
    },
    "flink-state": {
        examples: {
            accepted: "an application with checkpoints and snapshots",
            refused: "an application without checkpoints",
        },
        accepted: [
            flink("an application with checkpoints and snapshots", application({}, true, true)),
            flink("an application of the SQL engine, which has neither", { runtimeEnvironment: "SQL-1_0" }),
        ],
        refused: [
            flink("an application without checkpoints", application({}, false, true), [
                "checkpointConfiguration.checkpointingEnabled: a failure loses all state; set it to true",
            ]),
            flink("an application without snapshots", application({}, true, false), [
                "applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true",
            ]),
        ],
        unknown: [
            flink("an application whose snapshots are unknown", application({}, true, UNKNOWN), [
                unknown(
                    "applicationConfiguration.applicationSnapshotConfiguration.snapshotsEnabled",
                    "flink-state",
                ),
            ]),
        ],
        malformed: [
            flink("an application whose configuration is a number", { applicationConfiguration: 1 }, [
                "applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true",
            ]),
        ],
    },
    imdsv2: {
        examples: {
            accepted: "an instance that requires tokens",
            refused: "an instance without metadata options",
        },
        accepted: [
            instance("an instance that requires tokens", { metadataOptions: { httpTokens: "required" } }),
            instance("an instance without a metadata endpoint", {
                metadataOptions: { httpEndpoint: "disabled" },
            }),
            instance("an instance whose launch template decides", { launchTemplate: { name: "t" } }),
        ],
        refused: [
            instance("an instance without metadata options", {}, [IMDS]),
            template(
                "a launch template that makes tokens optional",
                { metadataOptions: { httpTokens: "optional" } },
                [IMDS],
            ),
            instance(
                "an instance that overrides its launch template",
                { launchTemplate: { name: "t" }, metadataOptions: { httpTokens: "optional" } },
                [IMDS],
            ),
        ],
        unknown: [
            template(
                "a launch template with an unknown token setting",
                { metadataOptions: { httpTokens: UNKNOWN } },
                [unknown("metadataOptions.httpTokens", "imdsv2")],
            ),
        ],
        malformed: [
            template(
                "a launch template whose metadata options are a string",
                { metadataOptions: "required" },
                [IMDS],
            ),
        ],
    },
    "runtime-support": {
        examples: {
            accepted: "a supported runtime of Flink",
            refused: "a runtime of Flink past its end of support",
        },
        accepted: [
            flink("a supported runtime of Flink", { runtimeEnvironment: "FLINK-1_20" }),
            lambda("a supported runtime of Lambda", { runtime: "python3.13" }),
            lambda("a function from an image, without a runtime", { packageType: "Image" }),
        ],
        refused: [
            flink("a runtime of Flink past its end of support", { runtimeEnvironment: "FLINK-1_13" }, [
                "runtime FLINK-1_13: AWS ended its support on 2025-10-16; use a newer one",
            ]),
            lambda("a runtime of Lambda past its end of support", { runtime: "nodejs16.x" }, [
                "runtime nodejs16.x: AWS ended its support on 2024-06-12; use a newer one",
            ]),
            lambda(
                "a runtime whose support ends soon, as advice",
                { runtime: "python3.13" },
                ["advise: runtime python3.13: AWS ends its support on 2029-06-30; plan its replacement"],
                { config: { warnDays: 36500 } },
            ),
        ],
        unknown: [
            lambda("an unknown runtime", { runtime: UNKNOWN }, [unknown("runtime", "runtime-support")]),
        ],
        malformed: [lambda("a runtime that is a number", { runtime: 16 })],
    },
};
