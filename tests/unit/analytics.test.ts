import assert from "node:assert/strict";
import * as path from "node:path";
import { codeFile, flinkConfiguration, runConfiguration } from "../../components/analytics/flink-application";
import { queryNames, readQuery } from "../../components/queries/query";
import { slideSeconds } from "../../components/queries/slide-seconds";
import { NAMES, Registered, all, one, statements } from "../support/program-run";
import { runProgram } from "../support/program";

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

    it("is a Flink 1.20 application with its own log stream", () => {
        const application = one(registered, APPLICATION);
        assert.equal(application["runtimeEnvironment"], "FLINK-1_20");
        assert.equal(application["startApplication"], undefined, "the deployment's last step starts it");
        assert.deepEqual(application["cloudwatchLoggingOptions"], {
            logStreamArn:
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/kinesis-analytics/cc-pipeline-test-analytics:log-stream:application",
        });
    });

    it("puts JAR, query and schema into the code bucket under keys with their content's hash", () => {
        const objects = all(registered, "aws:s3/bucketObjectv2:BucketObjectv2");
        const keys = objects.map(({ inputs }) => String(inputs["key"])).sort();
        const [jar, query, schema] = keys;
        assert.equal(keys.length, 3);
        assert.match(jar ?? "", /^cc-pipeline-[0-9a-f]{12}\.jar$/);
        assert.match(query ?? "", /^status-counts-[0-9a-f]{12}\.sql$/);
        assert.match(schema ?? "", /^status-counts\.schema-[0-9a-f]{12}\.json$/);
        // Named after its key, an object that comes back is the one that was there: it is not deleted as the old one.
        assert.deepEqual(
            objects.map(({ name }) => name).sort(),
            keys.map((one) => `code-${one}`),
        );
        assert.deepEqual(configuration["applicationCodeConfiguration"]?.["codeContent"], {
            s3ContentLocation: { bucketArn: `arn:aws:s3:::${NAMES.codeBucket}`, fileKey: jar },
        });
    });

    it("gives the job its source, queries and delivery streams by property groups", () => {
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
                    "column.overflow": "TRUNCATE",
                },
            },
            {
                propertyGroupId: "query.status-counts",
                propertyMap: {
                    "sql.uri": `s3://${NAMES.codeBucket}/${query}`,
                    "schema.uri": `s3://${NAMES.codeBucket}/${schema}`,
                    windowSeconds: "60",
                    slideSeconds: "15",
                    "delivery.stream.name": "cc-pipeline-test-summary-status-counts",
                },
            },
            {
                propertyGroupId: "rejected",
                propertyMap: { "delivery.stream.name": "cc-pipeline-test-rejected" },
            },
        ]);
    });

    it("takes snapshots, and leaves what a start restores to the deployment's last step", async () => {
        assert.deepEqual(configuration["applicationSnapshotConfiguration"], { snapshotsEnabled: true });
        assert.equal(configuration["runConfiguration"], undefined);
        const without = await runProgram({ "analytics.snapshots": "false" });
        const { applicationConfiguration } = one(without.registered, APPLICATION);
        const { applicationSnapshotConfiguration } = applicationConfiguration as Record<string, unknown>;
        assert.deepEqual(applicationSnapshotConfiguration, { snapshotsEnabled: false });
    });

    it("restores the latest snapshot at each start, and nothing where there are no snapshots", () => {
        assert.deepEqual(runConfiguration({ snapshots: true, allowNonRestoredState: true }), {
            ApplicationRestoreConfiguration: { ApplicationRestoreType: "RESTORE_FROM_LATEST_SNAPSHOT" },
            FlinkRunConfiguration: { AllowNonRestoredState: true },
        });
        assert.deepEqual(runConfiguration({ snapshots: true, allowNonRestoredState: false }), {
            ApplicationRestoreConfiguration: { ApplicationRestoreType: "RESTORE_FROM_LATEST_SNAPSHOT" },
            FlinkRunConfiguration: { AllowNonRestoredState: false },
        });
        assert.deepEqual(runConfiguration({ snapshots: false, allowNonRestoredState: true }), {
            ApplicationRestoreConfiguration: { ApplicationRestoreType: "SKIP_RESTORE_FROM_SNAPSHOT" },
            FlinkRunConfiguration: { AllowNonRestoredState: false },
        });
    });

    it("chooses checkpoints, monitoring and parallelism, and leaves none to the service", () => {
        const flink = {
            windowSeconds: 60,
            columnOverflow: "FAIL",
            parallelism: 4,
            parallelismPerKpu: 2,
            autoScaling: true,
            checkpointIntervalMillis: 1000,
            snapshots: true,
            allowNonRestoredState: false,
            keepSnapshots: 1,
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
        assert.deepEqual(policy["WriteToDeliveryStreams"]?.["Action"], ["firehose:PutRecordBatch"]);
        // A job that restarts during an update, or that is rolled back, reads the objects of another version.
        assert.deepEqual(policy["ReadCode"]?.["Resource"], [`arn:aws:s3:::${NAMES.codeBucket}/*`]);
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
        assert.throws(() => readQuery("nope", "p:analytics.queries"), {
            message: `p:analytics.queries: 'nope' has no sql/nope.sql with a sql/nope.schema.json; give one of ${queryNames().join(", ")}`,
        });
    });

    it("runs several queries, whose results have places of their own", async () => {
        const run = await runProgram({ "analytics.queries": '["ticker-max", "top-paths"]' });
        const type = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
        const prefixes = all(run.registered, type).map(({ name, inputs }) => [
            name,
            (inputs["extendedS3Configuration"] as Record<string, unknown>)["prefix"],
        ]);
        const hour = "delivery_hour=!{timestamp:yyyy-MM-dd-HH}/";
        assert.deepEqual(prefixes.sort(), [
            ["rejected", `errors/rejected/${hour}`],
            ["ticker-max", `ticker-max/${hour}`],
            ["top-paths", `top-paths/${hour}`],
        ]);
        const tables = all(run.registered, "aws:glue/catalogTable:CatalogTable");
        assert.deepEqual(tables.map(({ inputs }) => inputs["name"]).sort(), [
            "rejected",
            "ticker_max",
            "ticker_max_once",
            "top_paths",
            "top_paths_once",
        ]);
        const made = one(run.registered, APPLICATION)["applicationConfiguration"] as Record<
            string,
            { propertyGroups: { propertyGroupId: string; propertyMap: Record<string, string> }[] }
        >;
        const groups = made["environmentProperties"]?.propertyGroups ?? [];
        assert.deepEqual(
            groups.map(({ propertyGroupId, propertyMap }) => [
                propertyGroupId,
                propertyMap["delivery.stream.name"],
            ]),
            [
                ["source", undefined],
                ["query.ticker-max", "cc-pipeline-test-summary-ticker-max"],
                ["query.top-paths", "cc-pipeline-test-summary-top-paths"],
                ["rejected", "cc-pipeline-test-rejected"],
            ],
        );
        const policy = statements(
            one(run.registered, "aws:iam/rolePolicy:RolePolicy", "analytics")["policy"],
        );
        assert.equal((policy["WriteToDeliveryStreams"]?.["Resource"] as string[]).length, 3);
    });

    it("steps sliding windows by a divisor of their length, at least four to a window where there is one", () => {
        const steps = [60, 10, 3600, 7, 9, 1, 2, 86_400].map((length) => [length, slideSeconds(length)]);
        assert.deepEqual(steps, [
            [60, 15],
            [10, 2],
            [3600, 900],
            [7, 1],
            [9, 1],
            [1, 1],
            [2, 2],
            [86_400, 21_600],
        ]);
    });
});
