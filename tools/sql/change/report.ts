import { ChangeAnswer, ChangeRequest, QueryChange, QueryRequest } from "../query-tool";
import { Effect, spoken } from "./effect";
import { recordEffects } from "./record-effects";
import { sizeEffects, restartEffects } from "./restart-effects";
import { resultEffects } from "./result-effects";
import { parseSchema } from "./schema-text";

const COLUMN_OVERFLOW = "column.overflow";

/** What of the stack decides about a change, besides its queries. */
export interface ChangeSettings {
    /** `analytics.allowNonRestoredState`. */
    readonly allowNonRestoredState: boolean;
    /** `stream.retentionHours`. */
    readonly retentionHours: number;
}

/** What a change does. */
export interface ChangeReport {
    /** One line. */
    readonly verdict: string;
    /** Whether it does not start, or something is lost, or what reads the results has to change. */
    readonly harm: boolean;
    readonly effects: readonly Effect[];
}

function queryEffects(
    change: QueryChange,
    before: QueryRequest | undefined,
    after: QueryRequest,
    { request, settings }: { request: ChangeRequest; settings: ChangeSettings },
): Effect[] {
    const restart = restartEffects(change, settings.retentionHours * 3_600_000);
    if (before === undefined) {
        return [...restart, ...sizeEffects(change)];
    }
    const [old, now] = [parseSchema(before.schema), parseSchema(after.schema)];
    const overflow = request.after.source[COLUMN_OVERFLOW] ?? "TRUNCATE";
    return [
        ...restart,
        ...resultEffects(change.name, old, now),
        ...recordEffects(change.name, old, now, overflow),
        ...sizeEffects(change),
    ];
}

function removedEffect(query: string): Effect {
    return {
        query,
        about: "results",
        text: "it is removed with its table, view and delivery stream; delivered objects stay in the bucket, and rows that the job has not put (about 1 s) are lost",
        harm: true,
    };
}

/** The text of a rejected start: the innermost message says most. */
function errorText(errors: readonly string[]): string {
    return (errors[errors.length - 1] ?? "").replace(/^\w+: /, "").split("\n")[0] ?? "";
}

function verdictOf(changes: readonly QueryChange[]): string {
    const known = changes.filter(({ change }) => change !== "ADDED");
    const state = known.some(({ discardsState }) => discardsState)
        ? "state is discarded"
        : "no state is discarded";
    if (known.some(({ from }) => from === "OLDEST")) {
        return `${state}; everything that the stream holds is read again`;
    }
    const back = Math.max(0, ...known.map(({ backMillis }) => backMillis));
    if (back > 0) {
        return `${state}; the last ${spoken(back)} before the watermark are read again`;
    }
    if (known.some(({ discardsState }) => discardsState)) {
        return `${state}; nothing is read again`;
    }
    return known.length > 0 ? "state survives; nothing is read again" : "all queries are new";
}

/**
 * What a change does when it is deployed.
 *
 * @param request the change.
 * @param answer what the job's own rules say of it.
 */
export function reportChange(
    request: ChangeRequest,
    answer: ChangeAnswer,
    settings: ChangeSettings,
): ChangeReport {
    if (answer.error) {
        const which = answer.in === "before" ? "the former" : "the changed";
        return {
            verdict: `refused: ${which} job does not start: ${errorText(answer.error)}; see npm run sql:check`,
            harm: true,
            effects: [],
        };
    }
    const { queries = [], removed = [], dropped = [] } = answer;
    const byName = (of: readonly QueryRequest[], name: string) => of.find((one) => one.name === name);
    const effects = [
        ...queries.flatMap((change) => {
            const after = byName(request.after.queries, change.name);
            const before = byName(request.before.queries, change.name);
            return after ? queryEffects(change, before, after, { request, settings }) : [];
        }),
        ...removed.map(removedEffect),
    ];
    if (dropped.length > 0 && !settings.allowNonRestoredState) {
        const verdict = `refused: Flink does not start, since the state of ${dropped.length} operators finds no place; set analytics.allowNonRestoredState to true`;
        return { verdict, harm: true, effects };
    }
    return { verdict: verdictOf(queries), harm: effects.some(({ harm }) => harm), effects };
}

/** The report as lines of text. @param several whether the application has several queries, so that each line names its own. */
export function reportLines({ verdict, effects }: ChangeReport, several: boolean): string[] {
    const line = ({ query, text, harm }: Effect) =>
        `  ${harm ? "!" : "-"} ${several && query !== undefined ? `${query}: ` : ""}${text}`;
    const more = several ? effects : effects.filter(({ text }) => text !== verdict);
    return [verdict, ...more.map(line)];
}
