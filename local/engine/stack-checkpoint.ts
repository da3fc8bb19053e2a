import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import * as path from "node:path";

function isWhole(file: string): boolean {
    try {
        JSON.parse(readFileSync(file, "utf8"));
        return true;
    } catch {
        return false;
    }
}

/** Files next to those of the state, in which the engine's file store (gocloud.dev/blob/fileblob) keeps their attributes. */
function attributeFiles(state: string): string[] {
    const files = existsSync(state) ? readdirSync(state, { recursive: true, encoding: "utf8" }) : [];
    return files.filter((file) => file.endsWith(".attrs")).map((file) => path.join(state, file));
}

/** The checkpoints of a stack, one per project. */
function checkpoints(state: string, stack: string): string[] {
    const stacks = path.join(state, ".pulumi", "stacks");
    const projects = existsSync(stacks) ? readdirSync(stacks) : [];
    return projects
        .map((project) => path.join(stacks, project, `${stack}.json`))
        .filter((file) => existsSync(file));
}

/**
 * Repairs a stack's checkpoint whose writing was cut off when the engine was killed: the engine's own copy of the one before
 * takes its place. Where there is none, nothing was recorded yet, and the stack is created again. Attributes that were cut off
 * are removed, as the engine cannot read a file that has such ones ("EOF") and needs none.
 *
 * @param state the engine's state, a folder.
 * @param stack the stack's name.
 * @returns whether a checkpoint was replaced or removed.
 */
export function repairCheckpoint(state: string, stack: string): boolean {
    attributeFiles(state)
        .filter((file) => !isWhole(file))
        .forEach((file) => rmSync(file));
    const broken = checkpoints(state, stack).filter((file) => !isWhole(file));
    for (const file of broken) {
        rmSync(`${file}.attrs`, { force: true }); // it describes the file that is broken
        if (isWhole(`${file}.bak`)) {
            copyFileSync(`${file}.bak`, file);
        } else {
            rmSync(file);
        }
    }
    return broken.length > 0;
}

/**
 * Operations that a killed update started and did not record as done.
 *
 * @param state the engine's state, a folder.
 * @param project the project's name.
 * @param stack the stack's name.
 * @returns how many there are; undefined where there is no such stack.
 */
export function pendingOperations(state: string, project: string, stack: string): number | undefined {
    const file = path.join(state, ".pulumi", "stacks", project, `${stack}.json`);
    if (!existsSync(file)) {
        return undefined;
    }
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
        checkpoint?: { latest?: { pending_operations?: unknown[] } };
    };
    return checkpoint?.latest?.pending_operations?.length ?? 0;
}
