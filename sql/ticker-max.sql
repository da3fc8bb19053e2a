-- The highest price of IBM's last four trades above 50, emitted with each trade: a sliding window of rows.
-- ROWTIME is the time at which a record arrived in the stream, in UTC; shard and sequence number distinguish trades.
SELECT
    SHARD_ID AS shardId,
    SEQUENCE_NUMBER AS sequenceNumber,
    ROWTIME AS `datetime`,
    ticker,
    MAX(price) OVER (
        PARTITION BY ticker
        ORDER BY ROWTIME
        ROWS BETWEEN 3 PRECEDING AND CURRENT ROW
    ) AS maxPrice
FROM SOURCE_SQL_STREAM_001
WHERE ticker = 'IBM' AND price > 50
