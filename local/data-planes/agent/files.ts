import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { Flow } from "./flow";
import { flowId } from "./agent-json";

/** Where the agent keeps what it knows of a flow, all below the instance's folder. */
export interface AgentFiles {
    readonly checkpoint: string;
    /** Records that were skipped, byte by byte as they were. */
    readonly skipped: string;
    /** The whole agent's status. */
    readonly status: string;
}

const RUN_FOLDER = "var/run/aws-kinesis-agent";
const LOG_FOLDER = "var/log/aws-kinesis-agent";
const CHECKPOINT = /^checkpoints(?:-[0-9a-f]{8})?\.json$/;
const SKIPPED = /^skipped-lines(?:-[0-9a-f]{8})?\.log$/;

function named(root: string, suffix: string): AgentFiles {
    return {
        checkpoint: path.join(root, RUN_FOLDER, `checkpoints${suffix}.json`),
        skipped: path.join(root, LOG_FOLDER, `skipped-lines${suffix}.log`),
        status: path.join(root, RUN_FOLDER, "status.json"),
    };
}

/**
 * Where an instance's agent with one flow keeps its files, as the Amazon Kinesis Agent names its folders.
 *
 * @param root the instance's folder.
 */
export function agentFiles(root: string): AgentFiles {
    return named(root, "");
}

/**
 * Where an instance's agent keeps a flow's files: of several flows, each has a checkpoint and a file of skipped lines of its own.
 *
 * @param root the instance's folder.
 * @param flow one of the flows, as agent.json has it.
 * @param flows how many there are.
 */
export function flowFiles(root: string, flow: Flow, flows: number): AgentFiles {
    const digest = createHash("sha256").update(flowId(flow)).digest("hex");
    return flows === 1 ? agentFiles(root) : named(root, `-${digest.slice(0, 8)}`);
}

function found(folder: string, form: RegExp): string[] {
    try {
        return readdirSync(folder)
            .filter((name) => form.test(name))
            .sort()
            .map((name) => path.join(folder, name));
    } catch {
        return []; // the agent has not run yet
    }
}

/** The checkpoints that an instance's agent has written, one per flow. */
export function checkpointFiles(root: string): string[] {
    return found(path.join(root, RUN_FOLDER), CHECKPOINT);
}

/** The files of skipped lines that an instance's agent has written, one per flow. */
export function skippedFiles(root: string): string[] {
    return found(path.join(root, LOG_FOLDER), SKIPPED);
}
