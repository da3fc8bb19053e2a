import assert from "node:assert/strict";
import * as path from "node:path";
import { codeFile, flinkConfiguration } from "../../components/flink-application";
import { readQuery } from "../../components/query";
import { NAMES, Registered, all, one, statements } from "./mocks";
import { runProgram } from "./program";

const SQL = path.join(__dirname, "..", "..", "sql");
const APPLICATION = "aws:kinesisanalyticsv2/application:Application";

describe("the analytics tier", () => {
    let registered: Registered[];
    let configuration: Record<string, Record<string, unknown>>;

    before(async () => {
        ({ registered } = await runProgram({
            "analytics.parallelism": "4",
            "analytics.parallelismPerKpu": "2",
        }));
        configuration = one(registered, APPLICATION)["applicationConfiguration"] as typeof configuration;
    });

    it("is a started Flink 1.20 application with its own log stream", () => {
        const application = one(registered, APPLICATION);
        assert.equal(application["runtimeEnvironment"], "FLINK-1_20");
        assert.equal(application["startApplication"], true);
        assert.deepEqual(application["cloudwatchLoggingOptions"], {
            logStreamArn:
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/kinesis-analytics/cc-pipeline-test-analytics:log-stream:application",
        });
    });

    it("puts JAR, query and schema into the code bucket under keys with their content's hash", () => {
        const objects = all(registered, "aws:s3/bucketObjectv2:BucketObjectv2");
        assert.deepEqual(objects.map(({ name }) => name).sort(), ["code-jar", "code-query", "code-schema"]);
        const key = one(registered, "aws:s3/bucketObjectv2:BucketObjectv2", "code-jar")["key"];
        assert.match(String(key), /^cc-pipeline-[0-9a-f]{12}\.jar$/);
        assert.deepEqual(configuration["applicationCodeConfiguration"]?.["codeContent"], {
            s3ContentLocation: { bucketArn: `arn:aws:s3:::${NAMES.codeBucket}`, fileKey: key },
        });
    });

    it("tells the job its source, query and sink by property groups", () => {
        const query = codeFile(path.join(SQL, "status-counts.sql")).key;
        const schema = codeFile(path.join(SQL, "status-counts.schema.json")).key;
        assert.deepEqual(configuration["environmentProperties"]?.["propertyGroups"], [
            {
                propertyGroupId: "source",
                propertyMap: {
                    "aws.region": "eu-west-1",
                    "stream.name": "cc-pipeline-test-ingestion",
                    "initial.position": "TRIM_HORIZON",
                    "arrival.skew.millis": "5000",
                },
            },
            {
                propertyGroupId: "query",
                propertyMap: {
                    "sql.uri": `s3://${NAMES.codeBucket}/${query}`,
                    "schema.uri": `s3://${NAMES.codeBucket}/${schema}`,
                    windowSeconds: "60",
                },
            },
            {
                propertyGroupId: "sink",
                propertyMap: {
                    "aws.region": "eu-west-1",
                    "delivery.stream.name": "cc-pipeline-test-summary",
                },
            },
        ]);
    });

    it("keeps state over an update", async () => {
        assert.deepEqual(configuration["applicationSnapshotConfiguration"], { snapshotsEnabled: true });
        assert.deepEqual(configuration["runConfiguration"], {
            applicationRestoreConfiguration: { applicationRestoreType: "RESTORE_FROM_LATEST_SNAPSHOT" },
            flinkRunConfiguration: { allowNonRestoredState: false },
        });
        const without = await runProgram({ "analytics.snapshots": "false" });
        const { applicationConfiguration } = one(without.registered, APPLICATION);
        assert.deepEqual((applicationConfiguration as Record<string, unknown>)["runConfiguration"], {
            applicationRestoreConfiguration: { applicationRestoreType: "SKIP_RESTORE_FROM_SNAPSHOT" },
            flinkRunConfiguration: { allowNonRestoredState: false },
        });
    });

    it("chooses checkpoints, monitoring and parallelism, and leaves none to the service", () => {
        const flink = {
            windowSeconds: 60,
            parallelism: 4,
            parallelismPerKpu: 2,
            autoScaling: true,
            checkpointIntervalMillis: 1000,
            snapshots: true,
            allowNonRestoredState: false,
            arrivalSkewMillis: 0,
            logLevel: "WARN",
            metricsLevel: "OPERATOR",
        } as const;
        assert.deepEqual(flinkConfiguration(flink), {
            checkpointConfiguration: {
                configurationType: "CUSTOM",
                checkpointingEnabled: true,
                checkpointInterval: 1000,
                minPauseBetweenCheckpoints: 1000,
            },
            monitoringConfiguration: {
                configurationType: "CUSTOM",
                logLevel: "WARN",
                metricsLevel: "OPERATOR",
            },
            parallelismConfiguration: {
                configurationType: "CUSTOM",
                autoScalingEnabled: true,
                parallelism: 4,
                parallelismPerKpu: 2,
            },
        });
        const made = configuration["flinkApplicationConfiguration"]?.["parallelismConfiguration"];
        assert.equal((made as Record<string, unknown>)["parallelismPerKpu"], 2);
    });

    it("lets the application read its stream and code, and write its results and log", () => {
        const policy = statements(one(registered, "aws:iam/rolePolicy:RolePolicy", "analytics")["policy"]);
        assert.deepEqual(policy["ReadFromStream"]?.["Resource"], [
            "arn:aws:kinesis:eu-west-1:123456789012:stream/cc-pipeline-test-ingestion",
        ]);
        assert.deepEqual(policy["WriteToDeliveryStream"]?.["Action"], ["firehose:PutRecordBatch"]);
        const code = policy["ReadCode"]?.["Resource"] as string[];
        assert.equal(code.length, 3);
        assert.ok(code.every((arn) => !arn.includes("*")));
        const logGroup = "arn:aws:logs:eu-west-1:123456789012:log-group";
        assert.deepEqual(policy["WriteLog"]?.["Resource"], [
            `${logGroup}:/aws/kinesis-analytics/cc-pipeline-test-analytics:log-stream:application`,
        ]);
    });

    it("says how to build the JAR where it is missing", () => {
        assert.throws(() => codeFile("/nowhere/cc-pipeline.jar"), {
            message:
                "/nowhere/cc-pipeline.jar: cannot be read (ENOENT); build the JAR with: npm run build:flink",
        });
    });

    it("says which queries there are where one is not", () => {
        assert.throws(() => readQuery("nope", "p:analytics.query"), {
            message:
                "p:analytics.query: 'nope' has no sql/nope.sql with a sql/nope.schema.json; give one of status-counts, ticker-max",
        });
    });

    it("runs another query, whose results have a place of their own", async () => {
        const run = await runProgram({ "analytics.query": "ticker-max" });
        const s3 = one(run.registered, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")[
            "extendedS3Configuration"
        ] as Record<string, unknown>;
        assert.equal(s3["prefix"], "ticker-max/delivery_hour=!{timestamp:yyyy-MM-dd-HH}/");
        assert.equal(one(run.registered, "aws:glue/catalogTable:CatalogTable")["name"], "ticker_max");
    });
});
