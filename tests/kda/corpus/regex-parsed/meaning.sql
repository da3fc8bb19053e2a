-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT nullif(regexp_extract(j->>'log', '^(\w+) /\S* took (\d+)ms$', 1), '') AS VERB, nullif(regexp_extract(j->>'log', '^(\w+) /\S* took (\d+)ms$', 2), '') AS TOOK FROM r;
