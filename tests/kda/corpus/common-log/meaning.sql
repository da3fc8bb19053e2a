-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT regexp_extract(j->>'log', '^(\S+)', 1) AS host, regexp_extract(j->>'log', '" (\d+) ', 1) AS status FROM r;
