-- Records arrive every 8 seconds.

-- Rows of ERRORS
SELECT j->>'service' AS SERVICE, count(*) FILTER ((j->>'status')::INT >= 500) AS ERRORS, count(*) AS REQUESTS, count(*) FILTER ((j->>'status')::INT >= 500) / count(*) AS SHARE, max((j->>'duration_ms')::INT) AS SLOWEST
FROM r WHERE j->>'path' NOT LIKE '/health%' GROUP BY 1, win(t, 30);
