import { KinesisAnalyticsV2Client } from "@aws-sdk/client-kinesis-analytics-v2";
import { S3Client } from "@aws-sdk/client-s3";
import { ANALYTICS_KEYS } from "../../components/config/sections/analytics";
import { STREAM_KEYS } from "../../components/config/sections/stream";
import { fillSettings } from "../../components/config/settings";
import { applicationName } from "../../components/foundation/names";
import { slideSeconds } from "../../components/queries/slide-seconds";
import contract from "../../flink/src/main/resources/property-groups.json";
import { Arguments } from "../../tools/registry/command";
import type { SQL_COMMANDS } from "../../tools/registry/sql-commands";
import { UserError } from "../../tools/runtime/user-error";
import { windowLengths } from "../../tools/sql/arguments";
import { ChangeSettings, reportChange, reportLines } from "../../tools/sql/change/report";
import { queryFile, request } from "../../tools/sql/query-file";
import { ApplicationRequest, ChangeRequest, compared } from "../../tools/sql/query-tool";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { rootClients } from "../cloud/clients";
import { DeployedClients, deployedQueries } from "../cloud/deployed-queries";
import { runningEmulator } from "../emulator/process";
import { stackRegion } from "../engine/engine-place";
import { checkConfiguration, projectName } from "../engine/stack-config";

type DiffArguments = Arguments<(typeof SQL_COMMANDS)["sql:diff"]>;
type Change = { readonly request: ChangeRequest; readonly settings: ChangeSettings };

const LOCAL_STACK = "local";

/** A source's properties by the keys of property-groups.json; those that are equal on both sides do not matter. */
function sourceOf(
    region: string,
    arrivalSkewMillis: number,
    columnOverflow: string,
): ApplicationRequest["source"] {
    const keys = contract.source.properties;
    return {
        [keys.region.key]: region,
        [keys.initialPosition.key]: "TRIM_HORIZON",
        [keys.arrivalSkewMillis.key]: String(arrivalSkewMillis),
        [keys.columnOverflow.key]: columnOverflow,
    };
}

/** Two files, as one query of an application that runs nothing else, with the defaults of a stack. */
function changeOfFiles([old = "", now = ""]: readonly string[], values: DiffArguments["values"]): Change {
    const lengths = windowLengths(values);
    const [before, after] = [request(queryFile(old), lengths), request(queryFile(now), lengths)];
    const analytics = fillSettings("analytics", ANALYTICS_KEYS);
    const { retentionHours } = fillSettings("stream", STREAM_KEYS);
    const source = sourceOf("us-east-1", analytics.arrivalSkewMillis, analytics.columnOverflow);
    return {
        request: {
            name: after.name,
            before: { source, queries: [{ ...before, name: after.name }] },
            after: { source, queries: [after] },
        },
        settings: { retentionHours, allowNonRestoredState: analytics.allowNonRestoredState },
    };
}

/** The local stack's clients, or those of the user's own credentials. */
async function clientsOf(stack: string): Promise<DeployedClients> {
    const region = stackRegion(stack);
    if (stack !== LOCAL_STACK) {
        return { flink: new KinesisAnalyticsV2Client({ region }), s3: new S3Client({ region }) };
    }
    const emulator = await runningEmulator();
    if (!emulator) {
        throw new UserError("the local cloud is not running; start it with npm start");
    }
    return rootClients(emulator.endpoint, region);
}

/** What a stack runs, and what its next deployment from this folder would run. */
async function changeOfStack(stack: string): Promise<Change> {
    const config = checkConfiguration(stack);
    if (config === undefined) {
        throw new UserError(
            `stack '${stack}': its configuration has encrypted values or an environment, which only the engine can read; compare two files instead`,
        );
    }
    const { analytics, stream, region } = config;
    const application = applicationName(projectName(), stack);
    const before = await deployedQueries(application, await clientsOf(stack));
    if (before === undefined) {
        throw new UserError(`stack '${stack}': there is no application ${application}: it is not deployed`);
    }
    const { windowSeconds, arrivalSkewMillis, columnOverflow, snapshots, allowNonRestoredState } = analytics;
    const lengths = { windowSeconds, slideSeconds: analytics.slideSeconds ?? slideSeconds(windowSeconds) };
    const queries = analytics.queries.map((name) => request(queryFile(name), lengths));
    const after = { source: sourceOf(region, arrivalSkewMillis, columnOverflow), queries };
    if (!snapshots) {
        throw new UserError(
            `stack '${stack}': analytics.snapshots is false, so that each deployment starts without state; there is nothing to compare`,
        );
    }
    return {
        request: { name: stack, before, after },
        settings: { retentionHours: stream.retentionHours, allowNonRestoredState },
    };
}

/** Says what a change of a query, or of a stack's queries, will do when it is deployed. */
export async function run({ values, positionals }: DiffArguments): Promise<void> {
    const { stack, json } = values;
    if (stack === undefined ? positionals.length !== 2 : positionals.length !== 0) {
        throw new UserError(
            "give two queries, OLD and NEW, or --stack STACK to compare what it runs with this folder",
        );
    }
    const change = stack === undefined ? changeOfFiles(positionals, values) : await changeOfStack(stack);
    await flinkJar();
    const [answer] = await compared([change.request]);
    if (answer === undefined) {
        throw new UserError("Flink's planner gave no answer");
    }
    const report = reportChange(change.request, answer, change.settings);
    const several = change.request.before.queries.length + change.request.after.queries.length > 2;
    console.log(
        json ? JSON.stringify({ ...report, details: answer }) : reportLines(report, several).join("\n"),
    );
    process.exitCode = report.harm ? 1 : 0;
}
