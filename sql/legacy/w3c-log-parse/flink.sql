SELECT
    SHARD_ID AS shardId, SEQUENCE_NUMBER AS sequenceNumber,
    REGEXP_EXTRACT(log, '^(\S+) \S+ \S+ \[[^\]]*\] "[^"]*" (\d+)', 1) AS host,
    CAST(REGEXP_EXTRACT(log, '^(\S+) \S+ \S+ \[[^\]]*\] "[^"]*" (\d+)', 2) AS INTEGER) AS status
FROM SOURCE_SQL_STREAM_001
