-- Records arrive every 14 seconds.

-- Rows of DESTINATION_SQL_STREAM
SELECT win(e, 60) AS EVENT_MINUTE, TICKER, count(*) AS N, sum(PRICE) AS PRICE_SUM
FROM (SELECT t, (j->>'event_time')::TIMESTAMP AS e, j->>'ticker' AS TICKER, (j->>'price')::DOUBLE AS PRICE FROM r)
GROUP BY TICKER, win(t, 60), win(e, 60);
