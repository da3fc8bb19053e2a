import { readJson, writeWhole } from "../../../tools/runtime/processes";

/** How far one file has been read. A file is known by its inode: a rotated file keeps it, its name changes. */
export interface FilePosition {
    /** `DEVICE:INODE`. */
    readonly id: string;
    /** Where it was seen last. */
    path: string;
    /** Bytes read and done with. */
    offset: number;
    /** Whether the bytes at the offset belong to a record that was too long and whose rest is being left out. */
    inLongRecord?: boolean;
    /** Header lines that are still to be left out. */
    headerLines?: number;
    /** Its first bytes, in base64: an inode is used again, a beginning is not. */
    head?: string;
    /** The file that this one seems to be a copy of; it is not read before that one is truncated. */
    copyOf?: string;
    heldSinceMillis?: number;
}

/** A record as it is put into the stream. */
export interface AgentRecord {
    readonly key: string;
    readonly data: string;
    /** Whether the data are in base64: they are not UTF-8. */
    readonly base64?: boolean;
}

/** The bytes of a record's data. */
export function recordBytes({ data, base64 }: AgentRecord): Buffer {
    return Buffer.from(data, base64 ? "base64" : "utf8");
}

/**
 * A PutRecords call that was started and whose end is not known. Written before the call: where the agent is killed
 * during it, what the stream took is settled from this, so that no line is lost or sent twice.
 */
export interface PendingBatch {
    readonly stream: string;
    readonly startedAtMillis: number;
    /** The file's position once the batch is done. */
    readonly fileId: string;
    readonly offset: number;
    readonly inLongRecord: boolean;
    readonly headerLines: number;
    /** Records of the batch, and those of them that were skipped. */
    readonly read: number;
    readonly skipped: number;
    /** Size of the skipped-lines file once the batch is done. */
    readonly skippedBytes: number;
    /** What the stream has not yet been seen to take. */
    records: AgentRecord[];
    /** How many records it has taken. */
    sent: number;
}

/** All that the agent remembers. */
export interface Checkpoint {
    files: FilePosition[];
    /** Whether the agent has looked for files: those that it finds later are begun at their beginning. */
    begun?: boolean;
    /** Lines read, ever. */
    read: number;
    /** Lines skipped: they match no record and are kept in the skipped-lines file. */
    skipped: number;
    /** Records that the stream has taken. */
    sent: number;
    /** Arrival of the last record that the stream has taken, milliseconds since 1970; not before it. */
    lastSentMillis: number;
    skippedBytes: number;
    pending?: PendingBatch;
}

/** Reads the agent's checkpoint; a new one where there is none. */
export function readCheckpoint(file: string): Checkpoint {
    return (
        readJson<Checkpoint>(file) ?? {
            files: [],
            read: 0,
            skipped: 0,
            sent: 0,
            lastSentMillis: 0,
            skippedBytes: 0,
        }
    );
}

export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
    writeWhole(file, JSON.stringify(checkpoint));
}

/** Books a pending batch, all of whose records the stream has taken. */
export function finish(checkpoint: Checkpoint): void {
    const batch = checkpoint.pending;
    if (!batch) {
        return;
    }
    const position = checkpoint.files.find((file) => file.id === batch.fileId);
    if (position) {
        position.offset = batch.offset;
        position.inLongRecord = batch.inLongRecord;
        position.headerLines = batch.headerLines;
    }
    checkpoint.read += batch.read;
    checkpoint.skipped += batch.skipped;
    checkpoint.sent += batch.sent;
    checkpoint.skippedBytes = batch.skippedBytes;
    if (batch.sent > 0) {
        checkpoint.lastSentMillis = Date.now();
    }
    delete checkpoint.pending;
}
