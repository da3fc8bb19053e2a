SELECT window_start AS windowStart, window_end AS windowEnd, ticker, COUNT(*) AS trades
FROM TABLE(CUMULATE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' MINUTE, INTERVAL '1' DAY))
GROUP BY window_start, window_end, ticker
