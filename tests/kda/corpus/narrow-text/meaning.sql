-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT substring(j->>'text', 1, 3) AS CODE, substring(j->>'text', 4) AS REST, length(j->>'text') AS LEN FROM r;
