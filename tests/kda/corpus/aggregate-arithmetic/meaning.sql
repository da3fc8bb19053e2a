-- Records arrive every 20 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT coalesce(j->>'site', 'unknown') AS site, max(v) - min(v) AS range, avg(v)::DECIMAL(10,2) AS mean, CASE WHEN sum(v) > 100 THEN 'hot' WHEN count(v) = 0 THEN 'silent' ELSE 'cool' END AS grade,
  count(DISTINCT CASE WHEN (j->>'battery')::INT < 20 THEN j->>'deviceId' END)::DOUBLE / count(DISTINCT j->>'deviceId') AS lowShare
FROM (SELECT t, j, (j->>'temperature')::DOUBLE AS v FROM r) GROUP BY 1, win(t, 3600);
