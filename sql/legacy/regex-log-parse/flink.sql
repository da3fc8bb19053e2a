SELECT
    SHARD_ID AS shardId, SEQUENCE_NUMBER AS sequenceNumber,
    REGEXP_EXTRACT(log, '^(\w+) (\d+)$', 1) AS word,
    REGEXP_EXTRACT(log, '^(\w+) (\d+)$', 2) AS number
FROM SOURCE_SQL_STREAM_001
WHERE REGEXP(log, '^(\w+) (\d+)$')
