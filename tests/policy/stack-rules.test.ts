import assert from "node:assert/strict";
import { bucketForceDestroy } from "../../policy/rules/bucket-force-destroy";
import { budgetPresent } from "../../policy/rules/budget-present";
import { protectData } from "../../policy/rules/protect-data";
import { tlsOnly } from "../../policy/rules/tls-only";
import { UNKNOWN, evaluateStack, resource } from "../support/evaluate";

const bucket = (name: unknown, more = {}, options = {}) =>
    resource("aws:s3/bucket:Bucket", { bucket: name, ...more }, options);
const lifecycle = (name: unknown, rule: unknown) =>
    resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
        bucket: name,
        rules: [rule],
    });
const ends = (days: number, filter: unknown = { prefix: "" }) => ({
    status: "Enabled",
    filter,
    expiration: { days },
});
const object = (name: unknown) =>
    resource("aws:s3/bucketObjectv2:BucketObjectv2", { bucket: name, key: "k" });

describe("policy bucket-force-destroy", () => {
    const forced = bucket("results", { forceDestroy: true });
    const refusal = [
        "forceDestroy: true on bucket 'results' lets a mistake delete everything in it; set forceDestroy to false",
    ];

    it("accepts a bucket that must be empty to be deleted", () => {
        assert.deepEqual(
            evaluateStack(bucketForceDestroy, [bucket("a", { forceDestroy: false }), bucket("b")]),
            [],
        );
    });

    it("refuses one whose deletion deletes what it holds, whatever its name is", () => {
        assert.deepEqual(evaluateStack(bucketForceDestroy, [forced]), refusal);
        assert.deepEqual(evaluateStack(bucketForceDestroy, [forced], { allow: true }), []);
    });

    it("accepts one whose objects end soon, or are written by the stack", () => {
        assert.deepEqual(evaluateStack(bucketForceDestroy, [forced, lifecycle("results", ends(30))]), []);
        assert.deepEqual(evaluateStack(bucketForceDestroy, [forced, object("results")]), []);
    });

    it("refuses one whose objects end late, in part, or not yet", () => {
        for (const rule of [
            ends(400),
            ends(30, { prefix: "tmp/" }),
            { ...ends(30), status: "Disabled" },
            "none",
        ]) {
            assert.deepEqual(
                evaluateStack(bucketForceDestroy, [forced, lifecycle("results", rule)]),
                refusal,
            );
        }
        assert.deepEqual(evaluateStack(bucketForceDestroy, [forced, lifecycle("others", ends(30))]), refusal);
        const config = { endsWithinDays: 7 };
        assert.deepEqual(
            evaluateStack(bucketForceDestroy, [forced, lifecycle("results", ends(30))], config),
            refusal,
        );
    });

    it("throws at an unknown value, which the pack reports", () => {
        assert.throws(
            () => evaluateStack(bucketForceDestroy, [bucket("b", { forceDestroy: UNKNOWN })]),
            /can't be known/,
        );
    });

    it("treats what is not a boolean as not set", () => {
        assert.deepEqual(evaluateStack(bucketForceDestroy, [bucket(7, { forceDestroy: "yes" })]), []);
    });
});

