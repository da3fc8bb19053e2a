import { onceView } from "../../../components/foundation/layout";
import { KeptState, PlannedQuery, QueryChange } from "../query-tool";
import { Effect, spoken } from "./effect";

type Found = [text: string, harm: boolean];

function readingEffect(change: QueryChange): Found {
    const { from, backMillis, newSource, discardsState, before } = change;
    if (from === "SNAPSHOT" && discardsState) {
        return [
            "state is discarded, and nothing is read again: another input has moved its operators' ids, so that open windows count only records from the change on",
            true,
        ];
    }
    if (from === "SNAPSHOT") {
        return ["state survives: it goes on where it stopped", false];
    }
    const state = discardsState ? "state is discarded" : before ? "it has no state" : "it is new";
    if (from === "OPEN_WINDOWS") {
        return [`${state}; the last ${spoken(backMillis)} before the watermark are read again`, false];
    }
    const why = newSource ? "the snapshot has nothing for its input" : "its windows are over another time";
    return [`${state}; the stream is read from its oldest record, since ${why}`, false];
}

function shortHistory({ until, size, operator, keys }: KeptState): string {
    const key = keys === "" ? "" : ` of each ${keys}`;
    const first = {
        RANGE: `results of the first ${spoken(size)}`,
        ROWS: `the first ${size} rows${key}`,
        WINDOW: "the first results",
        FOREVER: "all results from then on",
    }[until];
    return `${first} take no records from before the change into account (${operator})`;
}

function incompleteEffects({ complete, from, after }: QueryChange): Found[] {
    if (complete || from === "SNAPSHOT") {
        return [];
    }
    const sessions = after.windows.filter(({ kind }) => kind === "SESSION");
    return [
        ...after.state
            .filter(({ until }) => until !== "WINDOW")
            .map((state): Found => [shortHistory(state), true]),
        ...sessions.map(({ sizeMillis }): Found => [
            `sessions that are open then keep only their last ${spoken(sizeMillis)} from before the change`,
            true,
        ]),
    ];
}

function openWindowEffects(change: QueryChange): Found[] {
    const { uncountedMillis, comparesOtherTimes, complete, from, before, after } = change;
    const uncounted: Found[] =
        uncountedMillis === 0
            ? []
            : [
                  [
                      uncountedMillis < 0
                          ? "what sessions had counted that are open then is in no result, as far as it is not read again"
                          : `up to ${spoken(uncountedMillis)} of records before the change are in no result: the old windows were open, and the new ones that have them count as delivered`,
                      true,
                  ],
              ];
    const otherTimes: Found[] = comparesOtherTimes
        ? [
              [
                  "ROWTIME is another column, but the watermark is still the former one's: records whose new time is not after it are in no result",
                  true,
              ],
          ]
        : [];
    const whole = complete && from === "OPEN_WINDOWS" && before && after.windows.length > 0;
    const found = [...uncounted, ...otherTimes];
    return found.length > 0 || !whole
        ? found
        : [["windows that are open then become complete, and none is delivered twice", false]];
}

function repeatedEffects({
    name,
    deliversAgain,
    from,
    backMillis,
    watermarkShiftMillis,
}: QueryChange): Found[] {
    if (!deliversAgain) {
        return [];
    }
    if (from === "OLDEST") {
        return [
            [
                `all that the stream still holds is counted and delivered again; ${onceView(name)} keeps the largest values of each key`,
                true,
            ],
        ];
    }
    const span = watermarkShiftMillis < 0 ? -watermarkShiftMillis : backMillis;
    return [[`rows of the last ${spoken(span)} are delivered twice; ${onceView(name)} has each once`, false]];
}

function retentionEffects({ from, backMillis }: QueryChange, retentionMillis: number): Found[] {
    return from === "OPEN_WINDOWS" && backMillis > retentionMillis
        ? [
              [
                  `the stream holds records for ${spoken(retentionMillis)} only: windows that were open longer stay incomplete`,
                  true,
              ],
          ]
        : [];
}

/** How large a query's state can get. */
function stateText({ state, windows }: PlannedQuery): string {
    const pieces = Math.max(
        1,
        ...windows.map(({ sizeMillis, stepMillis }) => Math.ceil(sizeMillis / stepMillis)),
    );
    const entry = ({ until, size }: KeptState) =>
        ({
            WINDOW: pieces > 1 ? `${pieces} parts of a window` : "an open window",
            RANGE: `records of ${spoken(size)}`,
            ROWS: `${size + 1} rows, forever`,
            FOREVER: "an entry, forever",
        })[until];
    const texts = state.map((one) => `${entry(one)}${one.keys === "" ? "" : ` for each ${one.keys}`}`);
    return texts.length === 0 ? "none" : [...new Set(texts)].join(" + ");
}

function delayMillis({ windows, windowMillis }: PlannedQuery): number {
    return windows.length === 0 ? 0 : windowMillis;
}

/** Effects on what the job holds and how late its results come, before and after. */
export function sizeEffects(change: QueryChange): Effect[] {
    const { name: query, before, after, allowanceMillis } = change;
    const now = stateText(after);
    const was = before ? stateText(before) : undefined;
    const delay = delayMillis(after) + allowanceMillis;
    const delayed = before === null || delayMillis(before) !== delayMillis(after);
    const forever = after.state.filter(({ until }) => until === "ROWS" || until === "FOREVER").length;
    const foreverBefore =
        before?.state.filter(({ until }) => until === "ROWS" || until === "FOREVER").length ?? 0;
    return [
        ...(was === now
            ? []
            : [
                  {
                      query,
                      about: "state" as const,
                      text: `largest state: ${now}${was === undefined ? "" : ` (before: ${was})`}`,
                      harm: forever > foreverBefore,
                  },
              ]),
        ...(delayed
            ? [
                  {
                      query,
                      about: "delay" as const,
                      text: `results come up to ${spoken(delay)} after a record${before ? ` (window before: ${spoken(delayMillis(before))})` : ""}`,
                      harm: false,
                  },
              ]
            : []),
    ];
}

/** What the start from the snapshot does to a query. @param retentionMillis how long the stream holds records. */
export function restartEffects(change: QueryChange, retentionMillis: number): Effect[] {
    const found = [
        readingEffect(change),
        ...incompleteEffects(change),
        ...openWindowEffects(change),
        ...repeatedEffects(change),
        ...retentionEffects(change, retentionMillis),
    ];
    return found.map(([text, harm]) => ({ query: change.name, about: "restart", text, harm }));
}
