-- Records arrive every 4 seconds.

-- Rows of SIZES
SELECT j->>'size' AS size, count(*) AS n FROM r WHERE j->>'size' <> 'größer' GROUP BY 1, win(t, 60);
