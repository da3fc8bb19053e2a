-- Records arrive every 15 seconds.

-- Rows of REAL_OUT
SELECT j->>'TICKER_SYMBOL' AS TICKER_SYMBOL, count(*) AS UP FROM r WHERE (j->>'CHANGE')::DOUBLE > 0 GROUP BY 1, win(t, 60);
