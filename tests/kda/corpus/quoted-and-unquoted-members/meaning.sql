-- Records arrive every 5 seconds.

-- Rows of OUT
SELECT coalesce(j->>'USERID', j->>'userId') AS USERID, j->>'agent' AS userAgent, count(*) AS CNT FROM r GROUP BY 1, 2, win(t, 60);
