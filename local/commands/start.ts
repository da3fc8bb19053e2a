import { parseArgs } from "node:util";
import { LocalCloud, bringUp } from "../engine/bring-up";
import { rootClients } from "../cloud/clients";
import { MachineStatus } from "../data-planes/machine/machine";
import { dataPlanesRun, ensureDataPlanes, stopDataPlanes } from "../data-planes/supervisor/supervisor";
import { Strict, emulatorRuns, stopEmulator } from "../emulator/process";
import { checkLogFile, feedFile, feedGenerated, readyLog } from "../pipeline-run/feed";
import { Outcome, Pipeline, Run, rejectedTotal } from "../pipeline-run/run";
import { report, session } from "../../tools/runtime/session";
import { step } from "../../tools/runtime/steps";
import { StandIns } from "../engine/stand-ins";
import { rowsTable, statusTable, windowTable } from "../../tools/runtime/tables";
import { throttles, throttlesText } from "../pipeline-run/throttles";
import { UserError } from "../../tools/runtime/user-error";

const STACK = "local";
const DEFAULT_LINES = 3000;
const MOST_LINES = 10_000_000;

const OPTIONS = {
    log: { type: "string" },
    lines: { type: "string" },
    strict: { type: "boolean" },
    seed: { type: "string" },
} as const;
const MOST_SEED = 2 ** 31 - 1;

interface StartArguments {
    readonly log?: string;
    readonly lines: number;
    readonly strict: Strict;
}

/** The mode that --strict and --seed ask for. */
function strictOf({ strict = false, seed }: { strict?: boolean; seed?: string }): Strict {
    if (seed === undefined) {
        return strict;
    }
    const number = Number(seed);
    if (!strict || seed === "" || !Number.isInteger(number) || number < 0 || number > MOST_SEED) {
        throw new UserError(
            strict
                ? `--seed: '${seed}' is not a whole number from 0 to ${MOST_SEED}`
                : "--seed is the seed of strict mode; give --strict as well",
        );
    }
    return number;
}

function parsed(args: string[]): StartArguments {
    let values: { log?: string; lines?: string; strict?: boolean; seed?: string };
    try {
        values = parseArgs({ args, options: OPTIONS }).values;
    } catch (error) {
        throw new UserError(
            `${(error as Error).message.split(". ")[0]}; npm start takes -- --log FILE or --lines N, and --strict [--seed N]`,
        );
    }
    if (values.log !== undefined && values.lines !== undefined) {
        throw new UserError(
            "--log and --lines: give one of them, a file to feed or a number of lines to generate",
        );
    }
    if (values.log !== undefined) {
        checkLogFile(values.log);
    }
    const lines = Number(values.lines ?? DEFAULT_LINES);
    if (!Number.isInteger(lines) || lines < 1 || lines > MOST_LINES) {
        throw new UserError(`--lines: '${values.lines}' is not a whole number from 1 to ${MOST_LINES}`);
    }
    return { log: values.log, lines, strict: strictOf(values) };
}

async function deployed({ emulator, engine, region }: LocalCloud): Promise<Run> {
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
        console.log(`  skipped lines: ${machine.folder}/var/log/aws-kinesis-agent/skipped-lines.log`);
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
  npm run local:status          what runs, with addresses and lag
  npm run local:feed -- FILE    feeds more lines
  npm stop                      stops all
  npm run local:reset           forgets all`);
}

async function start(args: StartArguments): Promise<void> {
    const cloud = await bringUp(STACK, args.strict);
    const run = await deployed(cloud);
    console.log("Data planes");
    const pipeline = await step("agent and Flink job run", (tell) => run.ready(tell));
    const refusedBefore = await throttles(cloud);
    const what = args.log ?? `${args.lines.toLocaleString("en")} generated lines`;
    const outcome = await step(`${what} counted`, (tell) => run.count(feeder(args), tell));
    const holds = show(outcome, pipeline);
    if (cloud.emulator.seed !== undefined) {
        console.log(`  refused by AWS's limits: ${throttlesText(await throttles(cloud), refusedBefore)}`);
    }
    if (!holds) {
        throw new UserError("not every line is accounted for");
    }
    showAround(cloud, pipeline);
}

let args: StartArguments | undefined;
try {
    args = parsed(process.argv.slice(3));
} catch (error) {
    report(error);
}
if (args) {
    const checked = args;
    // What ran before is left as it was; what this command has started is ended with it.
    const before = { emulator: emulatorRuns(), dataPlanes: dataPlanesRun() };
    void session(
        () => start(checked),
        async () => {
            if (!before.dataPlanes || !before.emulator) {
                await stopDataPlanes();
            }
            if (!before.emulator) {
                await stopEmulator();
            } else {
                console.log("the local cloud runs on as before; npm stop stops it");
            }
        },
    );
}
