import { Token, closing, flinkText, is, tokens } from "./tokens";

const SECONDS: Readonly<Record<string, number>> = { SECOND: 1, MINUTE: 60, HOUR: 3600, DAY: 86_400 };
/** The forms of a tumbling window; each gives a count and a unit. */
const WINDOW_FORMS: readonly RegExp[] = [
    /^STEP\([^()]*ROWTIME BY INTERVAL '(?<count>\d+)' (?<unit>\w+)\)$/i,
    /^FLOOR\([^()]*ROWTIME TO (?<unit>\w+)\)$/i,
    /^FLOOR\(\([^()]*ROWTIME - TIMESTAMP '1970-01-01 00:00:00'\) (?<unit>\w+) \/ (?<count>\d+) TO \k<unit>\)$/i,
];

/**
 * The length of the tumbling window that an expression means: `STEP(x.ROWTIME BY INTERVAL 'n' UNIT)`, `FLOOR(x.ROWTIME TO
 * UNIT)`, or `FLOOR((x.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') UNIT / n TO UNIT)`.
 */
export function windowSeconds(list: readonly Token[]): number | undefined {
    const text = flinkText(list);
    for (const form of WINDOW_FORMS) {
        const { count = "1", unit = "" } = form.exec(text)?.groups ?? {};
        const seconds = Number(count) * (SECONDS[unit.toUpperCase()] ?? 0);
        if (seconds > 0) {
            return seconds;
        }
    }
    return undefined;
}

/** OVER's frame in standard SQL: ordered by arrival, and with both of its ends. */
export function standardOver(list: readonly Token[], problems: string[]): Token[] {
    const at = list.findIndex((token) => is(token, "OVER"));
    if (at < 0) {
        return [...list];
    }
    const open = at + 1;
    if (!is(list[open], "(")) {
        problems.push(`OVER ${list[open]?.text}: write the window into OVER itself`);
        return [...list];
    }
    const close = closing(list, open);
    const inner = list.slice(open + 1, close);
    const frame = inner.findIndex((token) => is(token, "ROWS") || is(token, "RANGE"));
    const before = frame < 0 ? inner : inner.slice(0, frame);
    const ordered = before.some((token) => is(token, "ORDER"))
        ? before
        : [...before, ...tokens("ORDER BY ROWTIME")];
    const bounds = frame < 0 ? tokens("RANGE UNBOUNDED PRECEDING") : inner.slice(frame);
    const both = is(bounds[1], "BETWEEN")
        ? bounds
        : [...bounds.slice(0, 1), ...tokens("BETWEEN"), ...bounds.slice(1), ...tokens("AND CURRENT ROW")];
    return [
        ...list.slice(0, open + 1),
        ...ordered,
        ...both,
        ...list.slice(close, close + 1),
        ...standardOver(list.slice(close + 1), problems),
    ];
}
