import assert from "node:assert/strict";
import { bucketNameMistake } from "../../components/foundation/bucket-names";
import { fitName, resourceNames } from "../../components/foundation/names";
import { regionalArn, roleArn, s3Arn } from "../../components/foundation/arns";
import { namingFindings } from "../../policy/rules/bucket-naming";
import { DEPLOYMENT } from "../support/program-run";

describe("naming", () => {
    it("names everything after project and stack", () => {
        const names = resourceNames(DEPLOYMENT);
        assert.equal(names.stream, "cc-pipeline-test-ingestion");
        assert.equal(names.resultsBucket, "cc-pipeline-test-results-123456789012-eu-west-1");
        assert.equal(names.producerRole, "cc-pipeline-test-producer-eu-west-1");
        assert.equal(names.applicationLogGroup, "/aws/kinesis-analytics/cc-pipeline-test-analytics");
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
