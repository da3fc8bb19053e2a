import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";

/** A line of a delivered object. */
export interface DeliveredLine {
    /** The object's key. */
    readonly key: string;
    readonly values: Readonly<Record<string, unknown>>;
}

/** The JSON lines that Firehose has put under one prefix of a bucket; each is read once. */
export class DeliveredLines {
    private readonly read = new Set<string>();

    /**
     * @param s3 a client that may read the bucket.
     * @param bucket the results bucket.
     * @param prefix of the keys.
     * @param fromMillis objects that are older are left out, milliseconds since 1970.
     */
    constructor(
        private readonly s3: S3Client,
        private readonly bucket: string,
        private readonly prefix: string,
        private readonly fromMillis: number,
    ) {}

    /** The lines of the objects that are new since the last call. */
    async fresh(): Promise<DeliveredLine[]> {
        const lines: DeliveredLine[] = [];
        for (const key of await this.newKeys()) {
            const answer = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
            const text = (await answer.Body?.transformToString()) ?? "";
            for (const line of text.split("\n").filter(Boolean)) {
                lines.push({ key, values: JSON.parse(line) as DeliveredLine["values"] });
            }
            this.read.add(key);
        }
        return lines;
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
}

/** The records that were rejected, each once however often it was delivered. */
export class RejectedRecords {
    private readonly records = new Map<string, DeliveredLine["values"]>();

    /**
     * @param lines of the error prefix.
     * @param fromMillis records that arrived earlier are left out, milliseconds since 1970.
     */
    constructor(
        private readonly lines: DeliveredLines,
        private readonly fromMillis: number,
    ) {}

    async refresh(): Promise<void> {
        for (const { values } of await this.lines.fresh()) {
            const arrived = Date.parse(`${String(values["arrivalTime"]).replace(" ", "T")}Z`);
            if (values["part"] === 1 && !(arrived < this.fromMillis)) {
                this.records.set(`${String(values["shardId"])} ${String(values["sequenceNumber"])}`, values);
            }
        }
    }

    /** How many there are of each reason. */
    byReason(): Map<string, number> {
        const counts = new Map<string, number>();
        for (const { reason } of this.records.values()) {
            counts.set(String(reason), (counts.get(String(reason)) ?? 0) + 1);
        }
        return counts;
    }

    total(): number {
        return this.records.size;
    }
}
