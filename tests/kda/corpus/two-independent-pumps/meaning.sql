-- Records arrive every 8 seconds.

-- Rows of COUNTS
SELECT j->>'SECTOR' AS SECTOR, count(*) AS N FROM r GROUP BY 1, win(t, 30);

-- Rows of HIGH
SELECT j->>'TICKER_SYMBOL' AS TICKER_SYMBOL, (j->>'PRICE')::DOUBLE AS PRICE FROM r WHERE (j->>'PRICE')::DOUBLE >= 99.75;
