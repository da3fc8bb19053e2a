import assert from "node:assert/strict";
import { bucketNaming } from "../../policy/rules/bucket-naming";
import { UNKNOWN, evaluate } from "../support/evaluate";

const BUCKET = "aws:s3/bucket:Bucket";
const name = (bucket: unknown, config = {}) => evaluate(bucketNaming, BUCKET, { bucket }, config);

describe("policy bucket-naming", () => {
    for (const good of [
        "abc",
        "1-2-3",
        "a".repeat(63),
        "cc-pipeline-dev-results-123456789012",
        "logs-123456789012-eu-west-1-an",
        "logs-123456789012-us-gov-east-1-an",
    ]) {
        it(`accepts ${good}`, async () => assert.deepEqual(await name(good), []));
    }

    const refused: [string, string][] = [
        ["ab", "it must have 3 to 63 characters"],
        ["a".repeat(64), "it must have 3 to 63 characters"],
        ["My-Bucket", "it may have only lower case letters, digits, periods and hyphens"],
        ["my_bucket", "it may have only lower case letters, digits, periods and hyphens"],
        ["-bucket", "it must begin and end with a letter or digit"],
        ["bucket.", "it must begin and end with a letter or digit"],
        ["my..bucket", "it must not have two adjacent periods"],
        ["192.168.5.4", "it must not be formatted as an IP address"],
        ["xn--bucket", "the prefix 'xn--' is reserved"],
        ["sthree-bucket", "the prefix 'sthree-' is reserved"],
        ["amzn-s3-demo-bucket", "the prefix 'amzn-s3-demo-' is reserved"],
        ["bucket-s3alias", "the suffix '-s3alias' is reserved"],
        ["bucket--ol-s3", "the suffix '--ol-s3' is reserved"],
        ["bucket.mrap", "the suffix '.mrap' is reserved"],
        ["bucket--x-s3", "the suffix '--x-s3' is reserved"],
        ["bucket--table-s3", "the suffix '--table-s3' is reserved"],
        ["bucket-an", "the suffix '-an' is reserved for names of the form PREFIX-ACCOUNT-REGION-an"],
        [
            "logs-1234-eu-west-1-an",
            "the suffix '-an' is reserved for names of the form PREFIX-ACCOUNT-REGION-an",
        ],
        ["", "it must have 3 to 63 characters"],
    ];
    for (const [bad, wanted] of refused) {
        it(`refuses '${bad}'`, async () =>
            assert.ok(
                (await name(bad)).includes(`bucket name '${bad}': ${wanted}`),
                (await name(bad)).join(),
            ));
    }

    it("asks for the stack's pattern, of the whole name", async () => {
        const config = { pattern: "acme-[a-z]+" };
        assert.deepEqual(await name("acme-logs", config), []);
        const wanted = "it must match this stack's pattern acme-[a-z]+";
        assert.deepEqual(await name("acme-logs2", config), [`bucket name 'acme-logs2': ${wanted}`]);
    });

    it("advises against periods, which are valid", async () => {
        assert.deepEqual(await name("my-bucket.example"), [
            "advise: bucket name 'my-bucket.example': it has periods, which TLS certificates of virtual-host addresses do not " +
                "cover; use hyphens",
        ]);
    });

    it("asks for the organisation's template with named parts", async () => {
        const config = {
            template: "{prefix}-{environment}-{name}-{region}",
            parts: { prefix: "acme", environment: ["dev", "prod"], region: "eu-west-1" },
        };
        assert.deepEqual(await name("acme-dev-logs-eu-west-1", config), []);
        assert.deepEqual(await name("acme-test-logs-eu-west-1", config), [
            "bucket name 'acme-test-logs-eu-west-1': it must have the form {prefix}-{environment}-{name}-{region}, with prefix " +
                "acme, environment dev or prod, region eu-west-1",
        ]);
    });

    it("judges directory buckets by their own form", async () => {
        const directory = (bucket: string) =>
            evaluate(bucketNaming, "aws:s3/directoryBucket:DirectoryBucket", { bucket });
        assert.deepEqual(await directory("logs--use1-az5--x-s3"), []);
        assert.deepEqual(await directory("logs--usw2-lax1-az1--x-s3"), []);
        const form = "a directory bucket's name has the form BASE--ZONE--x-s3, such as logs--use1-az5--x-s3";
        assert.deepEqual(await directory("logs"), [`bucket name 'logs': ${form}`]);
        assert.deepEqual(await directory("my.logs--use1-az5--x-s3"), [
            "bucket name 'my.logs--use1-az5--x-s3': it may have only lower case letters, digits and hyphens",
        ]);
    });

    it("refuses a name that is left to auto-naming or to a prefix", async () => {
        assert.deepEqual(await name(undefined), [
            "bucket name: it is left to auto-naming, so it is not known before deploy; set 'bucket'",
        ]);
        assert.deepEqual(await evaluate(bucketNaming, BUCKET, { bucketPrefix: "acme-" }), [
            "bucket name: it is left to bucketPrefix, so it is not known before deploy; set 'bucket'",
        ]);
    });

    it("judges a prefix where the stack allows auto-naming", async () => {
        const prefix = (bucketPrefix: unknown) =>
            evaluate(bucketNaming, BUCKET, { bucketPrefix }, { autoNaming: true });
        assert.deepEqual(await prefix(undefined), []);
        assert.deepEqual(await prefix("acme-"), []);
        assert.match(
            (await prefix("Acme-")).join(),
            /^bucketPrefix 'Acme-': .*it may have only lower case letters/,
        );
        assert.deepEqual(await prefix("a".repeat(38)), [
            `bucketPrefix '${"a".repeat(38)}': it may have 37 characters: 26 are added to it`,
        ]);
    });

    it("refuses a name that is not a string", async () => {
        assert.deepEqual(await name(7), ["bucket name: 7 is not a string"]);
    });

    it("takes an unknown name for a violation", async () => {
        assert.match(
            (await name(UNKNOWN)).join(),
            /^unknown: the input 'bucket' is not known before the update, so bucket-naming/,
        );
    });

    it("judges buckets only", async () => {
        assert.deepEqual(await evaluate(bucketNaming, "aws:sns/topic:Topic", { bucket: "A" }), []);
    });
});
