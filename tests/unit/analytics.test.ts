import assert from "node:assert/strict";
import * as path from "node:path";
import { AnalyticsTier, codeFile } from "../../components/analytics";
import { DEPLOYMENT, NAMES, Registered, mockEngine, one, settled, standInJar, statements } from "./mocks";

const SOURCE = { streamName: "in", streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/in" };
const SINK = {
    deliveryStreamName: "out",
    deliveryStreamArn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/out",
};
const QUERY = path.join(__dirname, "..", "..", "sql", "status-counts.sql");

describe("AnalyticsTier", () => {
    const jar = standInJar();
    let registered: Registered[];
    let configuration: Record<string, Record<string, unknown>>;

    before(async () => {
        registered = mockEngine();
        new AnalyticsTier("analytics", {
            deployment: DEPLOYMENT,
            names: NAMES,
            source: SOURCE,
            sink: SINK,
            dependsOn: [],
            jar,
            query: QUERY,
            windowSeconds: 60,
            parallelism: 2,
            checkpointIntervalMillis: 60_000,
            arrivalSkewMillis: 5000,
            logRetentionDays: 30,
        });
        await settled();
        const application = one(registered, "aws:kinesisanalyticsv2/application:Application");
        configuration = application["applicationConfiguration"] as typeof configuration;
    });

    it("is a started Flink 1.20 application with its own log stream", () => {
        const application = one(registered, "aws:kinesisanalyticsv2/application:Application");
        assert.equal(application["runtimeEnvironment"], "FLINK-1_20");
        assert.equal(application["startApplication"], true);
        assert.deepEqual(application["cloudwatchLoggingOptions"], {
            logStreamArn:
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/kinesis-analytics/cc-pipeline-test-analytics:log-stream:application",
        });
    });

    it("puts JAR, query and schema into the code bucket under keys with their content's hash", () => {
        const objects = registered.filter((r) => r.type === "aws:s3/bucketObjectv2:BucketObjectv2");
        assert.deepEqual(objects.map((o) => o.name).sort(), ["code-jar", "code-query", "code-schema"]);
        const key = one(registered, "aws:s3/bucketObjectv2:BucketObjectv2", "code-jar")["key"];
        assert.match(String(key), /^cc-pipeline-[0-9a-f]{12}\.jar$/);
        assert.deepEqual(configuration["applicationCodeConfiguration"]?.["codeContent"], {
            s3ContentLocation: { bucketArn: `arn:aws:s3:::${NAMES.codeBucket}`, fileKey: key },
        });
    });

    it("tells the job its source, query and sink by property groups", () => {
        const groups = configuration["environmentProperties"]?.["propertyGroups"];
        const query = codeFile(QUERY).key;
        const schema = codeFile(QUERY.replace(".sql", ".schema.json")).key;
        assert.deepEqual(groups, [
            {
                propertyGroupId: "source",
                propertyMap: {
                    "aws.region": "eu-west-1",
                    "stream.name": "in",
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
                propertyMap: { "aws.region": "eu-west-1", "delivery.stream.name": "out" },
            },
        ]);
    });

    it("takes snapshots and checkpoints, at the parallelism that was asked for", () => {
        const flink = configuration["flinkApplicationConfiguration"];
        assert.deepEqual(configuration["applicationSnapshotConfiguration"], { snapshotsEnabled: true });
        assert.equal(
            (flink?.["checkpointConfiguration"] as Record<string, unknown>)["checkpointInterval"],
            60_000,
        );
        assert.equal((flink?.["parallelismConfiguration"] as Record<string, unknown>)["parallelism"], 2);
    });

    it("lets the application read its stream and code, and write its results and log", () => {
        const policy = statements(one(registered, "aws:iam/rolePolicy:RolePolicy")["policy"]);
        assert.deepEqual(policy["ReadFromStream"]?.["Resource"], [SOURCE.streamArn]);
        assert.deepEqual(policy["WriteToDeliveryStream"]?.["Action"], ["firehose:PutRecordBatch"]);
        assert.deepEqual(policy["WriteToDeliveryStream"]?.["Resource"], [SINK.deliveryStreamArn]);
        const code = policy["ReadCode"]?.["Resource"] as string[];
        assert.equal(code.length, 3);
        assert.ok(code.every((arn) => !arn.includes("*")));
        const group = "arn:aws:logs:eu-west-1:123456789012:log-group";
        assert.deepEqual(policy["WriteLog"]?.["Resource"], [
            `${group}:/aws/kinesis-analytics/cc-pipeline-test-analytics:log-stream:application`,
        ]);
    });

    it("says how to build the JAR where it is missing", () => {
        assert.throws(() => codeFile("/nowhere/cc-pipeline.jar"), {
            message:
                "/nowhere/cc-pipeline.jar: cannot be read (ENOENT); build the JAR with: npm run build:flink",
        });
    });
});
