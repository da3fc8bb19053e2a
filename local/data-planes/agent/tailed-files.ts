import { closeSync, openSync, readSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { Checkpoint, FilePosition } from "./checkpoint";
import { isTailed } from "./file-pattern";

/** A file that the agent tails. */
export interface TailedFile {
    readonly position: FilePosition;
    readonly size: number;
    /** Whether a newer file follows and nothing more is written to this one, so that its last line needs no newline. */
    readonly rotated: boolean;
}

/** How files are begun. */
export interface Start {
    /** Whether the files that are found at the agent's first look are begun at their ends. */
    readonly fromEnd: boolean;
    /** Header lines that are left out of each file. */
    readonly headerLines: number;
}

/** Bytes of a file's beginning that distinguish it from another file that was given its inode later. */
const HEAD_BYTES = 256;
/** Time without a write after which a rotated file is complete. */
const QUIET_MILLIS = 5000;
/** A copy whose original is not truncated within this time is another file. */
const COPY_HOLD_MILLIS = 10_000;
const CHUNK_BYTES = 64 * 1024;
const NEW_LINE = 0x0a;

interface Seen {
    readonly id: string;
    readonly path: string;
    readonly size: number;
    readonly bornMillis: number;
    readonly writtenMillis: number;
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

/** Works on an open file; undefined where it is gone meanwhile. */
function withFile<T>(file: string, work: (descriptor: number) => T): T | undefined {
    let descriptor: number;
    try {
        descriptor = openSync(file, "r");
    } catch {
        return undefined; // renamed or deleted since it was seen
    }
    try {
        return work(descriptor);
    } finally {
        closeSync(descriptor);
    }
}

/** A file's first bytes, as text that can be kept. @param bytes at most. */
function headOf(file: string, bytes: number): string {
    const head = withFile(file, (descriptor) => {
        const buffer = Buffer.alloc(bytes);
        return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, 0)).toString("base64");
    });
    return head ?? "";
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

/** How many of a file's first lines, at most so many, are not there yet. */
function missingLines(descriptor: number, lines: number): number {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let missing = lines;
    for (let offset = 0; missing > 0; offset += CHUNK_BYTES) {
        const bytes = chunk.subarray(0, readSync(descriptor, chunk, 0, CHUNK_BYTES, offset));
        for (let at = bytes.indexOf(NEW_LINE); at >= 0 && missing > 0; at = bytes.indexOf(NEW_LINE, at + 1)) {
            missing -= 1;
        }
        if (bytes.length < CHUNK_BYTES) {
            break;
        }
    }
    return missing;
}

/** The offset behind a file's last whole line. */
function lastLineEnd(descriptor: number, size: number): number {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let end = size; end > 0; end -= CHUNK_BYTES) {
        const begin = Math.max(0, end - CHUNK_BYTES);
        const last = chunk
            .subarray(0, readSync(descriptor, chunk, 0, end - begin, begin))
            .lastIndexOf(NEW_LINE);
        if (last >= 0) {
            return begin + last + 1;
        }
    }
    return 0;
}

/**
 * Where a file is begun at its end: behind its last whole line, so that one that is being written is read whole. A file that has
 * not all of its header lines yet is read from behind those that it has.
 */
function endOf(file: Seen, headerLines: number): { offset: number; headerLines: number } {
    const end = withFile(file.path, (descriptor) => ({
        offset: lastLineEnd(descriptor, file.size),
        headerLines: missingLines(descriptor, headerLines),
    }));
    return end ?? { offset: 0, headerLines };
}

function entered(file: Seen, checkpoint: Checkpoint, seen: readonly Seen[], start: Start): FilePosition {
    const original = originalOf(file, checkpoint.files, seen);
    const { headerLines } = start;
    return {
        id: file.id,
        path: file.path,
        ...(start.fromEnd ? endOf(file, headerLines) : { offset: 0, headerLines }),
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
            copy.headerLines = original.headerLines ?? 0;
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
 * @param pattern absolute path, its last part a glob.
 * @param checkpoint where new files are entered, and files that are gone are left out.
 * @param start how files are begun; a file that appears later, as by rotation, is begun at its beginning.
 * @returns the files, oldest first.
 */
export function tailedFiles(pattern: string, checkpoint: Checkpoint, start: Start): TailedFile[] {
    const glob = path.basename(pattern);
    const known = new Map(checkpoint.files.map((position) => [position.id, position]));
    const fromEnd = start.fromEnd && !checkpoint.begun && checkpoint.files.length === 0;
    const seen = filesOf(path.dirname(pattern))
        .filter((file) => known.has(file.id) || isTailed(path.basename(file.path), glob))
        .sort((a, b) => a.bornMillis - b.bornMillis);
    const positions = seen.map(
        (file) => known.get(file.id) ?? entered(file, checkpoint, seen, { ...start, fromEnd }),
    );
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
            position.headerLines = start.headerLines;
            delete position.head;
            delete position.inLongRecord;
        }
        keepHead(position);
        const rotated = i < seen.length - 1 && Date.now() - file.writtenMillis > QUIET_MILLIS;
        return [{ position, size: file.size, rotated }];
    });
    checkpoint.files = positions;
    checkpoint.begun = true;
    return tailed.filter(({ position }) => position.copyOf === undefined);
}
