import { DocumentKind } from "../../policy/iam/settings";
import { Verdict } from "../../policy/pack/finding";

/** A policy with the verdict that it must get, and a part of the reason. */
export interface IamCase {
    readonly what: string;
    readonly kind: DocumentKind;
    readonly statements: readonly Readonly<Record<string, unknown>>[];
    readonly verdict: Verdict;
    /** A part of one finding's message; none where the policy is accepted. */
    readonly because?: string;
    readonly trusted?: readonly string[];
}

type Element = string | readonly string[];
type More = Readonly<Record<string, unknown>>;

const allow = (Action: Element, Resource: Element, more: More = {}) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...more,
});
const when = (operator: string, key: string, value: Element | boolean) => ({
    Condition: { [operator]: { [key]: value } },
});

/** An identity policy of one statement. */
function identity(
    verdict: Verdict,
    what: string,
    statement: ReturnType<typeof allow> | readonly More[],
    because?: string,
): IamCase {
    const statements = (Array.isArray(statement) ? statement : [statement]) as readonly More[];
    return { what, kind: "identity", statements, verdict, ...(because !== undefined && { because }) };
}

const A = "123456789012";
const BUCKET = "arn:aws:s3:::reports";
const OBJECTS = "arn:aws:s3:::reports/*";
const TABLE = `arn:aws:dynamodb:eu-west-1:${A}:table/Orders`;
const QUEUE = `arn:aws:sqs:eu-west-1:${A}:jobs`;
const ROLE = `arn:aws:iam::${A}:role/batch/worker`;
const NARROW = "can be narrowed";

