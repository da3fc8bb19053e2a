import { createHash, randomInt } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, statSync, truncateSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { writeWhole } from "../../../tools/runtime/processes";
import { Flow } from "./agent-json";
import { toJson } from "../../../tools/sql/apache-log";
import { Backoff } from "./backoff";
import { AgentRecord, Checkpoint, PendingBatch, finish, readCheckpoint, writeCheckpoint } from "./checkpoint";
import { readLines } from "./lines";
import { TailedFile, tailedFiles } from "./tailed-files";

/** Where the agent keeps what it knows, all below the instance's folder. */
export interface AgentFiles {
    readonly checkpoint: string;
    /** Lines that match no record, as they were. */
    readonly skipped: string;
    readonly status: string;
}

/** What the agent says of itself. */
export interface AgentStatus {
    readonly read: number;
    readonly skipped: number;
    readonly sent: number;
    readonly lastSentMillis: number;
    /** Bytes of the logs that are not yet in the stream. */
    readonly backlogBytes: number;
    /** The last failure, cleared by the next success. */
    readonly lastError?: string;
    /** When that was, milliseconds since 1970. */
    readonly lastErrorMillis?: number;
    /** When this was written, milliseconds since 1970. */
    readonly atMillis: number;
}

const IDLE_MILLIS = 200;

/**
 * Where an instance's agent keeps its files, as the Amazon Kinesis Agent names its folders.
 *
 * @param root the instance's folder.
 */
export function agentFiles(root: string): AgentFiles {
    return {
        checkpoint: path.join(root, "var/run/aws-kinesis-agent/checkpoints.json"),
        skipped: path.join(root, "var/log/aws-kinesis-agent/skipped-lines.log"),
        status: path.join(root, "var/run/aws-kinesis-agent/status.json"),
    };
}

/** Does for one flow what the Amazon Kinesis Agent does: tails files and puts their lines into a stream. */
export class FlowRunner {
    private readonly checkpoint: Checkpoint;
    private readonly backoff: Backoff;
    private failure: { readonly message: string; readonly atMillis: number } | undefined;

    /**
     * @param flow the flow, its pattern below the instance's folder.
     * @param files where the agent keeps its files.
     * @param kinesis a client with the instance role's credentials.
     */
    constructor(
        private readonly flow: Flow,
        private readonly files: AgentFiles,
        private readonly kinesis: KinesisClient,
    ) {
        this.checkpoint = readCheckpoint(files.checkpoint);
        this.backoff = new Backoff(flow.retryInitialBackoffMillis, flow.retryMaxBackoffMillis);
        mkdirSync(path.dirname(files.skipped), { recursive: true });
        // What was written of skipped lines after the last checkpoint will be written again.
        if (existsSync(files.skipped) && statSync(files.skipped).size > this.checkpoint.skippedBytes) {
            truncateSync(files.skipped, this.checkpoint.skippedBytes);
        }
    }

    /** Runs until the signal says stop. */
    async run(signal: AbortSignal): Promise<void> {
        while (!signal.aborted) {
            const worked = await this.step();
            if (!worked) {
                await sleep(IDLE_MILLIS);
            }
        }
    }

    /** Sends one batch, where there is one. @returns whether there was. */
    async step(): Promise<boolean> {
        if (!this.checkpoint.pending) {
            const tailed = tailedFiles(
                this.flow.filePattern,
                this.checkpoint,
                this.flow.initialPosition === "END_OF_FILE",
            );
            const batch = this.nextBatch(tailed);
            this.report(tailed);
            if (!batch) {
                return false;
            }
            this.checkpoint.pending = batch;
            writeCheckpoint(this.files.checkpoint, this.checkpoint);
        }
        await this.send(this.checkpoint.pending);
        return true;
    }

