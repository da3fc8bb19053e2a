SELECT windowStart, windowEnd, item, itemCount
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY windowStart, windowEnd ORDER BY itemCount DESC, item) AS place
    FROM (
        SELECT window_start AS windowStart, window_end AS windowEnd, ticker AS item, COUNT(*) AS itemCount
        FROM TABLE(TUMBLE(TABLE SOURCE_SQL_STREAM_001, DESCRIPTOR(ROWTIME), INTERVAL '1' MINUTE))
        GROUP BY window_start, window_end, ticker
    )
)
WHERE place <= 2
