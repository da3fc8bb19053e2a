import {
    DescribeApplicationCommand,
    DescribeApplicationOperationCommand,
    ListApplicationOperationsCommand,
    StopApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Clients } from "../../cloud/clients";
import { unlessGone, until } from "../resource-type";

/** The service's answer about an application that it does not have. */
export const GONE = "ResourceNotFoundException";
/** A job is up within so long, also on a slow machine. */
const START_LIMIT_MILLIS = 180_000;
const LOOK_MILLIS = 500;

/** An application as the service describes it; undefined where there is none. */
export async function described(name: string, { flink }: Clients) {
    const call = flink.send(new DescribeApplicationCommand({ ApplicationName: name }));
    return (await unlessGone(call, GONE))?.ApplicationDetail;
}

/** Why the newest operation on an application has failed, where it has. */
async function failure(name: string, { flink }: Clients): Promise<string | undefined> {
    const listed = await flink.send(
        new ListApplicationOperationsCommand({ ApplicationName: name, Limit: 1 }),
    );
    const [newest] = listed.ApplicationOperationInfoList ?? [];
    if (newest?.OperationStatus !== "FAILED") {
        return undefined;
    }
    const named = { ApplicationName: name, OperationId: newest.OperationId };
    const { ApplicationOperationInfoDetails: details } = await flink.send(
        new DescribeApplicationOperationCommand(named),
    );
    return details?.OperationFailureDetails?.ErrorInfo?.ErrorString ?? "no reason is told";
}

/**
 * Waits for an application's job, as the AWS provider does.
 *
 * @returns why it does not start; undefined where it runs.
 */
export async function notRunning(name: string, clients: Clients): Promise<string | undefined> {
    const look = async () => {
        const runs = (await described(name, clients))?.ApplicationStatus === "RUNNING";
        const why = runs ? undefined : await failure(name, clients);
        return runs || why !== undefined ? { reason: why } : undefined;
    };
    const { reason } = await until(`application ${name} RUNNING`, START_LIMIT_MILLIS, look, LOOK_MILLIS);
    return reason;
}

/**
 * Waits until an application can be changed: while it is being started, updated or stopped, it cannot. One whose start has
 * failed is force-stopped, as a person would do it on AWS (Managed Service for Apache Flink Developer Guide, "Application is
 * stuck in a transient status").
 */
export async function changeable(name: string, clients: Clients): Promise<void> {
    await until(`application ${name} READY or RUNNING`, START_LIMIT_MILLIS, async () => {
        const status = (await described(name, clients))?.ApplicationStatus;
        if (status === "STARTING" || status === "UPDATING") {
            if ((await failure(name, clients)) !== undefined) {
                await clients.flink.send(new StopApplicationCommand({ ApplicationName: name, Force: true }));
            }
        }
        return status === undefined || status === "READY" || status === "RUNNING" ? true : undefined;
    });
}
