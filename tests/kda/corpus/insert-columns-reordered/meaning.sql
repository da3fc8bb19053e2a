-- Records arrive every 8 seconds.

-- Rows of KINDS
SELECT j->>'type' AS KIND, count(*) AS N, max((j->>'bid')::DECIMAL(10,4)) AS TOP FROM r GROUP BY 1, win(t, 30);
