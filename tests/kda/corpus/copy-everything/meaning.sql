-- Records arrive every 2 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'deviceId' AS A, (j->>'temperature')::DOUBLE AS B, (j->>'battery')::INT AS C, j->>'site' AS D FROM r WHERE j->>'battery' IS NOT NULL;
