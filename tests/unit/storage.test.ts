import assert from "node:assert/strict";
import { NAMES, Registered, all, one, statements } from "../support/program-run";
import { runProgram } from "../support/program";

const BUCKET = "cc-pipeline-test-results-123456789012-eu-west-1";
const DELIVERIES = "arn:aws:firehose:eu-west-1:123456789012:deliverystream";
const DELIVERY_STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const setting = (r: Registered[], name: string) => one(r, `aws:s3/bucket${name}:Bucket${name}`, "results");
const delivery = (r: Registered[]) => one(r, DELIVERY_STREAM, "status-counts");
const policy = (r: Registered[]) => statements(one(r, "aws:iam/rolePolicy:RolePolicy", "delivery")["policy"]);
const rules = (r: Registered[]) => setting(r, "LifecycleConfiguration")["rules"] as Record<string, unknown>[];

describe("the storage tier", () => {
    let registered: Registered[];

    before(async () => ({ registered } = await runProgram()));

    it("makes a bucket that is private, encrypted, versioned and owned by the account", () => {
        assert.deepEqual(setting(registered, ""), { bucket: BUCKET, forceDestroy: false });
        assert.deepEqual(setting(registered, "PublicAccessBlock"), {
            bucket: BUCKET,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        assert.deepEqual(setting(registered, "ServerSideEncryptionConfiguration")["rules"], [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ]);
        assert.deepEqual(setting(registered, "Versioning")["versioningConfiguration"], { status: "Enabled" });
        assert.deepEqual(setting(registered, "OwnershipControls")["rule"], {
            objectOwnership: "BucketOwnerEnforced",
        });
    });

    it("refuses requests that do not come over TLS", () => {
        const own = statements(setting(registered, "Policy")["policy"]);
        assert.equal(own["TlsOnly"]?.["Effect"], "Deny");
        assert.deepEqual(own["TlsOnly"]?.["Resource"], [
            `arn:aws:s3:::${BUCKET}`,
            `arn:aws:s3:::${BUCKET}/*`,
        ]);
        assert.deepEqual(own["TlsOnly"]?.["Condition"], { Bool: { "aws:SecureTransport": "false" } });
    });

    it("ends old versions, unfinished uploads and, after a year, what could not be delivered", () => {
        assert.deepEqual(rules(registered), [
            {
                id: "housekeeping",
                status: "Enabled",
                filter: { prefix: "" },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                noncurrentVersionExpiration: { noncurrentDays: 30 },
            },
            { id: "errors", status: "Enabled", filter: { prefix: "errors/" }, expiration: { days: 365 } },
        ]);
    });

    it("counts what is written under the error prefix", () => {
        assert.deepEqual(one(registered, "aws:s3/bucketMetric:BucketMetric"), {
            bucket: BUCKET,
            name: "errors",
            filter: { prefix: "errors/" },
        });
    });

    it("delivers there by the hour, with errors apart and logged", () => {
        assert.equal(delivery(registered)["destination"], "extended_s3");
        assert.deepEqual(delivery(registered)["serverSideEncryption"], {
            enabled: true,
            keyType: "AWS_OWNED_CMK",
        });
        assert.deepEqual(delivery(registered)["extendedS3Configuration"], {
            roleArn: "arn:aws:iam::123456789012:role/cc-pipeline-test-delivery-eu-west-1",
            bucketArn: `arn:aws:s3:::${BUCKET}`,
            bufferingSize: 5,
            bufferingInterval: 300,
            compressionFormat: "UNCOMPRESSED",
            prefix: "status-counts/delivery_hour=!{timestamp:yyyy-MM-dd-HH}/",
            errorOutputPrefix: "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/",
            cloudwatchLoggingOptions: {
                enabled: true,
                logGroupName: "/aws/kinesisfirehose/cc-pipeline-test-summary",
                logStreamName: "status-counts",
            },
        });
    });

    it("delivers records that were not counted under the error prefix, and never as Parquet", async () => {
        const parquet = await runProgram({ "delivery.parquet": "true", "delivery.bufferMb": "64" });
        for (const run of [registered, parquet.registered]) {
            const rejected = one(run, DELIVERY_STREAM, "rejected");
            assert.equal(rejected["name"], "cc-pipeline-test-rejected");
            const s3 = rejected["extendedS3Configuration"] as Record<string, unknown>;
            assert.equal(s3["prefix"], "errors/rejected/delivery_hour=!{timestamp:yyyy-MM-dd-HH}/");
            assert.equal(s3["dataFormatConversionConfiguration"], undefined);
        }
        const legacy = await runProgram({ "analytics.engine": "kinesis-sql" });
        assert.equal(all(legacy.registered, DELIVERY_STREAM).length, 1);
    });

    it("trusts Firehose only for these delivery streams of this account", () => {
        const role = one(registered, "aws:iam/role:Role", "delivery");
        const trust = statements(role["assumeRolePolicy"])["AssumedByService"];
        assert.deepEqual(trust?.["Principal"], { Service: "firehose.amazonaws.com" });
        assert.deepEqual(trust?.["Condition"], {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: {
                "aws:SourceArn": [
                    `${DELIVERIES}/cc-pipeline-test-summary-status-counts`,
                    `${DELIVERIES}/cc-pipeline-test-rejected`,
                ],
            },
        });
    });

    it("lets Firehose write to this bucket and its error log only", () => {
        const resources = Object.values(policy(registered)).flatMap((s) => s["Resource"] as string[]);
        assert.deepEqual(resources, [
            `arn:aws:s3:::${BUCKET}`,
            `arn:aws:s3:::${BUCKET}/*`,
            ...["status-counts", "rejected"].map(
                (id) =>
                    `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/kinesisfirehose/cc-pipeline-test-summary:log-stream:${id}`,
            ),
        ]);
    });

    it("keeps results as the stack says", async () => {
        const run = await runProgram({
            "bucket.name": "my-results",
            "bucket.kmsKeyArn": KEY,
            "bucket.versioning": "false",
            "bucket.transitionDays": "90",
            "bucket.expiryDays": "400",
            "bucket.errorExpiryDays": "0",
            "bucket.abortUploadDays": "2",
            "bucket.accessLogBucket": "my-logs",
            "bucket.forceDestroy": "true",
        });
        assert.deepEqual(setting(run.registered, ""), { bucket: "my-results", forceDestroy: true });
        assert.deepEqual(setting(run.registered, "ServerSideEncryptionConfiguration")["rules"], [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY },
                bucketKeyEnabled: true,
            },
        ]);
        assert.deepEqual(setting(run.registered, "Versioning")["versioningConfiguration"], {
            status: "Suspended",
        });
        assert.deepEqual(rules(run.registered).slice(1), [
            {
                id: "results-status-counts",
                status: "Enabled",
                filter: { prefix: "status-counts/" },
                transitions: [{ days: 90, storageClass: "STANDARD_IA" }],
                expiration: { days: 400 },
            },
        ]);
        assert.deepEqual(setting(run.registered, "Logging"), {
            bucket: "my-results",
            targetBucket: "my-logs",
            targetPrefix: "my-results/",
        });
        assert.deepEqual(policy(run.registered)["UseKeyThroughS3"]?.["Resource"], [KEY]);
        const s3 = delivery(run.registered)["extendedS3Configuration"] as Record<string, unknown>;
        assert.equal(s3["kmsKeyArn"], KEY);
        assert.equal(run.outputs["summaryDestinationBucket"], "my-results");
    });

    it("leaves an existing bucket as it is", async () => {
        const run = await runProgram({ "bucket.existing": "their-results" });
        assert.equal(
            all(run.registered, "aws:s3/bucketPolicy:BucketPolicy").some(
                ({ inputs }) => inputs["bucket"] === "their-results",
            ),
            false,
        );
        const s3 = delivery(run.registered)["extendedS3Configuration"] as Record<string, unknown>;
        assert.equal(s3["bucketArn"], "arn:aws:s3:::their-results");
    });

    it("converts to Parquet by the Glue table, which the role may read", async () => {
        const run = await runProgram({ "delivery.parquet": "true", "delivery.bufferMb": "64" });
        const s3 = delivery(run.registered)["extendedS3Configuration"] as Record<string, unknown>;
        assert.deepEqual(
            (s3["dataFormatConversionConfiguration"] as Record<string, unknown>)["schemaConfiguration"],
            {
                databaseName: NAMES.database,
                tableName: "status_counts",
                region: "eu-west-1",
                roleArn: "arn:aws:iam::123456789012:role/cc-pipeline-test-delivery-eu-west-1",
            },
        );
        assert.deepEqual(policy(run.registered)["ReadTables"]?.["Action"], [
            "glue:GetTable",
            "glue:GetTableVersion",
            "glue:GetTableVersions",
        ]);
    });

    it("encrypts what waits in Firehose with a customer key", async () => {
        const run = await runProgram({ "delivery.kmsKeyArn": KEY, "delivery.compression": "GZIP" });
        assert.deepEqual(delivery(run.registered)["serverSideEncryption"], {
            enabled: true,
            keyType: "CUSTOMER_MANAGED_CMK",
            keyArn: KEY,
        });
        const s3 = delivery(run.registered)["extendedS3Configuration"] as Record<string, unknown>;
        assert.equal(s3["compressionFormat"], "GZIP");
    });
});
