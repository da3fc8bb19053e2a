-- Records arrive every 13 seconds.

-- Rows of OUT
SELECT win(e, 60) AS MINUTE_OF_EVENT, k AS TICKER, min(p) AS MIN_PRICE, max(p) AS MAX_PRICE FROM (SELECT t, (j->>'EVENT_TIME')::TIMESTAMP AS e, j->>'TICKER' AS k, (j->>'PRICE')::DOUBLE AS p FROM r) GROUP BY 1, 2, win(t, 60);