/** Each is a form of AWS's documentation, in words and names of our own. The title of its page stands before each group. */
export const IDENTITY_CASES: readonly IamCase[] = [
    // IAM User Guide, "Policies and permissions in AWS Identity and Access Management"
    identity("refuse", "the administrator", allow("*", "*"), "all actions of every service"),
    identity("refuse", "the administrator written as *:*", allow("*:*", "*"), "all actions of every service"),
    identity("refuse", "a whole service on one resource", allow("s3:*", [BUCKET, OBJECTS]), "all actions of the service s3"),
    identity("refuse", "a whole service with MFA", allow("ec2:*", "*", when("Bool", "aws:MultiFactorAuthPresent", "true")), "all actions of the service ec2"),
    identity("refuse", "a whole service in one region", allow("ec2:*", "*", when("StringEquals", "aws:RequestedRegion", "eu-west-1")), "all actions of the service ec2"),
    identity("refuse", "a whole service from an office", allow("dynamodb:*", TABLE, when("IpAddress", "aws:SourceIp", "203.0.113.0/24")), "all actions of the service dynamodb"),
    identity("refuse", "a whole service by question marks and a star", allow("sqs:?*", QUEUE), "all actions of the service sqs"),
    identity("advise", "a whole service on what bears a tag", allow("ec2:*", "*", when("StringEquals", "ec2:ResourceTag/team", "data")), "all actions of the service ec2"),
    identity("accept", "a document that only denies", [{ Effect: "Deny", Action: "*", Resource: "*" }]),
    identity("accept", "a Deny by NotAction until MFA", [
        { Effect: "Deny", NotAction: ["iam:ListMFADevices", "sts:GetSessionToken"], Resource: "*", ...when("BoolIfExists", "aws:MultiFactorAuthPresent", "false") },
    ]),
    // IAM User Guide, "IAM JSON policy elements: NotAction" and "NotResource"
    identity("refuse", "Allow with NotAction", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], "Allow with NotAction"),
    identity("refuse", "Allow with NotAction in one region", [
        { Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::*", ...when("StringEquals", "aws:RequestedRegion", "eu-west-1") },
    ], "Allow with NotAction"),
    identity("refuse", "a read of contents by NotResource", [{ Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" }], "NotResource"),
    // Amazon S3 User Guide, "Identity-based policy examples for Amazon S3"
    identity("accept", "reading and listing one bucket", [allow("s3:ListBucket", BUCKET), allow("s3:GetObject", OBJECTS)]),
    identity("accept", "reading, writing and listing one bucket in one statement", allow(["s3:GetObject", "s3:PutObject", "s3:ListBucket"], [BUCKET, OBJECTS])),
    identity("accept", "a home folder by a policy variable", allow(["s3:GetObject", "s3:PutObject"], `${BUCKET}/home/\${aws:username}/*`)),
    identity("accept", "listing a prefix", allow("s3:ListBucket", BUCKET, when("StringLike", "s3:prefix", ["home/*"]))),
    identity("accept", "the names of all buckets", allow("s3:ListAllMyBuckets", "*")),
    identity("accept", "the names of all buckets, as the guide writes it", allow("s3:ListAllMyBuckets", "arn:aws:s3:::*")),
    identity("advise", "metadata of every bucket", allow(["s3:GetBucketLocation", "s3:ListBucket"], "*"), "could be narrowed"),
    identity("refuse", "reading every object", allow("s3:GetObject", "*"), "reads contents"),
    identity("refuse", "reading every object by its ARN", allow("s3:GetObject", "arn:aws:s3:::*/*"), "reads contents"),
    identity("refuse", "writing every object", allow("s3:PutObject", "arn:aws:s3:::*"), NARROW),
    identity("advise", "a prefix wildcard on one bucket", allow("s3:Get*", [BUCKET, OBJECTS]), "what AWS adds to them"),
    identity("refuse", "a prefix wildcard on everything that takes in contents", allow("s3:Get*", "*"), "s3:GetObject (reads contents)"),
    identity("advise", "an action that its resource is not for", allow(["s3:GetObject", "s3:PutObject"], BUCKET), "it grants nothing"),
    identity("advise", "a resource that no action is for", allow("s3:GetObject", [BUCKET, OBJECTS]), "none of the statement's actions is for such a resource"),
    identity("accept", "objects of buckets that begin with a name", allow("s3:DeleteObject", "arn:aws:s3:::team-data-*/*")),
    // Amazon EC2 User Guide, "Example policies to control access to the Amazon EC2 API"
    identity("accept", "describing instances", allow(["ec2:DescribeInstances", "ec2:DescribeVpcs"], "*")),
    identity("advise", "an action that knows * only on a named resource", allow("ec2:DescribeInstances", `arn:aws:ec2:eu-west-1:${A}:instance/i-0abcd`), "it knows the resource * only"),
    identity("refuse", "stopping every instance", allow(["ec2:StopInstances", "ec2:StartInstances"], "*"), "ec2:StopInstances (Write)"),
    identity("refuse", "stopping every instance by its ARN", allow("ec2:StopInstances", `arn:aws:ec2:eu-west-1:${A}:instance/*`), NARROW),
    identity("refuse", "stopping every instance by its id's beginning", allow("ec2:StopInstances", `arn:aws:ec2:*:*:instance/i-*`), NARROW),
    identity("accept", "stopping instances that bear a tag", allow("ec2:StopInstances", `arn:aws:ec2:*:*:instance/*`, when("StringEquals", "aws:ResourceTag/owner", "${aws:username}"))),
    identity("refuse", "stopping instances unless they bear a tag", allow("ec2:StopInstances", "*", when("StringNotEquals", "aws:ResourceTag/env", "prod")), NARROW),
    identity("refuse", "stopping instances that bear a tag, if they bear it", allow("ec2:StopInstances", "*", when("StringEqualsIfExists", "aws:ResourceTag/env", "dev")), NARROW),
    identity("accept", "launching into one subnet", [
        allow("ec2:RunInstances", [`arn:aws:ec2:eu-west-1:${A}:subnet/subnet-0a1b`, `arn:aws:ec2:eu-west-1::image/ami-0a1b`, `arn:aws:ec2:eu-west-1:${A}:instance/*`, `arn:aws:ec2:eu-west-1:${A}:volume/*`, `arn:aws:ec2:eu-west-1:${A}:network-interface/*`, `arn:aws:ec2:eu-west-1:${A}:security-group/sg-0a1b`]),
    ]),
    identity("accept", "launching into one VPC, the rest in a statement of its own", [
        allow("ec2:RunInstances", `arn:aws:ec2:eu-west-1:${A}:subnet/*`, when("ArnEquals", "ec2:Vpc", `arn:aws:ec2:eu-west-1:${A}:vpc/vpc-0a1b`)),
        allow("ec2:RunInstances", [`arn:aws:ec2:eu-west-1:${A}:instance/*`, `arn:aws:ec2:eu-west-1:${A}:volume/*`, `arn:aws:ec2:eu-west-1:${A}:network-interface/*`]),
    ]),
    identity("refuse", "launching anywhere", allow("ec2:RunInstances", "*"), "ec2:RunInstances (Write)"),
    identity("refuse", "tagging everything", allow("ec2:CreateTags", "*"), "ec2:CreateTags (Tagging)"),
    identity("accept", "tagging on creation", allow("ec2:CreateTags", `arn:aws:ec2:eu-west-1:${A}:*/*`, when("StringEquals", "ec2:CreateAction", "RunInstances"))),
    identity("refuse", "network interfaces for VPC access", allow("ec2:CreateNetworkInterface", "*"), "for VPC access a service needs it on *"),
    identity("accept", "network interfaces in one subnet", allow("ec2:CreateNetworkInterface", "*", when("ArnEquals", "ec2:Subnet", `arn:aws:ec2:eu-west-1:${A}:subnet/subnet-0a1b`))),
    // Amazon DynamoDB Developer Guide, "Using identity-based policies with Amazon DynamoDB"
    identity("accept", "items of one table", allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [TABLE, `${TABLE}/index/*`])),
    identity("refuse", "items of every table", allow(["dynamodb:GetItem", "dynamodb:Scan"], `arn:aws:dynamodb:eu-west-1:${A}:table/*`), "reads contents"),
    identity("accept", "items of every table by their leading key", allow("dynamodb:GetItem", `arn:aws:dynamodb:eu-west-1:${A}:table/*`, when("ForAnyValue:StringEquals", "dynamodb:LeadingKeys", "${aws:username}"))),
    identity("refuse", "items of every table by a qualifier that an empty request passes", allow("dynamodb:GetItem", `arn:aws:dynamodb:eu-west-1:${A}:table/*`, when("ForAllValues:StringEquals", "dynamodb:LeadingKeys", "${aws:username}")), "reads contents"),
    identity("advise", "describing every table", allow("dynamodb:DescribeTable", "*"), "could be narrowed"),
    // AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role"
    identity("refuse", "the log of every function", allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:*:*:*"), "logs:CreateLogGroup (Write)"),
    identity("accept", "the log of one function", allow(["logs:CreateLogStream", "logs:PutLogEvents"], `arn:aws:logs:eu-west-1:${A}:log-group:/aws/lambda/orders:*`)),
    identity("accept", "making logs of functions", allow("logs:CreateLogGroup", `arn:aws:logs:eu-west-1:${A}:log-group:/aws/lambda/*`)),
    identity("refuse", "calling every function", allow("lambda:InvokeFunction", "*"), NARROW),
    identity("accept", "calling one function and its versions", allow("lambda:InvokeFunction", [`arn:aws:lambda:eu-west-1:${A}:function:orders`, `arn:aws:lambda:eu-west-1:${A}:function:orders:*`])),
    // Amazon CloudWatch User Guide and Amazon CloudWatch Logs User Guide
    identity("accept", "metrics of one name space", allow("cloudwatch:PutMetricData", "*", when("StringEquals", "cloudwatch:namespace", "Orders"))),
    identity("refuse", "reading every log", allow("logs:FilterLogEvents", "*"), "reads contents"),
    identity("accept", "traces", allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")),
    // AWS Key Management Service Developer Guide, "Using IAM policies with AWS KMS"
    identity("refuse", "decrypting with every key", allow("kms:Decrypt", "*"), NARROW),
    identity("refuse", "decrypting with every key of the account", allow("kms:Decrypt", `arn:aws:kms:*:${A}:key/*`), NARROW),
    identity("accept", "decrypting with every key through S3", allow("kms:Decrypt", "*", when("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"))),
    identity("accept", "decrypting with the key of an alias", allow("kms:Decrypt", `arn:aws:kms:*:${A}:key/*`, when("ForAnyValue:StringEquals", "kms:ResourceAliases", "alias/orders"))),
    // AWS Secrets Manager User Guide and AWS Systems Manager User Guide
    identity("refuse", "every secret", allow("secretsmanager:GetSecretValue", "*"), "reads contents"),
    identity("accept", "one secret, whatever its random suffix", allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${A}:secret:orders-??????`)),
    identity("refuse", "every parameter", allow(["ssm:GetParameter", "ssm:GetParametersByPath"], `arn:aws:ssm:eu-west-1:${A}:parameter/*`), "reads contents"),
    identity("accept", "parameters below a path", allow("ssm:GetParametersByPath", `arn:aws:ssm:eu-west-1:${A}:parameter/orders/*`)),
    identity("refuse", "commands on every instance", allow("ssm:SendCommand", "*"), "privilege escalation"),
    identity("accept", "a session on instances that bear a tag", allow("ssm:StartSession", `arn:aws:ec2:eu-west-1:${A}:instance/*`, when("StringLike", "ssm:resourceTag/team", "data"))),
    // IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    identity("refuse", "passing every role", allow("iam:PassRole", "*"), "privilege escalation: a service is handed any role"),
    identity("refuse", "passing every role to one service", allow("iam:PassRole", "*", when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")), "privilege escalation"),
    identity("accept", "passing one role to one service", allow("iam:PassRole", ROLE, when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"))),
    identity("accept", "passing roles that begin with a name", allow("iam:PassRole", `arn:aws:iam::${A}:role/orders-*`)),
    // IAM User Guide, "Allow users to manage their own password, access keys" and "Delegating permission management"
    identity("accept", "one's own access keys", allow(["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"], "arn:aws:iam::*:user/${aws:username}")),
    identity("refuse", "access keys of every user", allow("iam:CreateAccessKey", `arn:aws:iam::${A}:user/*`), "privilege escalation"),
    identity("refuse", "policies attached to oneself", allow("iam:AttachUserPolicy", "arn:aws:iam::*:user/${aws:username}"), "attached to oneself"),
    identity("refuse", "rewriting every policy", allow("iam:CreatePolicyVersion", "*"), "a policy that one has is rewritten"),
    identity("refuse", "changing what a role may do and passing it", [allow("iam:PutRolePolicy", ROLE), allow("iam:PassRole", ROLE)], "allows to use what iam:PutRolePolicy changes"),
    identity("accept", "attaching one policy to roles", allow("iam:AttachRolePolicy", "*", when("ArnEquals", "iam:PolicyARN", `arn:aws:iam::${A}:policy/reader`))),
    identity("accept", "making roles within a boundary", allow("iam:CreateRole", "*", when("StringEquals", "iam:PermissionsBoundary", `arn:aws:iam::${A}:policy/bound`))),
    identity("accept", "the service-linked role of one service", allow("iam:CreateServiceLinkedRole", "*", when("StringEquals", "iam:AWSServiceName", "rds.amazonaws.com"))),
    identity("accept", "the password policy", allow(["iam:GetAccountPasswordPolicy", "iam:GetAccountSummary"], "*")),
    // IAM User Guide, "Grant a user permissions to switch roles"
    identity("refuse", "taking every role", allow("sts:AssumeRole", "*"), "any role that trusts the account is taken"),
    identity("refuse", "taking every role of an account", allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/*"), NARROW),
    identity("accept", "taking one role", allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/Auditor")),
    identity("accept", "asking who one is", allow("sts:GetCallerIdentity", "*")),
    // IAM User Guide, "IAM JSON policy elements: Action"
    identity("refuse", "an action that does not exist", allow("dynamodb:GetItems", TABLE), "the nearest is dynamodb:GetItem"),
    identity("refuse", "a service that does not exist", allow("dynamobd:GetItem", TABLE), "the nearest is dynamodb"),
    identity("refuse", "a pattern that matches nothing", allow("sqs:Fetch*", QUEUE), "does not exist"),
    identity("accept", "action names in any case", allow(["SQS:sendmessage", "sqs:DELETEMESSAGE"], QUEUE)),
    identity("advise", "a statement that another one makes useless", [allow(["sqs:SendMessage", "sqs:ReceiveMessage"], QUEUE), allow("sqs:SendMessage", QUEUE)], "allows all of it"),
    identity("refuse", "a statement without a resource", [{ Effect: "Allow", Action: "sqs:SendMessage" }], "it has no Resource"),
    identity("refuse", "a principal in an identity policy", [{ ...allow("sqs:SendMessage", QUEUE), Principal: "*" }], "only a trust or resource policy"),
    // Amazon ECR, ECS, SNS, EventBridge, AWS Glue, Step Functions
    identity("accept", "an image of one repository", [allow("ecr:GetAuthorizationToken", "*"), allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], `arn:aws:ecr:eu-west-1:${A}:repository/orders`)]),
    identity("advise", "images of every repository", allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], "*"), "could be narrowed"),
    identity("accept", "tasks in one cluster", allow("ecs:RunTask", "*", when("ArnEquals", "ecs:cluster", `arn:aws:ecs:eu-west-1:${A}:cluster/orders`))),
    identity("refuse", "publishing to every topic", allow("sns:Publish", `arn:aws:sns:*:${A}:*`), NARROW),
    identity("accept", "tables of one database", allow(["glue:GetTable", "glue:UpdateTable"], [`arn:aws:glue:eu-west-1:${A}:catalog`, `arn:aws:glue:eu-west-1:${A}:database/orders`, `arn:aws:glue:eu-west-1:${A}:table/orders/*`])),
    identity("refuse", "starting every state machine", allow("states:StartExecution", `arn:aws:states:*:*:stateMachine:*`), NARROW),
    // The original system of this project: Terraform course work
    identity("refuse", "the original's first over-broad policy", allow("kinesis:*", "*"), "all actions of the service kinesis"),
    identity("refuse", "the original's second over-broad policy", allow(["cloudwatch:*", "logs:*", "sns:*", "autoscaling:Describe*"], "*"), "all actions of the service cloudwatch"),
];

function trust(verdict: Verdict, what: string, principal: unknown, more: More = {}, because?: string, trusted: readonly string[] = []): IamCase {
    const Action = (more["Action"] as Element | undefined) ?? "sts:AssumeRole";
    return {
        what,
        kind: "trust",
        statements: [{ Effect: "Allow", Principal: principal, ...more, Action }],
        verdict,
        ...(because !== undefined && { because }),
        trusted,
    };
}

const PARTNER = "arn:aws:iam::999988887777:root";
const GITHUB = `arn:aws:iam::${A}:oidc-provider/token.actions.githubusercontent.com`;
const SAML = `arn:aws:iam::${A}:saml-provider/Office`;
const web = { Action: "sts:AssumeRoleWithWebIdentity" };

/** IAM User Guide, "IAM JSON policy elements: Principal", "The confused deputy problem", "Create a role for OpenID Connect". */
export const TRUST_CASES: readonly IamCase[] = [
    trust("accept", "EC2, which gives no source", { Service: "ec2.amazonaws.com" }),
    trust("accept", "Lambda, which gives no source", { Service: "lambda.amazonaws.com" }),
    trust("advise", "Firehose without a source", { Service: "firehose.amazonaws.com" }, {}, "aws:SourceAccount or aws:SourceArn"),
    trust("accept", "Firehose with the account as its source", { Service: "firehose.amazonaws.com" }, when("StringEquals", "aws:SourceAccount", A)),
    trust("advise", "two services, one of them without a source that it gives", { Service: ["ec2.amazonaws.com", "glue.amazonaws.com"] }, {}, "glue.amazonaws.com"),
    trust("accept", "the own account", { AWS: `arn:aws:iam::${A}:root` }),
    trust("accept", "the own account by its id", { AWS: A }),
    trust("accept", "a role of the own account with MFA", { AWS: ROLE }, when("Bool", "aws:MultiFactorAuthPresent", "true")),
    trust("refuse", "a foreign account", { AWS: PARTNER }, {}, "without a condition on sts:ExternalId"),
    trust("advise", "a foreign account with an ExternalId", { AWS: PARTNER }, when("StringEquals", "sts:ExternalId", "b7c2"), "of a foreign account"),
    trust("accept", "a trusted account with an ExternalId", { AWS: PARTNER }, when("StringEquals", "sts:ExternalId", "b7c2"), undefined, ["999988887777"]),
    trust("advise", "a trusted account without one", { AWS: PARTNER }, {}, "without a condition on sts:ExternalId", ["999988887777"]),
    trust("refuse", "everyone", "*", {}, "lets everyone"),
    trust("refuse", "every account", { AWS: "*" }, when("StringEquals", "sts:ExternalId", "b7c2"), "lets everyone"),
    trust("accept", "everyone of an organisation", { AWS: "*" }, when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
    trust("accept", "everyone, pinned to roles of the own account", { AWS: "*" }, when("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${A}:role/ci-*`)),
    trust("refuse", "everyone, pinned to a role of a foreign account", { AWS: "*" }, when("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::999988887777:role/ci"), "of a foreign account"),
    trust("refuse", "everyone but one", undefined, { NotPrincipal: { AWS: ROLE }, Principal: undefined }, "NotPrincipal"),
    trust("refuse", "GitHub without a subject", { Federated: GITHUB }, { ...web, ...when("StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com") }, "subject"),
    trust("refuse", "GitHub with any repository as its subject", { Federated: GITHUB }, { ...web, Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } } }, "subject"),
    trust("accept", "GitHub with audience and repository", { Federated: GITHUB }, { ...web, Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/orders:*" } } }),
    trust("refuse", "OIDC without any condition", { Federated: GITHUB }, web, "audience (…:aud) and subject (…:sub)"),
    trust("refuse", "web identity without a condition", { Federated: "cognito-identity.amazonaws.com" }, web, "web identity federation"),
    trust("accept", "an identity pool", { Federated: "cognito-identity.amazonaws.com" }, { ...web, Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:1234" }, "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } } }),
    trust("refuse", "SAML without an audience", { Federated: SAML }, { Action: "sts:AssumeRoleWithSAML" }, "SAML:aud"),
    trust("accept", "SAML with its audience", { Federated: SAML }, { Action: "sts:AssumeRoleWithSAML", ...when("StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml") }),
    trust("refuse", "an action that does not exist", { Service: "ec2.amazonaws.com" }, { Action: "sts:AsumeRole" }, "the nearest is sts:AssumeRole"),
];

function onResource(verdict: Verdict, what: string, principal: unknown, action: Element, more: More = {}, because?: string): IamCase {
    return {
        what,
        kind: "resource",
        statements: [{ Effect: "Allow", Principal: principal, Action: action, Resource: "*", ...more }],
        verdict,
        ...(because !== undefined && { because }),
    };
}

const ROOT = { AWS: `arn:aws:iam::${A}:root` };

/** Amazon S3 User Guide, "Bucket policies"; AWS KMS Developer Guide, "Key policies"; Amazon SNS and Amazon SQS Developer Guides. */
export const RESOURCE_CASES: readonly IamCase[] = [
    onResource("refuse", "a public website", "*", "s3:GetObject", { Resource: OBJECTS }, "allows everyone"),
    onResource("refuse", "a bucket for an address range", { AWS: "*" }, "s3:GetObject", when("IpAddress", "aws:SourceIp", "203.0.113.0/24"), "allows everyone"),
    onResource("refuse", "a bucket by the referring page", "*", "s3:GetObject", when("StringLike", "aws:Referer", "https://example.com/*"), "allows everyone"),
    onResource("refuse", "everyone over TLS", "*", "s3:GetObject", when("Bool", "aws:SecureTransport", "true"), "allows everyone"),
    onResource("accept", "everyone through a VPC endpoint", "*", "s3:GetObject", when("StringEquals", "aws:SourceVpce", "vpce-0a1b")),
    onResource("refuse", "everyone but through a VPC endpoint", "*", "s3:GetObject", when("StringNotEquals", "aws:SourceVpce", "vpce-0a1b"), "allows everyone"),
    onResource("accept", "everyone of an organisation", "*", "s3:GetObject", when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
    onResource("refuse", "Allow with NotPrincipal", undefined, "s3:GetObject", { NotPrincipal: ROOT, Principal: undefined }, "NotPrincipal"),
    onResource("accept", "a role of the own account", { AWS: ROLE }, ["s3:GetObject", "s3:ListBucket"]),
    onResource("refuse", "a whole service to a role", { AWS: ROLE }, "s3:*", {}, "all actions of the service s3"),
    onResource("accept", "the own account's root with the whole of KMS", ROOT, "kms:*"),
    onResource("refuse", "a foreign account's root with the whole of KMS", { AWS: PARTNER }, "kms:*", {}, "all actions of the service kms"),
    onResource("advise", "a foreign account", { AWS: PARTNER }, "s3:GetObject", {}, "of a foreign account"),
    onResource("accept", "a foreign account under a condition", { AWS: PARTNER }, "s3:PutObject", when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control")),
    onResource("advise", "a service without a source", { Service: "s3.amazonaws.com" }, "sns:Publish", {}, "aws:SourceAccount or aws:SourceArn"),
    onResource("accept", "a service for one bucket", { Service: "s3.amazonaws.com" }, "sqs:SendMessage", when("ArnLike", "aws:SourceArn", BUCKET)),
    onResource("refuse", "every topic of every account as the source", "*", "sqs:SendMessage", when("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*"), "allows everyone"),
    onResource("accept", "CloudFront's origin access", { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF" }, "s3:GetObject"),
    onResource("accept", "the default policy of a topic", { AWS: "*" }, ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes"], when("StringEquals", "AWS:SourceOwner", A)),
    onResource("advise", "an action that SNS has retired", ROOT, "SNS:Receive", {}, "retired"),
    onResource("accept", "a key through a service for the own account", { AWS: "*" }, ["kms:Decrypt", "kms:GenerateDataKey"], { Condition: { StringEquals: { "kms:CallerAccount": A, "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } }),
    onResource("advise", "prefix wildcards for a key's user", { AWS: ROLE }, ["kms:Decrypt", "kms:GenerateDataKey*"], {}, "what AWS adds"),
    { what: "a Deny to everyone", kind: "resource", verdict: "accept", statements: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", ...when("Bool", "aws:SecureTransport", "false") }] },
];
