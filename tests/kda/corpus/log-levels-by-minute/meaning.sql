-- Records arrive every 59 seconds.

-- Rows of LEVELS
SELECT win(t, 3600) AS theHour, win(t, 60) AS theMinute, j->>'level' AS level, count(*) AS lines FROM r GROUP BY 1, 2, 3;
