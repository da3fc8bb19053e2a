import assert from "node:assert/strict";
import { pins, asksFor, narrowingKeys } from "../../policy/iam/model/conditions";
import { parseDocument } from "../../policy/iam/model/document";
import { pinsSource } from "../../policy/iam/model/principals";
import { isNarrowed } from "../../policy/iam/model/resolved-statement";
import { arnToPaste, coversForm, formsOf, isEverything } from "../../policy/iam/model/resource-forms";

// Service Authorization Reference, the resource types of each service
const ARN = "arn:${Partition}";
const TOPIC = `${ARN}:sns:\${Region}:\${Account}:\${TopicName}`;
const TABLE = `${ARN}:glue:\${Region}:\${Account}:table/\${DatabaseName}/\${TableName}`;
const BUCKET = `${ARN}:s3:::\${BucketName}`;
const OBJECT = `${ARN}:s3:::\${BucketName}/\${ObjectName}`;
const LOG_GROUP = `${ARN}:logs:\${Region}:\${Account}:log-group:\${LogGroupName}`;
const CATALOG = `${ARN}:glue:\${Region}:\${Account}:catalog`;
const ec2 = (type: string, id: string) => `${ARN}:ec2:\${Region}:\${Account}:${type}/\${${id}}`;

const parsed = (Condition: object) =>
    parseDocument({ Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition } })
        .statements[0];
const conditions = (Condition: object) => parsed(Condition)?.conditions ?? [];

