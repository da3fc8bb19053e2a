-- Records arrive every 40 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'SECTOR' AS sector, count(*) AS n FROM r GROUP BY 1, win(t, 90);
