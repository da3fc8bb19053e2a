SELECT windowStart, windowEnd, ticker, total, place
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY windowStart, windowEnd ORDER BY total DESC, ticker) AS place
    FROM (
        SELECT window_start AS windowStart, window_end AS windowEnd, ticker, SUM(price) AS total
        FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' MINUTE))
        GROUP BY window_start, window_end, ticker
    )
)
WHERE place <= 10
