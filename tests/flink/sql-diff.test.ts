import assert from "node:assert/strict";
import * as path from "node:path";
import {
    ChangeAnswer,
    ChangeRequest,
    QueryChange,
    QueryRequest,
    RunAnswer,
    StreamRecord,
    compared,
    runOver,
} from "../../tools/sql/query-tool";
import { LOCAL_DIR } from "../../tools/runtime/paths";
import { CHANGES, ChangedQueries } from "./changed-queries";
import { RestoreAnswer, RestoreRequest, Row, restored } from "./restored";

const SKEW_MILLIS = 1_000;
/** A whole hour, so that windows of all lengths begin there. */
const BEGIN = 1_700_002_800_000;
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

const stopOf = ({ stop = 105 }: ChangedQueries) => stop;

function recordsOf(change: ChangedQueries) {
    const stop = stopOf(change);
    return {
        first: seconds(0, stop).map(record),
        then: [...seconds(stop + EVERY_SECONDS, END_SECONDS), LAST_SECOND].map(record),
    };
}

function changeRequest(change: ChangedQueries, i: number): ChangeRequest {
    const source = {
        "aws.region": "us-east-1",
        "initial.position": change.initialPosition ?? "TRIM_HORIZON",
        "arrival.skew.millis": String(SKEW_MILLIS),
    };
    return {
        name: `change-${i}`,
        before: { source, queries: change.before },
        after: { source, queries: change.after },
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
class QueryTruth {
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
        const due = (rows: readonly Row[]) =>
            sorted(rows.filter((row) => endOf(row) > this.delivered && endOf(row) <= END_SECONDS));
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
}

describe("sql:diff says what really happens", function () {
    this.timeout(900_000);
    let said: ChangeAnswer[];
    let real: RestoreAnswer[];
    let whole: Map<string, RunAnswer>;

    before(async () => {
        const requests = CHANGES.map(changeRequest);
        const runs: RestoreRequest[] = CHANGES.map((change, i) => ({
            ...(requests[i] as ChangeRequest),
            ...recordsOf(change),
            allowNonRestoredState: change.allowed ?? true,
        }));
        said = await compared(requests);
        real = await restored(runs, path.join(LOCAL_DIR, "savepoints", String(process.pid)));
        const wholes = CHANGES.flatMap((change, i) => {
            const { first, then } = recordsOf(change);
            return change.after.map((query) => ({
                key: `${i}/${query.name}`,
                run: { ...query, records: [...first, ...then] },
            }));
        });
        const answers = await runOver(wholes.map(({ run }) => run));
        whole = new Map(wholes.map(({ key }, i) => [key, answers[i] as RunAnswer]));
    });

    CHANGES.forEach((change, i) => {
        it(change.title, () => {
            const [words, deeds] = [said[i], real[i]];
            assert.ok(words && deeds);
            const refused =
                words.error !== undefined || (change.allowed === false && (words.dropped ?? []).length > 0);
            assert.equal(deeds.refused !== undefined, refused, deeds.refused ?? "it started");
            if (deeds.refused !== undefined || words.queries === undefined) {
                return;
            }
            assert.deepEqual([...(deeds.iterators ?? [])].sort(), expectedIterators(change, words.queries));
            for (const one of words.queries) {
                const query = change.after.find(({ name }) => name === one.name);
                assert.ok(query);
                const rows = whole.get(`${i}/${one.name}`)?.rows ?? [];
                const delivered = one.from === "OLDEST" ? -Infinity : reached(change, one);
                const truth: QueryTruth = new QueryTruth(change, query, deeds, rows, delivered);
                assert.equal(truth.deliversAgain(), one.deliversAgain, "delivers again");
                assert.equal(truth.isComplete(), one.complete, "complete");
                if ((change.countsAll ?? true) && one.change !== "ADDED") {
                    const missing = truth.uncountedSeconds();
                    const most =
                        one.uncountedMillis === -1 || one.comparesOtherTimes
                            ? Infinity
                            : one.uncountedMillis / 1000;
                    assert.equal(missing > 0, most > 0, `${missing} s in no result, ${most} s were said`);
                    assert.ok(
                        missing <= most + EVERY_SECONDS,
                        `${missing} s in no result, ${most} s were said`,
                    );
                }
            }
        });
    });
});

/** The second that the watermark had reached at the stop. */
function reached(change: ChangedQueries, { watermarkShiftMillis }: QueryChange): number {
    return stopOf(change) - SKEW_MILLIS / 1000 - 0.002 + 0 * watermarkShiftMillis;
}

function expectedIterators(change: ChangedQueries, queries: readonly QueryChange[]): string[] {
    const types = { SNAPSHOT: "AFTER_SEQUENCE_NUMBER", OLDEST: "TRIM_HORIZON" };
    const byInput = new Map(queries.map((one) => [one.input, one]));
    return [...byInput.values()]
        .map((one) =>
            one.from === "OPEN_WINDOWS"
                ? `AT_TIMESTAMP ${BEGIN + Math.round(reached(change, one) * 1000) - one.backMillis}`
                : types[one.from],
        )
        .sort();
}
