import assert from "node:assert/strict";
import { ActionFacts } from "../../policy/iam/data/action-data";
import { suggestedActions } from "../../policy/iam/suggest/identity";
import { suggestion } from "../support/iam-suggestion";

const UNKNOWN_ACCOUNT = { accounts: [], trusted: [] };

describe("the form that is suggested for an identity policy", () => {
    const JOBS = "arn:aws:sqs:eu-west-1:123456789012:jobs";
    const grant = (Action: readonly string[], Resource: readonly string[], more: object = {}) => ({
        Effect: "Allow",
        Action,
        Resource,
        ...more,
    });

    it("keeps resources that are narrow and can be the action's", async () =>
        assert.deepEqual(
            await suggestion("identity", {
                Action: ["sqs:SendMessage", "sns:Publish", "sqs:DeleteMessage"],
                Resource: [JOBS, "arn:aws:sns:*:*:*"],
            }),
            [
                grant(["sqs:SendMessage", "sqs:DeleteMessage"], [JOBS]),
                grant(["sns:Publish"], ["arn:aws:sns:*:123456789012:TOPIC_NAME"]),
            ],
        ));

    it("keeps several resources in their order, and drops the wide one among them", async () => {
        const two = [JOBS, "arn:aws:sqs:eu-west-1:123456789012:mails"];
        assert.deepEqual(
            await suggestion("identity", { Action: "sqs:SendMessage", Resource: [...two, "*"] }),
            grant(["sqs:SendMessage"], two),
        );
    });

    it("does not keep what NotResource excludes", async () =>
        assert.deepEqual(
            await suggestion("identity", { Action: "sqs:SendMessage", NotResource: JOBS }),
            grant(["sqs:SendMessage"], ["arn:aws:sqs:*:123456789012:QUEUE_NAME"]),
        ));

    it("has * for an account that is not known", async () =>
        assert.deepEqual(
            await suggestion("identity", { Action: "sqs:SendMessage", Resource: "*" }, UNKNOWN_ACCOUNT),
            grant(["sqs:SendMessage"], ["arn:aws:sqs:*:*:QUEUE_NAME"]),
        ));

    // Service Authorization Reference, "Actions, resources, and condition keys for AWS Glue"
    it("names every resource that the action requires, and no optional one", async () => {
        const fix = await suggestion("identity", { Action: "glue:UpdateTable", Resource: "*" });
        const { Resource } = fix as { Resource: string[] };
        assert.deepEqual([...Resource].sort(), [
            "arn:aws:glue:*:123456789012:catalog",
            "arn:aws:glue:*:123456789012:database/DATABASE_NAME",
            "arn:aws:glue:*:123456789012:table/DATABASE_NAME/TABLE_NAME",
        ]);
    });

    it("names one resource where the action requires none", async () =>
        assert.deepEqual(
            await suggestion("identity", {
                Action: "ec2:DeleteVpcEndpointConnectionNotifications",
                Resource: "*",
            }),
            grant(
                ["ec2:DeleteVpcEndpointConnectionNotifications"],
                ["arn:aws:ec2:*:123456789012:vpc-endpoint/VPC_ENDPOINT_ID"],
            ),
        ));

    it("keeps the conditions of the statement in each part", async () => {
        const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
        assert.deepEqual(
            await suggestion("identity", {
                Action: ["sqs:SendMessage", "sqs:ListQueues"],
                Resource: "*",
                Condition,
            }),
            [
                grant(["sqs:SendMessage"], ["arn:aws:sqs:*:123456789012:QUEUE_NAME"], { Condition }),
                grant(["sqs:ListQueues"], ["*"], { Condition }),
            ],
        );
    });

    it("names each action once, however many patterns match it", async () =>
        assert.deepEqual(
            await suggestion("identity", { Action: ["sqs:SendMessage", "sqs:Send*"], Resource: "*" }),
            grant(["sqs:SendMessage"], ["arn:aws:sqs:*:123456789012:QUEUE_NAME"]),
        ));

    it("does not exist where only a person can know the actions", async () => {
        assert.equal(await suggestion("identity", { Action: "*", Resource: "*" }), undefined);
        assert.equal(await suggestion("identity", { NotAction: "iam:*", Resource: "*" }), undefined);
    });

    const action = (i: number, level: string, id = `example:Do${i}`): ActionFacts => ({
        id,
        levels: [level],
        forms: [],
    });
    const several = (count: number, level: string) =>
        Array.from({ length: count }, (_, i) => action(i, level));

    it("has all of 12 actions, and of more those that only list and describe, at most 12", () => {
        const writes = several(12, "Write");
        assert.deepEqual(suggestedActions({ pattern: "example:Do*", actions: writes }), writes);
        const more = [...writes, action(12, "List")];
        assert.deepEqual(suggestedActions({ pattern: "example:Do*", actions: more }), [action(12, "List")]);
        const reads = several(13, "Read");
        assert.deepEqual(suggestedActions({ pattern: "example:Do*", actions: reads }), reads.slice(0, 12));
    });

    it("has of a whole service no write and no read of contents, however few actions it has", () => {
        const actions = [
            action(0, "Write"),
            action(1, "List"),
            action(2, "Read", "dynamodb:GetItem"),
            action(3, "Read", "dynamodb:DescribeTable"),
        ];
        assert.deepEqual(
            suggestedActions({ pattern: "dynamodb:*", whole: "all actions", actions }).map(({ id }) => id),
            ["example:Do1", "dynamodb:DescribeTable"],
        );
    });
});
