import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { AgentRecord } from "./checkpoint";
import { Flow, MAX_RECORD_BYTES } from "./flow";
import { Place, ReadRecords } from "./records";
import { decodeUtf8 } from "./utf8";

/** What one call sends of the records that were read. */
export interface Batch {
    readonly records: AgentRecord[];
    /** Records that the flow's processing skipped, as they were. */
    readonly skipped: readonly Buffer[];
    /** Records that were sent or skipped. */
    readonly read: number;
    /** Where the next reading begins. */
    readonly next: Place;
}

const RANDOM_KEYS = 1_000_000;

/**
 * A record's partition key, as the agent forms it (its KinesisRecord). Without processing, the agent hashes the whole buffer that
 * it has read and not only the record; what that is depends on the moment, so the record stands for it here.
 */
function partitionKey(option: Flow["partitionKeyOption"], data: string | Buffer): string {
    return option === "DETERMINISTIC"
        ? createHash("md5").update(data).digest("hex")
        : String(Math.random() * RANDOM_KEYS);
}

/** Cuts what is longer than a stream takes, with its key, and ends it with the flow's terminator (its AbstractRecord). */
function truncated(data: string | Buffer, keyBytes: number, terminator: string): Buffer {
    const bytes = Buffer.from(data).subarray(0, MAX_RECORD_BYTES - keyBytes);
    bytes.write(terminator, bytes.length - Buffer.byteLength(terminator));
    return bytes;
}

function agentRecord(flow: Flow, data: string | Buffer): { record: AgentRecord; bytes: number } {
    const key = partitionKey(flow.partitionKeyOption, data);
    const length = Buffer.byteLength(data) + key.length;
    const fitting =
        length > MAX_RECORD_BYTES ? truncated(data, key.length, flow.truncatedRecordTerminator) : data;
    const bytes = Math.min(length, MAX_RECORD_BYTES);
    if (typeof fitting === "string" || isUtf8(fitting)) {
        return { record: { key, data: fitting.toString() }, bytes };
    }
    return { record: { key, data: fitting.toString("base64"), base64: true }, bytes };
}

/**
 * Makes the records of one call.
 *
 * @param flow how records are processed, and how many bytes a call has at most; a record that is larger goes alone.
 * @param found what was read.
 */
export function makeBatch(flow: Flow, found: ReadRecords): Batch {
    const records: AgentRecord[] = [];
    const skipped: Buffer[] = [];
    let offset = found.begin;
    let total = 0;
    for (const read of found.records) {
        const data = flow.convert ? flow.convert(decodeUtf8(read)) : read;
        if (data === undefined) {
            skipped.push(read);
        } else {
            const { record, bytes } = agentRecord(flow, data);
            if (records.length > 0 && total + bytes > flow.maxBufferSizeBytes) {
                const next = { offset, inLongRecord: false, headerLines: 0 };
                return { records, skipped, read: records.length + skipped.length, next };
            }
            records.push(record);
            total += bytes;
        }
        offset += read.length;
    }
    return { records, skipped, read: found.records.length, next: found.next };
}
