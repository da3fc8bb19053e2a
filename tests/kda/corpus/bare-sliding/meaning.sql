-- Records arrive every 25 seconds.

-- Rows of RATES
SELECT p AS player, n AS points, (sum(n) OVER m)::INT AS lastMinute, n / sum(n) OVER m AS share FROM (SELECT t, j->>'player' AS p, (j->>'points')::INT AS n FROM r) WINDOW m AS (PARTITION BY p ORDER BY t RANGE INTERVAL 1 MINUTE PRECEDING);
