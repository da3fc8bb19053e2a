import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import fc from "fast-check";
import { LOCAL_DIR, ROOT } from "../../local/paths";
import { judgeDocument } from "../../policy/iam/judge";
import { DocumentKind } from "../../policy/iam/settings";
import { documentKind, randomDocument } from "../policy/random-documents";
import { runProgram } from "../unit/program";
import { Analyzer, SentResource } from "./analyzer";
import { RUNS, median, show } from "./measure";

const RESOURCES = 1000;
const DOCUMENTS = 10_000;
/** What the pack must keep: milliseconds a resource, of its start, and of the slowest document. */
const LIMITS = { resource: 2, start: 1000, document: 50 };

/** This program's own resources, again and again under other names, until there are enough. */
async function resources(): Promise<SentResource[]> {
    const { registered } = await runProgram({ "monitoring.budgetUsd": "100" });
    const own = registered.filter(({ type }) => type.startsWith("aws:"));
    return Array.from({ length: RESOURCES }, (_, i) => {
        const { type, name, inputs } = own[i % own.length] ?? { type: "", name: "", inputs: {} };
        const known = JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>;
        return { type, name: `${name}-${i}`, props: known };
    });
}

interface Measured {
    readonly start: number;
    readonly each: number;
    /** Seconds from the start of the pack to the last resource. */
    readonly whole: number;
    readonly violations: number;
}

/** Starts a pack and has all resources judged one after another, as an engine with one worker does; medians of all runs. */
async function measured(pack: string, modules: string, all: readonly SentResource[]): Promise<Measured> {
    const starts: number[] = [];
    const times: number[] = [];
    let violations = 0;
    for (let run = 0; run < RUNS; run++) {
        const analyzer = await Analyzer.start(pack, modules);
        starts.push(analyzer.startMillis);
        violations = 0;
        const begun = performance.now();
        for (const resource of all) {
            violations += await analyzer.analyze(resource);
        }
        times.push((performance.now() - begun) / all.length);
        analyzer.stop();
    }
    const [start, each] = [median(starts), median(times)];
    return { start, each, whole: (start + each * all.length) / 1000, violations };
}

/** Installs AWSGuard beside, on the first run: with the packages that it needs it is too large to be a dependency. */
function awsGuard(): string {
    const folder = path.join(LOCAL_DIR, "bench-awsguard");
    cpSync(path.join(ROOT, "tests", "bench", "awsguard"), folder, { recursive: true });
    if (!existsSync(path.join(folder, "node_modules", "@pulumi", "awsguard"))) {
        console.log("Installing AWSGuard, to measure against …");
        const { status } = spawnSync(
            "npm",
            ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"],
            {
                cwd: folder,
                stdio: "inherit",
            },
        );
        if (status !== 0) {
            throw new Error("AWSGuard cannot be installed; what npm says stands above");
        }
    }
    return folder;
}

function line({ start, each, whole, violations }: Measured): string {
    const parts = `start ${start.toFixed(0)} ms, ${each.toFixed(3)} ms a resource, ${violations} findings`;
    return `${whole.toFixed(2)} s: ${parts}`;
}

/** The slowest of many random documents, in milliseconds, once AWS's data is read. */
async function slowestDocument(): Promise<number> {
    const settings = { accounts: ["123456789012"], trusted: [] };
    const cases = fc.sample(fc.tuple(randomDocument, documentKind), { numRuns: DOCUMENTS, seed: 1 });
    let slowest = 0;
    for (const warm of [true, false]) {
        for (const [document, kind] of warm ? cases.slice(0, 500) : cases) {
            const begun = performance.now();
            await judgeDocument(document, kind as DocumentKind, settings);
            slowest = warm ? 0 : Math.max(slowest, performance.now() - begun);
        }
    }
    return slowest;
}

/**
 * Measures the policy pack as the engine runs it, beside AWSGuard on the same resources.
 *
 * @throws Error where it is slower than AWSGuard, or than its limits.
 */
export async function policyBench(): Promise<void> {
    const all = await resources();
    const own = await measured(path.join(ROOT, "policy"), path.join(ROOT, "node_modules"), all);
    show(`policy: this pack, ${RESOURCES} resources`, line(own));
    const guard = awsGuard();
    const other = await measured(guard, path.join(guard, "node_modules"), all);
    show("policy: AWSGuard, the same resources", line(other));
    const slowest = await slowestDocument();
    show(`policy: slowest of ${DOCUMENTS.toLocaleString("en")} random documents`, `${slowest.toFixed(1)} ms`);
    const kept = {
        "faster than AWSGuard": own.whole < other.whole,
        [`at most ${LIMITS.resource} ms a resource`]: own.each <= LIMITS.resource,
        [`started within ${LIMITS.start} ms`]: own.start <= LIMITS.start,
        [`at most ${LIMITS.document} ms a document`]: slowest <= LIMITS.document,
    };
    const broken = Object.entries(kept).filter(([, held]) => !held);
    if (broken.length > 0) {
        throw new Error(`policy: not kept: ${broken.map(([limit]) => limit).join(", ")}`);
    }
}
