import { Row, long } from "./planted-row";
import { form, header, query, status, withoutBody, xmlRequest, xmlResponse } from "./recording";

const LIFECYCLE = "s3.PutBucketLifecycleConfiguration";
const TEMPLATE_NAME = "LaunchTemplate.LaunchTemplateName";
const BUCKET_ARN = "Buckets[].BucketArn";

export const QUERY_REQUESTS: readonly Row[] = [
    ["type", "iam.CreateRole", "MaxSessionDuration", form("MaxSessionDuration", "1h")],
    ["type", "iam.CreateRole", "Tags", form("Tags.member.0.Key", "owner")],
    ["missing member", "iam.CreateRole", "RoleName", form("RoleName", undefined)],
    ["missing member", "iam.CreateRole", "Tags[].Value", form("Tags.member.1.Key", "owner")],
    ["unknown member", "iam.CreateRole", "Name", form("Name", "planted")],
    ["enumeration", "iam.ListPolicies", "Scope", form("Scope", "Mine")],
    ["enumeration", "iam.ListPolicies", "Version", form("Version", "2010-05-09")],
    ["too long", "iam.CreateRole", "RoleName", form("RoleName", long(65))],
    ["too short", "iam.CreateRole", "RoleName", form("RoleName", "")],
    ["range", "iam.CreateRole", "MaxSessionDuration", form("MaxSessionDuration", "60")],
    ["pattern", "iam.CreateRole", "RoleName", form("RoleName", "a b")],
];

export const QUERY_RESPONSES: readonly Row[] = [
    ["type", "iam.CreateRole", "Role.CreateDate", xmlResponse(/(<CreateDate>)[^<]+/, "$1yesterday")],
    ["type", "iam.ListPolicies", "IsTruncated", xmlResponse(/>false</, ">no<")],
    ["type", "iam.ListPolicies", "Policies", xmlResponse(/<Policies>/, "<Policies><Policy/>")],
    ["missing member", "iam.CreateRole", "Role.Arn", xmlResponse(/<Arn>.*<\/Arn>/, "")],
    ["unknown member", "iam.CreateRole", "Role.Name", xmlResponse(/<Path>/, "<Name>planted</Name><Path>")],
    ["enumeration", "iam.CreateAccessKey", "AccessKey.Status", xmlResponse(/>Active</, ">On<")],
    ["too long", "iam.CreateRole", "Role.RoleName", xmlResponse(/>planted</, `>${long(65)}<`)],
    ["too short", "iam.CreateRole", "Role.RoleId", xmlResponse(/>AROA\w+</, ">AROA<")],
    ["range", "iam.CreateRole", "Role.MaxSessionDuration", xmlResponse(/>3600</, ">60<")],
    ["pattern", "iam.CreateRole", "Role.RoleName", xmlResponse(/>planted</, ">a b<")],
    ["error code", "iam.CreateUser", "(error)", xmlResponse(/EntityAlreadyExists/, "AlreadyThere")],
    ["status", "iam.CreateUser", "(error) EntityAlreadyExists", status(400)],
];

export const EC2_REQUESTS: readonly Row[] = [
    [
        "type",
        "ec2.CreateLaunchTemplate",
        "LaunchTemplateData.EbsOptimized",
        form("LaunchTemplateData.EbsOptimized", "yes"),
    ],
    [
        "missing member",
        "ec2.CreateLaunchTemplate",
        "LaunchTemplateName",
        form("LaunchTemplateName", undefined),
    ],
    ["unknown member", "ec2.CreateLaunchTemplate", "Name", form("Name", "planted")],
    [
        "enumeration",
        "ec2.CreateLaunchTemplate",
        "LaunchTemplateData.InstanceType",
        form("LaunchTemplateData.InstanceType", "t3.mini"),
    ],
    ["too long", "ec2.CreateLaunchTemplate", "VersionDescription", form("VersionDescription", long(256))],
    [
        "too short",
        "ec2.DescribeLaunchTemplateVersions",
        "LaunchTemplateName",
        form("LaunchTemplateName", "ab"),
    ],
    ["range", "ec2.DescribeSecurityGroups", "MaxResults", form("MaxResults", "4")],
    [
        "pattern",
        "ec2.DescribeLaunchTemplateVersions",
        "LaunchTemplateName",
        form("LaunchTemplateName", "a b c"),
    ],
];

