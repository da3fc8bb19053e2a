-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT (j->>'a')::INT AS i, (j->>'n')::INT::VARCHAR AS s, (j->>'x')::DECIMAL(5,2) AS d, (j->>'w')::TIMESTAMP AS t, (j->>'n')::BIGINT * 3000000000 AS b, (j->>'a')::DOUBLE / 4 AS f FROM r;
