SELECT window_start AS windowStart, window_end AS windowEnd, response AS status, COUNT(*) AS statusCount
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end, response
