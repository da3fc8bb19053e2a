SELECT shardId, sequenceNumber, ticker, price, deviations
FROM (
    SELECT
        SHARD_ID AS shardId, SEQUENCE_NUMBER AS sequenceNumber, ticker, price,
        ABS(price - AVG(price) OVER lastHour) / NULLIF(STDDEV_POP(price) OVER lastHour, 0) AS deviations
    FROM SOURCE_SQL_STREAM_001
    WINDOW lastHour AS (
        PARTITION BY ticker ORDER BY ROWTIME RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW
    )
)
WHERE deviations > 2
