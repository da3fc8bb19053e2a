-- Visits: requests of one host that follow each other within ${windowSeconds} seconds. A session window begins with a host's
-- first request and ends when the host has been silent for so long; windowEnd is that moment.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    host,
    COUNT(*) AS requests,
    SUM(`bytes`) AS bytesSent
FROM TABLE(SESSION(
    TABLE SOURCE_SQL_STREAM_001 PARTITION BY host,
    DESCRIPTOR(ROWTIME),
    INTERVAL '${windowSeconds}' SECOND(5)
))
GROUP BY window_start, window_end, host
