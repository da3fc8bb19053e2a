-- Records arrive every 15 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT j->>'TICKER_SYMBOL' AS TICKER_SYMBOL, min((j->>'PRICE')::DOUBLE) AS MIN_PRICE, max((j->>'PRICE')::DOUBLE) AS MAX_PRICE,
  avg((j->>'PRICE')::DOUBLE) AS AVG_PRICE
FROM r GROUP BY j->>'TICKER_SYMBOL', win(t, 60);
