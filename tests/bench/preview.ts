import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { LocalEngine } from "../../local/engine/deploy";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { Clone } from "../support/clone";
import { Report, alternating, millisOf, seconds } from "./measure";
import { emptyPack } from "./policy";

/** How much longer than one bucket the whole stack may take, with all policies, and with npm and the launcher. */
const AGAINST_ONE_BUCKET = 1.4;
const STACK = "one";

/** An engine for a project of one bucket in plain JavaScript, and a pack without a policy: what Pulumi itself takes. */
async function oneBucket(folder: string): Promise<LocalEngine> {
    mkdirSync(folder, { recursive: true });
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeFileSync(
        path.join(folder, "Pulumi.yaml"),
        stringify({ name: "one-bucket", runtime, main: "index.js" }),
    );
    writeFileSync(
        path.join(folder, `Pulumi.${STACK}.yaml`),
        stringify({ config: { "aws:region": "us-east-1" } }),
    );
    writeFileSync(path.join(folder, "index.js"), 'new (require("@pulumi/aws").s3.Bucket)("one");\n');
    const engine = new LocalEngine(await pulumiCli(), {
        stack: STACK,
        project: folder,
        home: path.join(folder, "home"),
        state: path.join(folder, "state"),
        log: path.join(folder, "pulumi.log"),
        policyPack: { folder: emptyPack().folder },
    });
    await engine.select();
    return engine;
}

function succeeded({ code, output }: { code: number | null; output: string }): void {
    if (code !== 0) {
        throw new Error(`a preview failed: ${output.trim().split("\n").slice(-3).join(" | ")}`);
    }
}

/**
 * Measures the offline preview of dev as a person runs it, against the engine's preview of one bucket.
 *
 * @param report takes the figures.
 * @param clone where dev is previewed: this command has the lock of this clone.
 */
export async function previewBench(report: Report, clone: Clone): Promise<void> {
    await flinkJar();
    const engine = await oneBucket(clone.file(".local/one-bucket"));
    const compared = await alternating(
        () => millisOf(async () => succeeded(await engine.previewed())),
        () => millisOf(async () => succeeded(await clone.npm("run", "preview", "--", "dev"))),
    );
    report.ratio("preview: dev, against one bucket", compared, AGAINST_ONE_BUCKET, seconds);
}
