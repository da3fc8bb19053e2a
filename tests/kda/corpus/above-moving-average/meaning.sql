-- Records arrive every 20 seconds.

-- Rows of SPIKES
SELECT d AS deviceId, v AS temperature, a AS avgBefore FROM (SELECT d, v, avg(v) OVER w AS a, count(*) OVER w AS c FROM (SELECT t, j->>'deviceId' AS d, (j->>'temperature')::DOUBLE AS v FROM r)
  WINDOW w AS (PARTITION BY d ORDER BY t RANGE INTERVAL 1 MINUTE PRECEDING)) WHERE v > a * 1.01 AND c > 1;
