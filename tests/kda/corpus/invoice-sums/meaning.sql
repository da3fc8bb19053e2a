-- Records arrive every 4 seconds.

-- Rows of SUMS
SELECT j->>'customer' AS customer, sum((j->>'amount')::DECIMAL(10,2)) AS net, max((j->>'amount')::DECIMAL(10,2)) AS highest, count(j->>'amount') AS lines FROM r GROUP BY 1, win(t, 60);