describe("a resource that covers every one of its type", () => {
    const covering: [string, string][] = [
        ["*", TOPIC],
        ["*", CATALOG],
        ["arn:aws:sns:*", TOPIC],
        ["arn:aws:sns:eu-west-1:*", TOPIC],
        ["arn:aws:sns:eu-west-1:123456789012:*", TOPIC],
        ["arn:*:*:*:*:*", TOPIC],
        ["arn:aws-cn:sns:cn-north-1:*:*", TOPIC],
        ["arn:aws:glue:*:*:table/*", TABLE],
        ["arn:aws:glue:*:*:table/*/*", TABLE],
        ["arn:aws:s3:::*", BUCKET],
        ["arn:aws:s3:::*/*", OBJECT],
        ["arn:aws:logs:*:*:log-group:*", LOG_GROUP],
        ["arn:aws:logs:*:*:log-group:*:*", LOG_GROUP],
        ["arn:aws:ec2:*:*:instance/i-*", ec2("instance", "InstanceId")],
        ["arn:aws:ec2:*:*:network-interface/eni-*", ec2("network-interface", "NetworkInterfaceId")],
        ["arn:aws:ec2:*:*:security-group/sg-*", ec2("security-group", "SecurityGroupId")],
        ["arn:aws:ec2:*:*:subnet/subnet-*", ec2("subnet", "SubnetId")],
        ["arn:aws:ec2:*:*:volume/vol-*", ec2("volume", "VolumeId")],
        ["arn:aws:ec2:*:*:vpc/vpc-*", ec2("vpc", "VpcId")],
        ["arn:aws:ec2:*::image/ami-*", `${ARN}:ec2:\${Region}::image/\${ImageId}`],
        ["arn:aws:ec2:*::snapshot/snap-*", `${ARN}:ec2:\${Region}::snapshot/\${SnapshotId}`],
    ];
    for (const [resource, form] of covering) {
        it(`is ${resource} for ${form}`, () => assert.equal(coversForm(resource, form), true));
    }

    const narrower: [string, string][] = [
        ["arn:aws:sns:eu-west-1:123456789012:jobs", TOPIC],
        ["arn:aws:sns:eu-west-1:123456789012:jobs-*", TOPIC],
        ["arn:aws:sns:*:*:*:*", TOPIC],
        ["arn:aws:sqs:*:*:*", TOPIC],
        ["arn:aws:glue:*:*:table/sales/*", TABLE],
        ["arn:aws:glue:*:*:catalog", CATALOG],
        ["arn:aws:glue:eu-west-1:123456789012:catalog", CATALOG],
        ["arn:aws:s3:::reports/*", OBJECT],
        ["arn:aws:s3:::*/*", BUCKET],
        ["arn:aws:ec2:*:*:instance/i-0*", ec2("instance", "InstanceId")],
        ["arn:aws:ec2:*:*:key-pair/i-*", ec2("key-pair", "KeyPairName")],
    ];
    for (const [resource, form] of narrower) {
        it(`is not ${resource} for ${form}`, () => assert.equal(coversForm(resource, form), false));
    }

    const type = (arn: string, required = true) => ({ type: arn, arn, required });

    it("may be of any of an action's types", () => {
        const action = { id: "glue:CreateTable", levels: ["Write"], forms: [type(CATALOG), type(TABLE)] };
        assert.equal(isEverything(action, "arn:aws:glue:*:*:table/*"), true);
        assert.equal(isEverything(action, "arn:aws:glue:*:*:table/sales/*"), false);
        assert.equal(isEverything({ ...action, forms: [] }, "*"), false);
    });

    it("can only be of a type of its service, a bucket only without a slash", () => {
        const forms = [TOPIC, TABLE, CATALOG, BUCKET, OBJECT].map((arn) => type(arn));
        const types = (resource: string) =>
            formsOf({ id: "example:Do", levels: [], forms }, resource).map(({ arn }) => arn);
        assert.deepEqual(types("*"), [TOPIC, TABLE, CATALOG, BUCKET, OBJECT]);
        assert.deepEqual(types("arn:*"), [TOPIC, TABLE, CATALOG, BUCKET, OBJECT]);
        assert.deepEqual(types("arn:aws:*:*:*:*"), [TOPIC, TABLE, CATALOG, BUCKET, OBJECT]);
        assert.deepEqual(types("arn:aws:sns:*"), [TOPIC]);
        assert.deepEqual(types("arn:aws:glue:*:*:table/*/*"), [TABLE]);
        assert.deepEqual(types("arn:aws:s3:::reports"), [BUCKET]);
        assert.deepEqual(types("arn:aws:s3:::reports/2026"), [OBJECT]);
        assert.deepEqual(types("arn:aws:s3:::reports/*"), [OBJECT]);
        assert.deepEqual(types("arn:aws:s3:::*"), [BUCKET, OBJECT]);
        assert.deepEqual(types("arn:aws:sns:*:*:*"), [TOPIC]);
        assert.deepEqual(types("arn:aws:glue:*:*:table/${aws:username}"), [TABLE]);
        assert.deepEqual(types("arn:aws:glue:eu-west-1:123456789012:table"), []);
        assert.deepEqual(types("jobs"), []);
        const group = { id: "example:Do", levels: [], forms: [type(LOG_GROUP)] };
        assert.equal(formsOf(group, "arn:aws:logs:eu-west-1:123456789012:log-group:a").length, 1);
        assert.equal(formsOf(group, "arn:aws:logs:eu-west-1:123456789012:log-groups").length, 0);
    });

    it("has in the ARN to paste a placeholder for each name, in capitals", () => {
        assert.equal(
            arnToPaste(TABLE, "123456789012"),
            "arn:aws:glue:*:123456789012:table/DATABASE_NAME/TABLE_NAME",
        );
        assert.equal(
            arnToPaste(ec2("ipam", "Ipv4Pool--CoipId"), "*"),
            "arn:aws:ec2:*:*:ipam/IPV4_POOL_COIP_ID",
        );
    });
});

describe("the value of a condition", () => {
    for (const value of [
        "data",
        "d*",
        "?d",
        "arn:aws:iam::123456789012:*",
        "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::${aws:PrincipalAccount}:role/*",
        "arn:aws:iam::*:role/batch/*",
        "arn:aws:s3:::reports",
        "arn:aws:sns:*:*:jobs-*",
        "arn:aws:states:*:*:stateMachine:orders",
    ]) {
        it(`pins something where it is ${value}`, () => assert.equal(pins(value), true));
    }
    for (const value of [
        "",
        "*",
        "?",
        "*?*",
        "arn:aws:s3",
        "arn:aws:sns:${AWS.Region}:*:*",
        "arn:aws:s3:::*",
        "arn:aws:iam::*:role/*",
        "arn:aws:iam::1234:role/*",
        "arn:aws:iam::*:*",
        "arn:aws:sns:eu-west-1:*:*",
        "arn:aws:states:*:*:stateMachine:*",
        "arn:aws:states:*:*:execution:*:*",
        "arn:*:*:*:*:?*",
    ]) {
        it(`pins nothing where it is '${value}'`, () => assert.equal(pins(value), false));
    }

    const asking: [string, object, boolean][] = [
        ["by StringEquals", { StringEquals: { a: "b" } }, true],
        ["by StringLike with several values that pin", { StringLike: { a: ["b*", "c"] } }, true],
        ["by ForAnyValue", { "ForAnyValue:StringEquals": { a: "b" } }, true],
        [
            "not by ForAllValues, which a request without the key passes",
            { "ForAllValues:StringEquals": { a: "b" } },
            false,
        ],
        ["not by IfExists", { StringEqualsIfExists: { a: "b" } }, false],
        ["not by a negated operator", { StringNotEquals: { a: "b" } }, false],
        ["not where one of the values is *", { StringLike: { a: ["b", "*"] } }, false],
        ["not without a value", { StringEquals: { a: [] } }, false],
    ];
    for (const [what, condition, expected] of asking) {
        it(`is asked for ${what}`, () => assert.deepEqual(conditions(condition).map(asksFor), [expected]));
    }
});

