import { isDeepStrictEqual } from "node:util";
import type { RunConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import * as pulumi from "@pulumi/pulumi";
import { ApplicationControl } from "./application-control";
import { AwsAccess, clientSettings } from "../foundation/aws-access";
import { markSupersededCode } from "./code-objects";
import { deploys, hasEngine } from "../foundation/engine";

/** The inputs of the application whose change restarts its job; a change of its tags alone does not. */
const RESTARTING = [
    "applicationConfiguration",
    "cloudwatchLoggingOptions",
    "runtimeEnvironment",
    "serviceExecutionRole",
];

/** Arguments of an application's lifecycle. */
export interface LifecycleArgs {
    /** How AWS is reached. */
    readonly access: AwsAccess;
    /** The application's name. */
    readonly applicationName: string;
    /** Which snapshot a start restores, and whether state without a place may be left out. */
    readonly runConfiguration: RunConfiguration;
    /** Snapshots that are kept of those that the service takes itself, at least 1. */
    readonly keepSnapshots: number;
    /** The code bucket's name, and the keys that the application names. */
    readonly code: { readonly bucketName: string; readonly keys: readonly string[] };
    /** The tier; lines to the user are shown as its. */
    readonly parent: pulumi.Resource;
}

async function controlOf({ access, applicationName, parent }: LifecycleArgs): Promise<ApplicationControl> {
    const { KinesisAnalyticsV2 } = await import("@aws-sdk/client-kinesis-analytics-v2");
    return new ApplicationControl(new KinesisAnalyticsV2(await clientSettings(access)), applicationName, {
        progress: (line) => void pulumi.log.info(line, parent, undefined, true),
        warn: (line) => void pulumi.log.warn(line, parent),
    });
}

/**
 * The hooks of an application. The AWS provider updates a running application without its run configuration, and the service
 * then refuses state that has no place in the new query: see docs/decisions/changed-query.md. So the job is stopped before
 * the application is updated, and started by `ensureRunning` at the end of the deployment; or here, where the update fails.
 *
 * @param args the application's.
 * @returns hooks for the resource options of the application; they do not run in a preview.
 */
export function updateHooks(args: LifecycleArgs): pulumi.ResourceHookBinding {
    if (!hasEngine()) {
        return {};
    }
    const name = args.applicationName;
    const stop = new pulumi.ResourceHook(`stop-${name}`, async ({ oldInputs = {}, newInputs = {} }) => {
        if (RESTARTING.some((input) => !isDeepStrictEqual(oldInputs[input], newInputs[input]))) {
            const control = await controlOf(args);
            // The stop takes a snapshot, which the service refuses where there are too many.
            await control
                .pruneSnapshots(args.keepSnapshots)
                .catch(warnOf(args, "old snapshots are not deleted"));
            await control.stopForUpdate();
        }
    });
    const restart = new pulumi.ErrorHook(`restart-${name}`, async ({ failedOperation }) => {
        if (failedOperation === "update") {
            await (
                await controlOf(args)
            )
                .ensureRunning(args.runConfiguration)
                .catch(warnOf(args, `application ${name} is not started again`));
        }
        return false; // the engine reports the failed update
    });
    return { beforeUpdate: [stop], onError: [restart] };
}

function warnOf({ parent }: LifecycleArgs, what: string) {
    return (error: Error) =>
        void pulumi.log.warn(`${what}: ${error.message}; the next deployment tries it again`, parent);
}

/**
 * Starts the application where it does not run, at the end of each deployment, including one without changes; then removes
 * what former versions have left: snapshots beyond those that are kept, and code objects that are no longer referenced.
 *
 * @param args the application's.
 * @param arn of the application, once it was created or updated.
 * @returns its status, `RUNNING`; fails the deployment with the service's reason where it does not start.
 */
export function ensureRunning(args: LifecycleArgs, arn: pulumi.Output<string>): pulumi.Output<string> {
    return arn.apply(async () => {
        if (deploys()) {
            const control = await controlOf(args);
            try {
                await control.ensureRunning(args.runConfiguration);
            } catch (error) {
                throw new pulumi.RunError((error as Error).message);
            }
            await tidy(args, control);
        }
        return "RUNNING";
    });
}

/** What cannot be tidied now is tidied by the next deployment; the application runs all the same. */
async function tidy(args: LifecycleArgs, control: ApplicationControl): Promise<void> {
    await control.pruneSnapshots(args.keepSnapshots).catch(warnOf(args, "old snapshots are not deleted"));
    await supersede(args, control).catch(warnOf(args, "superseded code objects are not marked"));
}

async function supersede({ access, code }: LifecycleArgs, control: ApplicationControl): Promise<void> {
    const { S3 } = await import("@aws-sdk/client-s3");
    const local = process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"];
    const s3 = new S3({ ...(await clientSettings(access)), forcePathStyle: local !== undefined });
    // A deployment of other targets leaves the application at the version that it had.
    const deployed = await control.namedCode(code.bucketName);
    await markSupersededCode(s3, code.bucketName, new Set([...code.keys, ...deployed]));
}
