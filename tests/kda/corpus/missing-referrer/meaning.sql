-- Records arrive every 3 seconds.

-- Rows of BY_HOST
SELECT j->>'host' AS HOST, count(*) AS N, count(j->>'referrer') AS WITH_REFERRER FROM r GROUP BY 1, win(t, 60);
