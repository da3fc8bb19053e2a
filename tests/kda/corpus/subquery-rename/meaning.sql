-- Records arrive every 15 seconds.

-- Rows of OUT
SELECT j->>'TICKER_SYMBOL' AS symbol, count(*) AS volume FROM r GROUP BY 1, win(t, 60) HAVING count(*) > 1;
