SELECT window_start AS windowStart, window_end AS windowEnd, ticker, MAX(price) AS highest
FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, ticker
