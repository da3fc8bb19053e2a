-- Records arrive every 6 seconds.

-- Rows of LAST
SELECT k AS k, CASE WHEN total > 5 THEN 'big' ELSE 'small' END AS label FROM (SELECT upper(j->>'k') AS k, sum(2 * (j->>'v')::DOUBLE) AS total FROM r WHERE (j->>'v')::DOUBLE > 0 OR j->>'v' IS NULL GROUP BY 1, win(t, 20)) WHERE total IS NOT NULL;
