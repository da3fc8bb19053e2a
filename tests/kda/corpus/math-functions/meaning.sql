-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT (x % 5)::INT AS m, d * d AS p, abs(d) AS a, ceil(d)::INT AS c, floor(d)::INT AS f, ln(abs(d) + 1) AS l, exp(d) AS e, sqrt(abs(d)) AS r FROM (SELECT (j->>'i')::INT AS x, (j->>'d')::DOUBLE AS d FROM r);
