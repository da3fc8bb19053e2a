-- Records arrive every 2 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'deviceId' AS ID, ((j->>'temperature')::DOUBLE * 2)::INT AS TWICE, 0.0 AS ZERO,
  1.0 - avg((j->>'temperature')::DOUBLE) OVER (PARTITION BY j->>'deviceId' ORDER BY i ROWS 1 PRECEDING) AS DISTANCE,
  'const' AS LEVEL, (j->>'battery')::BIGINT AS BIG
FROM r WHERE j->>'deviceId' <> 'd3';
