SELECT
    SHARD_ID AS shardId, SEQUENCE_NUMBER AS sequenceNumber,
    REGEXP_EXTRACT(log, '^<(\d+)>(.*)$', 1) AS facility,
    REGEXP_EXTRACT(log, '^<(\d+)>(.*)$', 2) AS message
FROM SOURCE_SQL_STREAM_001
