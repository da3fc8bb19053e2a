-- Records arrive every 60 seconds.

-- Rows of DELAYS
SELECT (j->>'from') || '-' || (j->>'to') AS connection, j->>'line' AS line, avg((j->>'late')::DOUBLE) AS avg_late
FROM r GROUP BY j->>'from', j->>'to', j->>'line', win(t, 3600);
