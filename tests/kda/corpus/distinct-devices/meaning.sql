-- Records arrive every 15 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT count(DISTINCT j->>'deviceId') AS NUMBER_OF_DISTINCT_ITEMS FROM r GROUP BY win(t, 60);
