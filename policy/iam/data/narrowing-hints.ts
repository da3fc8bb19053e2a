/** Writes that some AWS service needs on `*`: the message names the condition that AWS offers to narrow them. */
const VPC_ACCESS =
    "for VPC access a service needs it on *: narrow it by ec2:Vpc or ec2:Subnet, or by lambda:SourceFunctionArn in a Deny " +
    "(AWS Lambda Developer Guide, 'Giving Lambda functions access to resources in an Amazon VPC')";

/** By action: what the documentation says. */
export const NARROWING_HINTS: ReadonlyMap<string, string> = new Map([
    ["ec2:CreateNetworkInterface", VPC_ACCESS],
    ["ec2:CreateNetworkInterfacePermission", VPC_ACCESS],
    ["ec2:DeleteNetworkInterface", VPC_ACCESS],
    ["ec2:AssignPrivateIpAddresses", VPC_ACCESS],
    ["ec2:UnassignPrivateIpAddresses", VPC_ACCESS],
    [
        "cloudwatch:PutMetricData",
        "narrow it by cloudwatch:namespace (Amazon CloudWatch User Guide, 'Using condition keys to limit access to CloudWatch namespaces')",
    ],
    [
        "ssm:UpdateInstanceInformation",
        "an instance may be narrowed to itself by ec2:SourceInstanceARN (AWS Systems Manager User Guide)",
    ],
]);
