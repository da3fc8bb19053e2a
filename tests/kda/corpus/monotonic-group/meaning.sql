-- Records arrive every 22 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT count(*) AS n FROM r GROUP BY win(t, 60);
