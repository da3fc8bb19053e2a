import * as path from "node:path";

/** The repository's root. */
export const ROOT = path.join(__dirname, "..", "..");
/** Everything that the local cloud keeps: git-ignored, and nothing is kept outside it. */
export const LOCAL_DIR = path.join(ROOT, ".local");
/** What takes long to make and is kept by `local:reset`: the Pulumi CLI, the emulator's Python, their caches. */
export const TOOLS_DIR = path.join(LOCAL_DIR, "tools");
/** The local cloud itself: deleted by `local:reset`. */
export const CLOUD_DIR = path.join(LOCAL_DIR, "cloud");
/** State and settings of the Pulumi engine for the local stack, apart from the user's own. */
export const PULUMI_HOME = path.join(CLOUD_DIR, "pulumi-home");
export const PULUMI_STATE = path.join(CLOUD_DIR, "pulumi-state");
/** One folder per stack that is previewed offline. */
export const OFFLINE_DIR = path.join(LOCAL_DIR, "offline");
/** Creates that the local provider has started, see local/provider/create-journal.ts. */
export const CREATE_JOURNAL = path.join(CLOUD_DIR, "creates");
/** One file per running process. */
export const PROCESSES_DIR = path.join(CLOUD_DIR, "processes");
/** One log per process. */
export const LOGS_DIR = path.join(CLOUD_DIR, "logs");
/** One folder per instance: its file system. */
export const INSTANCES_DIR = path.join(CLOUD_DIR, "instances");
/** One folder per application: its JAR, property groups and checkpoints. */
export const APPLICATIONS_DIR = path.join(CLOUD_DIR, "applications");
/**
 * The Flink job: its JAR, the libraries that the service provides to it, and next to it the query tool: its classes, and Flink's
 * planner with its classes in reach, which the tool has instead of the planner's loader.
 */
export const FLINK_DIR = path.join(ROOT, "flink");
export const FLINK_JAR = path.join(FLINK_DIR, "target", "cc-pipeline.jar");
export const FLINK_PROVIDED = path.join(FLINK_DIR, "target", "provided");
export const FLINK_PLANNER = path.join(FLINK_DIR, "target", "planner");
export const FLINK_TOOL = path.join(FLINK_DIR, "target", "tool-classes");
