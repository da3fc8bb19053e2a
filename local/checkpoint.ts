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

/**
 * Mends a stack's checkpoint whose writing was cut off when the engine was killed: the engine's own copy of the one before
 * takes its place. Where there is none, nothing was recorded yet, and the stack is made anew.
 *
 * @param state the engine's state, a folder.
 * @param stack the stack's name.
 * @returns whether there was something to mend.
 */
export function mendCheckpoint(state: string, stack: string): boolean {
    const stacks = path.join(state, ".pulumi", "stacks");
    const projects = existsSync(stacks) ? readdirSync(stacks) : [];
    const broken = projects
        .map((project) => path.join(stacks, project, `${stack}.json`))
        .filter((file) => existsSync(file) && !isWhole(file));
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
