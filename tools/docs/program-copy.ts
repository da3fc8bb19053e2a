import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";

/** What the components read when they run: their own files, and the data that rooms share. */
const PARTS = ["components", "sql", "agent-config", "flink/src/main/resources", "policy/facts"];

/**
 * Copies the components, with a stand-in for the Flink job's JAR, which a tier only reads and hashes: what runs on mocks
 * needs no build.
 *
 * @param folder where to; what is in it is removed.
 * @param more files and folders that are copied as well, relative to the root.
 */
export function copyProgram(folder: string, ...more: readonly string[]): void {
    rmSync(folder, { recursive: true, force: true });
    for (const part of [...PARTS, ...more]) {
        cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
    }
    const target = path.join(folder, "flink", "target");
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, "cc-pipeline.jar"), "not a JAR, but bytes");
}
