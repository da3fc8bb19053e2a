-- Records arrive every 3 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT k AS SYM, CASE WHEN lag(p) OVER w IS NULL THEN 'first' WHEN p > lag(p) OVER w THEN 'up' ELSE 'down' END AS DIRECTION, lag(p, 2) OVER w AS TWO_AGO
FROM (SELECT i, j->>'TICKER_SYMBOL' AS k, (j->>'PRICE')::DOUBLE AS p FROM r) WINDOW w AS (PARTITION BY k ORDER BY i);
