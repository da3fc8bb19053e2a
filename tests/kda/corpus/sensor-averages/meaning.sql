-- Records arrive every 20 seconds.

-- Rows of AVERAGES
SELECT j->>'deviceId' AS deviceId, win(t, 60) AS minute, avg((j->>'temperature')::DOUBLE) AS avgTemperature,
  count((j->>'temperature')::DOUBLE) AS readings
FROM r GROUP BY 1, 2;
