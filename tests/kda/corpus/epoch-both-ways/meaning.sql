-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'id' AS ID, epoch_ms((j->>'changed')::TIMESTAMP) AS CHANGED_MS, make_timestamp((j->>'created')::BIGINT * 1000) AS CREATED,
  (epoch_ms((j->>'changed')::TIMESTAMP) - (j->>'created')::BIGINT) // 1000 AS AGE_SECONDS FROM r;