describe("policy protect-data", () => {
    const require = { require: true };
    const stream = (protect?: boolean) =>
        resource("aws:kinesis/stream:Stream", { name: "clicks" }, protect === undefined ? {} : { protect });
    const refusal = (name: string) => [
        `'${name}' holds data and is not protected; set the resource option protect to true`,
    ];

    it("accepts what is protected, what needs no protection, and what does not say whether it is", () => {
        assert.deepEqual(
            evaluateStack(protectData, [stream(true), bucket("a", {}, { protect: true })], require),
            [],
        );
        assert.deepEqual(evaluateStack(protectData, [stream(false)]), []);
        assert.deepEqual(evaluateStack(protectData, [stream()], require), []);
        const open = bucket("a", {}, { protect: false });
        assert.deepEqual(evaluateStack(protectData, [open, object("a")], require), []);
        assert.deepEqual(evaluateStack(protectData, [open, lifecycle("a", ends(30))], require), []);
    });

    it("refuses a stream and a bucket that are not protected", () => {
        assert.deepEqual(evaluateStack(protectData, [stream(false)], require), refusal("clicks"));
        assert.deepEqual(
            evaluateStack(protectData, [bucket("a", {}, { protect: false })], require),
            refusal("a"),
        );
        assert.deepEqual(
            evaluateStack(protectData, [bucket(["a"], {}, { protect: false })], require),
            refusal("a"),
        );
    });

    it("throws at an unknown value, which the pack reports", () => {
        const open = bucket(UNKNOWN, {}, { protect: false });
        assert.throws(() => evaluateStack(protectData, [open], require), /can't be known/);
    });
});

describe("policy tls-only", () => {
    const deny = (change: object = {}) =>
        JSON.stringify({
            Statement: {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: "*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
                ...change,
            },
        });
    const policy = (name: unknown, text: unknown) =>
        resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: name, policy: text });
    const refusal = [
        "bucket 'a' accepts requests without TLS; add a bucket policy that denies s3:* to * on the bucket and its objects where aws:SecureTransport is false",
    ];

    it("accepts a bucket with a policy that denies plain HTTP, of its own or in a separate resource", () => {
        assert.deepEqual(evaluateStack(tlsOnly, [bucket("a"), policy("a", deny())]), []);
        assert.deepEqual(evaluateStack(tlsOnly, [bucket("a", { policy: deny() })]), []);
        assert.deepEqual(evaluateStack(tlsOnly, []), []);
    });

    it("refuses one without, and a Deny that leaves a way", () => {
        assert.deepEqual(evaluateStack(tlsOnly, [bucket("a")]), refusal);
        assert.deepEqual(evaluateStack(tlsOnly, [bucket("a"), policy("b", deny())]), refusal);
        for (const change of [
            { Effect: "Allow" },
            { Action: "s3:GetObject" },
            { Principal: { AWS: "123456789012" } },
            { Condition: { Bool: { "aws:SecureTransport": "true" } } },
            {
                Condition: {
                    Bool: { "aws:SecureTransport": "false" },
                    StringEquals: { "aws:PrincipalOrgID": "o-1" },
                },
            },
        ]) {
            assert.deepEqual(evaluateStack(tlsOnly, [bucket("a"), policy("a", deny(change))]), refusal);
        }
        assert.deepEqual(evaluateStack(tlsOnly, [bucket("a"), policy("a", "{")]), refusal);
    });

    it("throws at an unknown bucket policy, which the pack reports", () => {
        assert.throws(
            () => evaluateStack(tlsOnly, [bucket("a"), policy("a", UNKNOWN)]),
            /can't be known during preview/,
        );
    });
});

describe("policy budget-present", () => {
    const budget = (notifications: unknown) => resource("aws:budgets/budget:Budget", { notifications });
    const require = { require: true };
    const refusal = [
        "the stack has no budget with a notification; add one, such as an aws.budgets.Budget with notifications",
    ];

    it("accepts a stack with a budget that notifies somebody, or one that needs none", () => {
        assert.deepEqual(evaluateStack(budgetPresent, [budget([{ threshold: 80 }])], require), []);
        assert.deepEqual(evaluateStack(budgetPresent, []), []);
    });

    it("refuses a stack without, and a budget that notifies nobody", () => {
        assert.deepEqual(evaluateStack(budgetPresent, [], require), refusal);
        assert.deepEqual(evaluateStack(budgetPresent, [budget([])], require), refusal);
        assert.deepEqual(evaluateStack(budgetPresent, [budget("all")], require), refusal);
    });

    it("throws at unknown notifications, which the pack reports", () => {
        assert.throws(() => evaluateStack(budgetPresent, [budget(UNKNOWN)], require), /can't be known/);
    });
});
