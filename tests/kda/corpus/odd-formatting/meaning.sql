-- Records arrive every 4 seconds.

-- Rows of O
SELECT j->>'k' AS k, count(*) AS n FROM r WHERE j->>'k' <> ';--' GROUP BY 1, win(t, 10);