// IAM User Guide, "AWS global condition context keys"; Service Authorization Reference, the condition keys of each service
describe("a condition", () => {
    const narrowing: [string, object][] = [
        ["a resource's tag", { StringEquals: { "aws:ResourceTag/team": "data" } }],
        ["the presence of a resource's tag", { Null: { "aws:ResourceTag/team": "false" } }],
        ["the presence of a tag as a boolean", { Null: { "aws:RequestTag/team": false } }],
        ["a service's own tag", { StringLike: { "ec2:ResourceTag/team": "d*" } }],
        ["a database's tag", { StringEquals: { "rds:db-tag/team": "data" } }],
        ["the source", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::reports" } }],
        ["the service through which", { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }],
        ["a service that calls", { "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } }],
        ["a name", { StringLike: { "s3:prefix": "home/*" } }],
        [
            "an ARN by AWS's data",
            { ArnEquals: { "ec2:Vpc": "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0a1b" } },
        ],
    ];
    for (const [what, condition] of narrowing) {
        it(`narrows a statement by ${what}`, async () =>
            assert.deepEqual(
                await narrowingKeys(conditions(condition)),
                conditions(condition).map(({ key }) => key),
            ));
    }

    const idle: [string, object][] = [
        ["any value of a resource's tag", { StringLike: { "aws:ResourceTag/team": "*" } }],
        ["the absence of a resource's tag", { Null: { "aws:ResourceTag/team": "true" } }],
        ["presence or absence of a tag", { Null: { "aws:ResourceTag/team": ["false", "true"] } }],
        ["a tag that is the text false", { StringNotEquals: { "aws:ResourceTag/team": "false" } }],
        ["the presence of a key that is not a tag", { Null: { "s3:prefix": "false" } }],
        ["any source", { ArnLike: { "aws:SourceArn": "*" } }],
        ["any prefix", { StringLike: { "s3:prefix": "*" } }],
        ["an address", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
        ["a region", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
        ["an ARN of the caller", { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/a" } }],
        ["a key of its service that is not an ARN", { StringEquals: { "ec2:InstanceType": "t3.micro" } }],
        ["a key without a service", { StringEquals: { ec2: "a" } }],
        ["a key of no service", { StringEquals: { "nosuch:thing": "a" } }],
    ];
    for (const [what, condition] of idle) {
        it(`does not narrow a statement by ${what}`, async () =>
            assert.deepEqual(await narrowingKeys(conditions(condition)), []));
    }

    it("on the service that a role is passed to narrows every action but iam:PassRole", () => {
        const statement = parsed({});
        assert.ok(statement);
        const action = (id: string) => ({ id, levels: ["Write"], forms: [] });
        const by = (...keys: string[]) => ({ statement, patterns: [], narrowing: keys });
        const passed = by("iam:passedtoservice");
        assert.equal(isNarrowed(passed, action("iam:PassRole")), false);
        assert.equal(isNarrowed(passed, action("iam:GetRole")), true);
        assert.equal(isNarrowed(passed), true);
        const both = by("iam:passedtoservice", "aws:resourcetag/team");
        assert.equal(isNarrowed(both, action("iam:PassRole")), true);
        assert.equal(isNarrowed(by(), action("iam:GetRole")), false);
    });

    it("says for whose resource a service calls by account, ARN, owner or organisation, not by address", () => {
        for (const key of ["aws:SourceAccount", "aws:SourceOwner", "aws:SourceOrgID", "aws:SourceOrgPaths"]) {
            const statement = parsed({ StringEquals: { [key]: "a" } });
            assert.equal(statement && pinsSource(statement), true, key);
        }
        const address = parsed({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } });
        assert.equal(address && pinsSource(address), false);
    });
});
