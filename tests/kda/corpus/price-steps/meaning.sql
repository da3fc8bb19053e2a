-- Records arrive every 10 seconds.

-- Rows of STEPS
SELECT floor((j->>'PRICE')::DOUBLE)::INT AS PRICE_FLOOR, count(*) AS N FROM r GROUP BY 1, win(t, 60);
