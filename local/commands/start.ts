import { skippedFiles } from "../data-planes/agent/files";
import { LocalCloud, bringUp } from "../engine/bring-up";
import { checkConfiguration, projectName } from "../engine/stack-config";
import { applicationName } from "../../components/foundation/names";
import { rootClients } from "../cloud/clients";
import { changedQueryNames, deployedQueries } from "../cloud/deployed-queries";
import { MachineStatus } from "../data-planes/machine/machine";
import { dataPlanesRun, ensureDataPlanes, stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { emulatorRuns, stopEmulator } from "../emulator/process";
import { feedFile, feedGenerated, readyLog } from "../pipeline-run/feed";
import { Outcome, Pipeline, Run, rejectedTotal } from "../pipeline-run/run";
import { Arguments } from "../../tools/registry/command";
import type { LOCAL_COMMANDS } from "../../tools/registry/local-commands";
import { session } from "../../tools/runtime/session";
import { checkLogFile } from "../../tools/sql/log-file";
import { queryFile } from "../../tools/sql/query-file";
import { step } from "../../tools/runtime/steps";
import { StandIns } from "../engine/stand-ins";
import { rowsTable, statusTable, windowTable } from "../pipeline-run/result-tables";
import { throttles, throttlesText } from "../pipeline-run/throttles";
import { UserError } from "../../tools/runtime/user-error";

const STACK = "local";

type StartArguments = Arguments<typeof LOCAL_COMMANDS.start>["values"];

/** Names the queries that this deployment changes, and the command that says what that does. */
async function pointToChanges(
    { emulator, region }: LocalCloud,
    queries: readonly string[] | undefined,
): Promise<void> {
    const clients = rootClients(emulator.endpoint, region);
    const deployed = await deployedQueries(applicationName(projectName(), STACK), clients);
    const changed = deployed && queries ? changedQueryNames(deployed.queries, queries.map(queryFile)) : [];
    if (changed.length > 0) {
        console.log(
            `  changed: ${changed.join(", ")}; before deploying a change, npm run sql:diff -- --stack ${STACK} says what it does`,
        );
    }
}

async function deploy({ emulator, engine, region }: LocalCloud): Promise<Run> {
    console.log(`Deploying stack ${STACK} with the policy pack`);
    ensureDataPlanes(emulator.endpoint, region); // an application is deployed when its job runs
    const standIns = new StandIns(emulator.endpoint, region);
    await engine.up(() => standIns.failed());
    const outputs = await engine.outputs();
    return new Run(
        String((outputs["producerInstanceIds"] as string[])[0]),
        String(outputs["applicationName"]),
        rootClients(emulator.endpoint, region),
        emulator.endpoint,
        emulator.seed !== undefined,
    );
}

function feeder(args: StartArguments) {
    return (machine: MachineStatus) => {
        readyLog(machine);
        return args.log === undefined ? feedGenerated(machine, args.lines) : feedFile(machine, args.log);
    };
}

/** Shows what came out. @returns whether every line is accounted for. */
function show(outcome: Outcome, { machine }: Pipeline): boolean {
    const { read, skipped, counted, rejected, counts, others } = outcome;
    const number = (value: number) => value.toLocaleString("en");
    if (counts) {
        console.log(`\n${statusTable(counts)}\n\n${windowTable(counts)}`);
    }
    others.forEach((rows, name) =>
        console.log(`\n  ${name}, ${number(rows.length)} rows\n\n${rowsTable(rows)}`),
    );
    const total = rejectedTotal(outcome);
    const holds = read === skipped + counted + total;
    const notCounted = total > 0 ? ` + records rejected ${number(total)}` : "";
    console.log(
        `\n  lines read ${number(read)} ${holds ? "=" : "≠"} lines skipped ${number(skipped)} + requests counted ${number(counted)}${notCounted}`,
    );
    if (skipped > 0) {
        console.log(`  skipped lines: ${skippedFiles(machine.folder).join(", ")}`);
    }
    if (total > 0) {
        const reasons = [...rejected].map(([reason, count]) => `${reason} ${number(count)}`).join(", ");
        console.log(`  rejected records, under errors/rejected/ in the bucket: ${reasons}`);
    }
    return holds;
}

function showAround({ emulator }: LocalCloud, { application }: Pipeline): void {
    console.log(`
The cloud keeps running:
  AWS API          ${emulator.endpoint}   (AWS_ENDPOINT_URL, key test, secret test)
  Flink dashboard  http://127.0.0.1:${application.restPort}
  npm run local:status          what is running, with addresses and lag
  npm run local:feed -- FILE    feeds more lines
  npm stop                      stops everything
  npm run local:reset           deletes the local cloud`);
}

async function start(args: StartArguments, queries: readonly string[] | undefined): Promise<void> {
    const cloud = await bringUp(STACK, args.strict ? (args.seed ?? true) : false);
    await pointToChanges(cloud, queries);
    const run = await deploy(cloud);
    console.log("Data planes");
    const pipeline = await step("agent and Flink job run", (progress) => run.ready(progress));
    const refusedBefore = await throttles(cloud);
    const what = args.log ?? `${args.lines.toLocaleString("en")} generated lines`;
    const outcome = await step(`${what} counted`, (progress) => run.count(feeder(args), progress));
    const holds = show(outcome, pipeline);
    if (cloud.emulator.seed !== undefined) {
        console.log(`  refused by AWS's limits: ${throttlesText(await throttles(cloud), refusedBefore)}`);
    }
    if (!holds) {
        throw new UserError("not every line is accounted for");
    }
    showAround(cloud, pipeline);
}

/** Deploys the pipeline to the local cloud, feeds it, and shows what came out. */
export async function run({ values }: Arguments<typeof LOCAL_COMMANDS.start>): Promise<void> {
    if (values.log !== undefined) {
        checkLogFile(values.log);
    }
    const config = checkConfiguration(STACK);
    // What was running before is left as it was; what this command has started is stopped with it.
    const before = { emulator: emulatorRuns(), dataPlanes: dataPlanesRun() };
    await session(
        () => start(values, config?.analytics.queries),
        async () => {
            if (!before.dataPlanes || !before.emulator) {
                await stopDataPlanes();
            }
            if (!before.emulator) {
                await stopEmulator();
            } else {
                console.log("the local cloud keeps running; npm stop stops it");
            }
        },
    );
}
