-- Records arrive every 3 seconds.

-- Rows of HOT
SELECT j->>'page' AS PAGE, count(*) AS HITS FROM r GROUP BY 1, win(t, 10) HAVING count(*) > 1;
