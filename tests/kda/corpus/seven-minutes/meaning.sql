-- Records arrive every 800 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT win(t, 420) AS at, count(*) AS n FROM r GROUP BY 1;
