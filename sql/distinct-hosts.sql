-- How many different hosts asked in each window, and how many requests they made.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    COUNT(DISTINCT host) AS hosts,
    COUNT(*) AS requests
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '${windowSeconds}' SECOND(5)))
GROUP BY window_start, window_end