// The model of EC2 requires no member of these outputs, and has no range in them.
export const EC2_RESPONSES: readonly Row[] = [
    [
        "type",
        "ec2.CreateLaunchTemplate",
        "LaunchTemplate.LatestVersionNumber",
        xmlResponse(/(<latestVersionNumber>)1/, "$1one"),
    ],
    [
        "unknown member",
        "ec2.CreateLaunchTemplate",
        "LaunchTemplate.LaunchTemplateId", // EC2's elements begin with a small letter
        xmlResponse(/<launchTemplateId>(.*)<\/launchTemplateId>/, "<LaunchTemplateId>$1</LaunchTemplateId>"),
    ],
    [
        "enumeration",
        "ec2.DescribeLaunchTemplateVersions",
        "LaunchTemplateVersions[].LaunchTemplateData.InstanceType",
        xmlResponse(/t3\.micro/, "t3.mini"),
    ],
    ["too long", "ec2.CreateLaunchTemplate", TEMPLATE_NAME, xmlResponse(/>planted</, `>${long(129)}<`)],
    ["too short", "ec2.CreateLaunchTemplate", TEMPLATE_NAME, xmlResponse(/>planted</, ">ab<")],
    ["pattern", "ec2.CreateLaunchTemplate", TEMPLATE_NAME, xmlResponse(/>planted</, ">a b c<")],
];

export const XML_REQUESTS: readonly Row[] = [
    ["type", LIFECYCLE, "LifecycleConfiguration.Rules[].Expiration.Days", xmlRequest(/>30</, ">a month<")],
    ["type", LIFECYCLE, "LifecycleConfiguration", xmlRequest(/(<\/?)LifecycleConfiguration/g, "$1Lifecycle")],
    [
        "missing member",
        LIFECYCLE,
        "LifecycleConfiguration.Rules[].Status",
        xmlRequest(/<Status>Enabled<\/Status>/, ""),
    ],
    [
        "unknown member",
        LIFECYCLE,
        "LifecycleConfiguration.Rules[].Name",
        xmlRequest(/<ID>/, "<Name>n</Name><ID>"),
    ],
    ["unknown member", "s3.CreateBucket", "x-amz-made-up", header("x-amz-made-up", "1")],
    ["unknown member", "s3.ListObjectsV2", "made-up", query("list-type=2&made-up=1")],
    ["enumeration", LIFECYCLE, "LifecycleConfiguration.Rules[].Status", xmlRequest(/>Enabled</, ">enabled<")],
    ["enumeration", "s3.CreateBucket", "ObjectOwnership", header("x-amz-object-ownership", "Nobody")],
    // No request of ours has a limit of this kind: it is one of the operation whose path is the same.
    [
        "too long",
        "s3.ListBuckets",
        "ContinuationToken",
        query(`x-id=ListDirectoryBuckets&continuation-token=${long(1025)}`),
    ],
    ["too short", "s3.PutBucketTagging", "Tagging.TagSet[].Key", xmlRequest(/>owner</, "><")],
    ["range", "s3.ListBuckets", "MaxBuckets", query("x-id=ListBuckets&max-buckets=0")],
    [
        "pattern",
        "s3.PutObject",
        "CopySource",
        (call) => withoutBody(query("")(header("x-amz-copy-source", "nothing")(call))),
    ],
];

// The model of S3 has no range in the output of an operation that we call.
export const XML_RESPONSES: readonly Row[] = [
    ["type", "s3.ListObjectsV2", "MaxKeys", xmlResponse(/>10</, ">ten<")],
    ["type", "s3.ListObjectsV2", "Contents[].LastModified", xmlResponse(/(<LastModified>)[^<]+/, "$1now")],
    ["missing member", "s3.GetBucketTagging", "TagSet", xmlResponse(/<TagSet>.*<\/TagSet>/, "")],
    ["missing member", "s3.GetBucketTagging", "TagSet[].Value", xmlResponse(/<Value>.*<\/Value>/, "")],
    ["unknown member", "s3.ListObjectsV2", "Keys", xmlResponse(/<KeyCount>/, "<Keys>1</Keys><KeyCount>")],
    ["enumeration", "s3.GetBucketVersioning", "Status", xmlResponse(/>Enabled</, ">On<")],
    [
        "too long",
        "s3.ListBuckets",
        BUCKET_ARN,
        xmlResponse(/arn:aws:s3:::planted</, `arn:aws:s3:::${long(129)}<`),
    ],
    ["too short", "s3.GetBucketTagging", "TagSet[].Key", xmlResponse(/>owner</, "><")],
    ["pattern", "s3.ListBuckets", BUCKET_ARN, xmlResponse(/arn:aws:s3:::planted</, "planted<")],
    ["error code", "s3.GetObject", "(error)", xmlResponse(/NoSuchKey/, "NoSuchThing")],
    ["status", "s3.GetBucketTagging", "(status)", status(201)],
];
