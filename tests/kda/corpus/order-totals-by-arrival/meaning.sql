-- Records arrive every 25 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT win(t, 60) AS arrived, j->>'shop' AS shop, sum((j->>'amount')::DOUBLE) AS total FROM r GROUP BY 1, 2;
