import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Deployment, requireRegion } from "../foundation/arns";
import { AwsAccess } from "../foundation/aws-access";

/**
 * The tags of every resource of a stack.
 *
 * @param project the Pulumi project.
 * @param stack the Pulumi stack.
 * @param owner of the resources.
 */
export function stackTags(project: string, stack: string, owner: string): Record<string, string> {
    return { owner, project, stack };
}

/**
 * The provider of the stack's resources: its region, and the tags that it puts on each of them. An explicit provider reads no
 * `aws:` configuration by itself, so the user's settings there are passed on.
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
 * @param region for example `us-east-1`. @default the stack's `aws:region`
 * @param provider asks with the credentials that deploy. @default the default provider
 * @returns the deployment, and the ARN of who deploys.
 * @throws pulumi.RunError where there is no region, or its partition is unknown.
 */
export async function currentDeployment(
    region: string | undefined = aws.config.region,
    provider?: aws.Provider,
): Promise<Deployment & { readonly callerArn: string }> {
    const place = requireRegion(region);
    const { accountId, arn } = await aws.getCallerIdentity({}, provider && { provider });
    const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
    return { project, stack, accountId, ...place, callerArn: arn };
}

/** The query of a resource group that holds all resources with these tags. */
export function tagQuery(tags: Readonly<Record<string, string>>): string {
    return JSON.stringify({
        ResourceTypeFilters: ["AWS::AllSupported"],
        TagFilters: Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] })),
    });
}

/** The last part of a caller's ARN: the user, or the role's session. */
export function callerUser(arn: string): string {
    return arn.split(/[:/]/).pop() ?? arn;
}
