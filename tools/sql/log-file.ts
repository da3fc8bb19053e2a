import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { UserError } from "../runtime/user-error";

/** How much of a file is looked at. */
const HEAD_BYTES = 256 * 1024;

/**
 * Opens an access log.
 *
 * @param option what a message begins with.
 * @returns its descriptor.
 * @throws UserError where it is missing, not a regular file, or unreadable.
 */
export function openLogFile(file: string, option = "--log "): number {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) {
        throw new UserError(`${option}${file}: there is no such file; give the path of an access log`);
    }
    if (!stat.isFile()) {
        const what = stat.isDirectory() ? "a directory" : "not a regular file";
        throw new UserError(`${option}${file}: it is ${what}; give the path of an access log`);
    }
    try {
        accessSync(file, constants.R_OK);
        return openSync(file, "r");
    } catch {
        throw new UserError(
            `${option}${file}: it may not be read; give a file that you may read (chmod u+r)`,
        );
    }
}

/**
 * Makes sure that a file can be fed as an access log, before anything is started for it.
 *
 * @param file its path.
 * @param option what a message begins with.
 * @throws UserError where it is missing, not a regular file, unreadable, empty or binary.
 */
export function checkLogFile(file: string, option = "--log "): void {
    const descriptor = openLogFile(file, option);
    try {
        const head = Buffer.alloc(HEAD_BYTES);
        const bytes = readSync(descriptor, head, 0, HEAD_BYTES, 0);
        if (bytes === 0) {
            throw new UserError(`${option}${file}: it is empty; give a file with at least one line`);
        }
        if (head.subarray(0, bytes).includes(0)) {
            throw new UserError(
                `${option}${file}: it is a binary file; give an access log, a text file of one line per request`,
            );
        }
    } finally {
        closeSync(descriptor);
    }
}
