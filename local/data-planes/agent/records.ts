import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { JavaPattern } from "../../../components/foundation/java-regex/java-pattern";
import { fileId } from "./tailed-files";

/** The agent's buffer (awslabs/amazon-kinesis-agent, KinesisConstants): a record that fills it is cut there. */
export const BUFFER_BYTES = 5 * 1024 * 1024;
/** What is read at first; most batches fit. */
const FIRST_BYTES = 128 * 1024;
const GROWTH = 4;
const NEW_LINE = 0x0a;

/** Where a file is read on. */
export interface Place {
    readonly offset: number;
    /** Whether the bytes there belong to a record that filled the buffer; the rest of it is left out. */
    readonly inLongRecord: boolean;
    /** Header lines that are still to be left out. */
    readonly headerLines: number;
}

/** Records read from a file in one go; they lie one behind the other. */
export interface ReadRecords {
    /** Each with its newline, where it has one. */
    readonly records: readonly Buffer[];
    /** Where the first one begins. */
    readonly begin: number;
    /** Where the next reading begins. */
    readonly next: Place;
}

/** How a file is cut into records. */
export interface Cutting {
    /** Records at most. */
    readonly most: number;
    /** Whether nothing will follow, so that a last line without newline is a record, too. */
    readonly ended: boolean;
    readonly multiLineStart?: JavaPattern;
}

/**
 * Finds where a record ends.
 *
 * @param chunk of the file.
 * @param from where the record begins.
 * @param more whether the file goes on behind the chunk.
 * @returns the offset behind the record, or -1 where the chunk does not have its end.
 */
type Splitter = (chunk: Buffer, from: number, more: boolean) => number;

const lineEnd: Splitter = (chunk, from) => {
    const end = chunk.indexOf(NEW_LINE, from);
    return end < 0 ? -1 : end + 1;
};

/**
 * A record ends where a line after its first one begins with the pattern, or at the end of what has been written so far: the
 * agent does not wait for the next record's beginning (its RegexSplitter). Versions differ in whether they take a last line that
 * is not yet written to its end; this one waits for it.
 */
function multiLineEnd(start: JavaPattern): Splitter {
    return (chunk, from, more) => {
        let begin = lineEnd(chunk, from, more);
        if (begin < 0) {
            return -1;
        }
        for (let end = lineEnd(chunk, begin, more); end >= 0; end = lineEnd(chunk, begin, more)) {
            if (start.looksAt(chunk.toString("utf8", begin, end))) {
                return begin;
            }
            begin = end;
        }
        return !more && begin === chunk.length ? begin : -1;
    };
}

/** Bytes of an open file from an offset, at most so many. */
function chunkAt(descriptor: number, offset: number, bytes: number): Buffer {
    const buffer = Buffer.allocUnsafe(bytes);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, offset));
}

/** Leaves out header lines. @returns bytes that they take, and lines that are still missing. */
function skipHeader(chunk: Buffer, lines: number): { bytes: number; missing: number } {
    let bytes = 0;
    let missing = lines;
    while (missing > 0) {
        const end = lineEnd(chunk, bytes, false);
        if (end < 0) {
            break;
        }
        bytes = end;
        missing -= 1;
    }
    return { bytes, missing };
}

/** Cuts the whole records out of a chunk. @returns them, and where the last one ends. */
function wholeRecords(chunk: Buffer, from: number, most: number, endOf: (begin: number) => number) {
    const records: Buffer[] = [];
    let bytes = from;
    while (records.length < most) {
        const end = endOf(bytes);
        if (end < 0) {
            break;
        }
        records.push(chunk.subarray(bytes, end));
        bytes = end;
    }
    return { records, bytes };
}

/** Cuts a chunk into records. */
function cut(
    chunk: Buffer,
    place: Place,
    { most, ended, multiLineStart }: Cutting,
    more: boolean,
): ReadRecords {
    const splitter = multiLineStart ? multiLineEnd(multiLineStart) : lineEnd;
    const header = skipHeader(chunk, place.headerLines);
    const at = (bytes: number, inLongRecord = false): Place => ({
        offset: place.offset + bytes,
        inLongRecord,
        headerLines: header.missing,
    });
    if (place.inLongRecord) {
        const end = splitter(chunk, 0, more);
        return { records: [], begin: place.offset, next: at(end < 0 ? chunk.length : end, end < 0) };
    }
    const begin = place.offset + header.bytes;
    const wanted = header.missing > 0 ? 0 : most;
    const { records, bytes } = wholeRecords(chunk, header.bytes, wanted, (from) =>
        splitter(chunk, from, more),
    );
    const isRunaway = bytes === 0 && chunk.length === BUFFER_BYTES;
    const isLastLine = ended && !more && bytes < chunk.length;
    if (records.length > 0 || !(isRunaway || isLastLine)) {
        return { records, begin, next: at(bytes) };
    }
    const rest = header.missing > 0 ? [] : [chunk.subarray(bytes)];
    return { records: rest, begin, next: at(chunk.length, isRunaway) };
}

/**
 * Reads records from a file.
 *
 * @param path the file.
 * @param id which file that is to be, see tailed-files.ts; where the path leads to another by now, nothing is read.
 * @param place where to begin.
 * @param cutting how records are cut.
 */
export function readRecords(path: string, id: string, place: Place, cutting: Cutting): ReadRecords {
    const descriptor = openSync(path, "r");
    try {
        if (fileId(fstatSync(descriptor)) !== id) {
            return { records: [], begin: place.offset, next: place };
        }
        for (let bytes = FIRST_BYTES; ; bytes = Math.min(bytes * GROWTH, BUFFER_BYTES)) {
            const chunk = chunkAt(descriptor, place.offset, bytes);
            const isLast = chunk.length < bytes || bytes === BUFFER_BYTES;
            const more = fstatSync(descriptor).size > place.offset + chunk.length;
            const found = cut(chunk, place, cutting, more);
            if (isLast || found.records.length >= cutting.most) {
                return found;
            }
        }
    } finally {
        closeSync(descriptor);
    }
}
