import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { hasEngine } from "./engine";

/**
 * What Firehose answers for some seconds after its role was created, and the AWS provider does not retry
 * (hashicorp/terraform-provider-aws issue 47937).
 */
const ROLE_NOT_SEEN_YET =
    /The security token included in the request is invalid\. Ensure that the provided IAM role associated with firehose is not deleted/;
/** How often the creation is tried again, and the pause before that, in milliseconds. */
const MOST_TRIES = 6;
const PAUSE_MILLIS = 5000;

/**
 * Whether a creation that failed should be tried again.
 *
 * @param operation that failed: `create`, `update` or `delete`.
 * @param errors all so far, the newest first.
 */
export function isNewRoleError(operation: string, errors: readonly string[]): boolean {
    const [newest = ""] = errors;
    return operation === "create" && errors.length <= MOST_TRIES && ROLE_NOT_SEEN_YET.test(newest);
}

/**
 * The hook that tries the creation of a delivery stream again while its new role is not seen yet; any other error fails at
 * once. It requires a Pulumi CLI of 3.244 or later; one before 3.217 refuses the program.
 *
 * @param deliveryStreamName names the hook.
 */
export function newRoleHooks(deliveryStreamName: string): pulumi.ResourceHookBinding {
    if (!hasEngine()) {
        return {};
    }
    const retry = new pulumi.ErrorHook(
        `new-role-${deliveryStreamName}`,
        async ({ failedOperation, errors }) => {
            const again = isNewRoleError(failedOperation, errors);
            if (again) {
                pulumi.log.info(
                    `${deliveryStreamName}: its new role is not seen by Firehose yet; trying again`,
                );
                await sleep(PAUSE_MILLIS);
            }
            return again;
        },
    );
    return { onError: [retry] };
}
