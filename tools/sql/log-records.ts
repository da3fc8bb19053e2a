import { toJson } from "./apache-log";
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

/** Records as a stream would have them, and how many lines are not records. */
export interface LogRecords {
    readonly records: StreamRecord[];
    readonly skipped: number;
}

/**
 * Makes the records that the agent would have made of a log, had each line been written at the time that it contains.
 *
 * @param lines of an access log in common or combined format, or JSON objects.
 * @param everyMillis by how much a JSON line arrives after the one before it: it contains no time.
 */
export function logRecords(lines: readonly string[], everyMillis: number): LogRecords {
    const records: StreamRecord[] = [];
    let arrivalMillis = 0;
    let skipped = 0;
    for (const line of lines) {
        const isJson = line.trimStart().startsWith("{");
        const data = isJson ? line : toJson(line, "COMMONAPACHELOG");
        if (data === undefined) {
            skipped += 1;
            continue;
        }
        // A shard's arrival times only grow.
        arrivalMillis = isJson
            ? arrivalMillis + everyMillis
            : Math.max(arrivalMillis, logMillis(line) ?? arrivalMillis);
        records.push({ arrivalMillis, data });
    }
    return { records, skipped };
}
