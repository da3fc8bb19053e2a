-- Records arrive every 25 seconds.

-- Rows of VISITORS
SELECT j->>'$.page.path' AS PAGE, count(DISTINCT j->>'userId') AS VISITORS, count((j->>'dwell')::INT) AS HITS
FROM r GROUP BY 1, win(t, 60);
