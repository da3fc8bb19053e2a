SELECT SHARD_ID AS shardId, SEQUENCE_NUMBER AS sequenceNumber, ticker, NULLIF(MAP['IBM', 'International Business Machines', 'AMZN', 'Amazon'][ticker], '') AS company, price
FROM SOURCE_SQL_STREAM_001
