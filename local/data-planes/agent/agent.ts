import { appendFileSync, existsSync, mkdirSync, statSync, truncateSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { Backoff } from "./backoff";
import { Batch, makeBatch } from "./batch";
import { Checkpoint, PendingBatch, finish, readCheckpoint, recordBytes, writeCheckpoint } from "./checkpoint";
import { AgentFiles } from "./files";
import { Flow } from "./flow";
import { readRecords } from "./records";
import { AgentStatus, StatusFile } from "./status";
import { TailedFile, tailedFiles } from "./tailed-files";

/** A wait of none would leave no time for anything else. */
const LEAST_POLL_MILLIS = 1;
const NEW_LINE = Buffer.from("\n");

/** Does for one flow what the Amazon Kinesis Agent does: tails files and puts their lines into a stream. */
export class FlowRunner {
    private readonly checkpoint: Checkpoint;
    private readonly backoff: Backoff;
    private failure: { readonly message: string; readonly atMillis: number } | undefined;

    /**
     * @param flow the flow, its pattern below the instance's folder.
     * @param files where the agent keeps the flow's files.
     * @param kinesis a client with the instance role's credentials.
     * @param publish takes the flow's status. @default it is the agent's status
     */
    constructor(
        private readonly flow: Flow,
        private readonly files: AgentFiles,
        private readonly kinesis: KinesisClient,
        private readonly publish: (status: AgentStatus) => void = statusOfOne(files),
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
                await sleep(Math.max(LEAST_POLL_MILLIS, this.flow.pollMillis));
            }
        }
    }

    /** Sends one batch, where there is one. @returns whether there was. */
    async step(): Promise<boolean> {
        if (!this.checkpoint.pending) {
            const tailed = tailedFiles(this.flow.filePattern, this.checkpoint, {
                fromEnd: this.flow.initialPosition === "END_OF_FILE",
                headerLines: this.flow.skipHeaderLines,
            });
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
            const place = {
                offset: position.offset,
                inLongRecord: position.inLongRecord ?? false,
                headerLines: position.headerLines ?? 0,
            };
            const cutting = {
                most: this.flow.maxBufferSizeRecords,
                ended: rotated,
                ...(this.flow.multiLineStart && { multiLineStart: this.flow.multiLineStart }),
            };
            const found = readRecords(position.path, position.id, place, cutting);
            if (found.next.offset > position.offset) {
                return this.pending(position.id, makeBatch(this.flow, found));
            }
        }
        return undefined;
    }

    private pending(fileId: string, { records, skipped, read, next }: Batch): PendingBatch {
        const kept = Buffer.concat(
            skipped.flatMap((line) => (line.at(-1) === NEW_LINE[0] ? [line] : [line, NEW_LINE])),
        );
        appendFileSync(this.files.skipped, kept);
        return {
            stream: this.flow.kinesisStream,
            startedAtMillis: Date.now(),
            fileId,
            ...next,
            read,
            skipped: skipped.length,
            skippedBytes: this.checkpoint.skippedBytes + kept.length,
            records,
            sent: 0,
        };
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
        const Records = batch.records.map((record) => ({
            PartitionKey: record.key,
            Data: recordBytes(record),
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
        this.publish({
            read,
            skipped,
            sent,
            lastSentMillis,
            backlogBytes: pending ? Math.max(1, behind) : behind,
            lastError: this.failure?.message,
            lastErrorMillis: this.failure?.atMillis,
            atMillis: Date.now(),
        });
    }
}

function statusOfOne(files: AgentFiles): (status: AgentStatus) => void {
    const file = new StatusFile(files.status);
    return (status) => file.report(0, status);
}
