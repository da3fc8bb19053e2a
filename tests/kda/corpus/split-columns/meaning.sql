-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT split_part(j->>'log', ';', 1) AS WHO, split_part(j->>'log', ';', 2) AS CITY FROM r;
