import { mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { TOOLS_DIR } from "../runtime/paths";
import { UserError } from "../runtime/user-error";

const MB = 1024 * 1024;

/**
 * Makes sure that a step will not fill the disk halfway.
 *
 * @param what the step.
 * @param neededMb what it needs at most, in MB.
 * @throws UserError where the tool folder's disk has less.
 */
export async function needDisk(what: string, neededMb: number): Promise<void> {
    mkdirSync(TOOLS_DIR, { recursive: true });
    const { bavail, bsize } = await statfs(TOOLS_DIR);
    const freeMb = Math.floor((bavail * bsize) / MB);
    if (freeMb < neededMb) {
        throw new UserError(
            `disk: ${TOOLS_DIR} has ${freeMb} MB free, ${what} needs ${neededMb} MB; free some and run again`,
        );
    }
}
