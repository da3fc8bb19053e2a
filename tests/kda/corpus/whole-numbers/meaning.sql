-- Records arrive every 5 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'host' AS host, trunc(sum((j->>'v')::INT) / 2)::INT AS half, count(*) * 100 // 3 AS share, (sum((j->>'v')::INT) % 4)::INT AS rest
FROM r GROUP BY 1, win(t, 60);
