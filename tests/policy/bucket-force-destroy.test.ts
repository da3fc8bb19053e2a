import assert from "node:assert/strict";
import { bucketForceDestroy } from "../../policy/rules/bucket-force-destroy";
import { UNKNOWN, judged } from "./judged";

const judge = (props: Record<string, unknown>, config = {}) =>
    judged(bucketForceDestroy, "aws:s3/bucket:Bucket", props, config);
const REFUSED = [
    "forceDestroy: true on bucket 'results' lets a mistake delete all that it holds; set bucket.forceDestroy to false",
];

describe("policy bucket-force-destroy", () => {
    it("accepts a bucket that must be empty to be deleted", async () => {
        assert.deepEqual(await judge({ bucket: "results", forceDestroy: false }), []);
        assert.deepEqual(await judge({ bucket: "results" }), []);
    });

    it("refuses one whose deletion deletes what it holds", async () => {
        assert.deepEqual(await judge({ bucket: "results", forceDestroy: true }), REFUSED);
    });

    it("accepts it where the stack allows it, or for buckets that hold copies only", async () => {
        const props = { bucket: "results", forceDestroy: true };
        assert.deepEqual(await judge(props, { allow: true }), []);
        assert.deepEqual(await judge({ ...props, bucket: "p-athena-1" }, { copies: "-athena-" }), []);
        assert.deepEqual(await judge(props, { copies: "-athena-" }), REFUSED);
    });

    it("takes an unknown value for a violation", async () => {
        assert.match((await judge({ bucket: "b", forceDestroy: UNKNOWN })).join(), /^unknown-at-preview: /);
    });
});
