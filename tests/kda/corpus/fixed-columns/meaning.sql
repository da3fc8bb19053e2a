-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT substring(j->>'log', 1, 3) AS code, substring(j->>'log', 4, 5) AS txt FROM r;
