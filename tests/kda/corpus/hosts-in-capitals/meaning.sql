-- Records arrive every 5 seconds.

-- Rows of HOSTS
SELECT upper(j->>'host') AS host, count(*) AS n FROM r GROUP BY j->>'host', win(t, 60);
