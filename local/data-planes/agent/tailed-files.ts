import { closeSync, openSync, readSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { Checkpoint, FilePosition } from "./checkpoint";

/** A file that the agent tails. */
export interface TailedFile {
    readonly position: FilePosition;
    readonly size: number;
    /** Whether a newer file follows and nothing more is written to this one, so that its last line needs no newline. */
    readonly rotated: boolean;
}

/** Bytes of a file's beginning that distinguish it from another file that was given its inode later. */
const HEAD_BYTES = 256;
/** Time without a write after which a rotated file is complete. */
const QUIET_MILLIS = 5000;
/** A copy whose original is not truncated within this time is another file. */
const COPY_HOLD_MILLIS = 10_000;

interface Seen {
    readonly id: string;
    readonly path: string;
    readonly size: number;
    readonly bornMillis: number;
    readonly writtenMillis: number;
}

function wildcard(pattern: string): RegExp {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
}

/** The identity of a file while it exists. */
export function fileId(stat: { dev: number; ino: number }): string {
    return `${stat.dev}:${stat.ino}`;
}

function filesOf(folder: string): Seen[] {
    let names: string[];
    try {
        names = readdirSync(folder);
    } catch {
        return []; // not there yet: the first line makes it
    }
    return names.flatMap((name) => {
        const file = path.join(folder, name);
        const stat = statSync(file, { throwIfNoEntry: false });
        if (!stat?.isFile()) {
            return [];
        }
        const bornMillis = stat.birthtimeMs || stat.mtimeMs;
        return [{ id: fileId(stat), path: file, size: stat.size, bornMillis, writtenMillis: stat.mtimeMs }];
    });
}

/** A file's first bytes, as text that can be kept. @param bytes at most. */
function headOf(file: string, bytes: number): string {
    let descriptor: number;
    try {
        descriptor = openSync(file, "r");
    } catch {
        return ""; // gone meanwhile
    }
    try {
        const head = Buffer.alloc(bytes);
        return head.subarray(0, readSync(descriptor, head, 0, bytes, 0)).toString("base64");
    } finally {
        closeSync(descriptor);
    }
}

/** Length of a kept head in bytes. */
function headBytes(head: string): number {
    return Buffer.from(head, "base64").length;
}

/** Keeps a file's beginning, once enough of it has been read. */
function keepHead(position: FilePosition): void {
    const bytes = Math.min(HEAD_BYTES, position.offset);
    if (headBytes(position.head ?? "") < bytes) {
        position.head = headOf(position.path, bytes);
    }
}

/** Whether a file, known by its inode, is no longer what was read: truncated, or another one that was given the inode. */
function wasReplaced(position: FilePosition, file: Seen): boolean {
    const head = position.head ?? "";
    return file.size < position.offset || (head !== "" && headOf(file.path, headBytes(head)) !== head);
}

/** The known file that a new one is a copy of, as `copytruncate` makes it: it is in the same folder and begins with the same bytes. */
function originalOf(
    file: Seen,
    known: readonly FilePosition[],
    seen: readonly Seen[],
): FilePosition | undefined {
    return known.find(({ id, head, path: place }) => {
        const there = seen.some((other) => other.id === id && other.path === place);
        return there && place !== file.path && head && headOf(file.path, headBytes(head)) === head;
    });
}

function entered(file: Seen, checkpoint: Checkpoint, seen: readonly Seen[], fromEnd: boolean): FilePosition {
    const original = originalOf(file, checkpoint.files, seen);
    return {
        id: file.id,
        path: file.path,
        offset: fromEnd ? file.size : 0,
        ...(original && { copyOf: original.id, heldSinceMillis: Date.now() }),
    };
}

/** Ends the hold of copies: of one whose original was truncated, where that one was; of one whose original was not truncated in time. */
function releaseCopies(
    positions: readonly FilePosition[],
    seen: readonly Seen[],
    original?: FilePosition,
): void {
    for (const [i, copy] of positions.entries()) {
        if (copy.copyOf === undefined) {
            continue;
        }
        if (original && copy.copyOf === original.id) {
            copy.offset = Math.min(original.offset, seen[i]?.size ?? 0);
            delete copy.copyOf;
        } else if (Date.now() - (copy.heldSinceMillis ?? 0) > COPY_HOLD_MILLIS) {
            delete copy.copyOf;
        }
    }
}

/**
 * Finds the files of a flow: those that match its pattern, and those already begun that were renamed to a name that does
 * not. A file is known by its inode and its beginning, so that renaming, truncating, copying and then truncating, and an
 * inode that is used again each are distinguished from the others, and every line is read once.
 *
 * @param pattern absolute path with wildcards in its last part.
 * @param checkpoint where new files are entered, and files that are gone are left out.
 * @param fromEnd whether a new file is begun at its end.
 * @returns the files, oldest first.
 */
export function tailedFiles(pattern: string, checkpoint: Checkpoint, fromEnd: boolean): TailedFile[] {
    const matches = wildcard(path.basename(pattern));
    const known = new Map(checkpoint.files.map((position) => [position.id, position]));
    const seen = filesOf(path.dirname(pattern))
        .filter((file) => known.has(file.id) || matches.test(path.basename(file.path)))
        .sort((a, b) => a.bornMillis - b.bornMillis);
    const positions = seen.map((file) => known.get(file.id) ?? entered(file, checkpoint, seen, fromEnd));
    releaseCopies(positions, seen);
    const tailed = seen.flatMap((file, i) => {
        const position = positions[i];
        if (!position) {
            return [];
        }
        position.path = file.path;
        if (wasReplaced(position, file)) {
            releaseCopies(positions, seen, position);
            position.offset = 0;
            delete position.head;
            delete position.inLongLine;
        }
        keepHead(position);
        const rotated = i < seen.length - 1 && Date.now() - file.writtenMillis > QUIET_MILLIS;
        return [{ position, size: file.size, rotated }];
    });
    checkpoint.files = positions;
    return tailed.filter(({ position }) => position.copyOf === undefined);
}
