-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT regexp_replace(j->>'log', '[0-9]+', '#', 'g') AS MASKED FROM r;
