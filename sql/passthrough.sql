-- Each request by itself, cleaned: its method, path and protocol apart, and no bytes as 0. No window: a row comes at once.
-- Shard and sequence number tell a record from all others, so the view can keep one of those delivered twice.
SELECT
    SHARD_ID AS shardId,
    SEQUENCE_NUMBER AS sequenceNumber,
    APPROXIMATE_ARRIVAL_TIME AS arrivalTime,
    host,
    SPLIT_INDEX(request, ' ', 0) AS `method`,
    SPLIT_INDEX(request, ' ', 1) AS path,
    SPLIT_INDEX(request, ' ', 2) AS protocol,
    response AS status,
    COALESCE(`bytes`, 0) AS bytesSent
FROM SOURCE_SQL_STREAM_001
WHERE response IS NOT NULL
