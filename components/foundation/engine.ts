import * as pulumi from "@pulumi/pulumi";

/** Whether an engine runs the program. Pulumi's mocks are none: they know no hooks, and deploy nothing. */
export function hasEngine(): boolean {
    // pulumi.runtime.hasEngine() is true only once something was logged.
    return pulumi.runtime.getEngine() !== undefined;
}

/** Whether this run of the program changes resources: it is neither a preview nor a test on mocks. */
export function deploys(): boolean {
    return !pulumi.runtime.isDryRun() && hasEngine();
}
