import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { LOCAL_DIR, ROOT } from "../../tools/runtime/paths";
import { judgeDocument } from "../../policy/iam";
import { DocumentKind } from "../../policy/iam";
import { documentKind, randomDocument } from "../support/random-documents";
import { runProgram } from "../support/program";
import { Analyzer, SentResource } from "./analyzer";
import { Compared, Report, alternating, median, milliseconds, millisOf } from "./measure";

const RESOURCES = 1000;
const DOCUMENTS = 10_000;
/** How much more than an empty pack the pack may take, to start and for a resource. */
const AGAINST_EMPTY = 1.3;
/** How much more CPU time than an empty pack's answer about a resource the slowest document may take. */
const SLOWEST_DOCUMENT = 20;

interface Pack {
    readonly folder: string;
    readonly modules: string;
}

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

/** A pack without a policy: what Pulumi itself takes. */
export function emptyPack(): Pack {
    const folder = path.join(LOCAL_DIR, "bench-empty-pack");
    mkdirSync(folder, { recursive: true });
    const program = 'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n';
    writeFileSync(path.join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    writeFileSync(
        path.join(folder, "package.json"),
        '{"name":"empty","version":"1.0.0","main":"index.js"}\n',
    );
    writeFileSync(path.join(folder, "index.js"), program);
    return { folder, modules: path.join(ROOT, "node_modules") };
}

/** Installs AWSGuard on the first run: with the packages that it needs it is too large to be a dependency. */
function awsGuard(): Pack {
    const folder = path.join(LOCAL_DIR, "bench-awsguard");
    cpSync(path.join(ROOT, "tests", "bench", "awsguard"), folder, { recursive: true });
    const modules = path.join(folder, "node_modules");
    if (!existsSync(path.join(modules, "@pulumi", "awsguard"))) {
        console.log("Installing AWSGuard, to measure against …");
        const install = ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"];
        const { status } = spawnSync("npm", install, { cwd: folder, stdio: "inherit" });
        if (status !== 0) {
            throw new Error("AWSGuard cannot be installed; see npm's error above");
        }
    }
    return { folder, modules };
}

/** The start of a pack's process, until it takes requests. */
async function start({ folder, modules }: Pack): Promise<number> {
    const analyzer = await Analyzer.start(folder, modules);
    analyzer.stop();
    return analyzer.startMillis;
}

/** Has both packs judge each resource, in turn; medians of a resource's time. */
async function judged(baseline: Pack, subject: Pack, all: readonly SentResource[]): Promise<Compared> {
    const packs = [await Analyzer.start(baseline.folder, baseline.modules)];
    try {
        packs.push(await Analyzer.start(subject.folder, subject.modules));
        const times: number[][] = packs.map(() => []);
        for (const resource of all) {
            for (const [i, pack] of packs.entries()) {
                times[i]?.push(await millisOf(() => pack.analyze(resource)));
            }
        }
        const [first = [], second = []] = times;
        return { baseline: median(first), subject: median(second) };
    } finally {
        packs.forEach((pack) => pack.stop());
    }
}

/** The slowest of many random documents, in milliseconds of CPU time, once AWS's data is read. */
async function slowestDocument(): Promise<number> {
    const settings = { accounts: ["123456789012"], trusted: [] };
    const cases = fc.sample(fc.tuple(randomDocument, documentKind), { numRuns: DOCUMENTS, seed: 1 });
    const times: number[] = [];
    for (const [document, kind] of [...cases.slice(0, 500), ...cases]) {
        const begun = process.cpuUsage();
        await judgeDocument(document, kind as DocumentKind, settings);
        const { user, system } = process.cpuUsage(begun);
        times.push((user + system) / 1000);
    }
    return Math.max(...times.slice(500));
}

/** Measures the policy pack as the engine runs it, against an empty pack, and against AWSGuard, on the same resources. */
export async function policyBench(report: Report): Promise<void> {
    const own = { folder: path.join(ROOT, "policy"), modules: path.join(ROOT, "node_modules") };
    const empty = emptyPack();
    const starts = await alternating(
        () => start(empty),
        () => start(own),
    );
    report.ratio("policy: start, against an empty pack", starts, AGAINST_EMPTY, milliseconds);
    const all = await resources();
    const each = await judged(empty, own, all);
    report.ratio("policy: a resource, against an empty pack", each, AGAINST_EMPTY, milliseconds);
    const slowest = { baseline: each.baseline, subject: await slowestDocument() };
    const documents = DOCUMENTS.toLocaleString("en");
    report.ratio(
        `policy: slowest of ${documents} random documents, same`,
        slowest,
        SLOWEST_DOCUMENT,
        milliseconds,
    );
    const guard = awsGuard();
    const guardStarts = await alternating(
        () => start(guard),
        () => start(own),
        3,
    );
    const guardEach = await judged(guard, own, all);
    const whole = (of: keyof Compared) => guardStarts[of] + guardEach[of] * RESOURCES;
    const compared = { baseline: whole("baseline"), subject: whole("subject") };
    report.ratio(`policy: ${RESOURCES} resources, against AWSGuard`, compared, 1, milliseconds);
}
