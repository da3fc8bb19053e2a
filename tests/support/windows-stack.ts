import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
    GetQueryExecutionCommand,
    GetQueryResultsCommand,
    StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { Clients, rootClients } from "../../local/cloud/clients";
import type { DataPlaneStatus } from "../../local/data-planes/supervisor/status";
import { DeliveredLines, RejectedRecords } from "../../local/pipeline-run/delivered-lines";
import { flinkMeasures } from "../../local/data-planes/flink/flink-metrics";
import { flinkJob } from "../../local/data-planes/flink/flink-rest";
import { Clone, eventually } from "./clone";
import { StoredRecord, storedRecords } from "./stream-records";

const REGION = "us-east-1";
export const STREAM = "cc-pipeline-local-ingestion";
const BUCKET = "cc-pipeline-local-results-000000000000-us-east-1";
const APPLICATION = "cc-pipeline-local-analytics";

const STATUSES = ["200", "200", "200", "304", "404", "500", null];

/** A record as the agent sends it. @param more replaces properties of it. */
export function request(i: number, more: object = {}): string {
    return JSON.stringify({
        host: `10.0.${i % 200}.1`,
        ident: null,
        authuser: null,
        datetime: "01/Mar/2026:12:00:00 +0000",
        request: `GET /${i % 50} HTTP/1.1`,
        response: STATUSES[i % STATUSES.length],
        bytes: String(i % 1000),
        ...more,
    });
}

/** A row of the view: window and status as one text, and its count. */
export type Counts = ReadonlyMap<string, number>;

