import * as aws from "@pulumi/aws";
import { AwsAccess } from "../foundation/aws-access";
import { PipelineConfig } from "../config/schema";
import { Deployment, ResourceNames, partitionOf } from "../foundation/names";

/**
 * The tags of every resource of a stack.
 *
 * @param project the Pulumi project.
 * @param stack the Pulumi stack.
 * @param owner whom the resources belong to.
 */
export function stackTags(project: string, stack: string, owner: string): Record<string, string> {
    return { owner, project, stack };
}

/**
 * The provider of the stack's resources: its region, and the tags that it puts on each of them. An explicit provider reads no
 * `aws:` configuration by itself, so what a user may have set there is handed on.
 *
 * @param access region and credentials.
 * @param tags put on every taggable resource.
 */
export function stackProvider(access: AwsAccess, tags: Record<string, string>): aws.Provider {
    const { allowedAccountIds, forbiddenAccountIds } = aws.config;
    return new aws.Provider("aws", {
        ...access,
        region: access.region as aws.Region, // checked by readConfig
        defaultTags: { tags },
        ...(allowedAccountIds !== undefined && { allowedAccountIds }),
        ...(forbiddenAccountIds !== undefined && { forbiddenAccountIds }),
    });
}

/**
 * Looks up where the stack lives: of all that names and ARNs are built from, only the account has to be asked for.
 *
 * @param project the Pulumi project.
 * @param stack the Pulumi stack.
 * @param region checked before, see config-checks.ts.
 * @param provider asks with the credentials that deploy.
 * @returns the deployment, and the ARN of who deploys.
 */
export async function deploymentOf(
    project: string,
    stack: string,
    region: string,
    provider: aws.Provider,
): Promise<{ deployment: Deployment; callerArn: string }> {
    const { accountId, arn } = await aws.getCallerIdentity({}, { provider });
    const partition = partitionOf(region) ?? "aws";
    return { deployment: { project, stack, accountId, region, partition }, callerArn: arn };
}

/** The query of a resource group that holds whatever bears all of the tags. */
export function tagQuery(tags: Readonly<Record<string, string>>): string {
    return JSON.stringify({
        ResourceTypeFilters: ["AWS::AllSupported"],
        TagFilters: Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] })),
    });
}

/** Console pages of a stack, for a person to click. */
export interface ConsoleLinks {
    readonly stream: string;
    readonly application: string;
    readonly bucket: string;
    readonly dashboard: string;
    readonly athena: string;
}

/**
 * Builds the console's addresses.
 *
 * @param d where the stack lives.
 * @param names its resources.
 * @param streamName the stream, new or existing.
 * @param engine which of the two consoles of analytics.
 */
export function consoleLinks(
    d: Deployment,
    names: ResourceNames,
    streamName: string,
    engine: PipelineConfig["analytics"]["engine"],
): ConsoleLinks {
    const hosts: Record<string, string> = {
        "aws-cn": "console.amazonaws.cn",
        "aws-us-gov": "console.amazonaws-us-gov.com",
    };
    const host = hosts[d.partition] ?? `${d.region}.console.aws.amazon.com`;
    const page = (path: string, place: string) => `https://${host}/${path}?region=${d.region}${place}`;
    const application = engine === "flink" ? "flink" : "kinesisanalytics";
    return {
        stream: page("kinesis/home", `#/streams/details/${streamName}/monitoring`),
        application: page(`${application}/home`, `#/applications/${names.application}/details`),
        bucket: `https://s3.${host === "console.amazonaws.cn" ? host : host.replace(/^.*?console/, "console")}/s3/buckets/${names.resultsBucket}?region=${d.region}`,
        dashboard: page("cloudwatch/home", `#dashboards:name=${names.dashboard}`),
        athena: page("athena/home", `#/query-editor/saved-queries`),
    };
}

/** The last part of a caller's ARN: the user, or the role's session. */
export function callerUser(arn: string): string {
    return arn.split(/[:/]/).pop() ?? arn;
}
