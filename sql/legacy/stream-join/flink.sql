SELECT
    b.SHARD_ID AS buyShardId, b.SEQUENCE_NUMBER AS buy, s.SHARD_ID AS sellShardId, s.SEQUENCE_NUMBER AS sell,
    b.ticker, b.price AS bought, s.price AS sold
FROM SOURCE_SQL_STREAM_001 AS b
JOIN SOURCE_SQL_STREAM_001 AS s
    ON b.ticker = s.ticker AND b.side = 'buy' AND s.side = 'sell'
    AND s.ROWTIME BETWEEN b.ROWTIME - INTERVAL '1' MINUTE AND b.ROWTIME + INTERVAL '1' MINUTE
