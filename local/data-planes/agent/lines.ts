import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { fileId } from "./tailed-files";

/** Amazon Kinesis Agent: the largest record that a stream takes, 1 MiB with its key; longer lines are left out. */
const LONGEST_LINE_BYTES = 1024 * 1024 - 256;
const CHUNK_BYTES = 2 * LONGEST_LINE_BYTES;

/** Lines read from a file in one go. */
export interface Lines {
    /** Without their newlines. */
    readonly lines: string[];
    /** Lines that were too long, and so were left out. */
    readonly tooLong: number;
    /** Where the next reading begins. */
    readonly offset: number;
    /** Whether that is in the middle of a line that is being left out. */
    readonly inLongLine: boolean;
}

/** Bytes of an open file from an offset, at most a chunk. */
function chunkAt(descriptor: number, offset: number): Buffer {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, CHUNK_BYTES, offset));
}

/** Splits a chunk into whole lines, and counts the bytes that they take. @param most lines at most. */
function split(chunk: Buffer, most: number): { lines: string[]; bytes: number } {
    const lines: string[] = [];
    let bytes = 0;
    while (lines.length < most) {
        const end = chunk.indexOf(0x0a, bytes);
        if (end < 0) {
            break;
        }
        lines.push(chunk.toString("utf8", bytes, end));
        bytes = end + 1;
    }
    return { lines, bytes };
}

/**
 * Reads whole lines from a file.
 *
 * @param path the file.
 * @param id which file that is to be, see tailed-files.ts; where the path leads to another by now, nothing is read.
 * @param offset byte at which to begin.
 * @param inLongLine whether that is in the middle of a line that is being left out.
 * @param most lines at most.
 * @param ended whether nothing will follow, so that a last line without newline counts as a line.
 */
export function readLines(
    path: string,
    id: string,
    offset: number,
    inLongLine: boolean,
    most: number,
    ended: boolean,
): Lines {
    const descriptor = openSync(path, "r");
    try {
        if (fileId(fstatSync(descriptor)) !== id) {
            return { lines: [], tooLong: 0, offset, inLongLine };
        }
        const chunk = chunkAt(descriptor, offset);
        if (inLongLine) {
            const end = chunk.indexOf(0x0a);
            return {
                lines: [],
                tooLong: 0,
                offset: offset + (end < 0 ? chunk.length : end + 1),
                inLongLine: end < 0,
            };
        }
        const { lines, bytes } = split(chunk, most);
        if (lines.length > 0) {
            const fitting = lines.filter((line) => Buffer.byteLength(line) <= LONGEST_LINE_BYTES);
            const tooLong = lines.length - fitting.length;
            return { lines: fitting, tooLong, offset: offset + bytes, inLongLine: false };
        }
        if (chunk.length === CHUNK_BYTES) {
            return { lines: [], tooLong: 1, offset: offset + chunk.length, inLongLine: true };
        }
        const isLast = ended && chunk.length > 0 && fstatSync(descriptor).size === offset + chunk.length;
        return isLast
            ? {
                  lines: [chunk.toString("utf8")],
                  tooLong: 0,
                  offset: offset + chunk.length,
                  inLongLine: false,
              }
            : { lines: [], tooLong: 0, offset, inLongLine: false };
    } finally {
        closeSync(descriptor);
    }
}
