-- Records arrive every 30000 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'SECTOR' AS SECTOR, sum((j->>'PRICE')::DOUBLE) AS TOTAL FROM r GROUP BY 1, win(t, 86400);
