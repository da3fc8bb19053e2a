import assert from "node:assert/strict";
import { bucketNameMistake } from "../../components/foundation/bucket-names";
import { deploymentId, fitName, resourceNames } from "../../components/foundation/names";
import {
    dnsSuffix,
    partitionOf,
    regionalArn,
    requireRegion,
    roleArn,
    s3Arn,
} from "../../components/foundation/arns";
import { namingFindings } from "../../policy/rules/bucket-naming";
import { DEPLOYMENT } from "../support/program-run";

describe("naming", () => {
    it("names everything after project and stack; buckets also after account and region, roles after the region", () => {
        const { resultsDelivery, ...names } = resourceNames(DEPLOYMENT);
        assert.equal(resultsDelivery("status-counts"), "cc-pipeline-test-summary-status-counts");
        assert.deepEqual(names, {
            stream: "cc-pipeline-test-ingestion",
            rejectedDelivery: "cc-pipeline-test-rejected",
            application: "cc-pipeline-test-analytics",
            resultsBucket: "cc-pipeline-test-results-123456789012-eu-west-1",
            codeBucket: "cc-pipeline-test-code-123456789012-eu-west-1",
            queryResultsBucket: "cc-pipeline-test-athena-123456789012-eu-west-1",
            producerRole: "cc-pipeline-test-producer-eu-west-1",
            producerInstanceProfile: "cc-pipeline-test-producer-eu-west-1",
            producerSecurityGroup: "cc-pipeline-test-producer",
            producerLaunchTemplate: "cc-pipeline-test-producer",
            producerKeyPair: "cc-pipeline-test-producer",
            producerLogGroup: "/cc-pipeline-test/producer-agent",
            analyticsRole: "cc-pipeline-test-analytics-eu-west-1",
            deliveryRole: "cc-pipeline-test-delivery-eu-west-1",
            applicationLogGroup: "/aws/kinesis-analytics/cc-pipeline-test-analytics",
            deliveryLogGroup: "/aws/kinesisfirehose/cc-pipeline-test-summary",
            database: "cc_pipeline_test",
            workgroup: "cc-pipeline-test",
            topic: "cc-pipeline-test-alarms",
            dashboard: "cc-pipeline-test",
            budget: "cc-pipeline-test",
            resourceGroup: "cc-pipeline-test",
            alarmPrefix: "cc-pipeline-test",
        });
        assert.equal(resourceNames(DEPLOYMENT, "theirs").resultsBucket, "theirs");
    });

    // AWS General Reference, "AWS service endpoints"
    const PARTITIONS: [string | undefined, string[]][] = [
        ["aws", ["us-east-1", "eu-central-2", "ap-southeast-7", "il-central-1", "mx-central-1"]],
        ["aws-cn", ["cn-north-1", "cn-northwest-1"]],
        ["aws-us-gov", ["us-gov-east-1", "us-gov-west-1"]],
        [undefined, ["", "us-east", "us-east-1a", "us-east-x", "xus-east-1", "aws-global"]],
        [undefined, ["cn-north-1a", "cn-north-x", "xcn-north-1", "cn-east-1"]],
        [undefined, ["us-gov-west-1a", "us-gov-west-x", "xus-gov-west-1", "us-gov-north-1"]],
    ];
    for (const [partition, regions] of PARTITIONS) {
        it(`finds the partition ${String(partition)} of ${regions.join(", ")}`, () =>
            assert.deepEqual(
                regions.map((region) => partitionOf(region)),
                regions.map(() => partition),
            ));
    }

    /** Most characters of a name, from the page of each service's create call. */
    const LIMITS: Readonly<Record<string, number>> = {
        stream: 128,
        rejectedDelivery: 64,
        application: 128,
        resultsBucket: 63,
        codeBucket: 63,
        queryResultsBucket: 63,
        producerRole: 64,
        producerInstanceProfile: 64, // of 128: it has the role's name
        producerSecurityGroup: 255,
        producerLaunchTemplate: 128,
        producerKeyPair: 255,
        producerLogGroup: 501, // of 512
        analyticsRole: 64,
        deliveryRole: 64,
        applicationLogGroup: "/aws/kinesis-analytics/".length + 128,
        deliveryLogGroup: "/aws/kinesisfirehose/".length + 64,
        database: 255,
        workgroup: 128,
        topic: 256,
        dashboard: 255,
        budget: 100,
        resourceGroup: 128,
        alarmPrefix: 200, // of 255, of which an alarm's id is the rest
    };

    it("uses each service's limit, and no more, where project and stack are too long", () => {
        const { resultsDelivery, ...names } = resourceNames({ ...DEPLOYMENT, project: "p".repeat(600) });
        assert.equal(resultsDelivery("status-counts").length, 64);
        const lengths = Object.entries(names).map(([key, name]) => [key, String(name).length]);
        assert.deepEqual(Object.fromEntries(lengths), LIMITS);
    });

    it("gives two stacks of one account no name in common", () => {
        const names = (stack: string) => Object.values(resourceNames({ ...DEPLOYMENT, stack }));
        const other = new Set(names("b"));
        assert.deepEqual(
            names("a").filter((name) => other.has(name)),
            [],
        );
    });

    it("keeps to S3's rules and limits with the longest project, stack and region", () => {
        const long = {
            ...DEPLOYMENT,
            project: "p".repeat(40),
            stack: "s".repeat(40),
            region: "ap-southeast-1",
        };
        const names = resourceNames(long);
        assert.equal(names.resultsBucket.length, 63);
        assert.deepEqual(namingFindings(names.resultsBucket), []);
        assert.ok(names.producerRole.length <= 64 && names.resultsDelivery("status-counts").length <= 64);
        assert.notEqual(names.resultsBucket, names.codeBucket);
    });

    it("leaves a name that fits as it is, and keeps shortened ones distinct", () => {
        assert.equal(fitName("short", 16), "short");
        assert.equal(fitName("x".repeat(16), 16), "x".repeat(16));
        // SHA-256 of 17 times x begins with these digits (sha256sum).
        assert.equal(fitName("x".repeat(17), 16), "xxxxxxx-d04fd59f");
        assert.match(fitName(`ab-.-${"x".repeat(30)}`, 14), /^ab-[0-9a-f]{8}$/);
        const [a, b] = [fitName(`${"x".repeat(30)}a`, 20), fitName(`${"x".repeat(30)}b`, 20)];
        assert.equal(a.length, 20);
        assert.notEqual(a, b);
    });

    it("builds ARNs of each partition", () => {
        const china = { ...DEPLOYMENT, partition: "aws-cn", region: "cn-north-1" };
        assert.equal(
            regionalArn(china, "kinesis", "stream/s"),
            "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/s",
        );
        assert.equal(roleArn(china, "r"), "arn:aws-cn:iam::123456789012:role/r");
        assert.equal(s3Arn(china, "b"), "arn:aws-cn:s3:::b");
        assert.equal(s3Arn(china, "b", "k"), "arn:aws-cn:s3:::b/k");
        assert.deepEqual(
            ["aws", "aws-cn", "aws-us-gov"].map((partition) => dnsSuffix({ partition })),
            ["amazonaws.com", "amazonaws.com.cn", "amazonaws.com"],
        );
    });

    // AWS General Reference, "AWS service endpoints".
    const REGIONS: Readonly<Record<string, readonly string[]>> = {
        aws: ["us-east-1", "eu-central-2", "ap-southeast-5", "ap-northeast-1", "me-south-1", "mx-central-1"],
        "aws-cn": ["cn-north-1", "cn-northwest-1"],
        "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
    };
    for (const [partition, regions] of Object.entries(REGIONS)) {
        it(`takes ${regions.join(", ")} for regions of ${partition}`, () => {
            for (const region of regions) {
                assert.deepEqual(requireRegion(region), { region, partition });
            }
        });
    }

    for (const region of [
        "us-east",
        "us-east-1a",
        "xus-east-1",
        "cn-east-1",
        "us-gov-north-1",
        "us-iso-east-1",
    ]) {
        it(`takes ${region} for no region`, () =>
            assert.throws(() => requireRegion(region, "AWS_REGION"), {
                message: `AWS_REGION: '${region}' is not a region of the partitions aws, aws-cn and aws-us-gov; give one, such as us-east-1`,
            }));
    }

    it("takes no missing region", () =>
        assert.throws(() => requireRegion(undefined), {
            message: "aws:region: it is not set; give a region, such as us-east-1",
        }));

    it("gives a deployment an id that follows from its place, project and stack", () => {
        // SHA-256 of aws/123456789012/eu-west-1/cc-pipeline/test (sha256sum), as a UUID of version 8 (RFC 9562).
        assert.equal(deploymentId(DEPLOYMENT), "fece83d2-819a-8027-8f70-f62fd45f24d1");
        const others = [
            { partition: "aws-cn" },
            { accountId: "123456789013" },
            { region: "eu-west-2" },
            { project: "p" },
            { stack: "s" },
        ];
        const ids = others.map((other) => deploymentId({ ...DEPLOYMENT, ...other }));
        assert.equal(new Set([...ids, deploymentId(DEPLOYMENT)]).size, 6);
    });

    it("gives buckets of the account-regional namespace its suffix, however long project and stack are", () => {
        for (const project of ["cc-pipeline", "p".repeat(60)]) {
            const names = resourceNames({ ...DEPLOYMENT, project }, undefined, "account-regional");
            const buckets = [names.resultsBucket, names.codeBucket, names.queryResultsBucket];
            for (const name of buckets) {
                assert.match(name, /^[a-z0-9-]+-123456789012-eu-west-1-an$/);
                assert.ok(name.length <= 63, name);
            }
            assert.equal(new Set(buckets).size, 3);
        }
    });

    it("takes the bucket names that the policy pack takes, and no others", () => {
        const bases = ["logs", "a.b", "xn--logs", "sthree-logs", "amzn-s3-demo-logs", "10.0.0.1", "a..b"];
        const ends = ["", "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"];
        const places = ["-123456789012-eu-west-1-an", "-12345678901-eu-west-1-an", "-123456789012-europe-an"];
        const names = bases.flatMap((base) => [...ends, ...places].map((end) => base + end));
        const accepted = (name: string) => bucketNameMistake("bucket.name", name) === undefined;
        const byPack = (name: string) => !namingFindings(name).some(({ level }) => level === "refuse");
        assert.deepEqual(names.filter(accepted), names.filter(byPack));
        assert.deepEqual(names.filter(accepted), [
            "logs",
            "logs-123456789012-eu-west-1-an",
            "a.b",
            "a.b-123456789012-eu-west-1-an",
            "10.0.0.1-123456789012-eu-west-1-an", // no address, as a whole
        ]);
    });
});
