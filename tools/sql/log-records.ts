import { RecordColumn, RecordsFormat } from "../../components/queries/query";
import { StreamRecord } from "./query-tool";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TIME = /\[(\d{2})\/(\w{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\]/;

/** The time of an access log's line, milliseconds since 1970; undefined where it has none. */
export function logMillis(line: string): number | undefined {
    const [, day, month = "", year, hour, minute, second, sign, zoneHours, zoneMinutes] =
        TIME.exec(line) ?? [];
    const at = Date.UTC(
        Number(year),
        MONTHS.indexOf(month),
        Number(day),
        Number(hour),
        Number(minute),
        Number(second),
    );
    const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === "-" ? -1 : 1);
    return Number.isNaN(at - zone) ? undefined : at - zone;
}

/** Records as a stream would have them, and how many lines are no records. */
export interface LogRecords {
    readonly records: StreamRecord[];
    readonly skipped: number;
}

/** How the lines of a file become records. */
export interface Reading {
    /** The agent's conversion of a log line to JSON; undefined where the line is none. */
    readonly parseLine: (line: string) => string | undefined;
    /** By how much a line without a time arrives after the one before it, milliseconds. */
    readonly everyMillis: number;
    /** The query's schema: whether records are CSV, or JSON arrays. */
    readonly schema: string;
}

/** The parts of a schema file that say how records are written. */
interface Schema {
    readonly records?: RecordsFormat;
    readonly columns?: readonly RecordColumn[];
}

function schemaOf(text: string): Schema {
    try {
        return (JSON.parse(text) as Schema | null) ?? {};
    } catch {
        return {}; // the job says what is wrong with it
    }
}

/** Whether a record of the schema is an array itself: its rows are `$[0:]`. */
function isArrayRecord({ records, columns = [] }: Schema): boolean {
    const rowPath = records?.format === "JSON" ? records.rowPath : undefined;
    return [rowPath, ...columns.map((column) => column.path)].some((path) => path?.startsWith("$[0:]"));
}

/** The elements of a file that is one JSON array of objects; undefined for another file. */
function arrayElements(text: string): string[] | undefined {
    if (!text.trimStart().startsWith("[")) {
        return undefined;
    }
    try {
        const elements = JSON.parse(text) as object[];
        return elements.map((element) => JSON.stringify(element));
    } catch {
        return undefined; // lines that begin with a bracket
    }
}

/** Makes records of lines that say when they were written, and of lines that are records as they are. */
function recordsOf(
    lines: readonly string[],
    { parseLine, everyMillis }: Reading,
    isRecord: (line: string) => boolean,
): LogRecords {
    const records: StreamRecord[] = [];
    let arrivalMillis = 0;
    let skipped = 0;
    for (const line of lines) {
        const asItIs = isRecord(line);
        const data = asItIs ? line : parseLine(line);
        if (data === undefined) {
            skipped += 1;
            continue;
        }
        // A shard's arrival times only grow.
        arrivalMillis = asItIs
            ? arrivalMillis + everyMillis
            : Math.max(arrivalMillis, logMillis(line) ?? arrivalMillis + everyMillis);
        records.push({ arrivalMillis, data });
    }
    return { records, skipped };
}

/**
 * Makes the records of a file: those that the agent would have made of a log, had each line been written at the time that it
 * contains, or the file's own, one per line.
 *
 * @param text an access log, JSON objects one per line or in one array, or the CSV lines of a schema for CSV; a byte-order mark
 * is left out.
 */
export function fileRecords(text: string, reading: Reading): LogRecords {
    const content = text.replace(/^\uFEFF/, "");
    const schema = schemaOf(reading.schema);
    const isCsv = schema.records?.format === "CSV";
    const isArray = isArrayRecord(schema);
    const lines =
        (isCsv || isArray ? undefined : arrayElements(content)) ?? content.split(/\r?\n/).filter(Boolean);
    const json = isArray ? /^\s*\[/ : /^\s*\{/;
    return recordsOf(lines, reading, (line) => isCsv || json.test(line));
}
