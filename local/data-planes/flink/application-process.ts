import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { FLINK_PROVIDED, TOOLS_DIR } from "../../../tools/runtime/paths";
import { ADD_OPENS } from "../../../tools/toolchain/flink-java";
import { java } from "../../../tools/toolchain/prerequisites";

const SOURCE = path.join(__dirname, "LocalApplication.java");
/** Compiled classes, one folder per source text. */
const CLASSES_DIR = path.join(TOOLS_DIR, "local-application");

/** What an application's process runs, and where. */
export interface ApplicationProcess {
    /** The application's folder, which stands for its user's home. */
    readonly folder: string;
    /** For temporary files; the caller makes it and deletes it. */
    readonly tmp: string;
    readonly jar: string;
    /** Of the application's log: INFO, WARN, …, as the service names them. */
    readonly logLevel: string;
    /** Flink's settings. */
    readonly settings: Readonly<Record<string, string>>;
}

/**
 * Compiles the main class that runs an application, unless it is compiled already: Java's launcher would compile the source
 * at each start, which takes longer than all other classes together.
 *
 * @returns the folder of its classes.
 * @throws Error with the compiler's messages.
 */
async function compiledMainClass(): Promise<string> {
    const hash = createHash("sha256").update(readFileSync(SOURCE)).digest("hex");
    const folder = path.join(CLASSES_DIR, hash.slice(0, 16));
    if (existsSync(folder)) {
        return folder;
    }
    mkdirSync(CLASSES_DIR, { recursive: true });
    const unfinished = mkdtempSync(`${folder}-`);
    try {
        const compiler = ["-m", "jdk.compiler/com.sun.tools.javac.Main"];
        const libraries = readdirSync(FLINK_PROVIDED).map((name) => path.join(FLINK_PROVIDED, name));
        const args = ["--release", "11", "-cp", libraries.join(":"), "-d", unfinished, SOURCE];
        await promisify(execFile)(java(), [...compiler, ...args]);
        renameSync(unfinished, folder);
    } catch (error) {
        // Another local cloud that shares the tools may have been first.
        if (!existsSync(folder)) {
            throw error;
        }
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
    return folder;
}

/** The command that starts an application: LocalApplication.java says what it takes. */
export async function applicationCommand(application: ApplicationProcess): Promise<string[]> {
    const { folder, tmp, jar, logLevel, settings } = application;
    return [
        java(),
        ...ADD_OPENS,
        "-Xmx768m",
        "-XX:+UseSerialGC",
        // What is fed locally never repays what the second compiler takes: half of the processor time of a start.
        "-XX:TieredStopAtLevel=1",
        `-Duser.home=${folder}`,
        `-Djava.io.tmpdir=${tmp}`,
        `-Dorg.slf4j.simpleLogger.defaultLogLevel=${logLevel.toLowerCase()}`,
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS",
        "-cp",
        `${FLINK_PROVIDED}/*:${jar}:${await compiledMainClass()}`,
        "LocalApplication",
        jar,
        ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
    ];
}
