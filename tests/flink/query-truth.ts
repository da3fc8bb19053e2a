import assert from "node:assert/strict";
import { QueryChange, QueryRequest, StreamRecord } from "../../tools/sql/query-tool";
import { ChangedQueries } from "./change-parts";
import { RestoreAnswer, Row } from "./restored";

export const SKEW_MILLIS = 1_000;
/** A whole hour, so that windows of all lengths begin there. */
export const BEGIN = 1_700_002_800_000;
const EVERY_SECONDS = 5;
const END_SECONDS = 400;
/** Ends the windows of all other records. */
const LAST_SECOND = 2_000;
const HOUR_SECONDS = 3_600;

const time = (second: number) => new Date(BEGIN + second * 1000).toISOString();

/** The record of a second: its own time is that of its arrival. */
function record(second: number): StreamRecord {
    const data = {
        id: second,
        host: `host-${(second / EVERY_SECONDS) % 2}`,
        status: 200,
        bytes: 10 + second,
        at: time(second),
        made: time(second - HOUR_SECONDS),
    };
    return { arrivalMillis: BEGIN + second * 1000, data: JSON.stringify(data) };
}

/** The seconds of the records from one second to another, both included. */
function seconds(from: number, to: number): number[] {
    return Array.from({ length: (to - from) / EVERY_SECONDS + 1 }, (_, i) => from + i * EVERY_SECONDS);
}

/** Second of the last record before the change. */
export const stopOf = ({ stop = 105 }: ChangedQueries) => stop;

/** The records before the stop and those after it. */
export function recordsOf(change: ChangedQueries) {
    const stop = stopOf(change);
    return {
        first: seconds(0, stop).map(record),
        then: [...seconds(stop + EVERY_SECONDS, END_SECONDS), LAST_SECOND].map(record),
    };
}

/** The seconds that a row is about: those of its window, or that of its record. */
function covers(row: Row): (second: number) => boolean {
    const second = (text: unknown) => (Date.parse(`${String(text).replace(" ", "T")}Z`) - BEGIN) / 1000;
    if ("id" in row) {
        return (at) => at === row["id"];
    }
    const [from, to] = [second(row["windowStart"]), second(row["windowEnd"])];
    return (at) => from <= at && at < to;
}

/** The second with which a row is delivered. */
function endOf(row: Row): number {
    return "id" in row
        ? Number(row["id"])
        : (Date.parse(`${String(row["windowEnd"]).replace(" ", "T")}Z`) - BEGIN) / 1000;
}

const sorted = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort();

/** What happened to one query, from its rows alone. */
export class QueryTruth {
    constructor(
        readonly change: ChangedQueries,
        readonly query: QueryRequest,
        readonly real: RestoreAnswer,
        /** The query's rows over all records, without an interruption. */
        readonly whole: readonly Row[],
        /** The second up to which results had been delivered. */
        readonly delivered: number,
    ) {}

    get before(): readonly Row[] {
        return this.real.before[this.query.name] ?? [];
    }

    get after(): readonly Row[] {
        return this.real.after?.[this.query.name] ?? [];
    }

    /** Whether what was not delivered before the stop is delivered after it as if there had been none. */
    isComplete(): boolean {
        const known = new Set(sorted(this.before));
        const due = (rows: readonly Row[]) =>
            sorted(rows.filter((row) => endOf(row) > this.delivered && endOf(row) < LAST_SECOND)).filter(
                (row) => this.delivered === -Infinity || !known.has(row),
            );
        return JSON.stringify(due(this.after)) === JSON.stringify(due(this.whole));
    }

    /** Whether a key was delivered before the stop and after it. */
    deliversAgain(): boolean {
        const { resultKey } = JSON.parse(this.query.schema) as { resultKey: string[] };
        const key = (row: Row) => JSON.stringify(resultKey.map((name) => row[name]));
        const known = new Set(this.before.filter((row) => resultKey.every((k) => k in row)).map(key));
        return this.after.some((row) => known.has(key(row)));
    }

    /** How many seconds of records are in no result. */
    uncountedSeconds(): number {
        const covering = [...this.before, ...this.after].map(covers);
        const missing = seconds(0, END_SECONDS - 2 * 120).filter(
            (at) => !covering.some((covered) => covered(at)),
        );
        return missing.length * EVERY_SECONDS;
    }

    /** Compares what happened with what was said. @throws AssertionError where they differ. */
    compare(said: QueryChange): void {
        assert.equal(this.deliversAgain(), said.deliversAgain, "delivers again");
        assert.equal(this.isComplete(), said.complete, "complete");
        if ((this.change.countsAll ?? true) && said.change !== "ADDED") {
            const missing = this.uncountedSeconds();
            const unlimited = said.uncountedMillis < 0 || said.comparesOtherTimes;
            const most = unlimited ? Infinity : said.uncountedMillis / 1000;
            const both = `${missing} s are in no result, at most ${most} s were said`;
            assert.equal(missing > 0, most > 0, both);
            assert.ok(missing < most + EVERY_SECONDS, both);
        }
    }
}
