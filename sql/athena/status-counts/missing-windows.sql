-- Gaps: stretches of time without a window, which is without a request that was counted.
SELECT previous_end AS gap_start, windowstart AS gap_end,
    CAST(date_diff('second', previous_end, windowstart) / ${windowSeconds} AS bigint) AS missing_windows
FROM (
    SELECT windowstart, lag(windowend) OVER (ORDER BY windowstart) AS previous_end
    FROM (SELECT DISTINCT windowstart, windowend FROM ${results}) AS windows
) AS neighbours
WHERE windowstart > previous_end
ORDER BY gap_start
