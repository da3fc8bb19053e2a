import fc from "fast-check";

/** Services whose actions are taken, each with some of its actions, as patterns, exact, misspelt, in any case. */
const ACTIONS = [
    "*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "S3:putobject",
    "s3:ListBucket",
    "s3:ListAllMyBuckets",
    "s3:?etObject",
    "ec2:*",
    "ec2:Describe*",
    "ec2:RunInstances",
    "ec2:*Tags",
    "ec2:DescribeInstances",
    "ec2:StopInstances",
    "iam:PassRole",
    "iam:Create*",
    "iam:GetUser",
    "dynamodb:GetItem",
    "dynamodb:DescribeTable",
    "dynamodb:*Item",
    "kms:Decrypt",
    "logs:PutLogEvents",
    "kinesis:PutRecords",
    "sqs:SendMessage",
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "kinesys:PutRecords",
    "s3:GetObjekt",
    "s3",
    "",
    "*:*",
    "s3:**?**a**?**",
];

const RESOURCES = [
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::a",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::${aws:username}/*",
    "arn:aws:ec2:*:*:instance/*",
    "arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b",
    "arn:aws:dynamodb:*:123456789012:table/*",
    "arn:aws:dynamodb:*:123456789012:table/orders",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws:iam::123456789012:role/worker",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:logs:*:*:*",
    "arn:*:*:*:*:*",
    "not an arn",
    "",
];

/** Principals of every kind. */
export const PRINCIPALS = [
    "*",
    { AWS: "*" },
    { AWS: ["123456789012", "arn:aws:iam::999988887777:root"] },
    { Service: "ec2.amazonaws.com" },
    { Service: ["firehose.amazonaws.com"] },
    { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    { CanonicalUser: "abc" },
];

/** Conditions that narrow or pin, and others. */
export const CONDITIONS = [
    { StringEquals: { "aws:ResourceTag/team": "data" } },
    { StringLike: { "s3:prefix": ["home/*"] } },
    { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["a"] } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::a" } },
    { Bool: { "aws:SecureTransport": true } },
    { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    { Null: { "aws:ResourceTag/team": "false" } },
    { StringEqualsIfExists: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:a/b:ref:refs/heads/main" } },
];

/** Texts on which a regular expression or a search that goes back would never end. */
const NASTY = fc.oneof(
    fc.constantFrom(
        "*a".repeat(200),
        "?*".repeat(300),
        "${".repeat(200),
        `s3:${"*x".repeat(100)}`,
        "repo:".repeat(500),
    ),
    fc.string({ maxLength: 40 }),
);

const oneOrMany = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.array(value, { maxLength: 6 }));
const action = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ACTIONS) },
    { weight: 1, arbitrary: NASTY },
);
const resource = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...RESOURCES) },
    { weight: 1, arbitrary: NASTY },
);
const anything = fc.anything({ maxDepth: 2 });
const sometimes = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 20, arbitrary: value as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });

const statement = fc.record(
    {
        Sid: sometimes(fc.string({ maxLength: 8 })),
        Effect: fc.oneof(
            { weight: 9, arbitrary: fc.constant("Allow") },
            { weight: 2, arbitrary: fc.constantFrom("Deny", "allow") },
        ),
        Action: sometimes(oneOrMany(action)),
        NotAction: sometimes(oneOrMany(action)),
        Resource: sometimes(oneOrMany(resource)),
        NotResource: sometimes(oneOrMany(resource)),
        Principal: sometimes(fc.constantFrom(...PRINCIPALS)),
        NotPrincipal: sometimes(fc.constantFrom(...PRINCIPALS)),
        Condition: sometimes(fc.constantFrom(...CONDITIONS)),
    },
    { requiredKeys: ["Effect"] },
);

/** Documents of every kind, most of them well formed, some of them not at all. */
export const randomDocument = fc.oneof(
    {
        weight: 20,
        arbitrary: fc.record({
            Version: fc.constantFrom("2012-10-17", "2008-10-17"),
            Statement: sometimes(oneOrMany(statement)),
        }) as fc.Arbitrary<unknown>,
    },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.string() },
);

/** What a document may be attached to. */
export const documentKind = fc.constantFrom("identity", "trust", "resource");
