import {
    DescribeApplicationCommand,
    DescribeApplicationOperationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Clients } from "../../cloud/clients";
import { providerBehavior } from "../behavior";
import { unlessGone, until } from "../resource-type";

/** The service's answer about an application that it does not have. */
export const GONE = "ResourceNotFoundException";
/** How long the official provider waits for a creation, an update or a deletion. */
const LIMIT_MILLIS = 600_000;
const LOOK_MILLIS = 500;

/** An application as the service describes it; undefined where there is none. */
export async function described(name: string, { flink }: Clients) {
    const call = flink.send(new DescribeApplicationCommand({ ApplicationName: name }));
    return (await unlessGone(call, GONE))?.ApplicationDetail;
}

/** Why an operation on an application has failed, where it has. */
async function failure(name: string, operation: string, { flink }: Clients): Promise<string | undefined> {
    const { ApplicationOperationInfoDetails: details } = await flink.send(
        new DescribeApplicationOperationCommand({ ApplicationName: name, OperationId: operation }),
    );
    return details?.OperationStatus === "FAILED"
        ? (details.OperationFailureDetails?.ErrorInfo?.ErrorString ?? "the service gives no reason")
        : undefined;
}

/**
 * Waits, as the official provider does, until an operation has left the application in one of some statuses. Releases
 * before operations were looked at (`earlier`) see the status only: they give no reason, and an update that ends in READY
 * is a success to them.
 *
 * @param name the application's.
 * @param operation the operation's id.
 * @param targets the statuses that end the wait.
 * @throws Error where the operation fails, or is not over after ten minutes.
 */
export async function waitForOperation(
    name: string,
    operation: string | undefined,
    targets: readonly string[],
    clients: Clients,
): Promise<void> {
    await until(
        `application ${name} ${targets.join(" or ")}`,
        LIMIT_MILLIS,
        async () => {
            const status = (await described(name, clients))?.ApplicationStatus ?? "";
            const reason = operation && (await failure(name, operation, clients));
            if (reason !== undefined && reason !== "" && !targets.includes(status)) {
                throw new Error(
                    providerBehavior() === "earlier"
                        ? `application ${name}: unexpected state '${status}', wanted target '${targets.join(", ")}'`
                        : `application ${name}: ${reason}`,
                );
            }
            return targets.includes(status) ? true : undefined;
        },
        LOOK_MILLIS,
    );
}

/** Waits until an application is gone. */
export async function waitUntilDeleted(name: string, clients: Clients): Promise<void> {
    await until(`application ${name} deleted`, LIMIT_MILLIS, async () =>
        (await described(name, clients)) ? undefined : true,
    );
}
