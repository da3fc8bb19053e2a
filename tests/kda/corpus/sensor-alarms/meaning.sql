-- Records arrive every 20 seconds.

-- Rows of ALARMS
SELECT site, avg_temp, CASE WHEN avg_temp >= 40 THEN 'high' ELSE 'low' END AS severity
FROM (SELECT j->>'site' AS site, avg((j->>'temperature')::DOUBLE) AS avg_temp FROM r GROUP BY 1, win(t, 60)) WHERE avg_temp > 25;
