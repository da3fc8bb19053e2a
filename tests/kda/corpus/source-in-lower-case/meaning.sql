-- Records arrive every 6 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'SECTOR' AS SECTOR, count(*) AS N, max((j->>'CHANGE')::DOUBLE) AS BIGGEST FROM r GROUP BY 1, win(t, 20);
