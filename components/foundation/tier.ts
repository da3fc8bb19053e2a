import { Deployment } from "./arns";
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

/** The arguments with their names filled in. */
export function withNames<A extends TierArgs>(args: A): A & { readonly names: ResourceNames } {
    return { ...args, names: args.names ?? resourceNames(args.deployment) };
}
