-- Records arrive every 170 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'SECTOR' AS SECTOR, count(*) AS TRADES FROM r GROUP BY 1, win(t, 600);
