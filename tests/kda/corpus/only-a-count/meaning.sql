-- Records arrive every 10 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT count(*) AS N FROM r GROUP BY j->>'SECTOR', win(t, 60);
