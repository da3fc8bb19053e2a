import { DeliveredLines } from "./delivered-lines";

/** One line of the results: the requests of one status in one window. */
export interface ResultRow {
    /** UTC, `yyyy-MM-dd HH:mm:ss`. */
    readonly windowStart: string;
    readonly windowEnd: string;
    /** null where the log has no status. */
    readonly status: number | null;
    readonly statusCount: number;
}

/** The time of a result row, milliseconds since 1970. */
export function rowMillis(time: string): number {
    return Date.parse(`${time.replace(" ", "T")}Z`);
}

/**
 * Reads the results back from the bucket, and remembers what it has read.
 *
 * Firehose delivers at least once, and Flink repeats what it had delivered since its last checkpoint when it is started
 * again: the same window and status, with the same count. Such a repetition counts once. With another count it would be
 * an error of ours, and is one.
 */
export class Results {
    private readonly rows = new Map<string, ResultRow>();

    /**
     * @param lines of the results' prefix.
     * @param fromMillis windows that begin earlier are left out, milliseconds since 1970.
     */
    constructor(
        private readonly lines: DeliveredLines,
        private readonly fromMillis: number,
    ) {}

    /** Reads what is new. @throws Error where a window was delivered twice with different counts. */
    async refresh(): Promise<void> {
        for (const { key, values } of await this.lines.fresh()) {
            this.add(values as unknown as ResultRow, key);
        }
    }

    private add(row: ResultRow, key: string): void {
        if (rowMillis(row.windowStart) < this.fromMillis) {
            return;
        }
        const id = `${row.windowStart} ${row.windowEnd} ${row.status}`;
        const known = this.rows.get(id);
        if (known && known.statusCount !== row.statusCount) {
            throw new Error(
                `${key}: window ${id} was counted as ${known.statusCount} and as ${row.statusCount}`,
            );
        }
        this.rows.set(id, row);
    }

    all(): ResultRow[] {
        return [...this.rows.values()];
    }

    /** Requests counted. */
    total(): number {
        return this.all().reduce((sum, row) => sum + row.statusCount, 0);
    }
}