/** Counts by window and status of the records themselves. @param keep leaves records out. */
export function countsOf(
    records: readonly StoredRecord[],
    windowMillis: number,
    keep: (record: StoredRecord) => boolean = () => true,
): Counts {
    const counts = new Map<string, number>();
    for (const record of records.filter(keep)) {
        const { response } = JSON.parse(record.data.toString("utf8")) as { response: string | null };
        const key = rowKey(
            Math.floor(record.arrivalMillis / windowMillis) * windowMillis,
            windowMillis,
            response,
        );
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
}

function rowKey(start: number, windowMillis: number, status: string | null): string {
    return `${new Date(start).toISOString()} +${windowMillis / 1000} ${status ?? "-"}`;
}

/** So many records. */
export function requests(count: number): string[] {
    return Array.from({ length: count }, (_, i) => request(i));
}

/** Two sets of counts are the same, row by row; what differs is reported. */
export function assertSame(actual: Counts, expected: Counts): void {
    const differing = [...new Set([...actual.keys(), ...expected.keys()])]
        .filter((key) => actual.get(key) !== expected.get(key))
        .map((key) => `${key}: ${actual.get(key)} instead of ${expected.get(key)}`);
    assert.deepEqual(differing, []);
}

export function total(counts: Counts): number {
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** A deployed local stack of a clone whose stream is written to directly. */
export class WindowsStack {
    constructor(readonly clone: Clone) {}

    get clients(): Clients {
        const record = JSON.parse(this.clone.read(".local/cloud/processes/emulator.json")) as {
            port: number;
        };
        return rootClients(`http://127.0.0.1:${record.port}`, REGION);
    }

    status(): DataPlaneStatus {
        return JSON.parse(this.clone.read(".local/cloud/data-planes.json")) as DataPlaneStatus;
    }

    /** Deploys what the clone's files say, and sees one line through. */
    async start(): Promise<void> {
        const { code, output } = await this.clone.start("--lines", "1");
        assert.equal(code, 0, output);
    }

    /** Whether the job runs, and knows how far its stream was read. */
    async runs(): Promise<boolean> {
        const [application] = this.status().applications;
        const job = application && (await flinkJob(application.restPort));
        return job?.state === "RUNNING" && job.watermarkMillis !== undefined;
    }

    /** Waits until the job of the deployed version runs. */
    async running(): Promise<void> {
        await eventually("the job runs", 90_000, () => this.runs());
    }

    /** Ends Flink and what would start it again, as if the machine had lost its power. */
    async killAnalytics(withCheckpoints: boolean): Promise<void> {
        await this.clone.kill("data-planes");
        await this.clone.kill(`flink-${APPLICATION}`);
        if (withCheckpoints) {
            rmSync(this.clone.file(`.local/cloud/applications/${APPLICATION}/checkpoints`), {
                recursive: true,
                force: true,
            });
        }
    }

    killFlink(): Promise<void> {
        return this.clone.kill(`flink-${APPLICATION}`);
    }

    /** Percent of the job's heap that is in use once what is of no use any more was collected. */
    async heapInUse(): Promise<number> {
        execFileSync("jcmd", [String(this.clone.pid(`flink-${APPLICATION}`)), "GC.run"]);
        await sleep(1500); // Flink renews its metrics each second
        const [application] = this.status().applications;
        const percent = application && (await flinkMeasures(application.restPort))?.heapPercent;
        assert.ok(percent !== undefined, "Flink reports its heap");
        return percent;
    }

    private async athena(sql: string): Promise<string[][]> {
        const { athena } = this.clients;
        const started = await athena.send(
            new StartQueryExecutionCommand({
                QueryString: sql,
                QueryExecutionContext: { Database: "cc_pipeline_local" },
                WorkGroup: "cc-pipeline-local",
            }),
        );
        const id = { QueryExecutionId: started.QueryExecutionId };
        await eventually("the query has ended", 60_000, async () => {
            const { QueryExecution } = await athena.send(new GetQueryExecutionCommand(id));
            assert.notEqual(
                QueryExecution?.Status?.State,
                "FAILED",
                QueryExecution?.Status?.StateChangeReason,
            );
            return QueryExecution?.Status?.State === "SUCCEEDED";
        });
        const rows: string[][] = [];
        let NextToken: string | undefined;
        do {
            const page = await athena.send(new GetQueryResultsCommand({ ...id, NextToken }));
            rows.push(
                ...(page.ResultSet?.Rows ?? []).map(({ Data = [] }) =>
                    Data.map(({ VarCharValue }) => VarCharValue ?? "-"),
                ),
            );
            NextToken = page.NextToken;
        } while (NextToken);
        return rows.slice(1);
    }

    /** What the Athena view of a query has, which keeps each result once. */
    async view(table = "status_counts"): Promise<Counts> {
        const sql = `SELECT windowstart, windowend, status, statuscount FROM ${table}_once`;
        const millis = (time: string) => Date.parse(`${time.replace(" ", "T")}Z`);
        const rows = await this.athena(sql);
        return new Map(
            rows.map(([start = "", end = "", status = "", count]) => [
                rowKey(
                    millis(start),
                    millis(end) - millis(start),
                    status === "-" || status === "" ? null : status,
                ),
                Number(count),
            ]),
        );
    }

    /** Rows that were delivered, twice as often as they were. */
    async delivered(query = "status-counts"): Promise<number> {
        return (await new DeliveredLines(this.clients.s3, BUCKET, `${query}/`, 0).fresh()).length;
    }

    /** The records under the error prefix, each once. */
    async rejected(): Promise<RejectedRecords> {
        const lines = new DeliveredLines(this.clients.s3, BUCKET, "errors/rejected/", 0);
        const records = new RejectedRecords(lines, 0);
        await records.refresh();
        return records;
    }

    /** All that the stream holds is counted, each record in its window, and none is late. */
    async exact(windowMillis: number, limitMillis?: number): Promise<void> {
        const records = await storedRecords(this.clients.kinesis, STREAM);
        const view = await this.settled(records.length, undefined, limitMillis);
        assertSame(view, countsOf(records, windowMillis));
        assert.equal((await this.rejected()).total(), 0, "none is late");
    }

    /**
     * Waits until the view has as many records as there are, and then for what would come twice.
     *
     * @returns the view.
     */
    async settled(expected: number, table?: string, limitMillis = 240_000): Promise<Counts> {
        await eventually(`${expected} records are counted`, limitMillis, async () => {
            await sleep(1000);
            return total(await this.view(table)) >= expected;
        });
        await sleep(2500);
        return this.view(table);
    }
}
