-- The share of requests that failed (status 400 and above), over the last ${windowSeconds} seconds, computed every
-- ${slideSeconds} seconds: sliding windows that overlap, which Flink calls hopping.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    COUNT(*) AS requests,
    COUNT(*) FILTER (WHERE response >= 400) AS errors,
    CAST(COUNT(*) FILTER (WHERE response >= 400) AS DOUBLE) / COUNT(*) AS errorRate
FROM TABLE(HOP(
    TABLE SOURCE_SQL_STREAM_001,
    DESCRIPTOR(ROWTIME),
    INTERVAL '${slideSeconds}' SECOND(5),
    INTERVAL '${windowSeconds}' SECOND(5)
))
GROUP BY window_start, window_end
