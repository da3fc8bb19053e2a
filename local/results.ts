import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";

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
    private readonly read = new Set<string>();

    /**
     * @param s3 a client that may read the bucket.
     * @param bucket the results bucket.
     * @param prefix of the keys of results.
     * @param fromMillis windows that begin earlier are left out, milliseconds since 1970.
     */
    constructor(
        private readonly s3: S3Client,
        private readonly bucket: string,
        private readonly prefix: string,
        private readonly fromMillis: number,
    ) {}

    /** Reads what is new. @throws Error where a window was delivered twice with different counts. */
    async refresh(): Promise<void> {
        for (const key of await this.newKeys()) {
            const answer = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
            const text = (await answer.Body?.transformToString()) ?? "";
            text.split("\n")
                .filter(Boolean)
                .forEach((line) => this.add(JSON.parse(line) as ResultRow, key));
            this.read.add(key);
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

    private async newKeys(): Promise<string[]> {
        const keys: string[] = [];
        let token: string | undefined;
        do {
            const page = await this.s3.send(
                new ListObjectsV2Command({
                    Bucket: this.bucket,
                    Prefix: this.prefix,
                    ContinuationToken: token,
                }),
            );
            for (const { Key, LastModified } of page.Contents ?? []) {
                const old = (LastModified?.getTime() ?? 0) < this.fromMillis - 1000;
                if (Key && !old && !this.read.has(Key)) {
                    keys.push(Key);
                }
            }
            token = page.NextContinuationToken;
        } while (token);
        return keys;
    }

    all(): ResultRow[] {
        return [...this.rows.values()];
    }

    /** Requests counted. */
    total(): number {
        return this.all().reduce((sum, row) => sum + row.statusCount, 0);
    }
}
