import assert from "node:assert/strict";
import { StorageTier } from "../../components/storage";
import { DEPLOYMENT, NAMES, Registered, mockEngine, one, settled, statements } from "./mocks";

const BUCKET = "cc-pipeline-test-results-123456789012-eu-west-1";
const DELIVERY_ARN = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/cc-pipeline-test-summary";

describe("StorageTier", () => {
    let registered: Registered[];

    before(async () => {
        registered = mockEngine();
        new StorageTier("storage", { deployment: DEPLOYMENT, names: NAMES, logRetentionDays: 30 });
        await settled();
    });

    it("makes a bucket that is private, encrypted, versioned and owned by the account", () => {
        assert.deepEqual(one(registered, "aws:s3/bucket:Bucket"), { bucket: BUCKET });
        assert.deepEqual(one(registered, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), {
            bucket: BUCKET,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        const encryption = one(
            registered,
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        );
        assert.deepEqual(encryption["rules"], [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ]);
        assert.deepEqual(
            one(registered, "aws:s3/bucketVersioning:BucketVersioning")["versioningConfiguration"],
            {
                status: "Enabled",
            },
        );
        assert.deepEqual(one(registered, "aws:s3/bucketOwnershipControls:BucketOwnershipControls")["rule"], {
            objectOwnership: "BucketOwnerEnforced",
        });
    });

    it("refuses requests that do not come over TLS", () => {
        const policy = statements(one(registered, "aws:s3/bucketPolicy:BucketPolicy")["policy"]);
        assert.equal(policy["TlsOnly"]?.["Effect"], "Deny");
        assert.deepEqual(policy["TlsOnly"]?.["Resource"], [
            `arn:aws:s3:::${BUCKET}`,
            `arn:aws:s3:::${BUCKET}/*`,
        ]);
        assert.deepEqual(policy["TlsOnly"]?.["Condition"], { Bool: { "aws:SecureTransport": "false" } });
    });

    it("delivers there, with errors apart and logged", () => {
        const stream = one(registered, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
        assert.equal(stream["destination"], "extended_s3");
        assert.deepEqual(stream["serverSideEncryption"], { enabled: true, keyType: "AWS_OWNED_CMK" });
        assert.deepEqual(stream["extendedS3Configuration"], {
            roleArn: "arn:aws:iam::123456789012:role/cc-pipeline-test-delivery-eu-west-1",
            bucketArn: `arn:aws:s3:::${BUCKET}`,
            bufferingSize: 5,
            bufferingInterval: 300,
            compressionFormat: "UNCOMPRESSED",
            prefix: "status-counts/!{timestamp:yyyy/MM/dd/HH}/",
            errorOutputPrefix: "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/",
            cloudwatchLoggingOptions: {
                enabled: true,
                logGroupName: "/aws/kinesisfirehose/cc-pipeline-test-summary",
                logStreamName: "DestinationDelivery",
            },
        });
    });

    it("trusts Firehose only for this delivery stream of this account", () => {
        const trust = statements(one(registered, "aws:iam/role:Role")["assumeRolePolicy"])[
            "AssumedByService"
        ];
        assert.deepEqual(trust?.["Principal"], { Service: "firehose.amazonaws.com" });
        assert.deepEqual(trust?.["Condition"], {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": DELIVERY_ARN },
        });
    });

    it("lets Firehose write to this bucket and its error log only", () => {
        const policy = statements(one(registered, "aws:iam/rolePolicy:RolePolicy")["policy"]);
        const resources = Object.values(policy).flatMap((s) => s["Resource"] as string[]);
        assert.deepEqual(resources, [
            `arn:aws:s3:::${BUCKET}`,
            `arn:aws:s3:::${BUCKET}/*`,
            "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/kinesisfirehose/cc-pipeline-test-summary:log-stream:DestinationDelivery",
        ]);
    });
});
