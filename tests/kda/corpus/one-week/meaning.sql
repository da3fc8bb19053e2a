-- Records arrive every 259200 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'SECTOR' AS sector, count(*) AS n FROM r GROUP BY 1, time_bucket(INTERVAL 7 DAY, t, TIMESTAMP '1970-01-01');
