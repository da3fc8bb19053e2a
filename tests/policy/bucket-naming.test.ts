import assert from "node:assert/strict";
import { bucketNaming } from "../../policy/rules/bucket-naming";
import { UNKNOWN, judged } from "./judged";

const BUCKET = "aws:s3/bucket:Bucket";
const name = (bucket: unknown, config = {}) => judged(bucketNaming, BUCKET, { bucket }, config);

describe("policy bucket-naming", () => {
    for (const good of [
        "abc",
        "my-bucket.example",
        "1-2-3",
        "a".repeat(63),
        "cc-pipeline-dev-results-123456789012",
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
        ["bucket-an", "the suffix '-an' is reserved"],
    ];
    for (const [bad, wanted] of refused) {
        it(`refuses ${bad}`, async () =>
            assert.deepEqual(await name(bad), [`bucket name '${bad}': ${wanted}`]));
    }

    it("asks for the stack's pattern, of the whole name", async () => {
        const config = { pattern: "acme-[a-z]+" };
        assert.deepEqual(await name("acme-logs", config), []);
        const wanted = "it must match this stack's pattern acme-[a-z]+";
        assert.deepEqual(await name("acme-logs2", config), [`bucket name 'acme-logs2': ${wanted}`]);
    });

    it("refuses a name that is left to auto-naming or to a prefix", async () => {
        assert.deepEqual(await name(undefined), [
            "bucket name: it is left to auto-naming, so it is not known before deploy; set 'bucket'",
        ]);
        assert.deepEqual(await judged(bucketNaming, BUCKET, { bucketPrefix: "acme-" }), [
            "bucket name: it is left to bucketPrefix, so it is not known before deploy; set 'bucket'",
        ]);
    });

    it("takes an unknown name for a violation", async () => {
        assert.deepEqual(await name(UNKNOWN), [
            "unknown-at-preview: string value at .bucket can't be known during preview, so nothing can be judged " +
                "before deploy; build the value from names, account and region that the program knows",
        ]);
    });

    it("judges buckets only", async () => {
        assert.deepEqual(await judged(bucketNaming, "aws:sns/topic:Topic", { bucket: "A" }), []);
    });
});
