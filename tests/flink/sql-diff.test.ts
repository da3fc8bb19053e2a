import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import {
    ChangeAnswer,
    ChangeRequest,
    QueryChange,
    RunAnswer,
    compared,
    runOver,
} from "../../tools/sql/query-tool";
import { folder } from "../support/folder";
import { ChangedQueries } from "./change-parts";
import { CHANGES } from "./changed-queries";
import { BEGIN, QueryTruth, SKEW_MILLIS, recordsOf, stopOf } from "./query-truth";
import { RestoreAnswer, RestoreRequest, restored } from "./restored";

function changeRequest(change: ChangedQueries, i: number): ChangeRequest {
    const source = {
        "aws.region": "us-east-1",
        "initial.position": "TRIM_HORIZON",
        "arrival.skew.millis": String(SKEW_MILLIS),
    };
    return {
        name: `change-${i}`,
        before: { source, queries: change.before },
        after: { source, queries: change.after },
    };
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
        const wholes = CHANGES.flatMap((change, i) => {
            const { first, then } = recordsOf(change);
            return change.after.map((query) => ({
                key: `${i}/${query.name}`,
                run: { ...query, records: [...first, ...then] },
            }));
        });
        const savepoints = folder();
        const [words, deeds, answers] = await Promise.all([
            compared(requests),
            restored(runs, savepoints),
            runOver(wholes.map(({ run }) => run)),
        ]);
        rmSync(savepoints, { recursive: true });
        [said, real] = [words, deeds];
        whole = new Map(wholes.map(({ key }, i) => [key, answers[i] as RunAnswer]));
    });

    CHANGES.forEach((change, i) => {
        it(change.title, () => {
            const [words, deeds] = [said[i], real[i]];
            assert.ok(words && deeds);
            assert.equal(deeds.failed, undefined);
            assert.equal(
                deeds.refused !== undefined,
                isRefused(change, words),
                deeds.refused ?? "it started",
            );
            if (deeds.refused !== undefined || words.queries === undefined) {
                return;
            }
            assert.deepEqual([...(deeds.iterators ?? [])].sort(), expectedIterators(change, words.queries));
            for (const one of words.queries) {
                const query = change.after.find(({ name }) => name === one.name);
                assert.ok(query);
                const rows = whole.get(`${i}/${one.name}`)?.rows ?? [];
                const delivered = one.from === "OLDEST" ? -Infinity : reached(change, one.input);
                new QueryTruth(change, query, deeds, rows, delivered).compare(one);
            }
        });
    });
});

/** Whether the command says that the changed job does not start. */
function isRefused({ allowed = true }: ChangedQueries, { error, dropped = [] }: ChangeAnswer): boolean {
    return error !== undefined || (!allowed && dropped.length > 0);
}

/** How a query reads the stream. */
interface Reading {
    readonly columns: unknown;
    readonly rowtime?: { readonly maxOutOfOrderSeconds: number };
}

/** The second that the watermark of the former job's input had reached at the stop. */
function reached(change: ChangedQueries, input: number): number {
    const byName = [...change.before].sort((a, b) => (a.name < b.name ? -1 : 1));
    const readings = new Map<string, number>();
    for (const { schema } of byName) {
        const { columns, rowtime } = JSON.parse(schema) as Reading;
        readings.set(JSON.stringify([columns, rowtime]), rowtime?.maxOutOfOrderSeconds ?? 0);
    }
    const waited = [...readings.values()][input] ?? 0;
    return stopOf(change) - waited - (SKEW_MILLIS + 2) / 1000;
}

function expectedIterators(change: ChangedQueries, queries: readonly QueryChange[]): string[] {
    const types = { SNAPSHOT: "AFTER_SEQUENCE_NUMBER", OLDEST: "TRIM_HORIZON" };
    const byInput = new Map(queries.map((one) => [one.input, one]));
    return [...byInput.values()]
        .map((one) =>
            one.from === "OPEN_WINDOWS"
                ? `AT_TIMESTAMP ${BEGIN + Math.round(reached(change, one.input) * 1000) - one.backMillis}`
                : types[one.from],
        )
        .sort();
}
