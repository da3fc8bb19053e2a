import { Arguments } from "../../tools/registry/command";
import { session } from "../../tools/runtime/session";
import { UserError } from "../../tools/runtime/user-error";
import { Clone } from "../support/clone";
import { agentBench } from "./agent";
import { stopAnalyzers } from "./analyzer";
import { flinkBench } from "./flink";
import { Report } from "./measure";
import { pipelineBench } from "./pipeline";
import { policyBench } from "./policy";
import { previewBench } from "./preview";

/**
 * Measures on this machine, as it is: each limit compares two things that are measured in the same run, in turn. All parts
 * run; what missed its limit is reported at the end.
 */
const clones: Clone[] = [];
let ending = false;

function clone(name: string, portOffset: number): Clone {
    if (ending) {
        throw new Error(`${name}: the bench was interrupted`);
    }
    const made = new Clone(name, portOffset);
    clones.push(made);
    return made;
}

const PARTS: Readonly<Record<string, (report: Report) => Promise<void>>> = {
    agent: agentBench,
    policy: policyBench,
    preview: (report) => previewBench(report, clone("bench-preview", 8000)),
    pipeline: (report) => pipelineBench(report, clone("bench-pipeline", 8200)),
    flink: (report) => flinkBench(report, clone("bench-flink", 8500)),
};

/** Measures the named parts, or all. @throws UserError where a limit was missed, or a part could not be measured. */
async function measure(names: readonly string[]): Promise<void> {
    const unknown = names.filter((name) => !PARTS[name]);
    if (unknown.length > 0) {
        throw new UserError(
            `npm run bench -- ${unknown.join(" ")}: no such part; the parts are ${Object.keys(PARTS).join(", ")}`,
        );
    }
    const report = new Report();
    for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
        if (ending) {
            return;
        }
        try {
            await PARTS[name]?.(report);
        } catch (error) {
            report.failed(name, error);
        }
    }
    if (report.misses.length > 0) {
        console.log(`\nMissed:\n${report.misses.map((miss) => `  ${miss}`).join("\n")}`);
        throw new UserError(`${report.misses.length} of ${report.count} limits were missed`);
    }
    console.log(`\nAll ${report.count} limits were kept`);
}

/** Ends what runs in the clones, and their clouds. */
async function end(): Promise<void> {
    ending = true;
    stopAnalyzers();
    await Promise.all(clones.map((one) => one.end()));
}

/** Runs `npm run bench`. */
export async function run({ positionals }: Arguments): Promise<void> {
    await session(() => measure(positionals), end);
}
