WITH perMinute AS (
    SELECT window_time AS minuteTime, ticker, COUNT(*) AS trades
    FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' MINUTE))
    GROUP BY window_start, window_end, window_time, ticker
)
SELECT window_start AS windowStart, window_end AS windowEnd, MAX(trades) AS busiest
FROM TABLE(TUMBLE(TABLE perMinute, DESCRIPTOR(minuteTime), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end
