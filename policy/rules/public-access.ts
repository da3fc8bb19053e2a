import { Finding, refuse } from "../pack/finding";
import { EvaluatedResource, Props, Rule } from "../pack/rule";

const FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const PUBLIC_ACL = /^(public-read|public-read-write|authenticated-read)$/;

/** Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage". */
function publicAccessBlockFindings(props: Props): Finding[] {
    const off = FLAGS.filter((flag) => props[flag] !== true);
    return off.length === 0
        ? []
        : [refuse(`${off.join(", ")}: public access is not blocked; set each to true`)];
}

function aclFindings(props: Props): Finding[] {
    const value = props["acl"];
    return typeof value === "string" && PUBLIC_ACL.test(value)
        ? [refuse(`acl: '${value}' lets everyone read the bucket; remove it`)]
        : [];
}

function flagFindings(name: string, what: string): (props: Props) => Finding[] {
    return (props) => (props[name] === true ? [refuse(`${name}: ${what}; set it to false`)] : []);
}

function functionUrlFindings(props: Props): Finding[] {
    return props["authorizationType"] === "NONE"
        ? [refuse("authorizationType: NONE lets everyone call the function; set it to AWS_IAM")]
        : [];
}

const JUDGES: Readonly<Record<string, (props: Props) => Finding[]>> = {
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": publicAccessBlockFindings,
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": publicAccessBlockFindings,
    "aws:s3/bucket:Bucket": aclFindings,
    "aws:s3/bucketV2:BucketV2": aclFindings,
    "aws:s3/bucketAcl:BucketAcl": aclFindings,
    "aws:s3/bucketAclV2:BucketAclV2": aclFindings,
    "aws:rds/instance:Instance": flagFindings("publiclyAccessible", "the database has a public address"),
    "aws:redshift/cluster:Cluster": flagFindings("publiclyAccessible", "the cluster has a public address"),
    "aws:lambda/functionUrl:FunctionUrl": functionUrlFindings,
};

/** Compliant: nothing is open to everyone by a setting. What policies open is judged by iam-least-privilege. */
export const publicAccess: Rule = {
    name: "public-access",
    description:
        "Block public access to buckets; give databases no public address and functions no open URL.",
    why: "A single permissive ACL or policy publishes the contents of a bucket. Blocked public access makes that mistake harmless.",
    accepts: "buckets that block public access and have no public ACL, databases without a public address",
    types: Object.keys(JUDGES),
    judge: ({ type, props }: EvaluatedResource) => JUDGES[type]?.(props) ?? [],
};
