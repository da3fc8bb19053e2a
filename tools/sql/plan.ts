/** An operator that keeps more and more. */
interface Growing {
    /** In the optimized plan. */
    readonly operator: RegExp;
    /** In the query. */
    readonly at: RegExp;
    readonly says: string;
    readonly hint: string;
}

const GROWING: readonly Growing[] = [
    {
        operator: /(?<!Interval|Temporal|Window|Lookup)\bJoin\(joinType/,
        at: /\bJOIN\b|\bIN\s*\(\s*SELECT\b|\bEXISTS\b|\bFROM\s+\w+[^,()]*,/i,
        says: "a join of streams keeps every record of both forever",
        hint: "join within a window (both sides of the same window_start and window_end), or within a time: a.ROWTIME BETWEEN b.ROWTIME - INTERVAL '1' MINUTE AND b.ROWTIME",
    },
    {
        operator: /OverAggregate\([^\n]*UNBOUNDED PRECEDING/,
        at: /\bOVER\b/i,
        says: "an OVER window without a beginning aggregates from the first record on, and keeps an entry per key forever",
        hint: "give it a beginning: ROWS BETWEEN 3 PRECEDING AND CURRENT ROW, or RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW",
    },
    {
        operator: /OverAggregate\(partitionBy=[^\n]*ROWS BETWEEN \d/,
        at: /\bOVER\b|\bWINDOW\b/i,
        says: "an OVER window of rows keeps the last rows of each key forever",
        hint: "that is little where the keys are few, as here statuses or tickers; where they are many, take RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW",
    },
    {
        operator: /\bDeduplicate\(|\bGroupAggregate\(/,
        at: /\bDISTINCT\b|\bROW_NUMBER\b|\bGROUP\s+BY\b/i,
        says: "removing duplicates keeps every key forever",
        hint: "do so within a window: GROUP BY window_start, window_end and the key",
    },
    {
        operator: /\bLimit\(/,
        at: /\bLIMIT\b|\bFETCH\b/i,
        says: "LIMIT gives the first rows ever, and nothing more",
        hint: "leave it out, or take a top-N per window, as in sql/top-paths.sql",
    },
];

/** Operators of a plan whose state grows without bound, as Flink explains the plan. */
export function growingState(plan: string): readonly Growing[] {
    return GROWING.filter(({ operator }) => operator.test(plan));
}
