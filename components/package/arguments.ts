import * as pulumi from "@pulumi/pulumi";
import { Key, optionalString, string } from "../config/key";
import { linesOf } from "../config/section";
import { ANALYTICS_KEYS, queryCountMistake } from "../config/sections/analytics";
import { BUCKET_KEYS } from "../config/sections/bucket";
import { DELIVERY_KEYS } from "../config/sections/delivery";
import { MONITORING_KEYS } from "../config/sections/monitoring";
import { PRODUCER_KEYS } from "../config/sections/producer";
import { STACK_KEYS } from "../config/sections/stack";
import { STREAM_KEYS, streamRegionMistake } from "../config/sections/stream";
import { Settings, fillSettings, refuseMistakes } from "../config/settings";
import { Deployment, requireRegion } from "../foundation/arns";
import { bucketNameMistake } from "../foundation/bucket-names";

/** The arguments of StreamingLogPipeline by the schema's keys: a program in another language has no TypeScript to check them. */
export const ARGUMENT_KEYS = {
    accountId: string({
        default: "",
        form: /^\d{12}$/,
        takes: "an AWS account id of 12 digits",
        why: "the account that is deployed to",
    }),
    region: string({
        default: "",
        form: /^[a-z]{2}(-[a-z]+)+-\d$/,
        takes: "an AWS region, such as us-east-1",
        why: "the region that is deployed to",
    }),
    owner: STACK_KEYS.owner,
    queries: ANALYTICS_KEYS.queries,
    windowSeconds: ANALYTICS_KEYS.windowSeconds,
    parallelism: ANALYTICS_KEYS.parallelism,
    existingStream: STREAM_KEYS.existing,
    shardCount: STREAM_KEYS.shardCount,
    producers: PRODUCER_KEYS.count,
    parquet: DELIVERY_KEYS.parquet,
    bucketName: BUCKET_KEYS.name,
    email: MONITORING_KEYS.email,
    jar: optionalString({ form: /^.+$/, takes: "a path", why: "the Flink job's JAR" }),
} as const satisfies Readonly<Record<string, Key<unknown>>>;

/** Arguments that are right one by one, with their defaults. */
export type CheckedArguments = Settings<typeof ARGUMENT_KEYS>;

/**
 * Checks the arguments of a StreamingLogPipeline.
 *
 * @param name the component's logical name, for the messages.
 * @param given as the engine passes them: of any type, and of any name.
 * @returns a value for every argument.
 * @throws pulumi.RunError one line, naming the argument, what is wrong and what would be right.
 */
export function checkedArguments(name: string, given: object): CheckedArguments {
    const values: Readonly<Record<string, unknown>> = { ...given };
    const later = Object.keys(values).find((key) => pulumi.Output.isInstance(values[key]));
    if (later !== undefined) {
        throw new pulumi.RunError(
            `${name}.${later}: its value is an output that is not known at preview, or is secret; give a plain value`,
        );
    }
    const missing = ["accountId", "region"].find((key) => values[key] === undefined);
    if (missing !== undefined) {
        throw new pulumi.RunError(`${name}.${missing}: it is missing; give ${required(missing)}`);
    }
    // The values are of the keys' types once fillSettings has read them.
    const checked = fillSettings(name, ARGUMENT_KEYS, values as Partial<CheckedArguments>);
    if (checked.existingStream !== undefined && values["shardCount"] !== undefined) {
        throw new pulumi.RunError(
            `${name}.shardCount: '${checked.shardCount}' would size a new stream, and ${name}.existingStream names an existing one; give one or the other`,
        );
    }
    refuseMistakes(...linesOf(...mistakesOf(name, checked)));
    return checked;
}

/** What the configuration refuses in these values as well, by the names that they have here. */
function mistakesOf(name: string, checked: CheckedArguments): (string | undefined)[] {
    const { queries, bucketName, existingStream, region } = checked;
    return [
        queryCountMistake(`${name}.queries`, queries.length, "flink"),
        bucketNameMistake(`${name}.bucketName`, bucketName),
        streamRegionMistake(`${name}.existingStream`, existingStream, region),
    ];
}

function required(key: string): string {
    return key === "region" ? ARGUMENT_KEYS.region.takes : ARGUMENT_KEYS.accountId.takes;
}

/**
 * Where the component deploys to: in the stack that it is part of.
 *
 * @throws pulumi.RunError where the region is of no known partition.
 */
export function deploymentOf(
    name: string,
    { accountId, region }: Pick<CheckedArguments, "accountId" | "region">,
): Deployment {
    const place = requireRegion(region, `${name}.region`);
    return { project: pulumi.getProject(), stack: pulumi.getStack(), accountId, ...place };
}
