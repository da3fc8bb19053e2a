import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { FLINK_DIR, FLINK_JAR, FLINK_PLANNER, FLINK_PROVIDED, FLINK_TOOL, TOOLS_DIR } from "../runtime/paths";
import { writeWhole } from "../runtime/processes";
import { needDisk } from "./disk";
import { step } from "../runtime/steps";
import { task } from "../runtime/task";

const DONE = path.join(FLINK_DIR, "target", "source.sha256");
/** Measured: 0.4 GB of artifacts, and the JAR with its libraries 0.3 GB. */
const NEEDS_MB = 800;

function sourceHash(): string {
    const hash = createHash("sha256");
    const sources = readdirSync(path.join(FLINK_DIR, "src"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".java") || file.endsWith(".json"))
        .map((file) => path.join("src", file));
    for (const file of ["pom.xml", ...sources.sort()]) {
        hash.update(file).update(readFileSync(path.join(FLINK_DIR, file)));
    }
    return hash.digest("hex");
}

/** Whether the JAR exists and was built from the current sources. */
function flinkJarIsBuilt(): boolean {
    return (
        existsSync(DONE) &&
        [FLINK_JAR, FLINK_PROVIDED, FLINK_PLANNER, FLINK_TOOL].every((built) => existsSync(built)) &&
        readFileSync(DONE, "utf8") === sourceHash()
    );
}

/** Runs a phase of the Flink job's build; what it prints is in a log. */
function maven(phase: string, more: readonly string[], onLine?: (line: string) => void): Promise<void> {
    const repository = `-Dmaven.repo.local=${path.join(TOOLS_DIR, "maven")}`;
    const pom = path.join(FLINK_DIR, "pom.xml");
    return task("maven", ["mvn", "-B", repository, ...more, "-f", pom, phase], { onLine });
}

/** Builds the Flink job's JAR and the query tool, unless they were built from the current sources. */
export async function flinkJar(): Promise<void> {
    if (flinkJarIsBuilt()) {
        return;
    }
    const wanted = sourceHash();
    await step("Flink job", async (progress) => {
        await needDisk("the Flink job", NEEDS_MB);
        let downloads = 0;
        await maven("package", ["-DskipTests"], (line) =>
            progress(
                line.includes("Downloaded from") ? `downloading artifacts (${++downloads})` : "building",
            ),
        );
        writeWhole(DONE, wanted);
    });
}

/**
 * Runs the Flink job's unit tests. It leaves the JAR as it is: a local cloud may be reading it.
 *
 * @throws UserError where one fails.
 */
export function flinkUnitTests(): Promise<void> {
    return maven("test", []);
}
