import { columnTable } from "../../tools/runtime/tables";
import { ResultRow } from "./results";

const BAR_WIDTH = 40;
/** Windows shown one by one; more are summed up. */
const MOST_WINDOWS = 20;

/** A table with right-aligned numbers and a bar to its last column. */
function table(head: readonly [string, string], rows: readonly (readonly [string, number])[]): string {
    const most = Math.max(1, ...rows.map(([, count]) => count));
    const first = Math.max(head[0].length, ...rows.map(([name]) => name.length));
    const second = Math.max(head[1].length, ...rows.map(([, count]) => count.toLocaleString("en").length));
    const bar = (count: number) =>
        "█".repeat(Math.max(count > 0 ? 1 : 0, Math.round((count / most) * BAR_WIDTH)));
    const lines = rows.map(
        ([name, count]) =>
            `  ${name.padEnd(first)}  ${count.toLocaleString("en").padStart(second)}  ${bar(count)}`,
    );
    return [`  ${head[0].padEnd(first)}  ${head[1].padStart(second)}`, ...lines].join("\n");
}

function summed(rows: readonly ResultRow[], key: (row: ResultRow) => string): Map<string, number> {
    const sums = new Map<string, number>();
    for (const row of rows) {
        sums.set(key(row), (sums.get(key(row)) ?? 0) + row.statusCount);
    }
    return sums;
}

/** Counts by status, most frequent first. */
export function statusTable(rows: readonly ResultRow[]): string {
    const sums = [...summed(rows, (row) => String(row.status ?? "-"))];
    return table(
        ["status", "requests"],
        sums.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
    );
}

/** Counts by window, oldest first. */
export function windowTable(rows: readonly ResultRow[]): string {
    const sums = [...summed(rows, (row) => `${row.windowStart} – ${row.windowEnd.slice(11)}`)];
    sums.sort((a, b) => a[0].localeCompare(b[0]));
    const earlier = sums.slice(0, Math.max(0, sums.length - MOST_WINDOWS));
    const rest = earlier.reduce((sum, [, count]) => sum + count, 0);
    const shown: (readonly [string, number])[] = sums.slice(earlier.length);
    const first: (readonly [string, number])[] =
        earlier.length > 0 ? [[`${earlier.length} earlier windows`, rest]] : [];
    return table(["window (UTC)", "requests"], [...first, ...shown]);
}

/** The last rows of a query, with its columns. */
export function rowsTable(rows: readonly Readonly<Record<string, unknown>>[]): string {
    const [first = {}] = rows;
    const columns = Object.keys(first);
    const shown = rows.slice(-MOST_WINDOWS);
    const more = rows.length > shown.length ? [`  … ${rows.length - shown.length} rows before these`] : [];
    const cells = shown.map((row) => columns.map((column) => String(row[column] ?? "-")));
    return [...more, columnTable(columns, cells)].join("\n");
}
