-- Requests by response status in tumbling windows of arrival time.
-- ROWTIME is the time at which a record arrived in the stream, in UTC;
-- ${windowSeconds} is the stack's configuration key cc-pipeline:analytics.windowSeconds.
SELECT
    window_start AS windowStart,
    window_end AS windowEnd,
    response AS status,
    COUNT(*) AS statusCount
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '${windowSeconds}' SECOND(5)))
GROUP BY window_start, window_end, response
