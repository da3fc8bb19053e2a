-- Windows in which a status came more than three times as often as on average in up to six windows before, in which it came at
-- all: a burst of 404 or 500. Windows with fewer than ten of a status say nothing.
SELECT windowStart, windowEnd, status, statusCount, movingAverage
FROM (
    SELECT
        windowStart,
        windowEnd,
        status,
        statusCount,
        -- Flink's OVER ends with the current row, so the current one is taken off again.
        CAST(SUM(statusCount) OVER sevenWindows - statusCount AS DOUBLE)
            / NULLIF(COUNT(*) OVER sevenWindows - 1, 0) AS movingAverage
    FROM (
        SELECT
            window_start AS windowStart,
            window_end AS windowEnd,
            window_time AS windowTime,
            response AS status,
            COUNT(*) AS statusCount
        FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '${windowSeconds}' SECOND(5)))
        GROUP BY window_start, window_end, window_time, response
    )
    WINDOW sevenWindows AS (PARTITION BY status ORDER BY windowTime ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
)
WHERE statusCount >= 10 AND statusCount > 3 * movingAverage
