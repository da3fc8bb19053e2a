import * as pulumi from "@pulumi/pulumi";
import { Deployment, requireRegion } from "./arns";
import { ResourceNames, resourceNames } from "./names";

/**
 * Arguments that every tier takes. Arguments are plain values, not `Input<T>`, by design: every name, ARN and IAM document
 * is then known at the first preview, where the policy pack judges it.
 */
export interface TierArgs {
    /** Project, stack, account and region that the resources are named after: see currentDeployment(). */
    readonly deployment: Deployment;
    /** Names of the resources in AWS. @default resourceNames(deployment) */
    readonly names?: ResourceNames;
}

/** What the settings of the results bucket say of its name. */
interface BucketNaming {
    readonly existing?: string | undefined;
    readonly name?: string | undefined;
    readonly namespace?: "global" | "account-regional";
}

/** Names and ARNs are built from it as it is given. @throws pulumi.RunError where its region or partition is none. */
function refuseDeployment(deployment: Deployment): void {
    const { partition } = requireRegion(deployment.region, "deployment.region");
    if (deployment.partition !== partition) {
        throw new pulumi.RunError(
            `deployment.partition: '${deployment.partition}' is not the partition of ${deployment.region}; give ${partition}`,
        );
    }
}

/**
 * The arguments with their names filled in.
 *
 * @param args of a tier.
 * @param bucket the results bucket's settings, where the tier has them.
 * @throws pulumi.RunError where the settings name one bucket and the names another, or the region is none.
 */
export function withNames<A extends TierArgs>(
    args: A,
    bucket: BucketNaming = {},
): A & { readonly names: ResourceNames } {
    refuseDeployment(args.deployment);
    const { existing, name, namespace } = bucket;
    const named = existing ?? name;
    const names = args.names ?? resourceNames(args.deployment, named, namespace);
    if (named !== undefined && named !== names.resultsBucket) {
        throw new pulumi.RunError(
            `bucket.${existing === undefined ? "name" : "existing"}: '${named}', and names.resultsBucket is '${names.resultsBucket}'; give both the same`,
        );
    }
    return { ...args, names };
}