    private nextBatch(tailed: TailedFile[]): PendingBatch | undefined {
        for (const { position, size, rotated } of tailed) {
            if (position.offset >= size) {
                continue;
            }
            const found = readLines(
                position.path,
                position.id,
                position.offset,
                position.inLongLine ?? false,
                this.flow.maxBufferSizeRecords,
                rotated,
            );
            if (found.offset > position.offset) {
                return this.batch(position.id, found);
            }
        }
        return undefined;
    }

    private batch(fileId: string, found: ReturnType<typeof readLines>): PendingBatch {
        const records: AgentRecord[] = [];
        const skipped: string[] = [];
        for (const line of found.lines) {
            const data = this.flow.logFormat ? toJson(line, this.flow.logFormat) : line;
            if (data === undefined) {
                skipped.push(line);
            } else {
                records.push({ key: this.partitionKey(data), data: `${data}\n` });
            }
        }
        const kept = [
            ...skipped.map((line) => `${line}\n`),
            ...Array(found.tooLong).fill("(a line of over 1 MiB)\n"),
        ];
        const text = kept.join("");
        appendFileSync(this.files.skipped, text);
        return {
            stream: this.flow.kinesisStream,
            startedAtMillis: Date.now(),
            fileId,
            offset: found.offset,
            inLongLine: found.inLongLine,
            read: found.lines.length + found.tooLong,
            skipped: skipped.length + found.tooLong,
            skippedBytes: this.checkpoint.skippedBytes + Buffer.byteLength(text),
            records,
            sent: 0,
        };
    }

    private partitionKey(data: string): string {
        return this.flow.partitionKeyOption === "DETERMINISTIC"
            ? createHash("sha1").update(data).digest("hex")
            : `${randomInt(2 ** 47)}${randomInt(2 ** 47)}`;
    }

    /** Puts what is left of a batch, once; with what the stream refused, the next step goes on after a while. */
    private async send(batch: PendingBatch): Promise<void> {
        await sleep(this.backoff.nextMillis());
        try {
            await this.put(batch);
            if (batch.records.length === 0) {
                finish(this.checkpoint);
                this.failure = undefined;
                this.backoff.succeeded();
            }
            writeCheckpoint(this.files.checkpoint, this.checkpoint);
        } catch (error) {
            this.backoff.failed();
            this.fail(`${(error as Error).name}: ${(error as Error).message}`);
        }
        if (this.checkpoint.pending) {
            this.report([]);
        }
    }

    /** One PutRecords call. The records that it takes leave the batch. */
    private async put(batch: PendingBatch): Promise<void> {
        if (batch.records.length === 0) {
            return;
        }
        const Records = batch.records.map(({ key, data }) => ({
            PartitionKey: key,
            Data: Buffer.from(data),
        }));
        const answer = await this.kinesis.send(new PutRecordsCommand({ StreamName: batch.stream, Records }));
        const results = answer.Records ?? [];
        const refused = results.filter((result) => result.ErrorCode !== undefined);
        batch.records = batch.records.filter((_, i) => results[i]?.ErrorCode !== undefined);
        batch.sent += Records.length - refused.length;
        if (refused.length > 0) {
            this.backoff.failed(refused.length / Records.length);
            this.fail(
                `${refused.length} of ${Records.length} records: ${refused[0]?.ErrorCode}: ${refused[0]?.ErrorMessage}`,
            );
        }
    }

    private fail(message: string): void {
        this.failure = { message, atMillis: Date.now() };
        console.error(`${new Date().toISOString()} PutRecords to ${this.flow.kinesisStream}: ${message}`);
    }

    private report(tailed: TailedFile[]): void {
        const { read, skipped, sent, lastSentMillis, pending } = this.checkpoint;
        const behind = tailed.reduce(
            (sum, { position, size }) => sum + Math.max(0, size - position.offset),
            0,
        );
        const status: AgentStatus = {
            read,
            skipped,
            sent,
            lastSentMillis,
            backlogBytes: pending ? Math.max(1, behind) : behind,
            lastError: this.failure?.message,
            lastErrorMillis: this.failure?.atMillis,
            atMillis: Date.now(),
        };
        writeWhole(this.files.status, JSON.stringify(status));
    }
}
