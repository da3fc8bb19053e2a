SELECT window_start AS windowStart, window_end AS windowEnd, FLOOR(x / 10) * 10 AS cellX, FLOOR(y / 10) * 10 AS cellY, COUNT(*) AS points
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, FLOOR(x / 10) * 10, FLOOR(y / 10) * 10
HAVING COUNT(*) >= 3
