-- Records arrive every 11 seconds.

-- Rows of PER_CLASS
SELECT (j->>'status')::INT // 100 AS klass, count(DISTINCT lower(j->>'host')) AS hosts, count(*) AS n FROM r WHERE j->>'host' IS NOT NULL GROUP BY 1, win(t, 60);
