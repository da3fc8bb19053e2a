-- Records arrive every 22 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT strftime(win(t, 60), '%Y-%m-%d %H:%M') AS at, j->>'SECTOR' AS sector, count(*) AS n FROM r GROUP BY 1, 2;
