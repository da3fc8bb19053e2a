-- Records arrive every 25 seconds.

-- Rows of RAW_SALES
SELECT j->>'shop' AS shop, (j->>'amount')::DOUBLE AS amount FROM r WHERE (j->>'amount')::DOUBLE > 0;

-- Rows of SALES_MINUTE
SELECT j->>'shop' AS shop, sum((j->>'amount')::DOUBLE) AS sum FROM r WHERE (j->>'amount')::DOUBLE > 0 GROUP BY 1, win(t, 60);
